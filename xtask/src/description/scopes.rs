//! The scope set of the description: a delimited string whose items are a string enum.

use serde_json::Value;

use super::enums::{Notes, StringEnum};
use super::pointer::join;
use crate::finding::Finding;

/// The extension that makes a string a list of values.
pub const DELIMITED: &str = "x-delimited";
/// The component for a set of scopes; the types crate has the Rust type of that name.
pub const SCOPE_SET: &str = "ScopeSet";
/// The component for one scope.
pub const SCOPE: &str = "Scope";

/// Reads and checks the scopes of `document`.
pub fn read(document: &Value, file: &dyn Fn(&str) -> String, notes: &mut Notes) -> StringEnum {
    check_set(document, file, notes);
    let scopes = StringEnum::read(document, SCOPE, file, notes);
    let at = join(&join("/components/schemas", SCOPE), "enum");
    for value in &scopes.values {
        if value.wire.contains(',') {
            notes.warnings.push(Finding::new(
                file(&at),
                &at,
                format!("the scope {:?} has a comma: is it a list of scopes?", value.wire),
                "list each scope as a value of its own",
            ));
        }
        if let Some(unfit) = value.wire.chars().find(|c| !is_scope_token_char(*c)) {
            notes.problems.push(Finding::new(
                file(&at),
                &at,
                format!("the scope {:?} has {unfit:?}, which RFC 6749 (section 3.3) does not allow in a scope", value.wire),
                "list each scope as a value of its own, in printable ASCII without space, `\"` and `\\`",
            ));
        }
    }
    scopes
}

/// Whether `value` can be a scope at all.
pub fn is_scope_token(value: &str) -> bool {
    !value.is_empty() && value.chars().all(is_scope_token_char)
}

/// RFC 6749, section 3.3: `scope-token = 1*( %x21 / %x23-5B / %x5D-7E )`.
fn is_scope_token_char(c: char) -> bool {
    matches!(c, '\x21' | '\x23'..='\x5B' | '\x5D'..='\x7E')
}

fn check_set(document: &Value, file: &dyn Fn(&str) -> String, notes: &mut Notes) {
    let at = join("/components/schemas", SCOPE_SET);
    let delimited = document.pointer(&at).and_then(|set| set.get(DELIMITED));
    let expected = serde_json::json!({
        "separator": " ",
        "items": { "$ref": format!("#/components/schemas/{SCOPE}") },
    });
    if delimited != Some(&expected) {
        notes.problems.push(Finding::new(
            file(&at),
            join(&at, DELIMITED),
            format!("the set of scopes must be {DELIMITED}: {expected}"),
            format!("add the component `{SCOPE_SET}`, a string with that extension"),
        ));
    }
}
