//! Operations that the document lacks, kept as they are established.

use serde_json::{Map, Value, json};

use super::Request;
use super::reach;
use super::select;

/// Adds the `missing` operations, as far as they are established, with what they reach. A component
/// that the document has too is the document's.
pub(super) fn keep(excerpt: &mut Value, missing: &[String], request: &Request<'_>) {
    let Some(fragment) = request.fragment else { return };
    let mut paths = Map::new();
    for id in missing {
        let Some((at, operation)) = select::established(request, id) else { continue };
        let Some((item, method)) = at.rsplit_once('/') else { continue };
        let path = item.trim_start_matches("/paths/").replace("~1", "/").replace("~0", "~");
        let item = paths.entry(path).or_insert_with(|| json!({}));
        item[method] = operation.clone();
    }
    let paths = Value::Object(paths);
    let components = reach::components(fragment, &paths);
    merge(excerpt, "paths", paths);
    merge_components(excerpt, components);
}

/// Adds the components that the answers taken from the fragment need.
pub(super) fn components(excerpt: &mut Value, fragment: Option<&Value>) {
    let Some(fragment) = fragment else { return };
    let Some(paths) = excerpt.get("paths") else { return };
    let needed = reach::components(fragment, paths);
    merge_components(excerpt, needed);
}

fn merge_components(excerpt: &mut Value, components: Value) {
    let Value::Object(sections) = components else { return };
    if !excerpt.get("components").is_some_and(Value::is_object) {
        excerpt["components"] = json!({});
    }
    for (name, section) in sections {
        merge(&mut excerpt["components"], &name, section);
    }
}

/// Adds the members of `more` that `object[key]` does not have, members of members for paths.
fn merge(object: &mut Value, key: &str, more: Value) {
    if !object.get(key).is_some_and(Value::is_object) {
        object[key] = json!({});
    }
    let Value::Object(more) = more else { return };
    for (name, value) in more {
        let place = &mut object[key][name.as_str()];
        if place.is_null() {
            *place = value;
        } else if let (true, Some(item), Value::Object(methods)) =
            (key == "paths", place.as_object_mut(), value)
        {
            for (method, operation) in methods {
                item.entry(method).or_insert(operation);
            }
        }
    }
}
