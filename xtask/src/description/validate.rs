//! What a description must be before anything is generated from it.

use std::collections::BTreeMap;

use serde_json::Value;

use super::pointer::join;
use super::undescribed::operations;
use crate::finding::Finding;

/// Refuses what is not OpenAPI 3.0, before the overlay is applied to it.
pub fn version(name: &str, document: &Value) -> Result<(), Finding> {
    let remedy = "give an OpenAPI 3.0 document";
    if let Some(version) = document.get("swagger") {
        return Err(Finding::new(
            name,
            "/swagger",
            format!("is a Swagger {} document, not OpenAPI 3.0", plain(version)),
            remedy,
        ));
    }
    match document.get("openapi") {
        Some(Value::String(version)) if version == "3.0" || version.starts_with("3.0.") => Ok(()),
        Some(version) => Err(Finding::new(
            name,
            "/openapi",
            format!("is OpenAPI {}, and only 3.0 is understood", plain(version)),
            remedy,
        )),
        None => {
            Err(Finding::new(name, "", "is not an OpenAPI document: it has no `openapi`", remedy))
        }
    }
}

/// Operations that have no id, or another's.
pub fn operation_ids(document: &Value, file: &dyn Fn(&str) -> String) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut seen: BTreeMap<&str, String> = BTreeMap::new();
    for (at, operation) in operations(document) {
        match operation.get("operationId").and_then(Value::as_str).filter(|id| !id.is_empty()) {
            None => findings.push(Finding::new(
                file(&at),
                &at,
                "the operation has no operationId, which its method is named by",
                "give it one in the fragment",
            )),
            Some(id) => {
                if let Some(earlier) = seen.insert(id, at.clone()) {
                    findings.push(Finding::new(
                        file(&at),
                        join(&at, "operationId"),
                        format!("`{id}` is the operationId of {earlier} too"),
                        "give each operation an id of its own",
                    ));
                }
            }
        }
    }
    if seen.is_empty() && findings.is_empty() {
        findings.push(Finding::new(
            file("/paths"),
            "/paths",
            "has no operations",
            "give a document with operations",
        ));
    }
    findings
}

fn plain(version: &Value) -> String {
    version.as_str().map_or_else(|| version.to_string(), str::to_owned)
}
