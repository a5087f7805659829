//! What nobody has described yet: it would become a public item without documentation.

use serde_json::Value;

use super::enums::DESCRIPTIONS;
use super::grammar::{Kind, METHODS, walk};
use super::pointer::{join, resolve};
use crate::finding::Finding;

/// A warning for each thing in `document` that has no description, to be given in the file called
/// `overlay`.
pub fn warnings(document: &Value, overlay: &str) -> Vec<Finding> {
    let mut search = Search { document, overlay, found: Vec::new() };
    walk(document, Kind::Document, "", &mut |kind, at, value| match kind {
        Kind::Operation => search.described(at, value, "the operation"),
        Kind::Parameter => search.described(at, value, "the parameter"),
        Kind::RequestBody => search.described(at, value, "the request"),
        Kind::Response => search.described(at, value, "the answer"),
        Kind::Header => search.described(at, value, "the header"),
        Kind::SecurityScheme => search.described(at, value, "the key"),
        Kind::Components => {
            for (name, schema) in members(value, "schemas") {
                search.described(&join(&join(at, "schemas"), name), schema, "the schema");
            }
        }
        Kind::Schema => search.schema(at, value),
        _ => {}
    });
    search.found
}

/// The operations of `document`, each with its pointer.
pub fn operations(document: &Value) -> impl Iterator<Item = (String, &Value)> {
    members(document, "paths").flat_map(|(path, item)| {
        let at = join("/paths", path);
        METHODS.iter().filter_map(move |method| Some((join(&at, method), item.get(method)?)))
    })
}

fn members<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = (&'a String, &'a Value)> {
    value.get(key).and_then(Value::as_object).into_iter().flatten()
}

struct Search<'a> {
    document: &'a Value,
    overlay: &'a str,
    found: Vec<Finding>,
}

impl Search<'_> {
    fn schema(&mut self, at: &str, schema: &Value) {
        for (name, property) in members(schema, "properties") {
            self.described(&join(&join(at, "properties"), name), property, "the property");
        }
        for value in schema.get("enum").and_then(Value::as_array).into_iter().flatten() {
            let Some(value) = value.as_str() else { continue };
            let text = schema.get(DESCRIPTIONS).and_then(|texts| texts.get(value));
            if text.and_then(Value::as_str).is_none_or(str::is_empty) {
                self.report(&join(&join(at, DESCRIPTIONS), value), format!("the value `{value}`"));
            }
        }
    }

    fn described(&mut self, at: &str, value: &Value, what: &str) {
        let meant = match value.get("$ref").and_then(Value::as_str) {
            Some(reference) => resolve(self.document, reference).unwrap_or(value),
            None => value,
        };
        if meant.get("description").and_then(Value::as_str).is_none_or(str::is_empty) {
            self.report(&join(at, "description"), what.to_owned());
        }
    }

    fn report(&mut self, at: &str, what: String) {
        self.found.push(Finding::new(
            self.overlay,
            "",
            format!("{what} is not described: {at}"),
            "describe it there by an overlay action, in your own words",
        ));
    }
}
