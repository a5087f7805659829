//! The sum of the changes explains every difference, and each difference is explained once.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};
use xtask::description::canonical;
use xtask::diff::{Change, Kind, compare, unexplained};

use crate::judged::documents;

/// No part of a document may belong to two changes.
fn claimed_once(changes: &[Change]) -> Result<(), String> {
    for side in ["old", "new"] {
        let mut seen = std::collections::BTreeMap::new();
        for change in changes {
            let claims = if side == "old" { &change.claims.old } else { &change.claims.new };
            for claim in claims {
                if let Some(other) = seen.insert(claim.clone(), change.kind) {
                    return Err(format!("{side}#{claim} is {other:?} and {:?}", change.kind));
                }
            }
        }
    }
    Ok(())
}

fn explains(old: &Value, new: &Value) -> Result<Vec<Change>, String> {
    let changes = compare(old, new);
    let (old, new) = (canonical::order(old), canonical::order(new));
    let left = unexplained(&old, &new, &changes);
    if !left.is_empty() {
        return Err(format!("unexplained: {left:?}"));
    }
    claimed_once(&changes)?;
    if changes.is_empty() && old != new {
        return Err("differ, and nothing is reported".to_owned());
    }
    Ok(changes)
}

#[test]
fn every_mutation_is_explained() {
    for (document, mutations) in documents() {
        for one in mutations {
            let mut changed = document.clone();
            (one.change)(&mut changed);
            explains(&document, &changed).unwrap_or_else(|why| panic!("{}: {why}", one.name));
            explains(&changed, &document).unwrap_or_else(|why| panic!("{} back: {why}", one.name));
        }
    }
}

/// Each mutation with a few of those that follow it in the corpus; all pairs would take a minute.
#[test]
fn mutations_of_mutations_are_explained() {
    for (document, mutations) in documents() {
        for (index, first) in mutations.iter().enumerate() {
            let mut once = document.clone();
            (first.change)(&mut once);
            for second in mutations.iter().cycle().skip(index + 1).step_by(7).take(6) {
                let mut twice = once.clone();
                let applied = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                    (second.change)(&mut twice);
                }));
                // The second found nothing to work on.
                if applied.is_err() {
                    continue;
                }
                explains(&document, &twice)
                    .unwrap_or_else(|why| panic!("{} + {}: {why}", first.name, second.name));
            }
        }
    }
}

#[test]
fn a_claim_that_is_missing_is_noticed() {
    let [(document, _), _] = documents();
    let mut changed = document.clone();
    changed["components"]["schemas"]["Error"]["properties"]["code"]["type"] = json!("string");
    let claims = unexplained(&document, &changed, &[]);
    assert_eq!(claims.len(), 2);
    assert!(claims[0].old[0].ends_with("/Error/properties/code/type"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is done to whichever place.
    #[test]
    fn any_change_anywhere_is_explained(
        effective in any::<bool>(),
        harms in proptest::collection::vec((any::<Index>(), select(vec![
            json!(null), json!(true), json!(7), json!("other"), json!([]), json!({}),
            json!(["a", "b"]), json!({ "type": "string" }), json!({ "$ref": "#/components/schemas/Error" }),
        ]), any::<bool>()), 1..4),
    ) {
        let [(fragment, _), (whole, _)] = documents();
        let document = if effective { whole } else { fragment };
        let mut changed = document.clone();
        for (place, value, remove) in harms {
            let mut places = Vec::new();
            xtask::description::pointer::walk(&changed, "", &mut |at, _| places.push(at.to_owned()));
            let at = place.get(&places[1..]).clone();
            if remove {
                crate::support::remove(&mut changed, &at);
            } else {
                *changed.pointer_mut(&at).unwrap() = value;
            }
        }
        let there = explains(&document, &changed);
        prop_assert!(there.is_ok(), "{:?}", there);
        let back = explains(&changed, &document);
        prop_assert!(back.is_ok(), "{:?}", back);
        // What is reported is never so little as to hide a change of the wire format.
        prop_assert_eq!(there.unwrap().is_empty(), back.unwrap().is_empty());
    }
}

#[test]
fn the_second_walk_finds_nothing_that_the_first_overlooked() {
    for (document, mutations) in documents() {
        for one in mutations.iter().filter(|one| !one.forth.contains(&"major unclassified")) {
            let mut changed = document.clone();
            (one.change)(&mut changed);
            let found = compare(&document, &changed);
            assert!(found.iter().all(|change| change.kind != Kind::Unclassified), "{}", one.name);
        }
    }
}
