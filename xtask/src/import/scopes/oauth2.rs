//! The scopes of an `oauth2` security scheme, and those by which operations are opened.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::Witness;
use crate::description::pointer::join;
use crate::description::undescribed::operations;

/// Reads every `oauth2` scheme of `document`, whether the wanted operations need it or not.
pub(super) fn read(document: &Value) -> Vec<Witness> {
    let schemes = document.pointer("/components/securitySchemes").and_then(Value::as_object);
    let mut witnesses = Vec::new();
    for (name, scheme) in schemes.into_iter().flatten() {
        if scheme.get("type").and_then(Value::as_str) != Some("oauth2") {
            continue;
        }
        let at = join(&join("/components/securitySchemes", name), "flows");
        for (flow, content) in scheme.get("flows").and_then(Value::as_object).into_iter().flatten()
        {
            let Some(scopes) = content.get("scopes").and_then(Value::as_object) else { continue };
            let values: Vec<String> = scopes.keys().cloned().collect();
            let at = join(&join(&at, flow), "scopes");
            witnesses.push(Witness { at, values: values.clone(), ordered: false });
            witnesses.extend(undeclared(document, name, &values));
        }
    }
    witnesses
}

/// The scopes that open operations by the scheme `name` without being among the `declared`.
///
/// Only those: an operation names what opens it, and leaves out the others without a meaning.
fn undeclared(document: &Value, name: &str, declared: &[String]) -> Vec<Witness> {
    let mut found = Vec::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for (at, operation) in operations(document) {
        let requirements = operation.get("security").and_then(Value::as_array);
        let scopes = requirements
            .into_iter()
            .flatten()
            .filter_map(Value::as_object)
            .filter_map(|requirement: &Map<String, Value>| requirement.get(name)?.as_array())
            .flatten()
            .filter_map(Value::as_str);
        for scope in scopes {
            if !declared.iter().any(|known| known == scope) && seen.insert(scope) {
                let at = join(&at, "security");
                found.push(Witness { at, values: vec![scope.to_owned()], ordered: false });
            }
        }
    }
    found
}
