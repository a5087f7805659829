//! A second version of the API beside the first: each has its own scopes and components.

use serde_json::{Value, json};
use xtask::report::Severity;

use crate::support::{Description, Established, all, at, document};

const V2: &str = "create-v2-token";

/// A description of v2 as it is assumed: only the path, the request and Basic are announced.
fn second() -> Value {
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let json = |schema: Value| json!({ "application/json": { "schema": schema } });
    let form =
        json!({ "application/x-www-form-urlencoded": { "schema": reference("V2TokenRequest") } });
    json!({
        "openapi": "3.0.1",
        "info": { "title": "The second version", "version": "2" },
        "servers": [{ "url": "https://{cluster}.voucherify.io", "variables": { "cluster": { "default": "api" } } }],
        "paths": { "/v2/oauth/token": { "post": {
            "operationId": V2,
            "requestBody": { "content": form, "required": true },
            "responses": {
                "200": { "description": "", "content": json(reference("V2Token")) },
                "400": { "description": "", "content": json(reference("Error")) },
            },
            "security": [{ "Basic": [] }],
        } } },
        "components": {
            "schemas": {
                "V2TokenRequest": {
                    "type": "object",
                    "properties": {
                        "grant_type": { "type": "string", "enum": ["client_credentials"] },
                        "project_id": { "type": "string" },
                        "scope": {
                            "type": "string",
                            "description":
                                "Allowed values: `vouchers.read`, `areas.read`, `areas.manage`.",
                        },
                    },
                    "required": ["grant_type", "scope", "project_id"],
                },
                "V2Token": {
                    "type": "object",
                    "properties": {
                        "access_token": { "type": "string" },
                        "scope": { "type": "string" },
                    },
                    "required": ["access_token"],
                },
                "Error": {
                    "type": "object",
                    "properties": {
                        "message": { "type": "string" }, "scope": { "type": "string" },
                    },
                    "required": ["message"],
                },
            },
            "securitySchemes": { "Basic": { "type": "http", "scheme": "basic" } },
        },
    })
}

fn wanting_both() -> Established {
    let mut committed = Established::frozen();
    committed.config.operations.push(V2.to_owned());
    committed
}

fn schema<'a>(fragment: &'a Value, name: &str) -> &'a Value {
    &fragment["components"]["schemas"][name]
}

fn assert_v1_is_as_committed(fragment: &Value) {
    let committed = Established::frozen().fragment;
    for (section, own) in
        [("/paths", 3), ("/components/schemas", 8), ("/components/securitySchemes", 2)]
    {
        let members = committed.pointer(section).unwrap().as_object().unwrap();
        assert_eq!(members.len(), own);
        for (name, value) in members {
            assert_eq!(&fragment.pointer(section).unwrap()[name], value, "{section} {name}");
        }
    }
}

#[test]
fn a_second_version_alone_leaves_the_first_as_it_is() {
    let imported = wanting_both().import(&second());
    assert_v1_is_as_committed(&imported.fragment);
    assert!(all(&imported.report).contains("the document has no operation of v1"));
    // The title and the version of the first one stay without a word, its servers with a warning.
    let committed = Established::frozen().fragment;
    assert_eq!(imported.fragment["info"], committed["info"]);
    assert_eq!(imported.fragment["servers"], committed["servers"]);
    let warnings = imported.report.of(Severity::Warning).map(|one| one.pointer.as_str());
    assert_eq!(warnings.collect::<Vec<_>>(), ["/servers"]);
    let scope = schema(&imported.fragment, "v2.Scope");
    assert_eq!(scope["enum"], json!(["vouchers.read", "areas.read", "areas.manage"]));
    assert_eq!(scope["x-rust-name"], "Scope");
    let set = schema(&imported.fragment, "v2.ScopeSet");
    assert_eq!(set["x-delimited"]["items"]["$ref"], "#/components/schemas/v2.Scope");
    let request = schema(&imported.fragment, "V2TokenRequest");
    let expected = json!({ "allOf": [{ "$ref": "#/components/schemas/v2.ScopeSet" }] });
    assert_eq!(request["properties"]["scope"], expected);
}

#[test]
fn both_versions_in_one_document_keep_apart() {
    let (mut both, two) = (document("prose-list.json"), second());
    both["paths"]["/v2/oauth/token"] = two["paths"]["/v2/oauth/token"].clone();
    for name in ["V2TokenRequest", "V2Token"] {
        both["components"]["schemas"][name] = schema(&two, name).clone();
    }
    both["components"]["securitySchemes"]["Basic"] = json!({ "type": "http", "scheme": "basic" });
    let fragment = wanting_both().import(&both).fragment;
    assert_v1_is_as_committed(&fragment);
    assert_eq!(schema(&fragment, "v2.Scope")["enum"].as_array().unwrap().len(), 3);
    // One error object for both versions.
    assert_eq!(fragment["components"]["schemas"].as_object().unwrap().len(), 8 + 4);
}

#[test]
fn a_component_that_differs_gets_the_name_of_its_version() {
    let fragment = wanting_both().import(&second()).fragment;
    let error = schema(&fragment, "v2.Error");
    assert_eq!(error["x-rust-name"], "Error");
    let answer =
        "/paths/~1v2~1oauth~1token/post/responses/400/content/application~1json/schema/$ref";
    assert_eq!(fragment.pointer(answer).unwrap(), "#/components/schemas/v2.Error");
    // Equal ones are shared.
    let mut same = second();
    same["components"]["schemas"]["Error"] =
        schema(&Established::frozen().fragment, "Error").clone();
    let fragment = wanting_both().import(&same).fragment;
    assert_eq!(schema(&fragment, "v2.Error"), &Value::Null);
}

#[test]
fn a_scope_without_a_list_stays_a_string() {
    let imported = wanting_both().import(&second());
    let plain = json!({ "type": "string" });
    assert_eq!(schema(&imported.fragment, "V2Token")["properties"]["scope"], plain);
    assert_eq!(schema(&imported.fragment, "v2.Error")["properties"]["scope"], plain);
}

/// A property that happens to be called `scope`, whatever it lists.
#[test]
fn another_property_of_that_name_is_not_a_list_of_scopes() {
    let mut document = document("prose-list.json");
    let lists = [
        json!({ "type": "string", "enum": ["request", "field"] }),
        json!({ "type": "string", "description": "Allowed values: `request`, `field`, `api`." }),
        json!({ "type": "array", "items": { "type": "string", "enum": ["api", "orders"] } }),
    ];
    for list in lists {
        at(&mut document, "/components/schemas/Error/properties")["scope"] = list.clone();
        let fragment = Established::frozen().import(&document).fragment;
        let field = &schema(&fragment, "Error")["properties"]["scope"];
        assert_eq!(field["type"], list["type"]);
        assert_eq!(field.get("enum"), list.get("enum"));
        assert_eq!(schema(&fragment, "Scope"), schema(&Established::frozen().fragment, "Scope"));
    }
}

#[test]
fn an_import_of_both_changes_nothing_the_second_time() {
    let folder = Description::frozen();
    let mut config: Value = crate::support::read(&folder.path("import.json"));
    config["operations"].as_array_mut().unwrap().push(json!(V2));
    folder.write("import.json", config.to_string());
    let file = folder.write("vendor.json", second().to_string());
    let ran = folder.import(&file, &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let first = crate::support::read(&folder.path("oauth.json"));
    assert_v1_is_as_committed(&first);
    for document in [&file, &folder.path("oauth.json")] {
        assert_eq!(folder.import(document, &["--check"]).code, 0, "{}", document.display());
    }
    // The first version by itself leaves the second as it is.
    let file = folder.write("vendor.json", document("prose-list.json").to_string());
    assert_eq!(folder.import(&file, &["--check"]).code, 0);
}

#[test]
fn a_spelling_of_one_version_says_nothing_about_the_other() {
    let mut document = second();
    at(&mut document, "/components/schemas/V2TokenRequest/properties/scope")["description"] =
        json!("Allowed values: `API`, `Vouchers`.");
    let imported = wanting_both().import(&document);
    assert_eq!(imported.overlay, None);
    assert_eq!(schema(&imported.fragment, "v2.Scope")["enum"], json!(["API", "Vouchers"]));
}
