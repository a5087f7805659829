//! The values of a string enum or a server variable, with what the extensions say of them.

use serde_json::Value;

use crate::model::{Enum, EnumValue};
use crate::openapi::{members, text};
use crate::rust_name;

/// The extension that describes each value.
pub const DESCRIPTIONS: &str = "x-enum-descriptions";
/// The extension that maps other spellings to a value.
pub const ALIASES: &str = "x-enum-aliases";
/// The extension that names a value in Rust.
pub const NAMES: &str = "x-enum-names";
/// The extension that gives the prefix of the paths that a value opens.
pub const PATHS: &str = "x-enum-paths";
/// The extension that lists deprecated values.
pub const DEPRECATED_VALUES: &str = "x-deprecated-values";
/// The extension that makes an enum keep values that it does not list.
pub const OPEN_ENUM: &str = "x-open-enum";

/// Reads the enum called `name` from the places that define it. Places after the first one add the
/// values that the earlier ones do not have.
pub(super) fn read(places: &[(String, &Value)], name: &str, doc: String) -> Enum {
    let schemas = || places.iter().map(|(_, schema)| *schema);
    let mut read = Enum {
        name: name.to_owned(),
        pointer: places.first().map(|(at, _)| at.clone()).unwrap_or_default(),
        doc,
        values: Vec::new(),
        aliases: Vec::new(),
        open: schemas().any(|schema| schema.get(OPEN_ENUM).is_some()),
        case_insensitive: schemas().any(|schema| {
            schema.pointer("/x-open-enum/case-insensitive") == Some(&Value::Bool(true))
        }),
        default: schemas().find_map(|schema| schema.get("default")?.as_str()).map(str::to_owned),
        has_paths: schemas().any(|schema| schema.get(PATHS).is_some()),
        in_response: false,
    };
    for schema in schemas() {
        for wire in schema.get("enum").and_then(Value::as_array).into_iter().flatten() {
            let Some(wire) = wire.as_str() else { continue };
            if !read.values.iter().any(|value| value.wire == wire) {
                read.values.extend(value(schema, wire, name));
            }
        }
        for (alias, target) in members(schema, ALIASES) {
            let known = |wire: &str| read.values.iter().any(|value| value.wire == wire);
            let target = target.as_str().unwrap_or_default();
            let twice = read.aliases.iter().any(|(earlier, _)| earlier == alias);
            if known(target) && !known(alias) && !twice {
                read.aliases.push((alias.clone(), target.to_owned()));
            }
        }
    }
    read
}

fn value(schema: &Value, wire: &str, enum_name: &str) -> Option<EnumValue> {
    let entry = |extension: &str| schema.get(extension).map_or("", |entries| text(entries, wire));
    let variant = match entry(NAMES) {
        "" => rust_name::variant(wire, enum_name)?,
        name => name.to_owned(),
    };
    let path = Some(entry(PATHS)).filter(|path| !path.is_empty());
    let doc = match (entry(DESCRIPTIONS), path) {
        ("", Some(path)) => format!("Opens `{path}` and everything below it."),
        (text, _) => text.to_owned(),
    };
    let deprecated = schema.get(DEPRECATED_VALUES).and_then(Value::as_array);
    Some(EnumValue {
        wire: wire.to_owned(),
        variant,
        doc,
        path: path.map(str::to_owned),
        deprecated: deprecated.is_some_and(|values| values.iter().any(|value| value == wire)),
    })
}
