//! A changed description gives code that compiles, behind the façade that a person wrote.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that can't go on should stop, and say so"
)]

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use voucherify_oauth_tests::Description;
use voucherify_oauth_tests::description::{add_action, add_scope};
use voucherify_oauth_tests::workspace::{cargo, copy_libraries};

/// A change that the façade must survive without a hand on it.
struct Change {
    name: &'static str,
    fragment: fn(&mut Value),
    overlay: fn(&mut Value),
}

const NOTHING: fn(&mut Value) = |_| {};

const CHANGES: &[Change] = &[
    Change {
        name: "a scope more",
        fragment: |fragment| add_scope(fragment, "wallets"),
        overlay: NOTHING,
    },
    Change {
        name: "a scope less",
        fragment: |fragment| remove_scope(fragment, "trash-bin"),
        overlay: NOTHING,
    },
    Change { name: "a scope renamed", fragment: rename_scope, overlay: NOTHING },
    Change { name: "400 scopes", fragment: many_scopes, overlay: NOTHING },
    Change { name: "an optional field", fragment: add_field, overlay: NOTHING },
    Change { name: "strings of every kind", fragment: strings, overlay: NOTHING },
    Change { name: "fields with defaults", fragment: defaults, overlay: NOTHING },
    Change { name: "an undescribed open enum", fragment: NOTHING, overlay: open_enum },
    Change { name: "a fourth operation", fragment: add_operation, overlay: NOTHING },
    Change { name: "nothing", fragment: NOTHING, overlay: NOTHING },
];

/// The crates that use the generated code.
const DOWNSTREAM: &[&str] = &["types-only", "client"];

/// A copy of the workspace to generate into, and where it is built.
fn copy() -> (Description, PathBuf, PathBuf) {
    let description = Description::committed().unwrap();
    let folder = description.out();
    copy_libraries(&folder, DOWNSTREAM).unwrap();
    (description, folder, Path::new(env!("CARGO_TARGET_TMPDIR")).join("regenerate"))
}

fn generate(change: &Change, folder: &Path) {
    let changed = Description::committed().unwrap();
    changed.edit("oauth.json", change.fragment).unwrap();
    changed.edit("overlay.json", change.overlay).unwrap();
    let outcome = changed.generate_into(folder);
    assert_eq!(outcome.code, 0, "{}: {}", change.name, outcome.err);
}

#[test]
fn changed_descriptions_compile() {
    let (_description, folder, target) = copy();
    for change in CHANGES {
        generate(change, &folder);
        let check = ["check", "--workspace", "--features", "voucherify-oauth/schemars"];
        cargo(&folder, &target, &check).unwrap_or_else(|error| panic!("{}: {error}", change.name));
    }
}

/// Takes minutes: every count of scopes builds and links the tests again.
#[test]
#[ignore = "takes minutes: cargo test -p voucherify-oauth-tests --test regenerate -- --ignored"]
fn the_types_work_with_any_number_of_scopes() {
    let (_description, folder, target) = copy();
    for (name, fragment) in [
        ("65 scopes", (|fragment| scopes_up_to(fragment, 65)) as fn(&mut Value)),
        ("400 scopes", many_scopes),
    ] {
        generate(&Change { name, fragment, overlay: NOTHING }, &folder);
        let test = ["test", "--package", "voucherify-oauth-types"];
        cargo(&folder, &target, &test).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

fn remove_scope(fragment: &mut Value, value: &str) {
    if let Some(values) = fragment["components"]["schemas"]["Scope"]["enum"].as_array_mut() {
        values.retain(|scope| scope != value);
    }
}

fn rename_scope(fragment: &mut Value) {
    remove_scope(fragment, "trash-bin");
    add_scope(fragment, "waste-bin");
}

fn many_scopes(fragment: &mut Value) {
    scopes_up_to(fragment, 400);
}

fn scopes_up_to(fragment: &mut Value, count: usize) {
    for number in 43..=count {
        add_scope(fragment, &format!("scope-{number}"));
    }
}

/// Not a required one: its constructor takes one argument more, which is a break by design.
fn add_field(fragment: &mut Value) {
    let schema = &mut fragment["components"]["schemas"]["OAuthTokenGenerateResponseBody"];
    schema["properties"]["project_id"] = json!({ "type": "string" });
}

fn add_fields(fragment: &mut Value, fields: Value) {
    let schema = &mut fragment["components"]["schemas"]["OAuthTokenGenerateResponseBody"];
    let properties = schema["properties"].as_object_mut().unwrap();
    properties.extend(fields.as_object().unwrap().clone());
}

fn strings(fragment: &mut Value) {
    let fields = json!({
        "created_at": { "type": "string", "format": "date-time" },
        "day": { "type": "string", "format": "date" },
        "id": { "type": "string", "format": "uuid" },
        "address": { "type": "string", "format": "ipv4" },
        "code": { "type": "string", "pattern": "^[a-z]+$", "minLength": 1, "maxLength": 9 },
    });
    add_fields(fragment, fields);
}

fn defaults(fragment: &mut Value) {
    let fields = json!({
        "tags": { "type": "array", "items": { "type": "string" } },
        "labels": { "type": "object", "additionalProperties": { "type": "string" } },
        "retries": { "type": "integer", "default": 3 },
        "ratio": { "type": "number", "default": 0.5 },
        "region": { "type": "string", "default": "eu" },
        "verified": { "type": "boolean", "default": true },
        "revoked": { "type": "boolean", "default": false },
    });
    add_fields(fragment, fields);
}

fn open_enum(overlay: &mut Value) {
    let kind = json!({ "ClientKind": { "type": "string", "enum": ["machine", "app-store"], "x-open-enum": {} } });
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
    fragment["components"]["schemas"]["OAuthTokenCount"] = json!({ "type": "object", "properties": { "living": { "type": "integer" } }, "required": ["living"] });
}
