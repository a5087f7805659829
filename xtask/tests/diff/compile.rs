//! A sample of the corpus is compiled: one mutation a kind.
//!
//! What is minor at most compiles behind the façade as it is, which is what the verdict says. What
//! is major need not, so that the generated types are compiled by themselves.

use std::collections::BTreeSet;
use xtask::diff::{Kind, Level, compare, verdict};

use crate::broken::{code, generated};
use crate::corpus::{FRAGMENT, Mutation};
use crate::support::Committed;
use crate::support::crates::Copy;

/// The first mutation of each kind that is the gravest of its changes.
fn sample() -> Vec<&'static Mutation> {
    let mut names = BTreeSet::new();
    let of_kind = |kind: &Kind| {
        let called = format!("{} {}", kind.level(), kind.word());
        FRAGMENT.iter().find(|one| one.forth.first() == Some(&called.as_str()))
    };
    Kind::ALL.iter().filter_map(of_kind).filter(|one| names.insert(one.name)).collect()
}

#[test]
fn a_sample_by_kind_compiles() {
    let committed = Committed::load();
    let before = generated(committed.fragment.clone(), Some(&committed.overlay)).unwrap();
    let workspace = Copy::new();
    let mut compiled = 0;
    for one in sample() {
        let mut changed = committed.fragment.clone();
        (one.change)(&mut changed);
        let level = verdict(&compare(&committed.fragment, &changed));
        let Ok(after) = generated(changed, Some(&committed.overlay)) else { continue };
        if code(&before) != code(&after) {
            workspace.check(one.name, &after, level <= Level::Minor);
            compiled += 1;
        }
    }
    assert!(compiled >= 8, "only {compiled} were compiled");
}
