//! Strings stay strings.

use serde_json::Value;

use super::Rule;
use crate::description::grammar::{Kind, walk_mut};

pub(super) const FORMATS_ARE_STRINGS: Rule = Rule {
    name: "formats-are-strings",
    reason: "typify makes a date, a time, a UUID or an address a type of a crate that the generated \
             crates don't depend on, or one that refuses what it can't parse; an answer must be \
             readable whatever its strings look like.",
    apply: formats,
};

pub(super) const VALIDATION_IS_THE_SERVICES: Rule = Rule {
    name: "validation-is-the-services",
    reason: "typify makes a string with a pattern or a length a type that checks it, by a crate that \
             the generated crates don't depend on; the service checks its requests itself, and an \
             answer is to be read even where it breaks a rule.",
    apply: validation,
};

/// The formats that typify has a type for. `password` is not among them: that one is ours.
const FORMATS: &[&str] = &["date", "date-time", "uuid", "ip", "ipv4", "ipv6"];

const VALIDATION: &[&str] = &["pattern", "minLength", "maxLength"];

fn formats(document: &mut Value) {
    walk_mut(document, Kind::Document, "", &mut |kind, _, value| {
        let Some(schema) = value.as_object_mut().filter(|_| kind == Kind::Schema) else { return };
        let format = schema.get("format").and_then(Value::as_str);
        if format.is_some_and(|format| FORMATS.contains(&format)) {
            schema.shift_remove("format");
        }
    });
}

fn validation(document: &mut Value) {
    walk_mut(document, Kind::Document, "", &mut |kind, _, value| {
        let Some(schema) = value.as_object_mut().filter(|_| kind == Kind::Schema) else { return };
        for keyword in VALIDATION {
            schema.shift_remove(*keyword);
        }
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_property_may_be_called_pattern_or_format() {
        let schema = json!({
            "type": "object",
            "properties": {
                "pattern": { "type": "string", "pattern": "^a$", "maxLength": 3 },
                "format": { "type": "string", "format": "date" },
                "secret": { "type": "string", "format": "password" },
            },
        });
        let mut document = json!({ "components": { "schemas": { "A": schema } } });
        formats(&mut document);
        validation(&mut document);
        assert_eq!(
            document["components"]["schemas"]["A"]["properties"],
            json!({
                "pattern": { "type": "string" },
                "format": { "type": "string" },
                "secret": { "type": "string", "format": "password" },
            })
        );
    }
}
