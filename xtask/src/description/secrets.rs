//! Secrets must be of the one type that can't be printed.

use serde_json::Value;

use super::pointer::{join, walk};
use crate::finding::Finding;

/// The component whose Rust type redacts itself; the types crate has it.
pub const ACCESS_TOKEN: &str = "AccessToken";

/// Every secret of `document` that would become a type that prints it.
pub fn exposed(document: &Value, file: &dyn Fn(&str) -> String) -> Vec<Finding> {
    let kept = join("/components/schemas", ACCESS_TOKEN);
    let mut findings = Vec::new();
    walk(document, "", &mut |at, value| {
        if value.get("format").and_then(Value::as_str) == Some("password") && at != kept {
            findings.push(Finding::new(
                file(at),
                at,
                "is a secret, and would become a string that `Debug` prints",
                format!("refer to `#{kept}` instead, whose type redacts itself"),
            ));
        }
    });
    findings
}
