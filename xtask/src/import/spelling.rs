//! A value that differs from a known one only by case is that value, spelled differently.

use serde_json::{Map, Value, json};

use super::{Request, shown};
use crate::report::{Diagnostic, Report};
use crate::rust_name;

const ALIASES: &str = "x-enum-aliases";
const DESCRIPTIONS: &str = "x-enum-descriptions";
const NAMES: &str = "x-enum-names";
const PATHS: &str = "x-enum-paths";

/// Two spellings of one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Respelling {
    /// The component that lists the value.
    pub component: String,
    /// The spelling on the wire.
    pub wire: String,
    /// The spelling that is read as it.
    pub alias: String,
    /// Whether the wire's spelling is a new one.
    pub adopted: bool,
}

/// The list to write, and what the overlay has to know.
#[derive(Debug, Default)]
pub(super) struct Spelled {
    pub(super) values: Vec<String>,
    pub(super) respellings: Vec<Respelling>,
}

/// Gives each of the `listed` values, each with its place, its established spelling, or the
/// document's if the request says so.
pub(super) fn respell(
    listed: &[(String, String)],
    component: &str,
    request: &Request<'_>,
    report: &mut Report,
) -> Spelled {
    let known = Known::of(request, component);
    let mut spelled = Spelled::default();
    for (value, at) in listed {
        let earlier = spelled.values.iter().find(|own| own.eq_ignore_ascii_case(value)).cloned();
        let (wire, alias) = match (earlier, known.spelling(value)) {
            // Two spellings in one document, of which the first one counts.
            (Some(earlier), _) => (earlier, value.clone()),
            (None, Some(established)) if established != value && request.respell => {
                (value.clone(), established.to_owned())
            }
            (None, Some(established)) if established != value => {
                (established.to_owned(), value.clone())
            }
            (None, _) => {
                spelled.values.push(value.clone());
                continue;
            }
        };
        if !spelled.values.contains(&wire) {
            spelled.values.push(wire.clone());
        }
        if wire == alias {
            continue;
        }
        let new = !known.values.contains(&wire)
            && known.aliases.iter().all(|(_, target)| *target != wire);
        let adopted = new && request.respell;
        let there = known.aliases.contains(&(alias.clone(), wire.clone()));
        let how = match (adopted, there) {
            (true, _) => {
                "adopted by --respell: the overlay reads the other as it and keeps the name in Rust"
            }
            (_, true) => "the overlay has the other as an alias already (--respell would adopt it)",
            _ => "the other becomes an alias in the overlay (--respell would adopt it)",
        };
        let (shown_wire, shown_alias) = (shown(&wire), shown(&alias));
        let message = format!(
            "`{shown_wire}` and `{shown_alias}` are one scope in two spellings: `{shown_wire}` is sent, and {how}"
        );
        report.push(Diagnostic::note(request.file, at, message));
        spelled.respellings.push(Respelling {
            component: component.to_owned(),
            wire,
            alias,
            adopted,
        });
    }
    spelled
}

/// The spellings that are established: the fragment's values, and the overlay's aliases.
struct Known {
    values: Vec<String>,
    aliases: Vec<(String, String)>,
}

impl Known {
    fn of(request: &Request<'_>, component: &str) -> Self {
        let at = format!("/components/schemas/{component}/enum");
        let values = request.fragment.and_then(|fragment| fragment.pointer(&at)?.as_array());
        let values = values.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
        let maps = request.overlay.into_iter().flat_map(|all| maps(all, component, ALIASES));
        let alias =
            |(alias, value): (&String, &Value)| Some((alias.clone(), value.as_str()?.to_owned()));
        Self { values: values.collect(), aliases: maps.flatten().filter_map(alias).collect() }
    }

    /// Returns the established spelling of `value`.
    fn spelling(&self, value: &str) -> Option<&str> {
        let exact = self.values.iter().find(|own| *own == value);
        let same = || self.values.iter().find(|own| own.eq_ignore_ascii_case(value));
        let alias = || {
            let found = self.aliases.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(value));
            found.map(|(_, target)| target)
        };
        exact.or_else(same).or_else(alias).map(String::as_str)
    }
}

/// Returns `overlay` (or a new one) with the `respellings` written into it, or `None` if it has them
/// already.
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
        let Respelling { component, wire, alias, adopted } = respelling;
        if *adopted {
            adopt(&mut edited, component, wire, alias);
        }
        let reason = format!("Published as `{alias}` too: read as `{wire}`, never written.");
        insert(&mut edited, component, ALIASES, alias, wire, &reason);
    }
    (Some(&edited) != overlay).then_some(edited)
}

/// Moves what the overlay says about the old spelling to the new one, whose variant keeps its name:
/// a Rust program does not care how a scope is spelled on the wire.
fn adopt(overlay: &mut Value, component: &str, wire: &str, alias: &str) {
    let named = maps(overlay, component, NAMES).find_map(|names| names.get(alias)?.as_str());
    let name = named.map(str::to_owned).or_else(|| rust_name::variant(alias, "Scope"));
    let actions = overlay.get_mut("actions").and_then(Value::as_array_mut);
    for action in actions.into_iter().flatten().filter(|action| targets(action, component)) {
        for extension in [DESCRIPTIONS, NAMES, PATHS] {
            let map = action.pointer_mut(&format!("/update/{extension}"));
            if let Some(map) = map.and_then(Value::as_object_mut) {
                rename(map, alias, wire);
            }
        }
        let aliases = action.pointer_mut(&format!("/update/{ALIASES}"));
        if let Some(aliases) = aliases.and_then(Value::as_object_mut) {
            aliases.shift_remove(wire);
            for value in aliases.values_mut().filter(|value| *value == alias) {
                *value = json!(wire);
            }
        }
    }
    if let Some(name) = name.filter(|name| rust_name::variant(wire, "Scope").as_ref() != Some(name))
    {
        let reason = format!("Was `{alias}` on the wire before, and keeps the name that it had.");
        insert(overlay, component, NAMES, wire, &name, &reason);
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

/// Returns each map of `extension` that the overlay writes on `component`.
fn maps<'a>(
    overlay: &'a Value,
    component: &str,
    extension: &str,
) -> impl Iterator<Item = &'a Map<String, Value>> {
    let actions = overlay.get("actions").and_then(Value::as_array).into_iter().flatten();
    let actions = actions.filter(move |action| targets(action, component));
    actions.filter_map(move |action| action.get("update")?.get(extension)?.as_object())
}

/// Writes `key: value` where the overlay has a map of `extension`, or else in an action of its own.
fn insert(
    overlay: &mut Value,
    component: &str,
    extension: &str,
    key: &str,
    value: &str,
    reason: &str,
) {
    let Some(actions) = overlay.get_mut("actions").and_then(Value::as_array_mut) else { return };
    let map = actions
        .iter_mut()
        .filter(|action| targets(action, component))
        .find_map(|action| action.get_mut("update")?.get_mut(extension)?.as_object_mut());
    if let Some(map) = map {
        map.insert(key.to_owned(), json!(value));
        return;
    }
    let target = if component.contains('.') {
        format!("$.components.schemas['{component}']")
    } else {
        format!("$.components.schemas.{component}")
    };
    let update = json!({ extension: { key: value } });
    actions.push(json!({ "target": target, "description": reason, "update": update }));
}

fn targets(action: &Value, component: &str) -> bool {
    let target = action.get("target").and_then(Value::as_str).unwrap_or_default();
    let name = target.strip_prefix("$.components.schemas").unwrap_or_default();
    name == format!(".{component}") || name == format!("['{component}']")
}
