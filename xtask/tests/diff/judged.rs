//! Every mutation of the corpus is called what the table says, both ways.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::Value;
use xtask::diff::{Change, Kind, compare, verdict};

use crate::corpus::{EFFECTIVE, FRAGMENT, Mutation};
use crate::support::Committed;

/// The document of each half of the corpus.
pub(crate) fn documents() -> [(Value, &'static [Mutation]); 2] {
    // Applying the overlay is slow beside the rest.
    static EFFECTIVE_DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
        let dir = crate::support::openapi();
        xtask::description::Effective::from_dir(&dir).unwrap().document
    });
    [(Committed::load().fragment, FRAGMENT), (EFFECTIVE_DOCUMENT.clone(), EFFECTIVE)]
}

fn called(changes: &[Change]) -> Vec<String> {
    let mut called: Vec<String> =
        changes.iter().map(|change| format!("{} {}", change.level, change.kind.word())).collect();
    called.sort();
    called
}

#[test]
fn the_corpus_is_large() {
    assert!(FRAGMENT.len() + EFFECTIVE.len() >= 100, "{}", FRAGMENT.len() + EFFECTIVE.len());
    let names: BTreeSet<_> = FRAGMENT.iter().chain(EFFECTIVE).map(|one| one.name).collect();
    assert_eq!(names.len(), FRAGMENT.len() + EFFECTIVE.len(), "two mutations of one name");
}

#[test]
fn every_mutation_is_called_what_it_is() {
    let mut wrong = Vec::new();
    for (document, mutations) in documents() {
        for one in mutations {
            let mut changed = document.clone();
            (one.change)(&mut changed);
            for (way, expected, found) in [
                ("forth", one.forth, compare(&document, &changed)),
                ("back", one.back, compare(&changed, &document)),
            ] {
                if called(&found) != expected {
                    wrong.push(format!(
                        "{} {way}: {:?}, not {expected:?}",
                        one.name,
                        called(&found)
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_kind_has_a_mutation() {
    let all = FRAGMENT.iter().chain(EFFECTIVE).flat_map(|one| one.forth.iter().chain(one.back));
    let found: BTreeSet<&str> = all.filter_map(|one| one.split(' ').nth(1)).collect();
    for kind in Kind::ALL {
        assert!(found.contains(kind.word()), "{}", kind.word());
    }
}

#[test]
fn the_verdict_is_the_gravest_level() {
    for (document, mutations) in documents() {
        for one in mutations {
            let mut changed = document.clone();
            (one.change)(&mut changed);
            let found = compare(&document, &changed);
            let gravest = called(&found)
                .iter()
                .filter_map(|one| one.split(' ').next().map(str::to_owned))
                .max_by_key(|level| {
                    ["none", "patch", "minor", "major"].iter().position(|l| l == level)
                });
            assert_eq!(
                verdict(&found).word(),
                gravest.as_deref().unwrap_or("none"),
                "{}",
                one.name
            );
        }
    }
}
