//! The little that an import writes into the overlay: spellings of a scope.

use serde_json::{Map, Value, json};

use super::scopes::Respelling;
use crate::description::enums::{ALIASES, DESCRIPTIONS, NAMES};
use crate::description::scopes::SCOPE;
use crate::rust_name;

/// Each map of `extension` that the overlay's actions write.
pub(super) fn maps<'a>(
    overlay: &'a Value,
    extension: &'a str,
) -> impl Iterator<Item = &'a Map<String, Value>> {
    let actions = overlay.get("actions").and_then(Value::as_array);
    actions
        .into_iter()
        .flatten()
        .filter(|action| targets_scope(action))
        .filter_map(move |action| action.get("update")?.get(extension)?.as_object())
}

/// `overlay` (or a new one) with the `respellings` written into it; `None` if it has them already.
pub(super) fn respelled(overlay: Option<&Value>, respellings: &[Respelling]) -> Option<Value> {
    if respellings.is_empty() {
        return None;
    }
    let mut edited = overlay.cloned().unwrap_or_else(|| {
        let info =
            json!({ "title": "What we know beyond the published description", "version": "1.0.0" });
        json!({ "overlay": "1.0.0", "info": info, "actions": [] })
    });
    for respelling in respellings {
        if respelling.adopted {
            adopt(&mut edited, respelling);
        }
        let reason = format!(
            "Published as `{}` too: read as `{}`, never written.",
            respelling.alias, respelling.wire
        );
        insert(&mut edited, ALIASES, &respelling.alias, &respelling.wire, &reason);
    }
    (Some(&edited) != overlay).then_some(edited)
}

/// Moves what is said of the old spelling to the new one, whose variant keeps its name: a Rust
/// program does not care how a scope is spelled on the wire.
fn adopt(overlay: &mut Value, respelling: &Respelling) {
    let Respelling { wire, alias, .. } = respelling;
    let named =
        maps(overlay, NAMES).find_map(|names| names.get(alias)?.as_str().map(str::to_owned));
    let name = named.or_else(|| rust_name::variant(alias, SCOPE));
    let actions = overlay.get_mut("actions").and_then(Value::as_array_mut);
    for action in actions.into_iter().flatten().filter(|action| targets_scope(action)) {
        let Some(update) = action.get_mut("update").and_then(Value::as_object_mut) else {
            continue;
        };
        for extension in [DESCRIPTIONS, NAMES] {
            if let Some(map) = update.get_mut(extension).and_then(Value::as_object_mut) {
                rename(map, alias, wire);
            }
        }
        if let Some(aliases) = update.get_mut(ALIASES).and_then(Value::as_object_mut) {
            aliases.shift_remove(wire);
            for value in aliases.values_mut().filter(|value| *value == alias) {
                *value = json!(wire);
            }
        }
    }
    if let Some(name) = name.filter(|name| rust_name::variant(wire, SCOPE).as_ref() != Some(name)) {
        let reason = format!("Was `{alias}` on the wire before, and keeps the name that it had.");
        insert(overlay, NAMES, wire, &name, &reason);
    }
}

/// Renames `old` in place, so that the map keeps its order.
fn rename(map: &mut Map<String, Value>, old: &str, new: &str) {
    if map.contains_key(old) {
        let entries = std::mem::take(map).into_iter();
        *map = entries
            .map(|(key, value)| (if key == old { new.to_owned() } else { key }, value))
            .collect();
    }
}

/// Writes `key: value` where the overlay has a map of `extension`, or else in an action of its own.
fn insert(overlay: &mut Value, extension: &str, key: &str, value: &str, reason: &str) {
    let Some(actions) = overlay.get_mut("actions").and_then(Value::as_array_mut) else { return };
    let map = actions
        .iter_mut()
        .filter(|action| targets_scope(action))
        .find_map(|action| action.get_mut("update")?.get_mut(extension)?.as_object_mut());
    if let Some(map) = map {
        map.insert(key.to_owned(), json!(value));
        return;
    }
    let target = format!("$.components.schemas.{SCOPE}");
    let update = json!({ extension: { key: value } });
    actions.push(json!({ "target": target, "description": reason, "update": update }));
}

fn targets_scope(action: &Value) -> bool {
    let target = action.get("target").and_then(Value::as_str).unwrap_or_default();
    let path = target.strip_prefix("$.components.schemas");
    matches!(path, Some(name) if name == format!(".{SCOPE}") || name == format!("['{SCOPE}']"))
}
