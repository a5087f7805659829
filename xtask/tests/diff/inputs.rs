//! Two documents of any kind are made comparable.

use serde_json::{Value, json};
use xtask::diff::input::{Named, fragments};
use xtask::diff::{Change, compare, verdict};

use crate::support::{Committed, at, document};

fn between(old: &Value, new: &Value) -> Vec<Change> {
    let config = Committed::load().config;
    let named = |file, document| Named { file, document };
    let (old, new) = fragments(named("old.json", old), named("new.json", new), &config)
        .unwrap_or_else(|refused| panic!("{}", crate::support::all(&refused)));
    compare(&old, &new)
}

fn told(changes: &[Change]) -> Vec<String> {
    changes.iter().map(|one| format!("{} {} {}", one.level, one.kind.word(), one.subject)).collect()
}

const NOTHING: Vec<String> = Vec::new();

#[test]
fn shapes_of_one_description_do_not_differ() {
    let names = ["prose-list.json"];
    let fragment = Committed::load().fragment;
    for name in names {
        let one = document(name);
        for other in names.map(document) {
            assert_eq!(told(&between(&one, &other)), NOTHING, "{name}");
        }
        // The fragment has another title.
        let but_the_title = ["patch documentation-changed info".to_owned()];
        let back = told(&between(&fragment, &one));
        assert!(back.is_empty() || back == but_the_title, "{name}: {back:?}");
    }
}

#[test]
fn operations_that_one_document_lacks_are_changes() {
    let (part, whole) = (document("array-and-string-enum.json"), document("prose-list.json"));
    let changes = between(&part, &whole);
    assert_eq!(verdict(&changes).word(), "minor", "{:?}", told(&changes));
    assert!(told(&changes).contains(&"minor operation-added revoke-oauth-token".to_owned()));
    let back = between(&whole, &part);
    assert!(told(&back).contains(&"major operation-removed revoke-oauth-token".to_owned()));
}

#[test]
fn another_spelling_is_an_alias() {
    let old = document("prose-list.json");
    let new: Value = serde_json::from_str(&old.to_string().replace("`skus`", "`SKUs`")).unwrap();
    assert_eq!(told(&between(&old, &new)), ["patch scope-respelled SKUs"]);
    assert_eq!(told(&between(&new, &old)), ["patch scope-respelled skus"]);
}

#[test]
fn an_operation_renamed_by_the_vendor_is_a_change() {
    let old = document("prose-list.json");
    let mut new = old.clone();
    at(&mut new, "/paths/~1v1~1oauth~1token/post")["operationId"] = json!("create-token");
    assert_eq!(told(&between(&old, &new)), ["major operation-renamed create-token"]);
}

#[test]
fn prose_and_examples_of_the_vendor_are_no_difference() {
    let (old, new) = (document("prose-list.json"), document("prose-list.json").to_string());
    let new = new.replace("Says more about it.", "Says else.").replace("\"abc\"", "\"xyz\"");
    assert_eq!(told(&between(&old, &serde_json::from_str(&new).unwrap())), NOTHING);
}
