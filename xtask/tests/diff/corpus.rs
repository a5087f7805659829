//! The corpus: changes with the expected result of the comparison in both directions.
//!
//! `"minor scope-added"` is the level and kind of a reported change. Each list is complete.

use serde_json::Value;

use crate::mutations as make;

/// A change to a document, and its expected verdicts.
pub(crate) struct Mutation {
    pub(crate) name: &'static str,
    pub(crate) change: fn(&mut Value),
    /// The changes from the committed document to the changed one.
    pub(crate) forth: &'static [&'static str],
    /// The changes in the other direction.
    pub(crate) back: &'static [&'static str],
}

macro_rules! corpus {
    ($($name:literal: $change:expr => [$($forth:literal),*], [$($back:literal),*];)*) => {
        &[$(
            Mutation { name: $name, change: $change, forth: &[$($forth),*], back: &[$($back),*] },
        )*]
    };
}

mod effective;

pub(crate) use effective::EFFECTIVE;

/// Changes of the fragment.
pub(crate) const FRAGMENT: &[Mutation] = corpus! {
    "nothing": |_| {} => [], [];

    "a scope": |d| make::scopes(d, |all| all.push("made-up-scope".into()))
        => ["minor scope-added"], ["major scope-removed"];
    "a scope amid the others": |d| make::scopes(d, |all| all.insert(3, "made-up-other".into()))
        => ["minor scope-added"], ["major scope-removed"];
    "two scopes": |d| make::scopes(d, |all| all.extend(["a1".into(), "b2".into()]))
        => ["minor scope-added", "minor scope-added"],
        ["major scope-removed", "major scope-removed"];
    "one scope for another": |d| make::replace_scope(d, "orders", "purchases")
        => ["major scope-removed", "minor scope-added"],
        ["major scope-removed", "minor scope-added"];
    "a scope in another case": |d| make::replace_scope(d, "skus", "SKUs")
        => ["major scope-renamed", "patch scope-respelled"],
        ["major scope-renamed", "patch scope-respelled"];
    "a scope in another case that Rust does not see": |d| make::replace_scope(d, "orders", "Orders")
        => ["patch scope-respelled"], ["patch scope-respelled"];
    "scopes in another order": |d| make::scopes(d, |all| all.swap(0, 5))
        => ["patch values-reordered"], ["patch values-reordered"];
    "all scopes but one": |d| make::scopes(d, |all| all.truncate(12))
        => ["major scope-removed"], ["minor scope-added"];
    "scopes joined by commas":
        |d| d["components"]["schemas"]["ScopeSet"]["x-delimited"]["separator"] = ",".into()
        => ["major type-changed"], ["major type-changed"];

    "an operation": make::operation => ["minor operation-added"], ["major operation-removed"];
    "an operation with types": make::operation_with_types
        => ["minor operation-added", "minor type-added", "minor type-added"],
        ["major operation-removed", "major type-removed", "major type-removed"];
    "an operation renamed": |d| make::token(d)["operationId"] = "create-oauth-token".into()
        => ["major operation-renamed"], ["major operation-renamed"];
    "an operation with another id for the same method":
        |d| make::token(d)["operationId"] = "generate_oauth_token".into()
        => [], [];
    "an operation moved": |d| make::move_path(d, "/v1/oauth/token", "/v1/oauth/access-token")
        => ["major path-changed"], ["major path-changed"];
    "an operation by another method": make::method
        => ["major path-changed"], ["major path-changed"];
    "an operation moved to another version":
        |d| make::move_path(d, "/v1/oauth/token", "/v2/oauth/token")
        => ["major path-changed", "major type-removed", "major type-removed", "major type-removed",
            "major type-removed"],
        ["major path-changed", "minor type-added", "minor type-added", "minor type-added",
            "minor type-added"];
    "an operation moved and changed":
        |d| { make::move_path(d, "/v1/oauth/token", "/v1/oauth/access-token");
            make::status_gone(d, "400") }
        => ["major path-changed", "minor answer-removed"],
        ["major path-changed", "minor answer-added"];
    "an operation renamed and moved":
        |d| { make::token(d)["operationId"] = "x".into(); make::move_path(d, "/v1/oauth/token",
            "/v1/t") }
        => ["major operation-removed", "minor operation-added"],
        ["major operation-removed", "minor operation-added"];
    "two operations that change places": make::swap
        => ["major path-changed", "major path-changed"],
        ["major path-changed", "major path-changed"];
    "two operations renamed":
        |d| {
            make::token(d)["operationId"] = "x".into();
            d["paths"]["/v1/oauth/introspect"]["post"]["operationId"] = "y".into()
        }
        => ["major operation-renamed", "major operation-renamed"],
        ["major operation-renamed", "major operation-renamed"];
    "a parameter of a path":
        |d| {
            make::parameter(d, false);
            let shared = make::token(d)["parameters"].take();
            make::gone(make::token(d), "parameters");
            d["paths"]["/v1/oauth/token"]["parameters"] = shared
        }
        => ["major parameters-changed"], ["major parameters-changed"];
    "an optional parameter": |d| make::parameter(d, false)
        => ["major parameters-changed"], ["major parameters-changed"];
    "a required parameter": |d| make::parameter(d, true)
        => ["major parameters-changed"], ["major parameters-changed"];

    "a request in JSON": |d| make::media(d, "/requestBody/content", "application/json")
        => ["major media-type-changed"], ["major media-type-changed"];
    "a response in another format":
        |d| make::media(d, "/responses/200/content", "application/hal+json")
        => ["major media-type-changed", "major refused"],
        ["major media-type-changed", "major refused"];
    "a second format": make::second_media
        => ["major media-type-changed", "major refused", "major type-changed"],
        ["major media-type-changed", "major refused", "major type-changed"];
    "an encoding":
        |d| make::form(d)["encoding"] = serde_json::json!({ "scope": { "style": "pipeDelimited" } })
        => ["major refused"], ["major refused"];
    "an empty encoding": |d| make::form(d)["encoding"] = serde_json::json!({}) => [], [];
    "no body": |d| make::gone(make::token(d), "requestBody")
        => ["major type-changed", "major type-removed", "major type-removed"],
        ["major type-changed", "minor type-added", "minor type-added"];
    "a body that need not be sent": |d| make::gone(&mut make::token(d)["requestBody"], "required")
        => [], [];
    "a form without a schema": |d| make::gone(make::form(d), "schema")
        => ["major refused", "major type-changed"], ["major refused", "major type-changed"];
    "another request":
        |d| make::form(d)["schema"]
            ["$ref"] = "#/components/schemas/OAuthTokenRevokeRequestBody".into()
        => ["major type-changed", "major type-removed", "major type-removed"],
        ["major type-changed", "minor type-added", "minor type-added"];
    "a request written otherwise":
        |d| make::form(d)["schema"] = serde_json::json!({ "allOf": [{
            "$ref": "#/components/schemas/OAuthTokenGenerateRequestBody" }] })
        => [], [];

    "one key less": |d| make::gone(&mut make::token(d)["security"][0], "X-App-Id")
        => ["major security-changed"], ["major security-changed"];
    "no key": |d| make::token(d)["security"] = serde_json::json!([])
        => ["major security-changed"], ["major security-changed"];
    "a key or another":
        |d| make::token(d)["security"] = serde_json::json!([{ "X-App-Id": [] }, {
            "X-App-Token": [] }])
        => ["major security-changed"], ["major security-changed"];
    "the same keys twice":
        |d| { let keys = make::token(d)["security"][0].clone();
            make::token(d)["security"].as_array_mut().unwrap().push(keys) }
        => [], [];
    "a key in the query": |d| make::key(d)["in"] = "query".into()
        => ["major refused", "major refused", "major refused", "major security-changed",
            "major security-changed", "major security-changed"],
        ["major refused", "major refused", "major refused", "major security-changed",
            "major security-changed", "major security-changed"];
    "a key in another header": |d| make::key(d)["name"] = "X-Key".into()
        => ["major security-changed", "major security-changed", "major security-changed"],
        ["major security-changed", "major security-changed", "major security-changed"];
    "an unused key":
        |d| d["components"]["securitySchemes"]["More"] = make::key(d).clone()
        => [], [];

    "an optional field in a response": |d| make::field(d, make::ANSWER, false)
        => ["minor field-added"], ["major field-removed"];
    "a required field in a response": |d| make::field(d, make::ANSWER, true)
        => ["minor field-added"], ["major field-removed"];
    "an optional field in a request": |d| make::field(d, make::REQUEST, false)
        => ["minor field-added"], ["major field-removed"];
    "a required field in a request": |d| make::field(d, make::REQUEST, true)
        => ["major required-field-added"], ["major field-removed"];
    "a field renamed": |d| make::rename_field(d, make::ANSWER, "client_id", "client")
        => ["major field-removed", "minor field-added"],
        ["major field-removed", "minor field-added"];
    "a field within a field":
        |d| d["components"]["schemas"]["Error"]["properties"]["error"]["properties"]
            ["code"] = serde_json::json!({ "type": "integer" })
        => ["minor field-added"], ["major field-removed"];
    "an object within itself":
        |d| d["components"]["schemas"]["Error"]["properties"]["error"]["properties"]
            ["cause"] = serde_json::json!({ "$ref": "#/components/schemas/Error/properties/error" })
        => ["minor field-added"], ["major field-removed"];
    "a field with the name of a method":
        |d| make::schema(d, make::ANSWER)["properties"]["new"] = serde_json::json!({
            "type": "string" })
        => ["minor field-added"], ["major field-removed"];
    "an object in a response":
        |d| make::schema(d, make::ANSWER)["properties"]["more"] = serde_json::json!({
            "type": "object", "properties": { "a": { "type": "string" } } })
        => ["minor field-added", "minor type-added"], ["major field-removed", "major type-removed"];
    "a field that may be absent": |d| make::optional(d, make::ANSWER, "client_id")
        => ["major field-optional"], ["major field-required"];
    "a field of a request that may be absent": |d| make::optional(d, make::REQUEST, "scope")
        => ["major field-optional"], ["major field-required"];
    "a required field that may be null":
        |d| make::property(d, "client_id")["nullable"] = true.into()
        => ["major field-optional"], ["major field-required"];
    "an optional field that may be null":
        |d| d["components"]["schemas"]["Error"]["properties"]["key"]["nullable"] = true.into()
        => [], [];
    "a field that is never null, said aloud":
        |d| make::property(d, "client_id")["nullable"] = false.into()
        => [], [];

    "a number that was a string": |d| make::property(d, "client_id")["type"] = "integer".into()
        => ["major type-changed"], ["major type-changed"];
    "a list that was a string":
        |d| *make::property(d, "client_id") = serde_json::json!({ "type": "array", "items": {
            "type": "string" } })
        => ["major type-changed"], ["major type-changed"];
    "another format": |d| make::property(d, "expires_in")["format"] = "int32".into() => [], [];
    "a shortest length": |d| make::property(d, "access_token")["minLength"] = 8.into() => [], [];
    "a pattern": |d| make::property(d, "client_id")["pattern"] = "^a".into() => [], [];
    "a default": |d| make::property(d, "client_id")["default"] = "me".into()
        => ["major type-changed"], ["major type-changed"];
    "no default": |d| make::gone(make::property(d, "token_type"), "default")
        => ["major type-changed"], ["major type-changed"];
    "a field that no longer contains scopes":
        |d| *make::property(d, "scope") = serde_json::json!({ "type": "string" })
        => ["major type-changed"], ["major type-changed"];
    "a reference written otherwise":
        |d| *make::property(d, "scope") = serde_json::json!({
            "$ref": "#/components/schemas/ScopeSet" })
        => [], [];
    "a text of a string in a component":
        |d| {
            *make::property(d, "client_id") = serde_json::json!({
                "$ref": "#/components/schemas/Id" });
            *make::schema(d, "Id") =
                serde_json::json!({ "type": "string", "description": "Else." })
        }
        => ["patch documentation-changed"], ["patch documentation-changed"];
    "an open object": |d| make::schema(d, make::ANSWER)["additionalProperties"] = true.into()
        => [], [];
    "a type renamed": |d| make::rename_type(d, make::REQUEST, "TokenRequestBody")
        => ["major type-renamed", "major type-renamed"],
        ["major type-renamed", "major type-renamed"];
    "two types renamed":
        |d| {
            make::rename_type(d, make::REQUEST, "Asked");
            make::rename_type(d, make::ANSWER, "Granted")
        }
        => ["major type-renamed", "major type-renamed", "major type-renamed", "major type-renamed"],
        ["major type-renamed", "major type-renamed", "major type-renamed", "major type-renamed"];
    "a type renamed and changed":
        |d| { make::field(d, make::REQUEST, false); make::rename_type(d, make::REQUEST,
            "TokenRequestBody") }
        => ["major type-renamed", "major type-renamed", "minor field-added"],
        ["major field-removed", "major type-renamed", "major type-renamed"];
    "a type that nobody refers to":
        |d| d["components"]["schemas"]["Alone"] = serde_json::json!({ "type": "object",
            "properties": { "a": { "type": "string" } } })
        => [], [];

    "a value of an enum": |d| make::grants(d).push("password".into())
        => ["minor api-added", "minor enum-value-added"],
        ["major api-removed", "major enum-value-removed"];
    "one value for another": |d| { make::grants(d)[0] = "password".into() }
        => ["major api-removed", "major enum-value-removed", "minor api-added",
            "minor enum-value-added"],
        ["major api-removed", "major enum-value-removed", "minor api-added",
            "minor enum-value-added"];
    "a string that was an enum": |d| make::gone(make::grant(d), "enum")
        => ["major type-changed", "major type-removed"], ["major type-changed", "minor type-added"];

    "an error response": |d| make::status(d, "418")
        => ["minor answer-added"], ["minor answer-removed"];
    "an error response less": |d| make::status_gone(d, "400")
        => ["minor answer-removed"], ["minor answer-added"];
    "an error response without a body":
        |d| make::gone(&mut make::token(d)["responses"]["400"], "content")
        => ["patch answer-changed"], ["patch answer-changed"];
    "an error response with a header": |d| make::header(d)
        => ["patch answer-changed"], ["patch answer-changed"];
    "a header in a response":
        |d| make::token(d)["responses"]["200"]["headers"] = serde_json::json!({
            "X-Rate-Limit-Limit": { "schema": { "type": "integer" } } })
        => ["patch answer-changed"], ["patch answer-changed"];
    "another success": |d| make::status(d, "201")
        => ["minor answer-added"], ["major type-changed"];
    "a link": |d| make::token(d)["responses"]["200"]["links"] = serde_json::json!({ "revoke": {
            "operationId": "revoke-oauth-token" } })
        => ["patch documentation-changed"], ["patch documentation-changed"];
    "a response without a body": |d| make::gone(&mut make::token(d)["responses"]["200"], "content")
        => ["major type-changed", "major type-removed", "major type-removed"],
        ["major type-changed", "minor type-added", "minor type-added"];
    "another response":
        |d| make::token(d)["responses"]["200"]["content"]["application/json"]["schema"]
            ["$ref"] = "#/components/schemas/OAuthTokenIntrospectResponseBody".into()
        => ["major type-changed", "major type-removed", "major type-removed"],
        ["major type-changed", "minor type-added", "minor type-added"];

    "a server": |d| make::servers(d).push(serde_json::json!({ "url": "https://eu.voucherify.io" }))
        => ["patch server-changed"], ["patch server-changed"];
    "a cluster":
        |d| d["servers"][0]["variables"]["cluster"]
            ["enum"].as_array_mut().unwrap().push("eu1.api".into())
        => ["minor enum-value-added"], ["major enum-value-removed"];
    "a server of an operation":
        |d| make::token(d)["servers"] = serde_json::json!([{ "url": "https://auth.voucherify.io" }])
        => ["major refused"], ["major refused"];
    "a server of a path":
        |d| d["paths"]["/v1/oauth/token"]["servers"] =
            serde_json::json!([{ "url": "https://auth.voucherify.io" }])
        => ["major refused"], ["major refused"];
    "another version of the API": |d| d["info"]["version"] = "v2027-01-01".into()
        => ["patch documentation-changed"], ["patch documentation-changed"];
    "another edition of OpenAPI": |d| d["openapi"] = "3.0.3".into() => [], [];
    "an operation that is deprecated": |d| make::token(d)["deprecated"] = true.into()
        => ["minor deprecated"], ["patch documentation-changed"];
    "members in another order": make::reverse => [], [];

    // Called major until the verdict came from the outcome: the generated code and the request are
    // the same.
    "a longest length": |d| make::property(d, "client_id")["maxLength"] = 8.into() => [], [];
    "an identifier's format": |d| make::property(d, "client_id")["format"] = "uuid".into()
        => [], [];
    "a response in a component":
        |d| make::component(d, "/paths/~1v1~1oauth~1token/post/responses/400", "responses")
        => [], [];
    "a request in a component":
        |d| make::component(d, "/paths/~1v1~1oauth~1token/post/requestBody", "requestBodies")
        => [], [];
    "a header in a component":
        |d| { make::header(d); make::component(d,
            "/paths/~1v1~1oauth~1token/post/responses/400/headers/Retry-After", "headers") }
        => ["patch answer-changed"], ["patch answer-changed"];
    "a charset": |d| make::media(d, "/responses/200/content", "application/json; charset=utf-8")
        => [], [];
    "an object that is closed":
        |d| make::schema(d, make::ANSWER)["additionalProperties"] = false.into()
        => [], [];
    "a required name without a field":
        |d| make::schema(d, make::ANSWER)["required"].as_array_mut().unwrap().push("ghost".into())
        => [], [];
    "security of the document": make::inherit => [], [];

    "an alternative":
        |d| make::token(d)["security"].as_array_mut().unwrap().push(serde_json::json!({
            "X-App-Token": [] }))
        => ["minor security-added"], ["major security-changed"];
    "an alternative by Basic": make::basic => ["minor security-added"], ["major security-changed"];
    "a base path": |d| d["servers"][0]["url"] = "https://{cluster}.voucherify.io/v2".into()
        => ["major path-changed", "major path-changed", "major path-changed"],
        ["major path-changed", "major path-changed", "major path-changed"];
    "another default cluster":
        |d| d["servers"][0]["variables"]["cluster"]["default"] = "us1.api".into()
        => ["major default-server-changed"], ["major default-server-changed"];
    "a token type":
        |d| make::property(d, "token_type")["enum"].as_array_mut().unwrap().push("DPoP".into())
        => ["minor enum-value-added"], ["major enum-value-removed"];
    "a refresh grant": |d| make::grants(d).push("refresh_token".into())
        => ["minor api-added", "minor enum-value-added"],
        ["major api-removed", "major enum-value-removed"];
    "active may be absent": |d| make::optional(d, "OAuthTokenIntrospectResponseBody", "active")
        => ["major field-optional"], ["major field-required"];
    "a second version beside the first":
        |d| make::beside(d, "/v2/oauth/token", "post", "generate-oauth-token-v2")
        => ["minor operation-added"], ["major operation-removed"];
    "a second method beside the first":
        |d| make::beside(d, "/v1/oauth/token", "put", "replace-oauth-token")
        => ["minor operation-added"], ["major operation-removed"];
    "a field that is deprecated": |d| make::property(d, "client_id")["deprecated"] = true.into()
        => ["minor deprecated"], ["patch documentation-changed"];

    "an extension that nobody knows": |d| make::schema(d, make::ANSWER)["x-new"] = 1.into()
        => ["major unclassified"], ["major unclassified"];
    "a keyword that nobody knows": |d| make::token(d)["callbacks"] = serde_json::json!({ "on": {} })
        => ["major unclassified"], ["major unclassified"];
    "a member that nobody knows": |d| d["x-more"] = serde_json::json!({ "a": 1 })
        => ["major unclassified"], ["major unclassified"];
};
