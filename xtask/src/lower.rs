//! From the effective document, which says all that is known, to one document for each API version
//! that progenitor can express. Each rule has a name and a reason.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::model::{TypeKind, Version};
use crate::openapi::pointer::{join, schema as component_pointer};
use crate::openapi::{Kind, operations, reach, reference, visit_mut};
use crate::read::{RUST_DOC, component, version_name};

/// A named change of the document, with the reason for it.
pub struct Rule {
    /// The rule's name.
    pub name: &'static str,
    /// Why progenitor cannot take the document without it.
    pub reason: &'static str,
    apply: fn(&mut Value, &Version),
}

/// The rules, in the order in which they are applied.
pub const RULES: &[Rule] = &[
    Rule {
        name: "one-version",
        reason: "two versions may use one name for different types, and progenitor has one \
                 namespace",
        apply: one_version,
    },
    Rule {
        name: "types-have-names",
        reason: "typify invents a name for a schema within another one, and changes the name of a \
                 component; here each type is a component under its final name",
        apply: types_have_names,
    },
    Rule {
        name: "own-types-are-strings",
        reason: "enums, sets and secrets are types that this generator writes; typify's enum \
                 refuses unknown values, and its string prints a secret",
        apply: own_types_are_strings,
    },
    Rule {
        name: "no-default-on-own-types",
        reason: "typify writes a function for a default, which it can only do for its own types",
        apply: no_default_on_own_types,
    },
    Rule {
        name: "aliases-are-written-out",
        reason: "typify makes a component of a plain string a type that parses anything",
        apply: aliases_are_written_out,
    },
    Rule {
        name: "validation-is-the-services",
        reason: "typify makes a type of its own of a pattern, a length, a minimum or a format, and \
                 refuses a response that breaks the rule; the service checks its requests itself",
        apply: validation_is_the_services,
    },
    Rule {
        name: "objects-stay-open",
        reason: "typify refuses a response that has a new field if the description closes the \
                 object; a new field must not break old clients",
        apply: objects_stay_open,
    },
    Rule {
        name: "required-names-exist",
        reason: "typify makes a field of any JSON of a required name without a property",
        apply: required_names_exist,
    },
    Rule {
        name: "success-only",
        reason: "progenitor decodes a described error response as JSON before the façade sees it: \
                 an HTML 502 would lose its status and headers. The façade decodes errors itself",
        apply: success_only,
    },
    Rule {
        name: "security-is-a-table",
        reason: "progenitor sends no credentials, and refuses a malformed requirement such as \
                 `[[]]`; the table of credentials has each operation's own or inherited security",
        apply: security_is_a_table,
    },
];

/// What a reference to a hoisted schema starts with while components still have their old names.
const HOISTED: &str = "#/hoisted/";

/// The keywords that only validate.
const VALIDATION: &[&str] = &[
    "format",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "readOnly",
    "writeOnly",
];

/// Returns the part of `document` that `version` reaches, with every rule applied.
pub fn lower(document: &Value, version: &Version) -> Value {
    let mut lowered = document.clone();
    for rule in RULES {
        (rule.apply)(&mut lowered, version);
    }
    lowered
}

fn one_version(document: &mut Value, version: &Version) {
    if let Some(paths) = members(document, "/paths") {
        paths.retain(|path, _| version_name(path) == Some(&version.name));
    }
    let reached: BTreeSet<String> = {
        let roots = operations(document).map(|operation| (Kind::Operation, operation.value));
        reach(document, roots)
    };
    for section in ["schemas", "responses", "parameters", "requestBodies", "headers"] {
        let at = format!("/components/{section}");
        if let Some(components) = members(document, &at) {
            components.retain(|name, _| reached.contains(&join(&at, name)));
        }
    }
}

fn types_have_names(document: &mut Value, version: &Version) {
    let mut places: Vec<(&str, &str)> = version
        .types
        .iter()
        .flat_map(|named| named.places.iter().map(|at| (at.as_str(), named.name.as_str())))
        .collect();
    // What is within another schema moves first, so that the outer places stay what they are.
    places.sort_by_key(|(at, _)| std::cmp::Reverse(at.len()));
    let mut hoisted = Map::new();
    for (at, name) in places {
        let place = document.pointer_mut(at);
        let Some(place) = place.filter(|_| component(at).is_none()) else { continue };
        let mut reference = json!({ "allOf": [{ "$ref": format!("{HOISTED}{name}") }] });
        for key in ["description", "deprecated", "nullable"] {
            if let Some(said) = place.get(key) {
                reference[key] = said.clone();
            }
        }
        let mut schema = std::mem::replace(place, reference);
        if let Some(doc) = schema.get(RUST_DOC).cloned() {
            schema["description"] = doc;
        }
        hoisted.insert(name.to_owned(), schema);
    }
    let renamed = |at: &str| {
        let named = version.types.iter().find(|named| named.places.iter().any(|own| own == at))?;
        Some(named.name.as_str())
    };
    if let Some(schemas) = members(document, "/components/schemas") {
        let old = std::mem::take(schemas);
        for (name, schema) in old {
            let name = renamed(&component_pointer(&name)).unwrap_or(&name).to_owned();
            hoisted.insert(name, schema);
        }
    }
    visit_mut(document, Kind::Document, "", &mut |_, _, object| rename(object, &renamed));
    for schema in hoisted.values_mut() {
        visit_mut(schema, Kind::Schema, "", &mut |_, _, object| rename(object, &renamed));
    }
    document["components"]["schemas"] = Value::Object(hoisted);
}

fn rename<'a>(object: &mut Value, renamed: &impl Fn(&str) -> Option<&'a str>) {
    let Some(reference) = reference::target(object) else { return };
    let hoisted = reference.strip_prefix(HOISTED);
    let name = hoisted.or_else(|| renamed(reference.strip_prefix('#')?)).map(str::to_owned);
    if let Some(name) = name {
        object["$ref"] = json!(format!("#{}", component_pointer(&name)));
    }
}

fn own_types_are_strings(document: &mut Value, version: &Version) {
    for named in version.types.iter().filter(|named| named.kind != TypeKind::Struct) {
        if let Some(schema) = document.pointer_mut(&component_pointer(&named.name)) {
            *schema = json!({ "type": "string" });
        }
    }
}

fn no_default_on_own_types(document: &mut Value, _: &Version) {
    schemas(document, &mut |schema| {
        if schema.contains_key("allOf") || schema.contains_key("$ref") {
            schema.shift_remove("default");
        }
    });
}

fn aliases_are_written_out(document: &mut Value, version: &Version) {
    let whole = document.clone();
    let is_alias = |reference: &str| {
        let name = reference.strip_prefix('#').and_then(component);
        name.is_some_and(|name| !version.types.iter().any(|named| named.name == name))
    };
    visit_mut(document, Kind::Document, "", &mut |kind, _, object| {
        if kind != Kind::Schema {
            return;
        }
        let inner = object.pointer("/allOf/0/$ref").or_else(|| object.get("$ref"));
        let Some(reference) = inner.and_then(Value::as_str).filter(|it| is_alias(it)) else {
            return;
        };
        let Some((_, meant)) = reference::meant(&whole, "", &json!({ "$ref": reference }))
            .map(|(at, meant)| (at, meant.clone()))
        else {
            return;
        };
        let description = object.get("description").cloned();
        *object = meant;
        if let Some(description) = description {
            object["description"] = description;
        }
    });
    if let Some(schemas) = members(document, "/components/schemas") {
        schemas.retain(|name, _| version.types.iter().any(|named| named.name == *name));
    }
}

fn validation_is_the_services(document: &mut Value, _: &Version) {
    schemas(document, &mut |schema| {
        schema.retain(|keyword, _| !VALIDATION.contains(&keyword.as_str()));
    });
}

fn objects_stay_open(document: &mut Value, _: &Version) {
    schemas(document, &mut |schema| {
        if schema.get("additionalProperties").is_some_and(Value::is_boolean) {
            schema.shift_remove("additionalProperties");
        }
    });
}

fn required_names_exist(document: &mut Value, _: &Version) {
    schemas(document, &mut |schema| {
        let properties: Vec<String> = schema
            .get("properties")
            .and_then(Value::as_object)
            .into_iter()
            .flat_map(|properties| properties.keys().cloned())
            .collect();
        if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
            required.retain(|name| properties.iter().any(|property| name == property));
        }
    });
}

fn success_only(document: &mut Value, _: &Version) {
    each_operation(document, |operation| {
        if let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) {
            responses.retain(|status, _| status.starts_with('2'));
        }
    });
}

fn security_is_a_table(document: &mut Value, _: &Version) {
    if let Some(components) = members(document, "/components") {
        components.shift_remove("securitySchemes");
    }
    if let Some(document) = document.as_object_mut() {
        document.shift_remove("security");
    }
    each_operation(document, |operation| {
        operation.shift_remove("security");
    });
}

fn each_operation(document: &mut Value, mut change: impl FnMut(&mut Map<String, Value>)) {
    visit_mut(document, Kind::Document, "", &mut |kind, _, object| {
        if let Some(operation) = object.as_object_mut().filter(|_| kind == Kind::Operation) {
            change(operation);
        }
    });
}

fn schemas(document: &mut Value, change: &mut dyn FnMut(&mut Map<String, Value>)) {
    visit_mut(document, Kind::Document, "", &mut |kind, _, object| {
        if let Some(schema) = object.as_object_mut().filter(|_| kind == Kind::Schema) {
            change(schema);
        }
    });
}

fn members<'a>(document: &'a mut Value, at: &str) -> Option<&'a mut Map<String, Value>> {
    document.pointer_mut(at)?.as_object_mut()
}
