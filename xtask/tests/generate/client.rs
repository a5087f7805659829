//! The generated client.

use serde_json::{Value, json};
use xtask::generation::Generation;

use crate::{FROZEN, generation, nest, schema, token};

/// Returns the source of the v1 client on one line, with single spaces.
fn client(change: impl FnOnce(&mut Value)) -> String {
    of(&generation(change))
}

fn of(generation: &Generation) -> String {
    let path = "crates/voucherify-oauth/src/generated/v1.rs";
    let file = generation.files.iter().find(|file| file.path == path).unwrap();
    file.text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns whether `row` is in the generated table, for the operation that requests a token.
fn accepts(row: &str, change: impl FnOnce(&mut Value)) -> bool {
    let client = client(change).replace("crate::credentials::Credential::", "");
    let client = client.replace(' ', "").replace(",]", "]").replace(",)", ")");
    client.contains(&format!(r#"("generate_oauth_token",{row})"#))
}

#[test]
fn the_table_contains_the_published_alternatives() {
    const KEYS: &str = r#"&[Header("x-app-id"),Header("x-app-token")]"#;
    let basic = || json!({ "type": "http", "scheme": "Basic" });
    assert!(accepts(&format!("&[{KEYS}]"), |_| {}));
    assert!(accepts(&format!("&[&[Basic],{KEYS}]"), |fragment| {
        fragment["components"]["securitySchemes"]["Service"] = basic();
        let keys = token(fragment)["security"][0].clone();
        token(fragment)["security"] = json!([{ "Service": [] }, keys]);
    }));
    // An operation without `security` inherits it from the document.
    assert!(accepts("&[&[Basic]]", |fragment| {
        fragment["components"]["securitySchemes"]["Service"] = basic();
        fragment["security"] = json!([{ "Service": [] }]);
        token(fragment).as_object_mut().unwrap().remove("security");
    }));
}

#[test]
fn an_operation_without_security_sends_no_credentials() {
    for nothing in [json!([]), json!([{}])] {
        assert!(accepts("&[&[]]", |fragment| token(fragment)["security"] = nothing));
    }
}

#[test]
fn nested_objects_in_a_request_take_linear_time() {
    let source = client(|fragment| nest(fragment, json!({ "type": "string" })));
    assert!(source.contains("finish(operation, result, &[])"), "{source}");
}

#[test]
fn only_described_headers_are_sent() {
    let plain = of(&FROZEN);
    assert!(!plain.contains("api-version") && !plain.contains("header_map"), "{plain}");
    let header = json!({ "name": "X-Trace", "in": "header", "schema": { "type": "string" } });
    let with_header = client(|fragment| token(fragment)["parameters"] = json!([header]));
    assert!(!with_header.contains("api-version"), "{with_header}");
    assert_eq!(with_header.matches(".headers(header_map)").count(), 1, "{with_header}");
    assert_eq!(with_header.matches("header_map.append(\"X-Trace\"").count(), 1, "{with_header}");
}

#[test]
fn the_docs_of_a_method_are_sentences() {
    let client = of(&FROZEN);
    let docs = "/// An operation. /// /// An operation. /// /// Sends a `POST` request to \
                `/v1/oauth/token`. /// /// Arguments:";
    assert!(client.contains(docs), "{client}");
}

#[test]
fn the_method_of_a_deprecated_operation_is_deprecated() {
    let client = client(|fragment| token(fragment)["deprecated"] = json!(true));
    let mark = r#"#[deprecated = "deprecated in the API description"]"#;
    assert!(client.contains(&format!("{mark} pub async fn generate_oauth_token")), "{client}");
    assert_eq!(client.matches(mark).count(), 1);
}

#[test]
fn the_secrets_of_a_request_are_redacted_in_errors() {
    let client = client(|fragment| {
        let request = schema(fragment, "OAuthTokenGenerateRequestBody");
        request["properties"]["client_secret"] = json!({ "type": "string" });
        request["properties"]["proof"] = json!({ "$ref": "#/components/schemas/Proof" });
        request["properties"]["keys"] = json!({
            "type": "array", "items": { "type": "string", "format": "password" },
        });
        *schema(fragment, "Proof") = json!({
            "type": "object",
            "properties": { "password": { "type": "string" } },
            "required": ["password"],
        });
    });
    let (_, method) = client.split_once("pub async fn generate_oauth_token").unwrap();
    for secret in [
        "if let Some(inner) = &body.client_secret { secrets.push(inner.expose_secret()); }",
        "if let Some(inner) = &body.proof { secrets.push(inner.password.expose_secret()); }",
        "for inner in &body.keys { secrets.push(inner.expose_secret()); }",
    ] {
        let method = method.replace(' ', "");
        assert!(method.contains(&secret.replace(' ', "")), "{method}");
    }
}

#[test]
fn a_new_operation_becomes_a_method() {
    let client = client(|fragment| {
        let mut operation = fragment["paths"]["/v1/oauth/token/revoke"]["post"].clone();
        operation["operationId"] = json!("revoke-all-tokens");
        fragment["paths"]["/v1/oauth/tokens"] = json!({ "delete": operation });
    });
    for part in [
        "pub async fn revoke_all_tokens",
        ".delete(url)",
        r#"( "revoke_all_tokens", "#,
        r#"crate::error::Operation::Described("revoke_all_tokens")"#,
    ] {
        assert!(client.contains(part), "no {part}");
    }
}

/// typify renames this keyword; the field must not get lost.
#[test]
fn a_field_with_a_new_keyword_is_generated() {
    let generation = generation(|fragment| {
        schema(fragment, "Error")["properties"]["gen"] = json!({ "type": "string" });
    });
    let path = "crates/voucherify-oauth-types/src/generated/v1.rs";
    let file = generation.files.iter().find(|file| file.path == path).unwrap();
    assert!(file.text.contains("pub gen_: Option<String>"), "{}", file.text);
}
