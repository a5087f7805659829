//! An array of an enum, with an `encoding` that tells how a form joins the values.

use serde_json::Value;

use super::{Witness, fields, string_enum};
use crate::description::grammar::{Kind, walk, walk_mut};
use crate::finding::Finding;

/// Reads the array `schema` at `at`.
pub(super) fn read(
    document: &Value,
    schema: &Value,
    at: &str,
    file: &str,
) -> Result<Witness, Finding> {
    let items = schema.get("items").map(|items| fields::resolved(document, items));
    let Some(mut witness) = items.and_then(|items| string_enum::read(items, at)) else {
        return Err(Finding::new(
            file,
            at,
            "is an array whose items list no values",
            "write the list into the file as the items' enum",
        ));
    };
    witness.at = format!("{at}/items/enum");
    match joined_by_space(document, at) {
        Some(true) => Ok(witness),
        Some(false) => Err(Finding::new(
            file,
            at,
            "the `encoding` of this array joins the values by something else than a space",
            "see what the service accepts: the fragment's `ScopeSet` separates by spaces",
        )),
        None => Err(Finding::new(
            file,
            at,
            "is an array, and no `encoding` tells how its values are joined",
            "add `encoding: {scope: {style: spaceDelimited, explode: false}}` if that is meant",
        )),
    }
}

/// Whether a form that has the field at `at` joins its values by spaces; `None` if none tells.
fn joined_by_space(document: &Value, at: &str) -> Option<bool> {
    let mut told = None;
    walk(document, Kind::Document, "", &mut |kind, media_at, media| {
        let Some(encoding) = media.pointer("/encoding/scope") else { return };
        let by_reference = media
            .pointer("/schema/$ref")
            .and_then(Value::as_str)
            .and_then(|reference| reference.strip_prefix('#'))
            .is_some_and(|schema| at.starts_with(&format!("{schema}/")));
        if kind == Kind::MediaType && (by_reference || at.starts_with(&format!("{media_at}/"))) {
            let style = encoding.get("style").and_then(Value::as_str);
            let explode = encoding.get("explode").and_then(Value::as_bool);
            let spaces = style == Some("spaceDelimited") && explode != Some(true);
            told = Some(told.unwrap_or(true) && spaces);
        }
    });
    told
}

/// Removes the encodings of scope fields, which the one shape makes needless, and empty ones.
pub(super) fn drop_encodings(excerpt: &mut Value) {
    walk_mut(excerpt, Kind::Document, "", &mut |kind, _, media| {
        let Some(members) = media.as_object_mut().filter(|_| kind == Kind::MediaType) else {
            return;
        };
        let Some(encoding) = members.get_mut("encoding").and_then(Value::as_object_mut) else {
            return;
        };
        encoding.shift_remove("scope");
        encoding.retain(|_, one| one.as_object().is_none_or(|settings| !settings.is_empty()));
        if encoding.is_empty() {
            members.shift_remove("encoding");
        }
    });
}
