//! The changes for a terminal.

use std::fmt::Write as _;

use super::change::{Change, verdict};

/// One line a change, the verdict last.
pub fn format(changes: &[Change]) -> String {
    let mut text = String::new();
    for change in changes {
        // Writing to a `String` can't fail.
        let _ = writeln!(
            text,
            "{:<5}  {:<21}  {}: {} (#{})",
            change.level,
            change.kind.word(),
            change.subject,
            change.message,
            change.pointer
        );
    }
    let _ = writeln!(text, "verdict: {}", verdict(changes));
    text
}
