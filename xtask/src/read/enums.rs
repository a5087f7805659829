//! Reads the values of a string enum or a server variable, with our extensions.

use serde_json::Value;

use crate::model::{Enum, EnumValue};
use crate::openapi::{flag, items, members, text};
use crate::rust_name;

/// The extension that describes each value.
pub const DESCRIPTIONS: &str = "x-enum-descriptions";
/// The extension that maps other spellings to a value.
pub const ALIASES: &str = "x-enum-aliases";
/// The extension that gives the Rust name of a value.
pub const NAMES: &str = "x-enum-names";
/// The extension that gives the path prefix to which a value gives access.
pub const PATHS: &str = "x-enum-paths";
/// The extension that lists deprecated values.
pub const DEPRECATED_VALUES: &str = "x-deprecated-values";
/// The extension that makes an enum keep unlisted values.
pub const OPEN_ENUM: &str = "x-open-enum";

/// Reads the enum called `name` from the schemas that define it. Later schemas add values that the
/// earlier ones do not have.
pub(super) fn read<'a>(schemas: impl IntoIterator<Item = &'a Value>, name: &str) -> Enum {
    let mut read = Enum::default();
    for schema in schemas {
        for wire in items(schema, "enum").filter_map(Value::as_str) {
            if variant(&read, wire).is_none() {
                read.values.extend(value(schema, wire, name));
            }
        }
        for (alias, target) in members(schema, ALIASES) {
            let target = target.as_str().and_then(|wire| variant(&read, wire));
            let is_known = read.aliases.iter().any(|(earlier, _)| earlier == alias);
            if let Some(target) = target
                && variant(&read, alias).is_none()
                && !is_known
            {
                read.aliases.push((alias.clone(), target));
            }
        }
        let options = schema.get(OPEN_ENUM);
        read.open |= options.is_some();
        read.case_insensitive |= options.is_some_and(|it| flag(it, "case-insensitive"));
        let default = text(schema, "default");
        let alias = read.aliases.iter().find(|(alias, _)| alias == default);
        let default = variant(&read, default).or_else(|| alias.map(|(_, name)| name.clone()));
        read.default = read.default.or(default);
    }
    read
}

/// Returns the variant for the value `wire`.
fn variant(values: &Enum, wire: &str) -> Option<String> {
    let value = values.values.iter().find(|value| value.wire == wire)?;
    Some(value.variant.clone())
}

fn value(schema: &Value, wire: &str, enum_name: &str) -> Option<EnumValue> {
    let entry = |extension: &str| schema.get(extension).map_or("", |entries| text(entries, wire));
    let variant = match entry(NAMES) {
        "" => rust_name::variant(wire, enum_name)?,
        name => name.to_owned(),
    };
    let path = Some(entry(PATHS)).filter(|path| !path.is_empty());
    let doc = match (entry(DESCRIPTIONS), path) {
        ("", Some(path)) => format!("Covers `{path}` and everything below it."),
        ("", None) => "Undocumented in the API description.".to_owned(),
        (text, _) => text.to_owned(),
    };
    Some(EnumValue {
        wire: wire.to_owned(),
        variant,
        doc,
        path: path.map(str::to_owned),
        deprecated: items(schema, DEPRECATED_VALUES).any(|value| value == wire),
    })
}
