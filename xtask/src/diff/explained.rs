//! Whether the changes explain every difference: an independent walk through both documents.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::change::{Change, Claims};
use crate::description::pointer::join;

/// The differences between `old` and `new` that none of the `changes` claims, each place a claim.
pub fn unexplained(old: &Value, new: &Value, changes: &[Change]) -> Vec<Claims> {
    let (before, after) = (leaves(old), leaves(new));
    let claimed = |side: fn(&Claims) -> &Vec<String>| -> BTreeSet<&str> {
        changes.iter().flat_map(|change| side(&change.claims)).map(String::as_str).collect()
    };
    let (by_old, by_new) = (claimed(|claims| &claims.old), claimed(|claims| &claims.new));
    let mut left = Vec::new();
    for (leaf, at) in &before {
        if !after.contains_key(leaf) && !covered(at, &by_old) {
            left.push(Claims { old: vec![at.clone()], new: Vec::new() });
        }
    }
    for (leaf, at) in &after {
        if !before.contains_key(leaf) && !covered(at, &by_new) {
            left.push(Claims { old: Vec::new(), new: vec![at.clone()] });
        }
    }
    left
}

/// Whether the place, or something that contains it, is claimed.
fn covered(at: &str, claimed: &BTreeSet<&str>) -> bool {
    let ends = at.match_indices('/').map(|(index, _)| index).chain([at.len()]);
    ends.into_iter().any(|end| at.get(..end).is_some_and(|part| claimed.contains(part)))
}

/// Every leaf of a document: where it stands, and what it is. The values of `enum` and `required`
/// are told by themselves, not by their index, which depends on the others.
fn leaves(document: &Value) -> BTreeMap<(String, String), String> {
    let mut found = BTreeMap::new();
    collect(document, String::new(), String::new(), &mut found);
    found
}

fn collect(
    value: &Value,
    at: String,
    identity: String,
    found: &mut BTreeMap<(String, String), String>,
) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (key, member) in members {
                collect(member, join(&at, key), join(&identity, key), found);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            let set = ["/enum", "/required"].iter().any(|end| at.ends_with(end));
            for (index, item) in items.iter().enumerate() {
                let step = index.to_string();
                let name = if set { item.to_string() } else { step.clone() };
                collect(item, join(&at, &step), join(&identity, &name), found);
            }
        }
        // An empty list holds nothing that could go unnoticed.
        Value::Object(_) | Value::Array(_) => {}
        leaf => {
            found.insert((identity, leaf.to_string()), at);
        }
    }
}
