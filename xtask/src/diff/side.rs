//! One side of a comparison: a description with all that follows from it.

use serde_json::Value;

use super::change::{Change, Comparison};
use super::compare;
use super::facts::Facts;
use super::operation::{self, Operation};
use super::rules::Kind;
use super::rust::{self, Items, Names};
use crate::effective::Effective;
use crate::generation::{self, Input};
use crate::model::Api;
use crate::report::{Diagnostic, Report, Severity};

/// One description with all that follows from it.
#[derive(Debug, Default)]
pub struct Side {
    /// Why nothing is generated, if so. The facts are still compared.
    refused: Option<Report>,
    notes: Vec<Diagnostic>,
    document: Facts,
    operations: Vec<Operation>,
    items: Items,
    names: Names,
}

impl Side {
    /// Generates from a description, and reads both tables.
    pub fn new(input: &Input<'_>) -> Self {
        let of_overlay = |report: &Report| -> Vec<Diagnostic> {
            report.iter().filter(|one| one.file == input.overlay_file).cloned().collect()
        };
        let generated = generation::generate(input).and_then(|generation| {
            let items = Items::read(&generation)?;
            Ok((generation, items))
        });
        match generated {
            Ok((generation, items)) => Self {
                refused: None,
                notes: of_overlay(&generation.report),
                items,
                ..Self::read(&generation.effective, Some(&generation.api))
            },
            Err(report) => {
                let effective = Effective::of(input).map(|effective| effective.document);
                Self {
                    notes: of_overlay(&report),
                    refused: Some(report),
                    ..Self::read(&effective.unwrap_or_default(), None)
                }
            }
        }
    }

    /// Reads the facts of an effective document.
    fn read(effective: &Value, api: Option<&Api>) -> Self {
        let named =
            api.into_iter().flat_map(|api| &api.versions).flat_map(|version| &version.types);
        let named =
            named.flat_map(|one| one.places.iter().map(|at| (at.as_str(), one.name.as_str())));
        let operations = operation::operations(effective, &named.collect());
        Self {
            document: operation::document(effective),
            names: Names::read(&operations, api),
            operations,
            ..Self::default()
        }
    }

    /// Returns a side of which only the reason of the refusal is known.
    pub fn refused(report: Report) -> Self {
        Self { refused: Some(report), ..Self::default() }
    }

    /// Compares this side, the old one, with the new one.
    pub fn compare(&self, new: &Self) -> Comparison {
        let mut changes = Vec::new();
        for (side, which) in [(self, "old"), (new, "new")] {
            let errors = side.refused.iter().flat_map(|report| report.of(Severity::Error));
            changes.extend(errors.map(|error| refusal(error, which)));
        }
        // A document that was refused unread has no facts to compare.
        let unread = |side: &Self| side.refused.is_some() && side.operations.is_empty();
        let names = [&self.names, &new.names];
        if !unread(self) && !unread(new) {
            compare::facts("", [&self.document, &new.document], names, &mut changes);
            compare::operations([&self.operations, &new.operations], names, &mut changes);
        }
        if self.refused.is_none() && new.refused.is_none() {
            rust::explain([&self.items, &new.items], names, &mut changes);
        }
        changes.sort_by(|a, b| {
            (b.level, a.kind, &a.pointer, &a.subject)
                .cmp(&(a.level, b.kind, &b.pointer, &b.subject))
        });
        changes
            .dedup_by(|a, b| a.kind == b.kind && a.subject == b.subject && a.message == b.message);
        let mut notes = new.notes.clone();
        notes.extend(self.notes.iter().filter(|note| !new.notes.contains(note)).cloned());
        Comparison { changes, notes }
    }
}

fn refusal(error: &Diagnostic, which: &str) -> Change {
    let mut message = format!("nothing can be generated from the {which} description: ");
    message.push_str(&error.message);
    if !error.help.is_empty() {
        message.push_str(&format!("; help: {}", error.help));
    }
    Change::new(Kind::Refused, &error.pointer, which, message)
}
