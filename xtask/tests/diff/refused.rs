//! A description that cannot be generated from is a change, with its place and remedy.

use serde_json::{Value, json};
use xtask::diff::format::Format;
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

/// Following each reference would take 2^64 steps.
#[test]
fn nested_alternatives_are_refused_in_linear_time() {
    for keyword in ["allOf", "anyOf", "oneOf"] {
        let comparison = after(|d| {
            for depth in 0..64 {
                let next = json!({ "$ref": format!("#/components/schemas/A{}", depth + 1) });
                *make::schema(d, &format!("A{depth}")) = json!({ keyword: [next, next] });
            }
            *make::schema(d, "A64") = json!({ "type": "string" });
            make::schema(d, make::ANSWER)["properties"]["a"] =
                json!({ "$ref": "#/components/schemas/A0" });
        });
        assert_eq!(refusal(&comparison).pointer, "/components/schemas/A0");
    }
}

#[test]
fn a_report_has_no_control_characters() {
    let comparison = after(|d| {
        make::token(d)["operationId"] = json!("a\u{1b}[2J\n::error::b");
        make::schema(d, "Error")["properties"]["c\r\nd"] = json!({ "oneOf": [] });
    });
    for format in [Format::Text, Format::Markdown] {
        let mut out = Vec::new();
        comparison.write(format, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("\\u{1b}[2J\\n::error::b"), "{text}");
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
        assert!(text.lines().all(|line| !line.starts_with("::")), "{text}");
    }
}

#[test]
fn an_overlay_action_without_a_target_is_a_note() {
    let half = half_with_overlay();
    let mut changed = half.document.clone();
    make::gone(&mut make::schema(&mut changed, make::ANSWER)["properties"], "client_id");
    let (whole, part) = (half.side(&half.document), half.side(&changed));
    for (old, new) in [(&whole, &part), (&part, &whole), (&part, &part)] {
        let notes = old.compare(new).notes;
        let of_target = notes.iter().filter(|note| note.message.contains("client_id"));
        assert_eq!(of_target.count(), 1, "{notes:?}");
        assert!(notes.iter().all(|note| note.file == "overlay.json"), "{notes:?}");
    }
}
