//! A value that differs from a known one only by case is that value, spelled otherwise.

use serde_json::Value;

use super::agree::Listed;
use crate::description::enums::ALIASES;
use crate::description::scopes::SCOPE;
use crate::import::Request;
use crate::import::overlay_edit;
use crate::import::report::{Report, Topic};

/// Two spellings of one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Respelling {
    /// The spelling on the wire.
    pub wire: String,
    /// The spelling that is read as it.
    pub alias: String,
    /// Whether the wire's spelling is a new one.
    pub adopted: bool,
}

/// The list to write, and what the overlay has to know.
pub(super) struct Spelled {
    pub(super) values: Vec<String>,
    pub(super) respellings: Vec<Respelling>,
}

/// Gives each of the `listed` its established spelling, or, if so asked for, the document's.
pub(super) fn respell(listed: Vec<Listed>, request: &Request<'_>, report: &mut Report) -> Spelled {
    let known = Known::of(request);
    let mut spelled = Spelled { values: Vec::new(), respellings: Vec::new() };
    for Listed { value, at } in listed {
        let earlier = spelled.values.iter().find(|own| own.eq_ignore_ascii_case(&value)).cloned();
        let established = known.spelling(&value).map(str::to_owned);
        let (wire, alias) = match (earlier, established) {
            (Some(earlier), _) if earlier == value => continue,
            // Two spellings in one document, of which the first one counts.
            (Some(earlier), _) => (earlier, value),
            (None, Some(established)) if established == value => {
                spelled.values.push(value);
                continue;
            }
            (None, Some(established)) if request.respell => (value, established),
            (None, Some(established)) => (established, value),
            (None, None) => {
                spelled.values.push(value);
                continue;
            }
        };
        let adopted = known.aliases.iter().all(|(_, target)| *target != wire)
            && !known.values.contains(&wire)
            && request.respell;
        note(&known, &wire, &alias, &at, adopted, report);
        if !spelled.values.contains(&wire) {
            spelled.values.push(wire.clone());
        }
        spelled.respellings.push(Respelling { wire, alias, adopted });
    }
    spelled
}

fn note(known: &Known, wire: &str, alias: &str, at: &str, adopted: bool, report: &mut Report) {
    let there = known.aliases.iter().any(|(other, target)| other == alias && target == wire);
    let how = if adopted {
        "adopted by --respell; the overlay reads the other spelling as it, and keeps its name in Rust"
    } else if there {
        "the overlay has the other spelling as an alias already (--respell would adopt it)"
    } else {
        "the other spelling becomes an alias in the overlay (--respell would adopt it)"
    };
    let message = format!(
        "`{wire}` and `{alias}` are one scope, spelled in two ways: `{wire}` goes on the wire, and {how}"
    );
    report.note(Topic::Respelled, at, message);
}

/// The spellings that are established: the fragment's values, and the overlay's aliases.
struct Known {
    values: Vec<String>,
    aliases: Vec<(String, String)>,
}

impl Known {
    fn of(request: &Request<'_>) -> Self {
        let at = format!("/components/schemas/{SCOPE}/enum");
        let values = request.fragment.and_then(|fragment| fragment.pointer(&at)?.as_array());
        let values = values.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
        let maps =
            request.overlay.into_iter().flat_map(|overlay| overlay_edit::maps(overlay, ALIASES));
        let aliases = maps
            .flatten()
            .filter_map(|(alias, value)| Some((alias.clone(), value.as_str()?.to_owned())))
            .collect();
        Self { values: values.collect(), aliases }
    }

    /// The established spelling of `value`, if there is one.
    fn spelling(&self, value: &str) -> Option<&str> {
        let same = |own: &&String| own.eq_ignore_ascii_case(value);
        if self.values.iter().any(|own| own == value) {
            return self.values.iter().find(|own| *own == value).map(String::as_str);
        }
        let alias = || self.aliases.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(value));
        self.values
            .iter()
            .find(same)
            .or_else(|| alias().map(|(_, target)| target))
            .map(String::as_str)
    }
}
