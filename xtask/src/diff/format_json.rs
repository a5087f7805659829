//! The changes for programs. The format is stable:
//!
//! ```json
//! {"verdict": "minor", "changes": [
//!   {"level": "minor", "kind": "scope-added", "pointer": "/components/schemas/Scope/enum/42",
//!    "subject": "wallets", "message": "a new value, `Wallets`"}]}
//! ```
//!
//! `verdict` and `level` are `none`, `patch`, `minor` or `major`; `kind` is one of those in `kind.rs`;
//! `pointer` is an RFC 6901 pointer into the new document, or into the old one for what is gone;
//! `subject` is the scope, field or operation. Kinds may be added, and messages reworded.

use serde_json::{Value, json};

use super::change::{Change, verdict};
use crate::description::canonical;

/// The document, with a newline at its end.
pub fn format(changes: &[Change]) -> String {
    let all: Vec<Value> = changes
        .iter()
        .map(|change| {
            json!({
                "level": change.level.word(),
                "kind": change.kind.word(),
                "pointer": change.pointer,
                "subject": change.subject,
                "message": change.message,
            })
        })
        .collect();
    canonical::text(&json!({ "verdict": verdict(changes).word(), "changes": all }))
}
