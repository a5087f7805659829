//! What the operations of a document need of its components.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::description::grammar::{self, Kind};
use crate::description::pointer::join;

/// The components of `document` that `paths` and `security` reach, as a `components` object.
///
/// What is referred to and not there is left out; the reference stays, to be found dangling.
pub(super) fn components(document: &Value, paths: &Value) -> Value {
    let mut reached = Reached { document, names: BTreeSet::new(), queue: Vec::new() };
    for item in paths.as_object().into_iter().flat_map(Map::values) {
        reached.follow(item, Kind::PathItem);
    }
    while let Some((section, name)) = reached.queue.pop() {
        let at = join(&join("/components", &section), &name);
        if let (Some(component), Some(kind)) = (document.pointer(&at), kind_of(&section)) {
            reached.follow(component, kind);
        }
    }
    let mut components = json!({});
    for (section, name) in &reached.names {
        let at = join(&join("/components", section), name);
        if let Some(component) = document.pointer(&at) {
            components[section.as_str()][name.as_str()] = component.clone();
        }
    }
    components
}

/// The section and name of a component that `reference` leads to or into.
fn component(reference: &str) -> Option<(String, String)> {
    let mut steps = reference.strip_prefix("#/components/")?.split('/');
    let unescape = |step: &str| step.replace("~1", "/").replace("~0", "~");
    Some((unescape(steps.next()?), unescape(steps.next()?)))
}

fn kind_of(section: &str) -> Option<Kind> {
    match grammar::child(Kind::Components, section) {
        grammar::Child::Map(kind) => Some(kind),
        _ => None,
    }
}

struct Reached<'a> {
    document: &'a Value,
    names: BTreeSet<(String, String)>,
    queue: Vec<(String, String)>,
}

impl Reached<'_> {
    fn follow(&mut self, value: &Value, kind: Kind) {
        grammar::walk(value, kind, "", &mut |kind, _, object| {
            if let Some(component) = object.get("$ref").and_then(Value::as_str).and_then(component)
            {
                self.reach(component);
            }
            // The overlay's list of values is a list of schemas in all but name.
            let items = object.pointer("/x-delimited/items/$ref").and_then(Value::as_str);
            if let Some(component) = items.and_then(component) {
                self.reach(component);
            }
            if kind == Kind::Operation {
                let requirements = object
                    .get("security")
                    .or_else(|| self.document.get("security"))
                    .and_then(Value::as_array);
                for name in requirements
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_object)
                    .flat_map(Map::keys)
                {
                    self.reach(("securitySchemes".to_owned(), name.clone()));
                }
            }
        });
    }

    fn reach(&mut self, component: (String, String)) {
        if self.names.insert(component.clone()) {
            self.queue.push(component);
        }
    }
}
