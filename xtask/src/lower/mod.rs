//! From the effective document, which tells the whole truth, to one that progenitor can express.
//!
//! Each rule stands in a module of its own, with its reason.

mod answers;
mod scopes;
mod strings;

use serde_json::Value;

/// A named change, with the reason for it.
pub struct Rule {
    /// The rule's name.
    pub name: &'static str,
    /// Why the document can't be handed over without it.
    pub reason: &'static str,
    apply: fn(&mut Value),
}

/// The rules, in the order in which they are applied.
pub const RULES: &[Rule] = &[
    answers::SUCCESS_ONLY,
    scopes::SET_STANDS_FOR_SCOPE,
    strings::FORMATS_ARE_STRINGS,
    strings::VALIDATION_IS_THE_SERVICES,
];

/// `document` with every rule applied.
pub fn lower(document: &Value) -> Value {
    let mut lowered = document.clone();
    for rule in RULES {
        (rule.apply)(&mut lowered);
    }
    lowered
}
