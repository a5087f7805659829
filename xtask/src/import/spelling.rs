//! Spellings of one value: values that differ only by case are the same value.

use serde_json::{Map, Value, json};

use super::{Request, shown};
use crate::openapi::text;
use crate::report::{Diagnostic, Report};
use crate::rust_name;

const ALIASES: &str = "x-enum-aliases";
const NAMES: &str = "x-enum-names";

/// Two spellings of one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Respelling {
    /// The component that lists the value.
    pub component: String,
    /// The spelling on the wire.
    pub wire: String,
    /// The spelling that only the overlay knows.
    pub alias: String,
    /// Whether the spelling on the wire is new.
    pub adopted: bool,
}

/// Replaces each of the `listed` values by its established spelling, or uses the document's if the
/// request says so. Returns the list to write, and the spellings for the overlay.
pub(super) fn respell(
    listed: &[(String, String)],
    component: &str,
    request: &Request<'_>,
    report: &mut Report,
) -> (Vec<String>, Vec<Respelling>) {
    let (mut values, mut respellings) = (Vec::<String>::new(), Vec::new());
    for (value, at) in listed {
        // If a document has two spellings, the first one is used.
        let earlier = values.iter().find(|own| own.eq_ignore_ascii_case(value)).cloned();
        let established = established(request, component, value);
        let first = earlier.is_none();
        let wire = earlier
            .or_else(|| established.clone().filter(|_| !request.respell))
            .unwrap_or_else(|| value.clone());
        if first {
            values.push(wire.clone());
        }
        let mut spellings = [Some(value.clone()), established].into_iter().flatten();
        let Some(alias) = spellings.find(|spelling| *spelling != wire) else { continue };
        let message = format!(
            "`{}` and `{}` are spellings of one scope: `{0}` is sent, and the other one is an \
             alias (--respell prefers the document's)",
            shown(&wire),
            shown(&alias)
        );
        report.push(Diagnostic::note(request.file, at, message));
        let (component, adopted) = (component.to_owned(), first && request.respell);
        respellings.push(Respelling { component, wire, alias, adopted });
    }
    (values, respellings)
}

/// Returns the established spelling of `value` from the fragment or the overlay's aliases.
fn established(request: &Request<'_>, component: &str, value: &str) -> Option<String> {
    let at = format!("/components/schemas/{component}/enum");
    let values = request.fragment.and_then(|fragment| fragment.pointer(&at)?.as_array());
    let mut values = values.into_iter().flatten().filter_map(Value::as_str);
    let own = values.find(|own| own.eq_ignore_ascii_case(value));
    let alias = || {
        let actions = request.overlay?.get("actions")?.as_array()?;
        let mut aliases = maps(actions, component, ALIASES).flatten();
        aliases.find(|(alias, _)| alias.eq_ignore_ascii_case(value))?.1.as_str()
    };
    own.or_else(alias).map(str::to_owned)
}

/// Returns `overlay` (or a new one) with the `respellings` added, or `None` if it already contains
/// them.
pub(super) fn respelled(overlay: Option<&Value>, respellings: &[Respelling]) -> Option<Value> {
    if respellings.is_empty() {
        return None;
    }
    let mut edited = overlay.cloned().unwrap_or_else(|| {
        let info = json!({ "title": "Additions to the published description", "version": "1.0.0" });
        json!({ "overlay": "1.0.0", "info": info, "actions": [] })
    });
    let actions = edited.get_mut("actions")?.as_array_mut()?;
    for Respelling { component, wire, alias, adopted } in respellings {
        if *adopted {
            adopt(actions, component, wire, alias);
        }
        write(actions, component, ALIASES, alias, wire);
    }
    (Some(&edited) != overlay).then_some(edited)
}

/// Moves the overlay's entries for the old spelling to the new one. The variant keeps its name, so
/// that Rust programs are not affected.
fn adopt(actions: &mut Vec<Value>, component: &str, wire: &str, alias: &str) {
    for action in actions.iter_mut().filter(|action| targets(action, component)) {
        let update = action.get_mut("update").and_then(Value::as_object_mut);
        let maps = update.into_iter().flatten().filter(|(key, _)| key.starts_with("x-enum-"));
        for map in maps.filter_map(|(_, map)| map.as_object_mut()) {
            // An entry with the new spelling as its key is its alias.
            map.shift_remove(wire);
            if let Some(value) = map.shift_remove(alias) {
                map.insert(wire.to_owned(), value);
            }
            map.values_mut().filter(|value| *value == alias).for_each(|value| *value = json!(wire));
        }
    }
    let name = |value: &str| rust_name::variant(value, "Scope");
    let named = maps(actions, component, NAMES).any(|names| names.contains_key(wire));
    if let (false, Some(old)) = (named, name(alias).filter(|old| name(wire).as_ref() != Some(old)))
    {
        write(actions, component, NAMES, wire, &old);
    }
}

/// Returns each map of `extension` that the overlay writes on `component`.
fn maps<'a>(
    actions: &'a [Value],
    component: &str,
    extension: &str,
) -> impl Iterator<Item = &'a Map<String, Value>> {
    let actions = actions.iter().filter(move |action| targets(action, component));
    actions.filter_map(move |action| action.get("update")?.get(extension)?.as_object())
}

/// Adds `key: value` to the overlay's map of `extension`, or in a new action.
fn write(actions: &mut Vec<Value>, component: &str, extension: &str, key: &str, value: &str) {
    let has =
        |action: &Value| targets(action, component) && action["update"][extension].is_object();
    if let Some(action) = actions.iter_mut().find(|action| has(action)) {
        action["update"][extension][key] = json!(value);
        return;
    }
    actions.push(json!({
        "target": format!("$.components.schemas['{component}']"),
        "description": "Published in two spellings: both are accepted, one is sent.",
        "update": { extension: { key: value } },
    }));
}

fn targets(action: &Value, component: &str) -> bool {
    let name = text(action, "target").strip_prefix("$.components.schemas").unwrap_or_default();
    name == format!(".{component}") || name == format!("['{component}']")
}
