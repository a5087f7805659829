//! The command: its report, its exit codes, and what it writes.

use std::fs;

use serde_json::json;
use xtask::generation::generate;
use xtask::import::changes;

use crate::support::{Description, at, document, read};

#[test]
fn the_report_lists_what_was_done() {
    let mut document = document("oddities.json");
    let scope = "/components/schemas/OAuthTokenGenerateRequestBody/properties/scope";
    at(&mut document, scope)["description"] =
        json!("Allowed values: `api`, `SKUs`, `made-up-scope`.");
    at(&mut document, "/components/schemas/OAuthToken/properties/scope")["description"] =
        json!("Possible values: `api`, `SKUs`.");
    let folder = Description::frozen();
    let file = folder.write("vendor.json", document.to_string());
    let ran = folder.import(&file, &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    insta::assert_snapshot!("report", ran.out);
}

#[test]
fn changes_name_each_place() {
    for (old, new, expected) in [
        (json!({ "a": [] }), json!({ "a": [] }), &[][..]),
        (json!({ "a": {}, "b": 1 }), json!({ "a": [], "b": 1 }), &["+ /a: []", "- /a: {}"]),
        (json!({ "a": ["x", "y"] }), json!({ "a": ["y"] }), &["- /a: \"x\""]),
    ] {
        assert_eq!(changes(&old, &new), expected);
    }
}

#[test]
fn long_lists_and_texts_of_changes_are_cut() {
    for (count, more) in [(79, None), (80, Some("… and 1 more"))] {
        let lines = changes(&json!([]), &json!((0..count).collect::<Vec<_>>()));
        // The empty list, which is gone, is a change too.
        assert_eq!(lines.get(80).map(String::as_str), more);
    }
    for (length, cut) in [(238, false), (239, true), (300, true)] {
        let line = &changes(&json!({}), &json!({ "a": "x".repeat(length) }))[0];
        assert_eq!(line.ends_with('…'), cut, "{length}");
    }
}

#[test]
fn an_import_that_changes_nothing_writes_nothing() {
    let folder = Description::frozen();
    let file = folder.write("vendor.json", document("prose-list.json").to_string());
    let written =
        |folder: &Description| fs::metadata(folder.path("oauth.json")).unwrap().modified().unwrap();
    assert_eq!(folder.import(&file, &[]).code, 0);
    let (before, time) = (folder.content(), written(&folder));
    assert_eq!(folder.import(&file, &[]).code, 0);
    assert!(folder.content() == before);
    assert_eq!(written(&folder), time);
    assert_eq!(folder.import(&file, &["--check"]).code, 0);
}

#[test]
fn check_reports_and_writes_nothing() {
    let folder = Description::frozen();
    let text = document("oddities.json").to_string();
    let file = folder.write("vendor.json", text.replace("`rewards`, ", ""));
    let before = folder.content();
    let ran = folder.import(&file, &["--check"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.out.contains("would change  oauth.json"), "{}", ran.out);
    assert!(folder.content() == before);
    assert_eq!(folder.import(&file, &[]).code, 0);
    assert_eq!(folder.import(&file, &["--check"]).code, 0);
}

#[test]
fn a_new_alias_leaves_the_rest_of_the_overlay_unchanged() {
    let folder = Description::frozen();
    let mut document = document("array-and-string-enum.json");
    at(&mut document, "/components/schemas/OAuthToken/properties/scope/enum")[0] = json!("API");
    let file = folder.write("vendor.json", document.to_string());
    let before = fs::read_to_string(folder.path("overlay.json")).unwrap();
    let ran = folder.import(&file, &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let after = fs::read_to_string(folder.path("overlay.json")).unwrap();
    let alias = "          \"SKUs\": \"skus\"";
    let expected = before.replace(alias, &format!("{alias},\n          \"API\": \"api\""));
    assert_ne!(before, expected);
    // Not `assert_eq`: the files are long.
    assert!(after == expected);
    assert_eq!(folder.import(&file, &["--check"]).code, 0);
}

#[test]
fn a_respelling_generates() {
    let folder = Description::frozen();
    let mut config = read(&folder.path("import.json"));
    config["keep"] = config["operations"].clone();
    folder.write("import.json", config.to_string());
    let mut document = document("array-and-string-enum.json");
    for list in [
        "/components/schemas/OAuthTokenGenerateRequestBody/properties/scope/items/enum",
        "/components/schemas/OAuthToken/properties/scope/enum",
    ] {
        let values = at(&mut document, list).as_array_mut().unwrap();
        values.iter_mut().filter(|v| *v == "skus").for_each(|value| *value = json!("SKUs"));
    }
    let file = folder.write("vendor.json", document.to_string());
    assert_eq!(folder.import(&file, &["--respell"]).code, 0);
    assert_eq!(folder.import(&file, &["--respell", "--check"]).code, 0);
    let description = xtask::effective::Description::from_dir(&folder.openapi()).unwrap();
    let generation = generate(&description).unwrap();
    let (_, scopes) =
        generation.api.versions[0].enums().find(|(named, _)| named.name == "Scope").unwrap();
    let adopted = scopes.values.iter().find(|value| value.wire == "SKUs").unwrap();
    assert_eq!(adopted.variant, "Skus");
    assert_eq!(scopes.aliases, [("skus".to_owned(), "Skus".to_owned())]);
}
