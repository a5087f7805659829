//! Repairs known errors of published documents.
//!
//! Each rule has a name and a reason. Errors without a rule are rejected.

use serde_json::{Map, Value, json};

use super::Request;
use crate::openapi::{Kind, join, visit_mut};
use crate::report::{Diagnostic, Report};

/// A named repair.
pub struct Rule {
    /// The rule's name.
    pub name: &'static str,
    /// The reason why it is safe.
    pub reason: &'static str,
    /// Repairs an object. Returns the key of the changed member.
    apply: fn(Kind, &mut Map<String, Value>) -> Option<&'static str>,
}

/// The rules, in the order in which they are applied.
pub const RULES: &[Rule] = &[
    Rule {
        name: "list-on-value",
        reason: "`required` lists properties, and only objects have properties",
        apply: |kind, schema| {
            let value = schema.get("type").is_some_and(|it| it.is_string() && it != "object");
            let list = schema.get("required").is_some_and(Value::is_array);
            let wrong = kind == Kind::Schema && value && list;
            wrong.then(|| schema.shift_remove("required")).map(|_| "required")
        },
    },
    Rule {
        name: "flag-on-response",
        reason: "`required` belongs to requests: a client cannot require a response",
        apply: |kind, response| {
            let wrong = kind == Kind::Response && response.shift_remove("required").is_some();
            wrong.then_some("required")
        },
    },
    Rule {
        name: "list-in-requirement",
        reason: "a requirement lists names of OAuth scopes, and a list is not a name: it is read \
                 as empty",
        apply: |kind, operation| {
            let security = operation.get_mut("security").filter(|_| kind == Kind::Operation)?;
            let requirements = security.as_array_mut()?.iter_mut().filter_map(Value::as_object_mut);
            let mut repaired = false;
            for (_, names) in requirements.flatten() {
                if !names.as_array().is_some_and(|all| all.iter().all(Value::is_string)) {
                    *names = json!([]);
                    repaired = true;
                }
            }
            repaired.then_some("security")
        },
    },
];

/// Applies the rules to `excerpt`, and notes each repair. First copies the document's security to
/// each operation that inherits it.
pub(super) fn repair(excerpt: &mut Value, request: &Request<'_>, report: &mut Report) {
    visit_mut(excerpt, Kind::Document, "", &mut |kind, at, value| {
        let Some(members) = value.as_object_mut() else { return };
        if matches!(kind, Kind::Operation | Kind::PathItem) {
            // An empty list of parameters is the same as none.
            members.retain(|key, member| key != "parameters" || *member != json!([]));
        }
        if let (Kind::Operation, Some(security)) = (kind, request.document.get("security")) {
            members.entry("security").or_insert_with(|| security.clone());
        }
        for rule in RULES {
            if let Some(member) = (rule.apply)(kind, members) {
                let message = format!("{}: {}", rule.name, rule.reason);
                report.push(Diagnostic::note(request.file, join(at, member), message));
            }
        }
    });
}
