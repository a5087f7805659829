//! The API document, made to say more than OpenAPI needs to be told.

use serde_json::{Value, json};

/// Says as patterns what the document says in extensions, which testers of others don't read: of
/// which values a delimited string consists, and that a secret is not empty. What then still fits
/// the document must be accepted, and what doesn't must be refused.
pub(super) fn strict(document: &mut Value) {
    let schemas = document["components"]["schemas"].clone();
    let Some(strict) = document["components"]["schemas"].as_object_mut() else { return };
    for schema in strict.values_mut() {
        if schema["format"] == "password" {
            schema["minLength"] = json!(1);
        }
        let delimited = &schema["x-delimited"];
        if let (Some(separator), Some(items)) =
            (delimited["separator"].as_str(), delimited["items"]["$ref"].as_str())
        {
            let items = items.rsplit('/').next().unwrap_or_default();
            if let Some(values) = schemas[items]["enum"].as_array() {
                let values: Vec<_> = values.iter().filter_map(Value::as_str).collect();
                let one = format!("({})", values.join("|"));
                schema["pattern"] = json!(format!("^{one}({separator}{one})*$"));
            }
        }
    }
}

/// Gives each operation that takes a token a living one for an example.
pub(super) fn with_examples(document: &mut Value, mut token: impl FnMut() -> Option<String>) {
    let Some(schemas) = document["components"]["schemas"].as_object_mut() else { return };
    for schema in schemas.values_mut() {
        let is_request = schema["required"] == json!(["access_token"]);
        if is_request && let Some(token) = token() {
            schema["example"] = json!({ "access_token": token });
        }
    }
}

/// Makes each scope an example of a request for a token: a tester that picks some by chance might
/// never pick the one that is refused.
pub(super) fn with_every_scope(document: &mut Value) {
    const REQUEST: &str =
        "/paths/~1v1~1oauth~1token/post/requestBody/content/application~1x-www-form-urlencoded";
    let scopes = document["components"]["schemas"]["Scope"]["enum"].clone();
    let Some(scopes) = scopes.as_array() else { return };
    if let Some(content) = document.pointer_mut(REQUEST) {
        let example =
            |scope| json!({ "value": { "grant_type": "client_credentials", "scope": scope } });
        let examples = scopes.iter().enumerate().map(|(n, scope)| (n.to_string(), example(scope)));
        content["examples"] = Value::Object(examples.collect());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> Value {
        json!({ "components": { "schemas": {
            "Set": { "type": "string", "x-delimited": { "items": { "$ref": "#/components/schemas/One" }, "separator": " " } },
            "One": { "type": "string", "enum": ["a", "b-c"] },
            "Secret": { "type": "string", "format": "password" },
            "Request": { "type": "object", "required": ["access_token"] },
        } } })
    }

    #[test]
    fn extensions_become_patterns() {
        let mut document = document();
        strict(&mut document);
        let schemas = &document["components"]["schemas"];
        assert_eq!(schemas["Set"]["pattern"], "^(a|b-c)( (a|b-c))*$");
        assert_eq!(schemas["Secret"]["minLength"], 1);
        assert_eq!(schemas["One"].get("pattern"), None);
    }

    #[test]
    fn requests_that_take_a_token_get_one() {
        let mut document = document();
        with_examples(&mut document, || Some("t".to_owned()));
        let schemas = &document["components"]["schemas"];
        assert_eq!(schemas["Request"]["example"], json!({ "access_token": "t" }));
        assert_eq!(schemas["Set"].get("example"), None);
    }

    #[test]
    fn every_scope_is_asked_for() {
        let form = json!({ "application/x-www-form-urlencoded": {} });
        let mut document = json!({
            "components": { "schemas": { "Scope": { "enum": ["a", "b"] } } },
            "paths": { "/v1/oauth/token": { "post": { "requestBody": { "content": form } } } },
        });
        with_every_scope(&mut document);
        let content = &document["paths"]["/v1/oauth/token"]["post"]["requestBody"]["content"];
        let examples = &content["application/x-www-form-urlencoded"]["examples"];
        assert_eq!(examples["1"]["value"]["scope"], "b");
        assert_eq!(examples.as_object().map(serde_json::Map::len), Some(2));
    }

    #[test]
    fn a_document_without_schemas_stays_as_it_is() {
        let mut document = json!({ "openapi": "3.0.1" });
        strict(&mut document);
        with_examples(&mut document, || None);
        with_every_scope(&mut document);
        assert_eq!(document["openapi"], "3.0.1");
    }
}
