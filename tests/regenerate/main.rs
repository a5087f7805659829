//! A changed description gives code that compiles, behind the façade that a person wrote.
#![allow(clippy::unwrap_used, reason = "a test that can't go on should stop, and say so")]

use std::fs;
use std::path::Path;

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

#[test]
fn changed_descriptions_compile() {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("regenerate");
    let description = Description::committed().unwrap();
    let folder = description.out();
    fs::create_dir(&folder).unwrap();
    copy_libraries(&folder).unwrap();
    for change in CHANGES {
        let changed = Description::committed().unwrap();
        changed.edit("oauth.json", change.fragment).unwrap();
        changed.edit("overlay.json", change.overlay).unwrap();
        let outcome = changed.generate_into(&folder);
        assert_eq!(outcome.code, 0, "{}: {}", change.name, outcome.err);
        let check = cargo(
            &folder,
            &target,
            &["check", "--workspace", "--features", "voucherify-oauth/schemars"],
        )
        .unwrap();
        assert!(
            check.status.success(),
            "{}: {}",
            change.name,
            String::from_utf8_lossy(&check.stderr)
        );
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
    for number in 43..=400 {
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
