//! Facts: what an effective document says, one fact for each thing that can differ.
//!
//! References are followed, so that a part which moved into `components` says the same. Each keyword
//! goes where the grammar says: to a fact, to a text, nowhere, or to a fact that nobody knows.

use std::collections::BTreeMap;

use serde_json::Value;

use super::rules::Aspect;
use crate::openapi::grammar::{self, Kind, Reach};
use crate::openapi::{pointer::join, reference};

/// One thing that a description says.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    pub(super) aspect: Aspect,
    pub(super) value: Value,
    /// The JSON pointer in the effective document.
    pub(super) pointer: String,
    /// The operation, type, field or value, as reports name it.
    pub(super) subject: String,
    /// The Rust item that follows from it, or its owner: names without case and punctuation.
    pub(super) owner: String,
    /// The field or variant of the owner, likewise.
    pub(super) member: Option<String>,
}

/// Facts by their place, which starts at the operation and follows references.
pub(super) type Facts = BTreeMap<String, Fact>;

/// Where the walk is.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The place among the facts of the operation.
    pub(super) key: String,
    /// The JSON pointer in the document.
    pub(super) pointer: String,
    /// The operation, type, field or value.
    pub(super) subject: String,
    /// The Rust item, see [`Fact`].
    pub(super) owner: String,
    /// The member of it.
    pub(super) member: Option<String>,
    /// Whether this is part of a response.
    pub(super) response: bool,
}

impl Place {
    pub(super) fn new(key: &str, pointer: &str, subject: &str) -> Self {
        Self {
            key: key.to_owned(),
            pointer: pointer.to_owned(),
            subject: subject.to_owned(),
            owner: plain(subject),
            member: None,
            response: false,
        }
    }

    /// Returns the place one step below.
    pub(super) fn step(&self, step: &str) -> Self {
        Self { key: join(&self.key, step), pointer: join(&self.pointer, step), ..self.clone() }
    }

    /// Returns the same place as part of another Rust item.
    pub(super) fn owned_by(self, owner: &str) -> Self {
        Self { owner: plain(owner), member: None, ..self }
    }

    /// Returns the place of a member, `named` as in the description.
    pub(super) fn member(&self, named: &str) -> Self {
        Self {
            subject: format!("{}.{named}", self.subject),
            member: Some(plain(named)),
            ..self.clone()
        }
    }

    /// Returns a place below in the table, which the document has here.
    pub(super) fn below(&self, step: &str) -> Self {
        Self { key: join(&self.key, step), ..self.clone() }
    }
}

/// Returns a name without case and punctuation, to compare names of Rust and of the wire.
pub fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

/// The way through one operation.
pub(super) struct Walk<'a> {
    pub(super) document: &'a Value,
    /// The Rust names of schemas, by their pointers.
    pub(super) named: &'a BTreeMap<&'a str, &'a str>,
    pub(super) facts: Facts,
}

impl<'a> Walk<'a> {
    pub(super) fn fact(&mut self, place: &Place, aspect: Aspect, value: Value) {
        let fact = Fact {
            aspect,
            value,
            pointer: place.pointer.clone(),
            subject: place.subject.clone(),
            owner: place.owner.clone(),
            member: place.member.clone(),
        };
        self.facts.insert(place.key.clone(), fact);
    }

    /// Follows a reference. Returns the object with its place; its key stays.
    pub(super) fn follow(&self, value: &'a Value, place: &Place) -> (&'a Value, Place) {
        match reference::follow(self.document, &place.pointer, value) {
            Some((pointer, target)) => (target, Place { pointer, ..place.clone() }),
            None => (value, place.clone()),
        }
    }

    /// Records the texts of an object, and what the grammar does not know there.
    pub(super) fn rest(&mut self, kind: Kind, object: &Value, place: &Place) {
        for (key, value) in object.as_object().into_iter().flatten() {
            let aspect = match grammar::reach(kind, key) {
                Reach::Docs => Aspect::Text,
                Reach::Unknown => Aspect::Unknown,
                Reach::Outcome | Reach::Nothing => continue,
            };
            // An empty text says nothing.
            if value.as_str() != Some("") {
                self.fact(&place.step(key), aspect, value.clone());
            }
        }
    }
}
