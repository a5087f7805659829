//! The types of a description.

use serde_json::{Value, json};
use xtask::model::{Api, Credential, Definition, Enum, Field, Type};

use crate::{FROZEN, generation, schema, token};

const REQUEST: &str = "OAuthTokenGenerateRequestBody";
const RESPONSE: &str = "OAuthTokenGenerateResponseBody";

fn api(change: impl FnOnce(&mut Value)) -> Api {
    generation(change).api
}

fn fields<'a>(api: &'a Api, name: &str) -> &'a [Field] {
    api.versions[0].find(name).unwrap().fields()
}

fn enumeration<'a>(api: &'a Api, name: &str) -> &'a Enum {
    api.versions[0].enums().find(|(named, _)| named.name == name).unwrap().1
}

/// Returns the names of the first version's types of one kind.
fn names(api: &Api, is_kind: fn(&Definition) -> bool) -> Vec<&str> {
    let types = api.versions[0].types.iter().filter(|named| is_kind(&named.definition));
    types.map(|named| named.name.as_str()).collect()
}

fn secrets(api: &Api) -> Vec<&str> {
    names(api, |kind| matches!(kind, Definition::Secret))
}

/// Adds a second version of the token endpoint.
fn second_version(fragment: &mut Value) {
    let mut operation = token(fragment).clone();
    operation["operationId"] = json!("generate-oauth-token-v2");
    operation["security"] = json!([{ "Basic": [] }]);
    let body = |name: &str| json!({ "schema": { "$ref": format!("#/components/schemas/{name}") } });
    operation["requestBody"]["content"]["application/x-www-form-urlencoded"] = body("Request2");
    operation["responses"]["200"]["content"]["application/json"] = body("Response2");
    fragment["paths"]["/v2/oauth/token"] = json!({ "post": operation });
    fragment["components"]["securitySchemes"]["Basic"] =
        json!({ "type": "http", "scheme": "basic" });
    let string = json!({ "type": "string" });
    *schema(fragment, "v2.Scope") = json!({
        "type": "string", "enum": ["vouchers.read", "areas.read"], "x-rust-name": "Scope",
    });
    *schema(fragment, "v2.Scopes") = json!({
        "type": "string", "x-rust-name": "ScopeSet",
        "x-delimited": { "separator": " ", "items": { "$ref": "#/components/schemas/v2.Scope" } },
    });
    *schema(fragment, "Request2") = json!({
        "type": "object", "x-rust-name": "TokenRequest", "required": ["scope"],
        "properties": {
            "scope": { "$ref": "#/components/schemas/v2.Scopes" }, "project_id": string,
        },
    });
    *schema(fragment, "Response2") = json!({
        "type": "object", "x-rust-name": "TokenResponse",
        "properties": {
            "access_token": string, "problem": { "$ref": "#/components/schemas/Error" },
        },
    });
}

#[test]
fn the_frozen_description_has_these_types() {
    let api = &FROZEN.api;
    assert_eq!(
        names(api, |kind| matches!(kind, Definition::Enum(_))),
        ["GrantType", "Scope", "TokenType"]
    );
    assert_eq!(names(api, |kind| matches!(kind, Definition::Set(_))), ["ScopeSet"]);
    assert_eq!(secrets(api), ["AccessToken"]);
    let structs = [
        "ApiError",
        "ApiErrorDetails",
        "IntrospectionRequest",
        "IntrospectionResponse",
        "RevocationRequest",
        "TokenRequest",
        "TokenResponse",
    ];
    assert_eq!(names(api, |kind| matches!(kind, Definition::Struct(_))), structs);
    let keys = ["x-app-id", "x-app-token"].map(|name| Credential::Header(name.to_owned()));
    for operation in &api.versions[0].operations {
        assert_eq!(operation.security, [keys.to_vec()]);
    }
}

#[test]
fn a_second_version_has_its_own_names() {
    let before = &FROZEN.api;
    let api = api(second_version);
    let scopes = |api: &Api| enumeration(api, "Scope").values.len();
    assert_eq!((scopes(before), scopes(&api)), (13, 13));
    let second = &api.versions[1];
    assert_eq!(second.name, "v2");
    let own: Vec<_> = second.own().map(|it| it.name.as_str()).collect();
    assert_eq!(own, ["Scope", "ScopeSet", "TokenRequest", "TokenResponse"]);
    assert_eq!(second.enums().next().unwrap().1.values[0].variant, "VouchersRead");
    let shared = second.types.iter().filter(|it| it.version == "v1");
    let shared: Vec<_> = shared.map(|it| it.name.as_str()).collect();
    assert_eq!(shared, ["AccessToken", "ApiError", "ApiErrorDetails"]);
    assert_eq!(second.operations[0].security, [[Credential::Basic]]);
}

#[test]
fn a_second_version_does_not_change_the_first() {
    let files = |generation: &xtask::generation::Generation| {
        let is_first = |path: &str| path.ends_with("-types/src/generated/v1.rs");
        let file = &generation.files.iter().find(|file| is_first(&file.path)).unwrap().text;
        file.lines().filter(|line| !line.contains("SHA-256")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert!(files(&FROZEN) == files(&generation(second_version)));
}

#[test]
fn each_delimited_set_has_its_name_and_separator() {
    let api = api(|fragment| {
        *schema(fragment, "Color") = json!({ "type": "string", "enum": ["red", "dark.blue"] });
        let items = json!({ "$ref": "#/components/schemas/Color" });
        let set = |separator: &str| {
            let delimited = json!({ "separator": separator, "items": items });
            json!({ "type": "string", "x-delimited": delimited })
        };
        *schema(fragment, "Palette") = set(",");
        let properties = &mut schema(fragment, "Error")["properties"];
        properties["palette"] = json!({ "$ref": "#/components/schemas/Palette" });
        properties["background"] = set("|");
    });
    let sets: Vec<_> = api.versions[0]
        .sets()
        .map(|(named, set)| (named.name.as_str(), set.items.as_str(), set.separator))
        .collect();
    let expected = [
        ("ApiErrorBackground", "Color", '|'),
        ("Palette", "Color", ','),
        ("ScopeSet", "Scope", ' '),
    ];
    assert_eq!(sets, expected);
    assert_eq!(enumeration(&api, "Color").values[1].variant, "DarkBlue");
}

#[test]
fn a_property_called_scope_is_a_plain_string() {
    let api = api(|fragment| {
        schema(fragment, "Error")["properties"]["scope"] = json!({ "type": "string" });
    });
    let scope = fields(&api, "ApiError").iter().find(|field| field.wire == "scope").unwrap();
    assert_eq!(*scope.ty.present(), Type::String);
}

#[test]
fn secrets_are_recognized_by_format_or_name() {
    let api = api(|fragment| {
        *schema(fragment, "Text") = json!({ "type": "string" });
        let properties = &mut schema(fragment, RESPONSE)["properties"];
        properties["refresh_token"] = json!({ "type": "string" });
        properties["clientSecret"] = json!({ "$ref": "#/components/schemas/Text" });
        properties["pin"] = json!({ "type": "string", "format": "password" });
        properties["page_token"] = json!({ "type": "string", "x-secret": false });
        properties["context"] =
            json!({ "type": "object", "properties": { "id_token": { "type": "string" } } });
    });
    let expected = ["AccessToken", "ClientSecret", "IdToken", "Pin", "RefreshToken"];
    assert_eq!(secrets(&api), expected);
    let field = |wire: &str| {
        let fields = fields(&api, "TokenResponse");
        fields.iter().find(|field| field.wire == wire).unwrap().ty.name()
    };
    assert_eq!(field("clientSecret"), Some("ClientSecret"));
    assert_eq!(field("page_token"), None);
}

#[test]
fn equal_inline_schemas_with_one_name_are_one_type() {
    let api = api(|fragment| {
        let kind = |doc: &str| {
            let names = ["a"];
            json!({ "type": "string", "enum": names, "x-rust-name": "Kind", "description": doc })
        };
        let properties = &mut schema(fragment, "Error")["properties"];
        properties["one"] = kind("One.");
        properties["two"] = kind("Two.");
    });
    let fields = fields(&api, "ApiError").iter();
    let kinds = fields.filter(|field| field.ty.name() == Some("Kind"));
    assert_eq!(kinds.map(|field| field.doc.as_str()).collect::<Vec<_>>(), ["One.", "Two."]);
}

#[test]
fn deprecated_parts_are_marked() {
    let api = api(|fragment| {
        token(fragment)["deprecated"] = json!(true);
        schema(fragment, REQUEST)["properties"]["scope"]["deprecated"] = json!(true);
        schema(fragment, "Scope")["x-deprecated-values"] = json!(["skus"]);
    });
    let operations = &api.versions[0].operations;
    let deprecated: Vec<_> =
        operations.iter().filter(|it| it.deprecated).map(|it| &it.id).collect();
    assert_eq!(deprecated, ["generate-oauth-token"]);
    let fields = fields(&api, "TokenRequest").iter().filter(|field| field.deprecated);
    assert_eq!(fields.map(|field| field.wire.as_str()).collect::<Vec<_>>(), ["scope"]);
    let values = enumeration(&api, "Scope").values.iter().filter(|value| value.deprecated);
    assert_eq!(values.map(|value| value.wire.as_str()).collect::<Vec<_>>(), ["skus"]);
}

#[test]
fn security_is_inherited_from_the_document() {
    let api = api(|fragment| {
        fragment["security"] = json!([{ "X-App-Id": [] }]);
        token(fragment).as_object_mut().unwrap().shift_remove("security");
        let introspect = &mut fragment["paths"]["/v1/oauth/introspect"]["post"];
        introspect["security"] = json!([{ "X-App-Id": [[]] }, { "X-App-Token": [] }]);
        fragment["paths"]["/v1/oauth/token/revoke"]["post"]["security"] = json!([]);
    });
    let header = |name: &str| vec![Credential::Header(name.to_owned())];
    let security = |id: &str| {
        let operations = &api.versions[0].operations;
        operations.iter().find(|it| it.id == id).unwrap().security.clone()
    };
    assert_eq!(security("generate-oauth-token"), [header("x-app-id")]);
    let both = [header("x-app-id"), header("x-app-token")];
    assert_eq!(security("introspect-oauth-token"), both);
    assert!(security("revoke-oauth-token").is_empty());
}

#[test]
fn the_docs_of_scopes_are_generated_from_their_paths() {
    let api = &FROZEN.api;
    let scope = enumeration(api, "Scope");
    let doc = |wire: &str| &scope.values.iter().find(|it| it.wire == wire).unwrap().doc;
    assert_eq!(doc("client_redeem"), "Covers `/client/v1/redeem` and everything below it.");
    assert_eq!(doc("api"), "Is `api`.", "the description of the overlay");
    assert!(scope.values.iter().all(|value| value.path.is_some()));
}

#[test]
fn omitted_clusters_have_no_variant() {
    let clusters = FROZEN.api.clusters.as_ref().unwrap();
    let values = clusters.values.values.iter();
    let values: Vec<_> = values.map(|it| (it.wire.as_str(), it.variant.as_str())).collect();
    assert_eq!(values, [("api", "Api"), ("us1.api", "Us1"), ("as1.api", "As1")]);
    assert_eq!(clusters.values.default.as_deref(), Some("Api"));
}

#[test]
fn only_active_is_required_in_an_introspection() {
    let fields = fields(&FROZEN.api, "IntrospectionResponse").iter().filter(|field| field.required);
    assert_eq!(fields.map(|field| field.wire.as_str()).collect::<Vec<_>>(), ["active"]);
}

#[test]
fn a_field_that_may_be_absent_or_null_is_not_required() {
    let api = api(|fragment| {
        let response = schema(fragment, RESPONSE);
        response["properties"]["tags"] = json!({ "type": "array", "items": { "type": "string" } });
        response["properties"]["client_id"]["nullable"] = json!(true);
    });
    let fields = fields(&api, "TokenResponse");
    for wire in ["tags", "client_id"] {
        assert!(!fields.iter().find(|field| field.wire == wire).unwrap().required, "{wire}");
    }
}
