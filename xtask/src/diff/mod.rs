//! What changed between two descriptions, in the terms of somebody who uses the crates.
//!
//! Both are walked side by side, along OpenAPI's grammar; whatever differs becomes a change of a
//! known kind or an `unclassified` one, and a second, independent walk makes sure that the changes
//! explain every difference.
//!
//! The general-purpose `drift` 0.2 was tried for this. On the fragment it reports no change for a
//! scope removed (it does not follow extensions), for security, servers and operation ids, and
//! it panics where a media type changes: what it finds is the smaller part here.

mod change;
mod enums;
mod explained;
mod fields;
mod kind;
mod operation;
mod operations;
mod rest;
mod schema;
mod types;

pub mod format_json;
pub mod format_markdown;
pub mod format_text;
pub mod input;
pub mod version;

pub use change::{Change, Claims, verdict};
pub use explained::unexplained;
pub use kind::{Kind, Level};

use std::collections::BTreeSet;

use serde_json::Value;

use change::At;
use rest::NULL;

/// The changes from `old` to `new`, two fragments or effective documents; the gravest first.
pub fn compare(old: &Value, new: &Value) -> Vec<Change> {
    let (old, new) =
        (&crate::description::canonical::order(old), &crate::description::canonical::order(new));
    let mut comparison = Comparison {
        old,
        new,
        asked: types::asked(old).into_iter().chain(types::asked(new)).collect(),
        renamed: Vec::new(),
        changes: Vec::new(),
    };
    comparison.renamed = types::renamed(old, new);
    comparison.document();
    comparison.operations();
    comparison.types();
    let mut changes = comparison.changes;
    changes.extend(unexplained(old, new, &changes).into_iter().map(|claims| {
        let message = "differs, and no rule tells what that means".to_owned();
        Change::new(Kind::Unclassified, "", message, claims)
    }));
    changes.sort_by(|a, b| {
        b.level.cmp(&a.level).then(a.kind.cmp(&b.kind)).then(a.pointer.cmp(&b.pointer))
    });
    changes
}

/// The walk through both documents.
struct Comparison<'a> {
    old: &'a Value,
    new: &'a Value,
    /// The components that requests are made of.
    asked: BTreeSet<String>,
    /// Components that have another name in the new document.
    renamed: Vec<(String, String)>,
    changes: Vec<Change>,
}

impl<'a> Comparison<'a> {
    fn push(&mut self, kind: Kind, subject: &str, message: impl Into<String>, claims: Claims) {
        self.changes.push(Change::new(kind, subject, message.into(), claims));
    }

    /// What is neither an operation nor a type.
    fn document(&mut self) {
        let at = At::same("");
        self.each(self.old, self.new, &at, &["paths", "components"], |this, key, at, old, new| {
            let claims = at.claims(old, new);
            match key {
                "servers" => this.push(
                    Kind::ServerChanged,
                    "servers",
                    "the service's addresses changed",
                    claims,
                ),
                "info" => this.push(
                    Kind::DocumentationChanged,
                    "info",
                    "what the description says of itself changed",
                    claims,
                ),
                "openapi" | "x-generated-by" => {
                    this.push(Kind::LayoutChanged, key, "written otherwise", claims)
                }
                _ => this.rest("the document", key, claims),
            }
        });
        let (old, new): (&'a Value, &'a Value) = (self.old, self.new);
        let (old, new) = (&old["components"], &new["components"]);
        let at = at.join("components");
        self.each(old, new, &at, &["schemas"], |this, section, at, old, new| {
            let claims = at.claims(old, new);
            let (old, new) = (old.unwrap_or(&NULL), new.unwrap_or(&NULL));
            match section {
                "securitySchemes" => this.keys(old, new, at),
                "responses" => this.shared_answers(old, new, at),
                _ => this.rest("the components", section, claims),
            }
        });
    }
}
