//! Code generated from a changed description compiles with the hand-written façade.
#![allow(clippy::panic, clippy::unwrap_used, reason = "so a test fails")]

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;
use voucherify_oauth_tests::Description;
use voucherify_oauth_tests::description::{add_action, add_scope};
use voucherify_oauth_tests::workspace::{cargo, copy_libraries};

/// The crates that use the generated code.
const DOWNSTREAM: &[&str] = &["types-only", "client"];

/// A change of a description, with its name.
type Change = (&'static str, fn(&Description));

/// Changes with which the façade must compile unchanged. Combined, because each takes one build.
const CHANGES: &[Change] = &[
    ("new fields, an operation, an enum and 400 scopes", |description| {
        description.edit("oauth.json", |fragment| {
            scopes_up_to(fragment, 400);
            add_fields(fragment);
            add_operation(fragment);
        });
        description.edit("overlay.json", add_open_enum);
    }),
    ("added and removed scopes", |description| {
        description.edit("oauth.json", |fragment| {
            let scopes = fragment["components"]["schemas"]["Scope"]["enum"].as_array_mut().unwrap();
            scopes.retain(|scope| scope != "trash-bin" && scope != "templates");
            add_scope(fragment, "made-up-scope");
        });
    }),
    ("no change", |_| {}),
];

/// Creates a copy of the workspace to generate into. Returns it and its target folder.
fn copy() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    copy_libraries(folder.path(), DOWNSTREAM).unwrap();
    (folder, Path::new(env!("CARGO_TARGET_TMPDIR")).join("regenerate"))
}

/// Changes a copy of the committed description and generates from it into `folder`.
fn generate(folder: &TempDir, change: impl FnOnce(&Description)) {
    let description = Description::committed();
    change(&description);
    let out = folder.path().display().to_string();
    let outcome = description.run(&["generate", "--out", &out]);
    assert_eq!(outcome.code, 0, "{}", outcome.err);
}

#[test]
fn changed_descriptions_compile() {
    let (folder, target) = copy();
    for (name, change) in CHANGES {
        generate(&folder, change);
        let check = ["check", "--workspace", "--features", "voucherify-oauth/schemars"];
        cargo(folder.path(), &target, &check).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

#[test]
fn the_tests_of_the_types_pass_with_any_number_of_scopes() {
    let (folder, target) = copy();
    for count in [43, 65, 400] {
        generate(&folder, |description| {
            description.edit("oauth.json", |fragment| scopes_up_to(fragment, count));
        });
        let test = ["test", "--package", "voucherify-oauth-types"];
        cargo(folder.path(), &target, &test)
            .unwrap_or_else(|error| panic!("{count} scopes: {error}"));
    }
}

fn scopes_up_to(fragment: &mut Value, count: usize) {
    let scopes = fragment["components"]["schemas"]["Scope"]["enum"].as_array_mut().unwrap();
    for number in scopes.len()..count {
        // Far from the values that tests expect to be unknown.
        scopes.push(json!(format!("extra-{number}")));
    }
}

/// Adds optional fields of every kind. A required field would be a breaking change, because it is
/// an argument of the constructor.
fn add_fields(fragment: &mut Value) {
    let fields = json!({
        "project_id": { "type": "string" },
        "created_at": { "type": "string", "format": "date-time" },
        "day": { "type": "string", "format": "date" },
        "id": { "type": "string", "format": "uuid" },
        "address": { "type": "string", "format": "ipv4" },
        "code": { "type": "string", "pattern": "^[a-z]+$", "minLength": 1, "maxLength": 9 },
        "tags": { "type": "array", "items": { "type": "string" } },
        "labels": { "type": "object", "additionalProperties": { "type": "string" } },
        "retries": { "type": "integer", "default": 3 },
        "ratio": { "type": "number", "default": 0.5 },
        "region": { "type": "string", "default": "eu" },
        "verified": { "type": "boolean", "default": true },
        "revoked": { "type": "boolean", "default": false },
    });
    let schema = &mut fragment["components"]["schemas"]["OAuthTokenGenerateResponseBody"];
    let properties = schema["properties"].as_object_mut().unwrap();
    properties.extend(fields.as_object().unwrap().clone());
}

fn add_open_enum(overlay: &mut Value) {
    let values = ["machine", "app-store"];
    let kind = json!({ "ClientKind": { "type": "string", "enum": values, "x-open-enum": {} } });
    add_action(overlay, json!({ "target": "$.components.schemas", "update": kind }));
    let field = json!({ "client_kind": { "$ref": "#/components/schemas/ClientKind" } });
    let target = "$.components.schemas.OAuthTokenGenerateResponseBody.properties";
    add_action(overlay, json!({ "target": target, "update": field }));
}

fn add_operation(fragment: &mut Value) {
    let mut operation = fragment["paths"]["/v1/oauth/introspect"]["post"].clone();
    operation["operationId"] = json!("count-oauth-tokens");
    operation["responses"]["200"]["content"]["application/json"]["schema"] =
        json!({ "$ref": "#/components/schemas/OAuthTokenCount" });
    fragment["paths"]["/v1/oauth/tokens/count"] = json!({ "post": operation });
    fragment["components"]["schemas"]["OAuthTokenCount"] = json!({
        "type": "object",
        "properties": { "active": { "type": "integer" } },
        "required": ["active"],
    });
}
