//! What published documents get wrong, where there is no doubt about what is meant.
//!
//! Each rule has a name and a reason. Whatever no rule knows is refused.

use serde_json::{Value, json};

use super::Request;
use crate::openapi::pointer::join;
use crate::openapi::{Kind, visit_mut};
use crate::report::{Diagnostic, Report};

/// A named repair.
pub struct Rule {
    /// The rule's name.
    pub name: &'static str,
    /// Why it may be done.
    pub reason: &'static str,
    /// Repairs one object. Returns the member that it changed.
    apply: fn(Kind, &mut Value) -> Option<&'static str>,
}

/// The rules, in the order in which they are applied.
pub const RULES: &[Rule] = &[
    Rule {
        name: "list-on-value",
        reason: "`required` lists properties, and only objects have properties",
        apply: list_on_value,
    },
    Rule {
        name: "flag-on-response",
        reason: "`required` belongs to requests: a client cannot require a response",
        apply: |kind, value| {
            let response = value.as_object_mut().filter(|_| kind == Kind::Response)?;
            response.shift_remove("required").map(|_| "required")
        },
    },
    Rule {
        name: "list-in-requirement",
        reason: "a requirement lists names of OAuth scopes, and a list is not a name: it is read as \
                 empty, and a list in place of a requirement as none",
        apply: |kind, value| {
            let operation = value.as_object_mut().filter(|_| kind == Kind::Operation)?;
            repair_security(operation.get_mut("security")?).then_some("security")
        },
    },
];

/// Applies the rules to `excerpt`, and writes the security that is inherited from the document to
/// each operation. Notes each repair.
pub(super) fn repair(
    excerpt: &mut Value,
    request: &Request<'_>,
    report: &mut Report,
) -> Result<(), Diagnostic> {
    for rule in RULES {
        visit_mut(excerpt, Kind::Document, "", &mut |kind, at, value| {
            if let Some(member) = (rule.apply)(kind, value) {
                let message = format!("{}: {}", rule.name, rule.reason);
                report.push(Diagnostic::note(request.file, join(at, member), message));
            }
            // An empty list of parameters says nothing.
            if let (Kind::Operation | Kind::PathItem, Some(members)) = (kind, value.as_object_mut())
                && members.get("parameters") == Some(&json!([]))
            {
                members.shift_remove("parameters");
            }
        });
    }
    let mut unknown = None;
    visit_mut(excerpt, Kind::Document, "", &mut |kind, at, value| {
        if kind == Kind::Operation && !write_security(value, at, request) {
            unknown = Some(at.to_owned());
        }
    });
    let Some(at) = unknown else { return Ok(()) };
    Err(Diagnostic::error(
        request.file,
        join(&at, "security"),
        "names no credentials, and neither the document nor the fragment says which are needed",
        "write the needed credentials into the document",
    ))
}

fn list_on_value(kind: Kind, schema: &mut Value) -> Option<&'static str> {
    let schema = schema.as_object_mut().filter(|_| kind == Kind::Schema)?;
    let is_object = schema.get("type").and_then(Value::as_str).is_none_or(|kind| kind == "object");
    if is_object || !schema.get("required").is_some_and(Value::is_array) {
        return None;
    }
    schema.shift_remove("required").map(|_| "required")
}

/// Reads malformed lists in `security` as empty. Returns whether there were any.
fn repair_security(security: &mut Value) -> bool {
    let Some(alternatives) = security.as_array_mut() else { return false };
    let before = alternatives.len();
    alternatives.retain(|one| !one.is_array());
    let mut repaired = alternatives.len() < before;
    for scopes in alternatives.iter_mut().filter_map(Value::as_object_mut).flatten() {
        let names = scopes.1;
        if !names.as_array().is_some_and(|all| all.iter().all(Value::is_string)) {
            *names = json!([]);
            repaired = true;
        }
    }
    if repaired && alternatives.is_empty() {
        // To be told from `[]`, which means that no credentials are needed.
        *security = Value::Null;
    }
    repaired
}

/// Writes the security of an operation that has none of its own: the document's, or the established
/// one if what is published is malformed. Returns `false` if neither exists.
fn write_security(operation: &mut Value, at: &str, request: &Request<'_>) -> bool {
    let own = operation.get("security").cloned();
    let inherited = request.document.get("security").cloned().map(|mut security| {
        repair_security(&mut security);
        security
    });
    let established = request.fragment.and_then(|fragment| fragment.pointer(at)?.get("security"));
    let security = match (own, inherited) {
        (Some(own), _) if !own.is_null() => return true,
        (None, None) => return true,
        (None, Some(inherited)) if !inherited.is_null() => inherited,
        (_, inherited) => match established.cloned().or(inherited.filter(|one| !one.is_null())) {
            Some(security) => security,
            None => return false,
        },
    };
    operation["security"] = security;
    true
}
