//! One change, and the list of all.

use serde_json::Value;

use super::kind::{Kind, Level};

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
    /// The parts of both documents that this change explains.
    pub claims: Claims,
}

/// The parts of the documents that a change explains: JSON pointers, each with all below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    /// In the old document.
    pub old: Vec<String>,
    /// In the new document.
    pub new: Vec<String>,
}

/// A place in both documents, which need not be called the same in both.
#[derive(Clone, Debug)]
pub(super) struct At {
    pub(super) old: String,
    pub(super) new: String,
}

impl At {
    pub(super) fn same(pointer: &str) -> Self {
        Self { old: pointer.to_owned(), new: pointer.to_owned() }
    }

    /// The place one step below.
    pub(super) fn join(&self, step: &str) -> Self {
        let join = crate::description::pointer::join;
        Self { old: join(&self.old, step), new: join(&self.new, step) }
    }

    /// What is claimed by a difference here between `old` and `new`.
    pub(super) fn claims(&self, old: Option<&Value>, new: Option<&Value>) -> Claims {
        Claims {
            old: old.map(|_| self.old.clone()).into_iter().collect(),
            new: new.map(|_| self.new.clone()).into_iter().collect(),
        }
    }

    pub(super) fn both(&self) -> Claims {
        Claims { old: vec![self.old.clone()], new: vec![self.new.clone()] }
    }

    pub(super) fn only_old(&self) -> Claims {
        Claims { old: vec![self.old.clone()], new: Vec::new() }
    }

    pub(super) fn only_new(&self) -> Claims {
        Claims { old: Vec::new(), new: vec![self.new.clone()] }
    }
}

impl Claims {
    /// Adds what another difference of the same change claims.
    pub(super) fn extend(&mut self, more: Self) {
        self.old.extend(more.old);
        self.new.extend(more.new);
    }

    /// The place to show.
    fn pointer(&self) -> String {
        self.new.first().or(self.old.first()).cloned().unwrap_or_default()
    }
}

impl Change {
    /// A change of the level that its kind has.
    pub(super) fn new(kind: Kind, subject: &str, message: String, claims: Claims) -> Self {
        Self {
            level: kind.level(),
            kind,
            pointer: claims.pointer(),
            subject: subject.to_owned(),
            message,
            claims,
        }
    }

    /// The same change at another level.
    pub(super) fn at_level(mut self, level: Level) -> Self {
        self.level = level;
        self
    }
}

/// The most that any of the `changes` asks for.
pub fn verdict(changes: &[Change]) -> Level {
    changes.iter().map(|change| change.level).max().unwrap_or(Level::None)
}
