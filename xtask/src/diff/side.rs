//! One side of a comparison: a description with its facts and Rust items.

use super::change::{Change, Comparison, plain};
use super::facts::{self, Facts, Place};
use super::rules::Kind;
use super::{document, rust};
use crate::effective::{Description, Effective};
use crate::generation;
use crate::report::{Diagnostic, Report, Severity, escaped};

/// A description with its facts and Rust items.
#[derive(Debug, Default)]
pub struct Side {
    /// The reason why no code can be generated, if any. The facts are compared anyway.
    errors: Vec<Diagnostic>,
    notes: Vec<Diagnostic>,
    /// The facts of the effective document. Empty if it was rejected before it was read.
    said: Facts,
    /// The Rust items.
    items: Facts,
}

impl Side {
    /// Generates code from a description, and reads both tables.
    pub fn new(source: &Description) -> Self {
        let generated = generation::generate(source).and_then(|one| Ok((rust::read(&one)?, one)));
        let (said, items, report) = match generated {
            Ok((items, one)) => (document::read(&one.effective, Some(&one.api)), items, one.report),
            Err(report) => {
                let said = Effective::of(source).map(|it| document::read(&it.document, None));
                (said.unwrap_or_default(), Facts::new(), report)
            }
        };
        let of_overlay = report.iter().filter(|one| one.file == source.overlay_file);
        Self { notes: of_overlay.cloned().collect(), said, items, ..Self::refused(&report) }
    }

    /// Returns a side of which only the reason of the rejection is known.
    pub fn refused(report: &Report) -> Self {
        Self { errors: report.of(Severity::Error).cloned().collect(), ..Self::default() }
    }

    /// Compares this side, the old one, with `new`.
    pub fn compare(&self, new: &Self) -> Comparison {
        let mut changes = Vec::new();
        for (side, which) in [(self, "old"), (new, "new")] {
            changes.extend(side.errors.iter().map(|error| refusal(error, which)));
        }
        // A document that was rejected before it was read has no facts to compare.
        if !self.said.is_empty() && !new.said.is_empty() {
            let (old, renamed) = facts::renamed(&self.said, &new.said);
            changes.extend(renamed);
            changes.extend(facts::compare(&old, &new.said));
        }
        if self.errors.is_empty() && new.errors.is_empty() {
            self.explain(new, &mut changes);
        }
        changes.sort_by(|a, b| {
            (b.level, a.kind, &a.pointer, &a.subject)
                .cmp(&(a.level, b.kind, &b.pointer, &b.subject))
        });
        changes
            .dedup_by(|a, b| a.kind == b.kind && a.subject == b.subject && a.message == b.message);
        for change in &mut changes {
            change.subject = escaped(&change.subject);
            change.message = escaped(&change.message);
        }
        let mut notes = new.notes.clone();
        notes.extend(self.notes.iter().filter(|note| !new.notes.contains(note)).cloned());
        Comparison { changes, notes }
    }

    /// Adds the differences between Rust items that no change explains.
    fn explain(&self, new: &Self, changes: &mut Vec<Change>) {
        let mut differences = facts::compare(&self.items, &new.items);
        // Changes of types come first: they explain the implementations for these types.
        differences.sort_by_key(|difference| {
            !matches!(difference.kind, Kind::TypeAdded | Kind::TypeRemoved | Kind::TypeChanged)
        });
        for mut difference in differences {
            if changes.iter().any(|change| explains(change, &difference)) {
                continue;
            }
            let tables = [&new.said, &self.said];
            if let Some(place) = tables.iter().find_map(|said| origin(said, &difference)) {
                difference.pointer.clone_from(&place.pointer);
                difference.subject.clone_from(&place.subject);
            }
            changes.push(difference);
        }
    }
}

/// Returns whether a change explains a difference between Rust items: its owner is the item, or is
/// mentioned by the item.
fn explains(change: &Change, difference: &Change) -> bool {
    let owned = |name: &String| change.owners.contains(name);
    let own = difference.owners.iter().chain(&difference.members).any(owned);
    let mut values = difference.values.iter();
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mentioned = |text: &String| text.split(|c| !is_word(c)).any(|word| owned(&plain(word)));
    match (change.kind, difference.kind) {
        // A change of a function does not explain another function.
        (Kind::ApiAdded | Kind::ApiRemoved | Kind::ApiChanged, _) => false,
        (Kind::TypeRenamed, _) => own || values.any(mentioned),
        (_, Kind::TypeAdded | Kind::TypeRemoved) => false,
        // Code also contains texts of the description.
        (kind, Kind::Unclassified) => {
            let texts: Vec<String> = change.values.iter().map(|text| format!("{text:?}")).collect();
            kind != Kind::DocumentationChanged && own
                || values.any(|code| {
                    kind != Kind::DocumentationChanged && mentioned(code)
                        || texts.iter().any(|text| code.contains(text))
                })
        }
        _ => own && change.level >= difference.level,
    }
}

/// Returns the place in the document from which a Rust item is generated.
fn origin<'a>(said: &'a Facts, difference: &Change) -> Option<&'a Place> {
    let places = said.values().map(|fact| &fact.place).filter(|place| {
        let owner = place.owners.first().map(|owner| plain(owner)).unwrap_or_default();
        difference.owners.contains(&owner) || difference.members.contains(&owner)
    });
    places.min_by_key(|place| place.key.len())
}

fn refusal(error: &Diagnostic, which: &str) -> Change {
    let mut message = format!("cannot generate code from the {which} description: ");
    message.push_str(&error.message);
    if !error.help.is_empty() {
        message.push_str(&format!("; help: {}", error.help));
    }
    Change::new(Kind::Refused, &error.pointer, which, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documentation_explains_only_the_code_that_contains_it() {
        let change = |kind, owner: &str, value: &str| Change {
            owners: vec![owner.to_owned()],
            values: vec![value.to_owned()],
            ..Change::new(kind, "", "", String::new())
        };
        let code = change(Kind::Unclassified, "a", "impl A { fn b () { \"Some.\" } }");
        for (kind, owner, text, expected) in [
            (Kind::DocumentationChanged, "a", "Other.", false),
            (Kind::DocumentationChanged, "c", "Some.", true),
            (Kind::FieldAdded, "a", "Other.", true),
            (Kind::FieldAdded, "b", "Other.", true),
            (Kind::FieldAdded, "c", "Other.", false),
        ] {
            assert_eq!(explains(&change(kind, owner, text), &code), expected, "{kind:?} {owner}");
        }
    }
}
