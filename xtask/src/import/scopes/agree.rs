//! One list from all witnesses.

use serde_json::Value;

use super::Witness;
use crate::description::scopes::SCOPE;
use crate::import::report::{Report, Topic};

/// A value with where it was first listed.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    pub(super) value: String,
    pub(super) at: String,
}

/// The values of all witnesses, and a note of each disagreement.
///
/// The first ordered witness gives the order. A value that only another one lists is added all the
/// same: a scope too many is refused by the service with a message, one too few can't be asked for.
pub(super) fn agree(
    witnesses: &[Witness],
    established: Option<&Value>,
    report: &mut Report,
) -> Vec<Listed> {
    let first = witnesses.iter().position(|one| one.ordered).unwrap_or_default();
    let Some(leading) = witnesses.get(first) else { return Vec::new() };
    let order =
        if leading.ordered { leading.values.clone() } else { by_established(leading, established) };
    let mut agreed: Vec<Listed> =
        order.into_iter().map(|value| Listed { value, at: leading.at.clone() }).collect();
    report.note(Topic::Scopes, &leading.at, format!("{} values listed here", leading.values.len()));
    for (index, witness) in witnesses.iter().enumerate() {
        if index == first {
            continue;
        }
        compare(leading, witness, report);
        for value in &witness.values {
            if !agreed.iter().any(|listed| listed.value == *value) {
                // Another spelling comes behind the one that was listed first.
                let same = agreed.iter().position(|own| own.value.eq_ignore_ascii_case(value));
                let later = || agreed.iter().position(|listed| listed.value > *value);
                let place = same.map(|place| place + 1).or_else(later);
                let listed = Listed { value: value.clone(), at: witness.at.clone() };
                agreed.insert(place.unwrap_or(agreed.len()), listed);
            }
        }
    }
    agreed
}

/// A single value tells only of itself; a list tells also by what it leaves out.
fn compare(leading: &Witness, other: &Witness, report: &mut Report) {
    let missing = |from: &Witness, values: &Witness| -> Vec<String> {
        let same = |a: &str, b: &str| a.eq_ignore_ascii_case(b);
        let absent = values.values.iter().filter(|v| !from.values.iter().any(|own| same(own, v)));
        absent.map(|value| format!("`{value}`")).collect()
    };
    let only_other = missing(leading, other);
    let is_list = other.values.len() > 1;
    let only_leading = if is_list { missing(other, leading) } else { Vec::new() };
    if only_other.is_empty() && only_leading.is_empty() {
        report.note(
            Topic::Scopes,
            &other.at,
            format!("{} values listed here too", other.values.len()),
        );
        return;
    }
    let mut parts = Vec::new();
    if !only_other.is_empty() {
        parts.push(format!("has {}, which #{} lacks", only_other.join(", "), leading.at));
    }
    if !only_leading.is_empty() {
        parts.push(format!("lacks {}, which #{} has", only_leading.join(", "), leading.at));
    }
    let message = format!("{}; all of them are taken: ask the vendor", parts.join(", and "));
    report.note(Topic::Disagreement, &other.at, message);
}

/// A map has no order: known values keep theirs, new ones come where the alphabet puts them.
fn by_established(witness: &Witness, established: Option<&Value>) -> Vec<String> {
    let at = format!("/components/schemas/{SCOPE}/enum");
    let known = established.and_then(|fragment| fragment.pointer(&at)).and_then(Value::as_array);
    let known = known.into_iter().flatten().filter_map(Value::as_str);
    let listed = |value: &&str| witness.values.iter().any(|own| own == value);
    let mut order: Vec<String> = known.filter(listed).map(str::to_owned).collect();
    let mut new: Vec<&String> = witness.values.iter().filter(|v| !order.contains(v)).collect();
    new.sort_unstable();
    for value in new {
        let place = order.iter().position(|earlier| earlier > value);
        order.insert(place.unwrap_or(order.len()), value.clone());
    }
    order
}
