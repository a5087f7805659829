//! What a maintainer decides by a line in import.json, and what is recorded about a document.

use serde_json::{Value, json};
use xtask::import::{Request, import};
use xtask::openapi::canonical;
use xtask::report::Severity;

use crate::support::{Description, Established, all, at, document, read, remove};

const REVOKE: &str = "/paths/~1v1~1oauth~1token~1revoke";

fn without_revocation() -> Value {
    let mut document = document("prose-list.json");
    remove(&mut document, REVOKE);
    document
}

#[test]
fn an_operation_that_is_gone_leaves_the_fragment() {
    let committed = Established::frozen();
    let imported = committed.import(&without_revocation());
    assert_eq!(imported.fragment.pointer(REVOKE), None);
    assert_eq!(imported.fragment["components"]["schemas"].get("OAuthTokenRevokeRequestBody"), None);
    let warning = imported.report.of(Severity::Warning).next().unwrap();
    assert!(warning.message.contains("no longer has `revoke-oauth-token`"), "{warning}");
    assert!(warning.help.contains(r#""keep": ["revoke-oauth-token"]"#), "{warning}");
}

#[test]
fn a_line_keeps_an_operation_as_established() {
    let committed = Established::frozen().keeping();
    let imported = committed.import(&without_revocation());
    assert_eq!(imported.fragment, committed.fragment);
    assert!(all(&imported.report).contains("which is kept"));
    // A line for another operation does not.
    let mut other = Established::frozen();
    other.config.keep = vec!["generate-oauth-token".to_owned()];
    assert_eq!(other.import(&without_revocation()).fragment.pointer(REVOKE), None);
}

#[test]
fn an_operation_off_the_list_leaves_the_fragment() {
    let mut committed = Established::frozen();
    committed.config.operations.retain(|id| id != "revoke-oauth-token");
    let imported = committed.import(&document("prose-list.json"));
    assert_eq!(imported.fragment.pointer(REVOKE), None);
}

#[test]
fn an_operation_that_nobody_has_is_named() {
    let mut committed = Established::frozen();
    committed.config.operations.push("refresh-oauth-token".to_owned());
    let imported = committed.import(&document("prose-list.json"));
    assert_eq!(imported.fragment, committed.fragment);
    let warning = imported.report.of(Severity::Warning).next().unwrap();
    assert!(warning.help.contains("remove it from `operations`"), "{warning}");
}

#[test]
fn a_renamed_operation_is_taken_for_a_comparison() {
    let mut document = document("prose-list.json");
    let id = format!("{REVOKE}/post/operationId");
    *at(&mut document, &id) = json!("revoke-token");
    let committed = Established::frozen();
    assert!(committed.refusal(&document).contains("was renamed to `revoke-token`"));
    let request = Request { follow_renames: true, ..committed.request(&document) };
    let fragment = import(&request).unwrap().fragment;
    assert_eq!(fragment.pointer(&id), Some(&json!("revoke-token")));
}

#[test]
fn another_operation_at_its_place_is_not_a_rename() {
    // One without an id, and one that is wanted by its own id.
    for id in [None, Some("introspect-oauth-token")] {
        let mut document = document("prose-list.json");
        let operation = at(&mut document, &format!("{REVOKE}/post")).as_object_mut().unwrap();
        operation.shift_remove("operationId");
        if let Some(id) = id {
            operation.insert("operationId".to_owned(), json!(id));
            remove(&mut document, "/paths/~1v1~1oauth~1introspect");
        }
        let report = all(&Established::frozen().import(&document).report);
        assert!(report.contains("no longer has `revoke-oauth-token`"), "{id:?}: {report}");
    }
}

#[test]
fn operations_that_look_like_ours_are_named() {
    let mut document = document("prose-list.json");
    let responses = json!({ "204": { "description": "" } });
    document["paths"]["/v1/tokens"] =
        json!({ "get": { "operationId": "list", "tags": ["Tokens"], "responses": responses } });
    document["paths"]["/v2/oauth/token"] = json!({ "post": { "responses": responses } });
    document["paths"]["/v1/orders"] =
        json!({ "get": { "operationId": "orders", "tags": ["Orders"], "responses": responses } });
    let committed = Established::frozen();
    let imported = committed.import(&document);
    assert_eq!(imported.fragment, committed.fragment);
    assert_eq!(imported.others, ["GET /v1/tokens list", "POST /v2/oauth/token"]);
    let report = all(&imported.report);
    assert!(report.contains("to import it, add \"list\" to `operations`"), "{report}");
    assert!(report.contains("it has no operationId: add one"), "{report}");

    // A new one is a change, and a known one is not.
    let folder = Description::frozen();
    let file = folder.write("vendor.json", document.to_string());
    assert_eq!(folder.import(&file, &["--check"]).code, 1);
    assert_eq!(folder.import(&file, &[]).code, 0);
    assert_eq!(folder.import(&file, &["--check"]).code, 0);
}

#[test]
fn a_deprecated_operation_stays_deprecated() {
    let mut document = document("prose-list.json");
    at(&mut document, &format!("{REVOKE}/post"))["deprecated"] = json!(true);
    let fragment = Established::frozen().import(&document).fragment;
    assert_eq!(fragment.pointer(&format!("{REVOKE}/post/deprecated")), Some(&json!(true)));
}

#[test]
fn the_source_of_a_fragment_is_recorded() {
    let folder = Description::frozen();
    let text = document("prose-list.json").to_string();
    let file = folder.write("vendor.json", &text);
    assert_eq!(folder.import(&file, &["--source", "https://example.org/oauth.json"]).code, 0);
    let record = read(&folder.path("provenance.json"));
    assert_eq!(record["title"], "A miniature of the API");
    assert_eq!(record["version"], "v2018-08-01");
    assert_eq!(record["source"], "https://example.org/oauth.json");
    assert_eq!(record["sha256"], canonical::digest(&text));
    assert_eq!(record["imported"].as_str().unwrap().len(), "2026-01-31".len());
    assert_eq!(folder.import(&file, &[]).code, 0);
    assert_eq!(read(&folder.path("provenance.json"))["source"], "vendor.json");
}

#[test]
fn the_day_of_the_first_import_stays() {
    let folder = Description::frozen();
    let file = folder.write("vendor.json", document("prose-list.json").to_string());
    assert_eq!(folder.import(&file, &[]).code, 0);
    let mut record = read(&folder.path("provenance.json"));
    record["imported"] = json!("2020-02-02");
    folder.write("provenance.json", canonical::text(&record));
    assert_eq!(folder.import(&file, &[]).code, 0);
    assert_eq!(read(&folder.path("provenance.json"))["imported"], "2020-02-02");
}

#[test]
fn no_text_of_the_vendor_reaches_the_fragment() {
    let mut document = document("prose-list.json");
    let secret = "A sentence of the vendor's";
    at(&mut document, "/components/schemas/Error")["x-note"] = json!(secret);
    at(&mut document, "/components/securitySchemes/X-App-Id")["description"] = json!(secret);
    document["components"]["securitySchemes"]["X-App-Token"] = json!({
        "type": "oauth2",
        "flows": { "implicit": { "authorizationUrl": "https://example.org", "scopes": { "a": secret } } },
    });
    let fragment = Established::frozen().import(&document).fragment.to_string();
    assert!(!fragment.contains(secret), "{fragment}");
    assert!(fragment.contains(r#""scopes":{"a":""}"#), "{fragment}");
}
