//! `security: [[]]`.

use serde_json::Value;

use super::Rule;
use crate::description::grammar::{Kind, walk_mut};
use crate::description::pointer::join;
use crate::finding::Finding;
use crate::import::Request;

pub(super) const RULE: Rule = Rule {
    name: "list-requirement",
    reason: "an empty list where the names of keys belong tells nothing; no key at all would be `{}`",
    apply: |excerpt, request| {
        let mut repaired = Vec::new();
        let mut unknown = None;
        walk_mut(excerpt, Kind::Document, "", &mut |kind, at, value| {
            if kind == Kind::Operation && remove(value) {
                repaired.push(join(at, "security"));
                if value.get("security").is_none() && !restore(value, at, request) {
                    unknown = Some(at.to_owned());
                }
            }
        });
        match unknown {
            None => Ok(repaired),
            Some(at) => Err(Finding::new(
                request.file,
                join(&at, "security"),
                "names no key, and nothing is established of this operation",
                "write the keys that it needs into the file",
            )),
        }
    },
};

/// Removes empty lists from the operation's requirements; with the last one goes `security`.
fn remove(operation: &mut Value) -> bool {
    let Some(members) = operation.as_object_mut() else { return false };
    let Some(requirements) = members.get_mut("security").and_then(Value::as_array_mut) else {
        return false;
    };
    let before = requirements.len();
    requirements.retain(|one| one.as_array().is_none_or(|list| !list.is_empty()));
    let removed = requirements.len() < before;
    if removed && requirements.is_empty() {
        members.shift_remove("security");
    }
    removed
}

/// Takes the requirement from the established operation in the same place, or else the one of the
/// whole document.
fn restore(operation: &mut Value, at: &str, request: &Request<'_>) -> bool {
    let established = request.fragment.and_then(|fragment| fragment.pointer(at)?.get("security"));
    let Some(security) = established.or_else(|| request.document.get("security")) else {
        return false;
    };
    operation["security"] = security.clone();
    true
}
