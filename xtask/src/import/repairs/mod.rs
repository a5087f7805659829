//! What published documents get wrong in a way that leaves no doubt of what is meant.
//!
//! Each rule stands in a module of its own, with its reason. What no rule knows is refused.

mod flag_on_answer;
mod flag_on_property;
mod list_on_value;
mod list_requirement;
mod nullable_enum;

use serde_json::Value;

use super::Request;
use super::report::{Report, Topic};
use crate::finding::Finding;

/// A named repair, with the reason for it.
pub struct Rule {
    /// The rule's name.
    pub name: &'static str,
    /// Why it may be done.
    pub reason: &'static str,
    apply: fn(&mut Value, &Request<'_>) -> Result<Vec<String>, Finding>,
}

/// The rules, in the order in which they are applied.
pub const RULES: &[Rule] =
    &[list_on_value::RULE, flag_on_property::RULE, flag_on_answer::RULE, list_requirement::RULE];

/// The rules that are applied once it is known whether the document's `nullable` means anything.
pub const LATE_RULES: &[Rule] = &[nullable_enum::RULE];

/// Applies `rules` to `excerpt` and notes each repair.
pub fn apply(
    rules: &[Rule],
    excerpt: &mut Value,
    request: &Request<'_>,
    report: &mut Report,
) -> Result<(), Finding> {
    for rule in rules {
        for pointer in (rule.apply)(excerpt, request)? {
            report.note(Topic::Repaired, &pointer, format!("{}: {}", rule.name, rule.reason));
        }
    }
    Ok(())
}
