//! What a document says once for several operations, said on each.

use serde_json::{Map, Value};

use crate::description::grammar::METHODS;

/// Moves the parameters and servers of path items, and the document's `security`, to the
/// operations of `excerpt`; `security` is `document`'s own.
pub(super) fn hoist(excerpt: &mut Value, document: &Value) {
    let items = excerpt.get_mut("paths").and_then(Value::as_object_mut);
    for (_, item) in items.into_iter().flatten() {
        let Some(item) = item.as_object_mut() else { continue };
        let parameters = item.shift_remove("parameters");
        let servers = item.shift_remove("servers");
        for method in METHODS {
            let Some(operation) = item.get_mut(*method).and_then(Value::as_object_mut) else {
                continue;
            };
            add_parameters(operation, parameters.as_ref());
            for (key, shared) in
                [("servers", &servers.as_ref()), ("security", &document.get("security"))]
            {
                if let (false, Some(shared)) = (operation.contains_key(key), shared) {
                    operation.insert(key.to_owned(), (*shared).clone());
                }
            }
        }
    }
}

/// An operation's own parameter stands before the shared one of the same name and place.
fn add_parameters(operation: &mut Map<String, Value>, shared: Option<&Value>) {
    let mut all: Vec<Value> = match operation.get("parameters") {
        Some(Value::Array(own)) => own.clone(),
        // Something else is no list: leave it to be refused.
        Some(_) => return,
        None => Vec::new(),
    };
    let key =
        |one: &Value| (one.get("name").cloned(), one.get("in").cloned(), one.get("$ref").cloned());
    for parameter in shared.and_then(Value::as_array).into_iter().flatten() {
        if !all.iter().any(|own| key(own) == key(parameter)) {
            all.push(parameter.clone());
        }
    }
    if all.is_empty() {
        operation.shift_remove("parameters");
    } else {
        operation.insert("parameters".to_owned(), Value::Array(all));
    }
}
