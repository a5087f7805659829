//! Checks the content of our extensions.

use serde_json::Value;

use super::Context;
use crate::effective::{ENUM_OMIT, PRESENT_WHEN, SECRET};
use crate::openapi::{flag, items, join, members, reference, text};
use crate::read::{
    ALIASES, DELIMITED, DEPRECATED_VALUES, DESCRIPTIONS, NAMES, OPEN_ENUM, PATHS, RUST_DOC,
    RUST_NAME,
};
use crate::rust_name;

/// A keyword, a predicate for its content, and the description of valid content.
type Content = (&'static str, fn(&Value) -> bool, &'static str);

/// The valid content of each keyword.
const CONTENTS: &[Content] = &[
    (RUST_NAME, is_type_name, "a type's name, such as `ApiError`"),
    (RUST_DOC, Value::is_string, "a text"),
    (SECRET, |it| *it == Value::Bool(false), "`false`"),
    (PRESENT_WHEN, Value::is_string, "the name of a boolean property"),
    (OPEN_ENUM, is_open_enum, "`{}` or `{\"case-insensitive\": true}`"),
    (
        DELIMITED,
        is_delimited,
        "a `separator` of one character, and `items` with a `$ref` to an enum",
    ),
    (DESCRIPTIONS, is_texts, "a text for each value"),
    (ALIASES, is_texts, "a value for each other spelling"),
    (NAMES, |it| is_texts(it) && all(it, rust_name::is_identifier), "a Rust name for each value"),
    (PATHS, |it| is_texts(it) && all(it, is_path), "a path such as `/v1/vouchers` for each value"),
    (ENUM_OMIT, is_strings, "a list of values"),
    (DEPRECATED_VALUES, is_strings, "a list of values"),
];

/// Each keyword has valid content.
pub(super) fn have_valid_content(context: &mut Context<'_>, at: &str, object: &Value) {
    for (keyword, is_valid, content) in CONTENTS {
        if object.get(*keyword).is_some_and(|it| !is_valid(it)) {
            let message = format!("is not {content}");
            context.error(&join(at, keyword), message, format!("write {content}"));
        }
    }
}

/// Entries for values of an enum name existing values.
pub(super) fn name_existing_values(context: &mut Context<'_>, at: &str, object: &Value) {
    let has = |wire: &str| items(object, "enum").any(|value| value == wire);
    let named = [DESCRIPTIONS, NAMES, PATHS].into_iter().flat_map(|extension| {
        members(object, extension).map(move |(wire, _)| (extension, wire.as_str()))
    });
    let listed = items(object, DEPRECATED_VALUES).filter_map(Value::as_str);
    let listed = listed.map(|wire| (DEPRECATED_VALUES, wire));
    for (extension, wire) in named.chain(listed).filter(|(_, wire)| !has(wire)) {
        let message = format!("names `{wire}`, which is not a value of the enum");
        let help = "remove the entry, or correct its spelling";
        context.warning(&join(&join(at, extension), wire), message, help);
    }
    for (alias, target) in members(object, ALIASES) {
        let at = join(&join(at, ALIASES), alias);
        let target = target.as_str().unwrap_or_default();
        if has(alias) {
            let message = format!("the alias `{alias}` is a value now, and is ignored");
            context.warning(&at, message, "remove the alias");
        } else if !has(target) {
            let message =
                format!("the alias `{alias}` is for `{target}`, which is not a value of the enum");
            context.error(&at, message, "name an existing value, or remove the alias");
        }
    }
}

/// The values of an enum are strings with a Rust name.
pub(super) fn enums_list_strings(context: &mut Context<'_>, at: &str, object: &Value) {
    if object.get("enum").is_none() || !matches!(text(object, "type"), "string" | "") {
        return;
    }
    let list = join(at, "enum");
    let names = object.get(NAMES).unwrap_or(&Value::Null);
    for (index, value) in items(object, "enum").enumerate() {
        let at = format!("{list}/{index}");
        match value.as_str() {
            None if value.is_null() && flag(object, "nullable") => {}
            None => context.error(&at, format!("is not a string: {value}"), "write it as a string"),
            Some(wire) if text(names, wire).is_empty() => {
                if rust_name::variant(wire, "Value").is_none() {
                    let message = format!("`{wire}` has no letter or digit for a Rust name");
                    let help = format!("name the variant with `{NAMES}` in the overlay");
                    context.error(&at, message, help);
                }
            }
            Some(_) => {}
        }
    }
}

/// The values of a delimited set do not contain its separator.
pub(super) fn sets_can_be_split(context: &mut Context<'_>, at: &str, object: &Value) {
    let Some(set) = object.get(DELIMITED).filter(|it| is_delimited(it)) else { return };
    if text(object, "type") != "string" {
        context.error(at, "is a delimited set, but not a string", "write `type: string`");
    }
    let separator = text(set, "separator").chars().next().unwrap_or(' ');
    let at = join(&join(at, DELIMITED), "items");
    let target = set.get("items").and_then(|it| reference::meant(context.document, &at, it));
    let Some((at, target)) = target else { return };
    if target.get("enum").is_none() {
        let message = "contains the values of a delimited set, but is not an enum";
        context.error(&at, message, "list the values in `enum`");
    }
    if target.get(OPEN_ENUM).is_some() {
        let message = "is an open enum in a delimited set, which already keeps unlisted values";
        context.error(&join(&at, OPEN_ENUM), message, "remove the extension");
    }
    for wire in items(target, "enum").filter_map(Value::as_str) {
        let invalid = wire.chars().find(|c| *c == separator || !is_token(*c) || *c == ',');
        if let Some(invalid) = invalid {
            let message = format!("{wire:?} contains {invalid:?}, which is not allowed in a set");
            let help = "list each value separately, in printable ASCII without `,`, `\"` and `\\`";
            context.error(&join(&at, "enum"), message, help);
        }
    }
}

fn is_type_name(value: &Value) -> bool {
    value.as_str().is_some_and(rust_name::is_type_name)
}

/// RFC 6749, section 3.3: `scope-token = 1*( %x21 / %x23-5B / %x5D-7E )`. White space and control
/// characters are not allowed in any set.
fn is_token(c: char) -> bool {
    matches!(c, '\x21' | '\x23'..='\x5B' | '\x5D'..='\x7E')
}

fn is_open_enum(value: &Value) -> bool {
    value.as_object().is_some_and(|options| {
        options.iter().all(|(key, value)| key == "case-insensitive" && value.is_boolean())
    })
}

fn is_delimited(value: &Value) -> bool {
    text(value, "separator").chars().count() == 1
        && value.pointer("/items/$ref").is_some_and(Value::is_string)
}

fn is_texts(value: &Value) -> bool {
    value.as_object().is_some_and(|entries| entries.values().all(Value::is_string))
}

fn is_strings(value: &Value) -> bool {
    value.as_array().is_some_and(|items| items.iter().all(Value::is_string))
}

fn all(entries: &Value, is_valid: fn(&str) -> bool) -> bool {
    let entries = entries.as_object().into_iter().flatten();
    entries.filter_map(|(_, value)| value.as_str()).all(is_valid)
}

fn is_path(path: &str) -> bool {
    let unreserved = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~');
    path.strip_prefix('/').is_some_and(|path| {
        path.split('/')
            .all(|segment| !matches!(segment, "" | "." | "..") && segment.chars().all(unreserved))
    })
}
