//! A change, and the result of a comparison.

use serde::Serialize;

use super::rules::{Kind, Level};
use crate::report::Diagnostic;

/// A change, from the point of view of the crates' users.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The version bump that it requires.
    pub level: Level,
    /// The kind of change.
    pub kind: Kind,
    /// The JSON pointer into the new document, or into the old one if the part was removed.
    pub pointer: String,
    /// The scope, field or operation that changed.
    pub subject: String,
    /// The message for people.
    pub message: String,
    /// The Rust items whose differences it explains, as normalized names of types and functions.
    #[serde(skip)]
    pub owners: Vec<String>,
    /// The normalized names of the affected fields or variants. Empty for the whole owner.
    #[serde(skip)]
    pub members: Vec<String>,
    /// The old and the new text, to find them in generated code.
    #[serde(skip)]
    pub(super) values: Vec<String>,
}

impl Change {
    pub(super) fn new(kind: Kind, pointer: &str, subject: &str, message: String) -> Self {
        Self {
            level: kind.level(),
            kind,
            pointer: pointer.to_owned(),
            subject: subject.to_owned(),
            message,
            owners: Vec::new(),
            members: Vec::new(),
            values: Vec::new(),
        }
    }

    pub(super) fn add_owners(&mut self, names: &[String]) {
        for name in names.iter().map(|name| plain(name)) {
            if !self.owners.contains(&name) {
                self.owners.push(name);
            }
        }
    }
}

/// Returns a name without case and punctuation, to compare Rust names with names on the wire.
pub fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

/// The result of a comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The changes, the highest level first.
    pub changes: Vec<Change>,
    /// Notes for the maintainer, such as overlay actions that match nothing.
    pub notes: Vec<Diagnostic>,
}

impl Comparison {
    /// Returns the highest level among the changes.
    pub fn verdict(&self) -> Level {
        self.changes.iter().map(|change| change.level).max().unwrap_or(Level::None)
    }
}
