//! Our extensions have the content that they must have.

use serde_json::Value;

use super::Context;
use crate::effective::{ENUM_OMIT, PRESENT_WHEN, SECRET};
use crate::openapi::pointer::join;
use crate::openapi::{Kind, members, reference, text};
use crate::read::{
    ALIASES, DEPRECATED_VALUES, DESCRIPTIONS, NAMES, OPEN_ENUM, PATHS, RUST_DOC, RUST_NAME,
};
use crate::rust_name;
use crate::shape::{DELIMITED, Shape, shape};

/// What an extension contains.
const CONTENTS: &[(&str, fn(&Value) -> bool, &str)] = &[
    (
        RUST_NAME,
        |it| it.as_str().is_some_and(rust_name::is_type_name),
        "a type's name, such as `ApiError`",
    ),
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

/// Each extension has the type of content that is read from it.
pub(super) fn have_their_content(context: &mut Context<'_>, kind: Kind, at: &str, object: &Value) {
    if kind != Kind::Schema && kind != Kind::ServerVariable {
        return;
    }
    for (extension, is_right, content) in CONTENTS {
        if object.get(*extension).is_some_and(|it| !is_right(it)) {
            let message = format!("does not contain {content}");
            context.error(&join(at, extension), message, format!("write {content}"));
        }
    }
}

/// A Rust name is given to a schema that becomes a type.
pub(super) fn name_types(context: &mut Context<'_>, kind: Kind, at: &str, schema: &Value) {
    let is_named = kind == Kind::Schema && schema.get(RUST_NAME).is_some();
    let no_type = matches!(
        shape(schema),
        Ok(Shape::Scalar(_) | Shape::List(_) | Shape::Map(_) | Shape::Reference(_))
    );
    if is_named && no_type {
        let message = "names a type, and its schema becomes none of its own";
        let help = "remove the name, or give it to the schema that is referred to";
        context.warning(&join(at, RUST_NAME), message, help);
    }
}

/// What is said about a value is said about one that exists.
pub(super) fn name_values_that_exist(
    context: &mut Context<'_>,
    kind: Kind,
    at: &str,
    object: &Value,
) {
    if kind != Kind::Schema && kind != Kind::ServerVariable {
        return;
    }
    let values =
        object.get("enum").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let has = |wire: &str| values.iter().any(|value| value == wire);
    for extension in [DESCRIPTIONS, NAMES, PATHS] {
        for (wire, _) in members(object, extension).filter(|(wire, _)| !has(wire)) {
            let at = join(&join(at, extension), wire);
            let message = format!("is about `{wire}`, which is not a value");
            context.warning(&at, message, "remove the entry, or correct its spelling");
        }
    }
    let deprecated = object.get(DEPRECATED_VALUES).and_then(Value::as_array);
    let deprecated = deprecated.into_iter().flatten().filter_map(Value::as_str);
    for wire in deprecated.filter(|wire| !has(wire)) {
        let message = format!("lists `{wire}`, which is not a value");
        let help = "remove the entry, or correct its spelling";
        context.warning(&join(at, DEPRECATED_VALUES), message, help);
    }
    for (alias, target) in members(object, ALIASES) {
        let at = join(&join(at, ALIASES), alias);
        let target = target.as_str().unwrap_or_default();
        if has(alias) {
            let message = format!("the alias `{alias}` has become a value, and is read as that");
            context.warning(&at, message, "remove the alias");
        } else if !has(target) {
            let message =
                format!("the alias `{alias}` is read as `{target}`, which is not a value");
            context.error(&at, message, "name a value that exists, or remove the alias");
        }
    }
}

/// The values of an enum are different strings, each with a name in Rust.
pub(super) fn enums_list_strings(context: &mut Context<'_>, kind: Kind, at: &str, object: &Value) {
    let Some(values) = object.get("enum") else { return };
    let list = join(at, "enum");
    let Some(values) = values.as_array().filter(|values| !values.is_empty()) else {
        context.error(&list, "has no values", "list its values in `enum`");
        return;
    };
    let of_strings = kind == Kind::ServerVariable
        || kind == Kind::Schema && matches!(text(object, "type"), "string" | "");
    let nullable = object.get("nullable") == Some(&Value::Bool(true));
    for (index, value) in values.iter().enumerate().filter(|_| of_strings) {
        let at = join(&list, &index.to_string());
        let Some(wire) = value.as_str() else {
            if !(nullable && value.is_null()) {
                context.error(&at, format!("is not a string: {value}"), "write it as a string");
            }
            continue;
        };
        if values.iter().take(index).any(|earlier| earlier == value) {
            context.error(&at, format!("lists `{wire}` a second time"), "list it once");
        }
        let given = object.get(NAMES).is_some_and(|names| names.get(wire).is_some());
        if !given && rust_name::variant(wire, "Value").is_none() {
            let message = format!("`{wire}` has no letter to name it by in Rust");
            context.error(&at, message, format!("name it in `{NAMES}` in the overlay"));
        }
    }
}

/// The values of a delimited set can be told apart in it.
pub(super) fn sets_can_be_split(context: &mut Context<'_>, kind: Kind, at: &str, object: &Value) {
    let Some(set) = object.get(DELIMITED).filter(|it| kind == Kind::Schema && is_delimited(it))
    else {
        return;
    };
    if text(object, "type") != "string" {
        context.error(at, "is a delimited set, and not a string", "say `type: string`");
    }
    let separator = text(set, "separator").chars().next().unwrap_or(' ');
    let items = join(&join(at, DELIMITED), "items");
    let target = set.get("items").and_then(|it| reference::meant(context.document, &items, it));
    let Some((items, target)) = target else { return };
    let Some(values) = target.get("enum").and_then(Value::as_array) else {
        let message = "is listed by a delimited set, and is not an enum";
        context.error(&items, message, "list its values in `enum`");
        return;
    };
    let items = join(&items, "enum");
    for wire in values.iter().filter_map(Value::as_str) {
        if wire.contains(',') && separator != ',' {
            let message = format!("{wire:?} has a comma: is it a list?");
            context.warning(&items, message, "list each value on its own");
        }
        let unfit = wire.chars().find(|c| *c == separator || separator == ' ' && !is_token(*c));
        if let Some(unfit) = unfit {
            let message = format!("{wire:?} has {unfit:?}, which no value of such a set can have");
            let help = "list each value on its own, in printable ASCII without `\"` and `\\`";
            context.error(&items, message, help);
        }
    }
}

/// RFC 6749, section 3.3: `scope-token = 1*( %x21 / %x23-5B / %x5D-7E )`.
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

fn all(entries: &Value, is_right: fn(&str) -> bool) -> bool {
    let entries = entries.as_object().into_iter().flatten();
    entries.filter_map(|(_, value)| value.as_str()).all(is_right)
}

fn is_path(path: &str) -> bool {
    let unreserved = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~');
    path.strip_prefix('/').is_some_and(|path| {
        path.split('/')
            .all(|segment| !matches!(segment, "" | "." | "..") && segment.chars().all(unreserved))
    })
}
