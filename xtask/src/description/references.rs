//! Every `$ref` must lead somewhere within the document.

use serde_json::Value;

use super::pointer;
use crate::finding::Finding;

/// The references of `document` that lead nowhere. `file` tells which file a pointer is from.
pub fn dangling(document: &Value, file: &dyn Fn(&str) -> String) -> Vec<Finding> {
    let mut findings = Vec::new();
    pointer::walk(document, "", &mut |at, value| {
        let Some(reference) = value.get("$ref") else { return };
        // A property may be called `$ref`; then its value is a schema, not a string.
        let Some(reference) = reference.as_str() else { return };
        if pointer::resolve(document, reference).is_none() {
            let (message, remedy) = if reference.starts_with('#') {
                (
                    format!("refers to `{reference}`, which is not there"),
                    "add what is missing, or mend the reference",
                )
            } else {
                (
                    format!("refers outside the document: `{reference}`"),
                    "copy what it refers to into the document",
                )
            };
            findings.push(Finding::new(file(at), pointer::join(at, "$ref"), message, remedy));
        }
    });
    findings
}
