//! Two documents of any kind are made comparable.

use serde_json::{Value, json};
use xtask::diff::Comparison;
use xtask::diff::input::Folder;

use crate::support::{Established, at, document, frozen};

fn between(old: &Value, new: &Value) -> Comparison {
    Folder::read(&frozen()).unwrap().compare(("old.json", old), ("new.json", new))
}

fn told(comparison: &Comparison) -> Vec<String> {
    let changes = comparison.changes.iter();
    changes.map(|one| format!("{} {} {}", one.level, one.kind.word(), one.subject)).collect()
}

const NOTHING: Vec<String> = Vec::new();

#[test]
fn a_fragment_and_what_it_was_imported_from_do_not_differ() {
    let (fragment, published) = (Established::frozen().fragment, document("prose-list.json"));
    // The fragment has another title.
    let title = ["patch documentation-changed info".to_owned()];
    let found = told(&between(&fragment, &published));
    assert!(found.is_empty() || found == title, "{found:?}");
}

#[test]
fn operations_that_one_document_lacks_are_changes() {
    let (part, whole) = (document("array-and-string-enum.json"), document("prose-list.json"));
    let changes = told(&between(&part, &whole));
    assert!(
        changes.contains(&"minor operation-added revoke-oauth-token".to_owned()),
        "{changes:?}"
    );
    assert!(changes.iter().all(|change| !change.starts_with("major")), "{changes:?}");
    let back = told(&between(&whole, &part));
    assert!(back.contains(&"major operation-removed revoke-oauth-token".to_owned()), "{back:?}");
}

#[test]
fn another_spelling_is_an_alias() {
    let old = document("prose-list.json");
    let respelled = |from: &str, to: &str| -> Value {
        serde_json::from_str(&old.to_string().replace(from, to)).unwrap()
    };
    let new = respelled("`orders`", "`Orders`");
    assert_eq!(told(&between(&old, &new)), ["patch scope-respelled Orders"]);
    // The overlay has this alias.
    assert_eq!(told(&between(&old, &respelled("`skus`", "`SKUs`"))), NOTHING);
}

#[test]
fn an_operation_renamed_by_the_vendor_is_a_change() {
    let old = document("prose-list.json");
    let mut new = old.clone();
    at(&mut new, "/paths/~1v1~1oauth~1token/post")["operationId"] = json!("create-token");
    assert_eq!(told(&between(&old, &new)), ["major operation-renamed create-token"]);
}

#[test]
fn prose_and_examples_of_the_vendor_are_ignored() {
    let (old, new) = (document("prose-list.json"), document("prose-list.json").to_string());
    let new = new.replace("Says more about it.", "Says else.").replace("\"abc\"", "\"xyz\"");
    assert_eq!(told(&between(&old, &serde_json::from_str(&new).unwrap())), NOTHING);
}

#[test]
fn an_operation_beside_ours_is_a_note() {
    let old = document("prose-list.json");
    let mut new = old.clone();
    let mut operation = at(&mut new, "/paths/~1v1~1oauth~1token/post").clone();
    operation["operationId"] = json!("generate-oauth-token-v2");
    new["paths"]["/v2/oauth/token"] = json!({ "post": operation });
    let comparison = between(&old, &new);
    let note = comparison.notes.iter().find(|note| note.message.contains("/v2/oauth/token"));
    assert!(note.is_some_and(|note| note.help.contains("import.json")), "{:?}", comparison.notes);
}

#[test]
fn a_published_document_that_is_refused_is_a_change() {
    let old = document("prose-list.json");
    let mut new = old.clone();
    new["openapi"] = json!("3.1.0");
    assert_eq!(told(&between(&old, &new)), ["major refused new"]);
}
