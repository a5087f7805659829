//! One change, and what a comparison found.

use super::facts::plain;
use super::rules::{Kind, Level};
use crate::report::Diagnostic;

/// One change, in the terms of somebody who uses the crates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// How much it means.
    pub level: Level,
    /// What changed.
    pub kind: Kind,
    /// Where: a JSON pointer into the new document, or into the old one for what is gone.
    pub pointer: String,
    /// The scope, field or operation that changed.
    pub subject: String,
    /// What happened to it.
    pub message: String,
    /// The Rust items whose differences this explains, as plain names of types and functions.
    pub owners: Vec<String>,
    /// The plain names of the fields or variants that this is about. Empty for the whole owner.
    pub members: Vec<String>,
    /// The old and the new text, which the generated code may contain.
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

/// What a comparison found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The changes, the gravest first.
    pub changes: Vec<Change>,
    /// What a maintainer should know beside them, such as overlay actions that match nothing.
    pub notes: Vec<Diagnostic>,
}

impl Comparison {
    /// Returns the highest level among the changes.
    pub fn verdict(&self) -> Level {
        self.changes.iter().map(|change| change.level).max().unwrap_or(Level::None)
    }
}
