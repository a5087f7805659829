//! A description that cannot be generated from is a change, with its place and remedy.

use serde_json::{Value, json};
use xtask::diff::{Change, Comparison, Kind};

use crate::mutations as make;
use crate::verdicts::{half_with_overlay, halves};

fn after(change: impl FnOnce(&mut Value)) -> Comparison {
    let half = &halves()[0];
    let mut changed = half.document.clone();
    change(&mut changed);
    half.side(&half.document).compare(&half.side(&changed))
}

fn refusal(comparison: &Comparison) -> &Change {
    comparison.changes.iter().find(|change| change.kind == Kind::Refused).unwrap()
}

#[test]
fn what_else_changed_is_reported_beside_a_refusal() {
    let comparison = after(|d| {
        make::scopes(d, |all| all.push("a b".into()));
        make::status(d, "418");
    });
    let kinds: Vec<_> = comparison.changes.iter().map(|change| change.kind).collect();
    assert!(kinds.contains(&Kind::Refused) && kinds.contains(&Kind::AnswerAdded), "{kinds:?}");
}

#[test]
fn a_document_that_is_not_openapi_3_0_is_refused() {
    let comparison = after(|d| *d = json!({ "swagger": "2.0", "paths": {} }));
    assert_eq!(comparison.changes.len(), 1, "{:?}", comparison.changes);
    assert_eq!(refusal(&comparison).pointer, "/swagger");
}

#[test]
fn an_overlay_action_without_a_target_is_a_note() {
    let half = half_with_overlay();
    let mut changed = half.document.clone();
    make::gone(&mut make::schema(&mut changed, make::ANSWER)["properties"], "client_id");
    let comparison = half.side(&half.document).compare(&half.side(&changed));
    let note = comparison.notes.iter().find(|note| note.message.contains("client_id"));
    assert!(note.is_some_and(|note| note.file == "overlay.json"), "{:?}", comparison.notes);
}
