//! Every shape in which scopes have been published comes to the committed fragment.

use serde_json::json;
use xtask::import::import;
use xtask::openapi::canonical;
use xtask::report::Severity;

use crate::support::{Established, all, at, document};

fn comes_to_the_committed_fragment(name: &str) {
    let committed = Established::frozen().keeping();
    let imported = committed.import(&document(name));
    assert_eq!(canonical::text(&imported.fragment), canonical::text(&committed.fragment), "{name}");
    assert_eq!(imported.report.of(Severity::Warning).count(), 0, "{}", all(&imported.report));
    assert_eq!(imported.overlay, None);
}

#[test]
fn an_array_with_an_encoding_and_a_string_enum() {
    comes_to_the_committed_fragment("array-and-string-enum.json");
}

/// In the first published description, the response has the schema of the request.
#[test]
fn the_encoding_of_a_form_is_enough() {
    let mut document = document("array-and-string-enum.json");
    let schema = "/content/application~1json/schema";
    *at(&mut document, &format!("/paths/~1v1~1oauth~1token/post/responses/200{schema}")) =
        json!({ "$ref": "#/components/schemas/OAuthTokenGenerateRequestBody" });
    let fragment = Established::frozen().import(&document).fragment;
    let request = &fragment["components"]["schemas"]["OAuthTokenGenerateRequestBody"];
    let set = json!({ "allOf": [{ "$ref": "#/components/schemas/ScopeSet" }] });
    assert_eq!(request["properties"]["scope"], set);
}

#[test]
fn a_list_in_prose() {
    comes_to_the_committed_fragment("prose-list.json");
}

#[test]
fn the_fragment_itself() {
    let committed = Established::frozen();
    let imported = committed.import(&committed.fragment);
    assert_eq!(imported.fragment, committed.fragment);
    assert_eq!(all(&imported.report), "");
}

#[test]
fn an_import_of_an_import_changes_nothing() {
    let committed = Established::frozen();
    for name in ["array-and-string-enum.json", "prose-list.json", "oddities.json"] {
        let document = document(name);
        let first = committed.import(&document);
        let request = committed.request(&document);
        let second =
            import(&xtask::import::Request { fragment: Some(&first.fragment), ..request }).unwrap();
        assert_eq!(canonical::text(&first.fragment), canonical::text(&second.fragment), "{name}");
        let own = committed.import(&first.fragment);
        assert_eq!(canonical::text(&first.fragment), canonical::text(&own.fragment), "{name}");
    }
}

#[test]
fn nothing_established_is_needed() {
    let committed = Established::frozen();
    let document = document("prose-list.json");
    let request = committed.request(&document);
    let mut alone = import(&xtask::import::Request { fragment: None, overlay: None, ..request })
        .unwrap()
        .fragment;
    // What a part of the description is called is the one thing that the fragment knows better.
    assert_eq!(alone["info"]["title"], "A miniature of the API");
    alone["info"]["title"] = committed.fragment["info"]["title"].clone();
    assert_eq!(alone, committed.fragment);
}

#[test]
fn what_is_not_reached_is_left_out() {
    let committed = Established::frozen();
    let fragment = committed.import(&document("prose-list.json")).fragment;
    let text = fragment.to_string();
    for gone in ["X-Unused", "OAuthToken\"", "Written for the tests", "tags", "example"] {
        assert!(!text.contains(gone), "{gone}");
    }
}

#[test]
fn a_fourth_operation_is_one_line() {
    let mut committed = Established::frozen();
    committed.config.operations.push("list-orders".to_owned());
    let mut document = document("prose-list.json");
    document["paths"]["/v1/orders"] = json!({
        "parameters": [{ "name": "limit", "in": "query", "schema": { "type": "integer" } }],
        "get": { "operationId": "list-orders", "responses": {}, "security": [{ "X-Unused": [] }] },
    });
    let fragment = committed.import(&document).fragment;
    let item = &fragment["paths"]["/v1/orders"];
    assert_eq!(item["get"]["operationId"], "list-orders");
    assert_eq!(item["parameters"][0]["name"], "limit");
    // Its key is reached now.
    assert_eq!(fragment["components"]["securitySchemes"]["X-Unused"]["type"], "apiKey");
}
