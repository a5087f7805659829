//! What the corpus does to documents.

use serde_json::{Map, Value, json};

pub(crate) const REQUEST: &str = "OAuthTokenGenerateRequestBody";
pub(crate) const ANSWER: &str = "OAuthTokenGenerateResponseBody";

pub(crate) fn schema<'a>(document: &'a mut Value, name: &str) -> &'a mut Value {
    &mut document["components"]["schemas"][name]
}

pub(crate) fn scope(document: &mut Value) -> &mut Value {
    schema(document, "Scope")
}

pub(crate) fn scopes(document: &mut Value, change: impl FnOnce(&mut Vec<Value>)) {
    change(scope(document)["enum"].as_array_mut().unwrap());
}

pub(crate) fn replace_scope(document: &mut Value, old: &str, new: &str) {
    scopes(document, |all| {
        *all.iter_mut().find(|value| *value == old).unwrap() = new.into();
    });
}

pub(crate) fn token(document: &mut Value) -> &mut Value {
    &mut document["paths"]["/v1/oauth/token"]["post"]
}

pub(crate) fn form(document: &mut Value) -> &mut Value {
    &mut token(document)["requestBody"]["content"]["application/x-www-form-urlencoded"]
}

pub(crate) fn key(document: &mut Value) -> &mut Value {
    &mut document["components"]["securitySchemes"]["X-App-Id"]
}

/// A field of the token response.
pub(crate) fn property<'a>(document: &'a mut Value, name: &str) -> &'a mut Value {
    &mut schema(document, ANSWER)["properties"][name]
}

pub(crate) fn grant(document: &mut Value) -> &mut Value {
    &mut schema(document, REQUEST)["properties"]["grant_type"]
}

pub(crate) fn grants(document: &mut Value) -> &mut Vec<Value> {
    grant(document)["enum"].as_array_mut().unwrap()
}

pub(crate) fn servers(document: &mut Value) -> &mut Vec<Value> {
    document["servers"].as_array_mut().unwrap()
}

/// Removes a member that must be there.
pub(crate) fn gone(object: &mut Value, key: &str) {
    object.as_object_mut().unwrap().shift_remove(key).unwrap();
}

pub(crate) fn field(document: &mut Value, name: &str, required: bool) {
    let object = schema(document, name);
    object["properties"]["issued_at"] = json!({ "type": "integer" });
    if required {
        object["required"].as_array_mut().unwrap().push("issued_at".into());
    }
}

pub(crate) fn optional(document: &mut Value, name: &str, field: &str) {
    schema(document, name)["required"].as_array_mut().unwrap().retain(|own| own != field);
}

pub(crate) fn rename_field(document: &mut Value, name: &str, old: &str, new: &str) {
    let object = schema(document, name);
    let value = object["properties"][old].clone();
    gone(&mut object["properties"], old);
    object["properties"][new] = value;
    let required = object["required"].as_array_mut().unwrap();
    *required.iter_mut().find(|own| *own == old).unwrap() = new.into();
}

/// Renames a component, with everything that refers to it.
pub(crate) fn rename_type(document: &mut Value, old: &str, new: &str) {
    let text = document.to_string();
    let text = text.replace(&format!("schemas/{old}\""), &format!("schemas/{new}\""));
    *document = serde_json::from_str(&text).unwrap();
    let component = schema(document, old).clone();
    gone(&mut document["components"]["schemas"], old);
    document["components"]["schemas"][new] = component;
}

pub(crate) fn move_path(document: &mut Value, old: &str, new: &str) {
    let item = document["paths"][old].clone();
    gone(&mut document["paths"], old);
    document["paths"][new] = item;
}

pub(crate) fn method(document: &mut Value) {
    let operation = token(document).clone();
    document["paths"]["/v1/oauth/token"] = json!({ "put": operation });
}

/// Token and introspection change places.
pub(crate) fn swap(document: &mut Value) {
    let token = document["paths"]["/v1/oauth/token"].clone();
    let other = document["paths"]["/v1/oauth/introspect"].clone();
    document["paths"]["/v1/oauth/token"] = other;
    document["paths"]["/v1/oauth/introspect"] = token;
}

pub(crate) fn operation(document: &mut Value) {
    let mut operation = document["paths"]["/v1/oauth/token/revoke"]["post"].clone();
    operation["operationId"] = "revoke-all".into();
    document["paths"]["/v1/oauth/token/revoke-all"] = json!({ "post": operation });
}

pub(crate) fn operation_with_types(document: &mut Value) {
    let reference =
        |name: &str| json!({ "schema": { "$ref": format!("#/components/schemas/{name}") } });
    document["paths"]["/v1/oauth/list"] = json!({ "post": {
        "operationId": "list-tokens",
        "requestBody": {
            "content": { "application/x-www-form-urlencoded": reference("ListRequest") },
            "required": true,
        },
        "responses": {
            "200": { "description": "", "content": { "application/json": reference("List") } },
        },
        "security": [{ "X-App-Id": [], "X-App-Token": [] }]
    } });
    *schema(document, "ListRequest") =
        json!({ "type": "object", "properties": { "limit": { "type": "integer" } } });
    *schema(document, "List") = json!({
        "type": "object", "properties": { "total": { "type": "integer" } }, "required": ["total"],
    });
}

pub(crate) fn parameter(document: &mut Value, required: bool) {
    token(document)["parameters"] = json!([{
        "name": "trace", "in": "query", "required": required, "schema": { "type": "string" },
    }]);
}

/// Gives the one body below `at` another format.
pub(crate) fn media(document: &mut Value, at: &str, format: &str) {
    let content = token(document).pointer_mut(at).unwrap();
    let body = content.as_object().unwrap().values().next().unwrap().clone();
    *content = json!({ format: body });
}

pub(crate) fn second_media(document: &mut Value) {
    let body = form(document).clone();
    token(document)["requestBody"]["content"]["application/json"] = body;
}

pub(crate) fn status(document: &mut Value, status: &str) {
    let like = if status.starts_with('2') { "200" } else { "400" };
    let response = token(document)["responses"][like].clone();
    token(document)["responses"][status] = response;
}

pub(crate) fn status_gone(document: &mut Value, status: &str) {
    for path in document["paths"].as_object_mut().unwrap().values_mut() {
        if path["post"]["operationId"] == "generate-oauth-token" {
            gone(&mut path["post"]["responses"], status);
        }
    }
}

/// What `import --respell` makes of the overlay.
pub(crate) fn adopt(document: &mut Value) {
    replace_scope(document, "skus", "SKUs");
    let scope = scope(document);
    gone(&mut scope["x-enum-paths"], "skus");
    scope["x-enum-paths"]["SKUs"] = "/v1/skus".into();
    scope["x-enum-aliases"] = json!({ "skus": "SKUs" });
    scope["x-enum-names"] = json!({ "SKUs": "Skus" });
}

/// The members of every object from the last to the first.
pub(crate) fn reverse(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.values_mut().for_each(reverse);
            *members = std::mem::take(members).into_iter().rev().collect::<Map<_, _>>();
        }
        Value::Array(items) => items.iter_mut().for_each(reverse),
        _ => {}
    }
}

/// Moves the part at `pointer` into a component, and refers to it.
pub(crate) fn component(document: &mut Value, pointer: &str, section: &str) {
    let place = document.pointer_mut(pointer).unwrap();
    let part = place.clone();
    *place = json!({ "$ref": format!("#/components/{section}/Moved") });
    document["components"][section]["Moved"] = part;
}

pub(crate) fn header(document: &mut Value) {
    token(document)["responses"]["400"]["headers"] =
        json!({ "Retry-After": { "schema": { "type": "integer" } } });
}

/// Writes the security of all operations once, for the document.
pub(crate) fn inherit(document: &mut Value) {
    document["security"] = token(document)["security"].clone();
    for path in document["paths"].as_object_mut().unwrap().values_mut() {
        gone(&mut path["post"], "security");
    }
}

pub(crate) fn basic(document: &mut Value) {
    document["components"]["securitySchemes"]["Key"] = json!({ "type": "http", "scheme": "basic" });
    token(document)["security"].as_array_mut().unwrap().push(json!({ "Key": [] }));
}

/// Adds an operation like the one that requests a token.
pub(crate) fn beside(document: &mut Value, path: &str, method: &str, id: &str) {
    let mut operation = token(document).clone();
    operation["operationId"] = id.into();
    document["paths"][path][method] = operation;
}

/// Changes the property `name` of each component that has it.
pub(crate) fn each_property(document: &mut Value, name: &str, change: impl Fn(&mut Value)) {
    for schema in document["components"]["schemas"].as_object_mut().unwrap().values_mut() {
        if let Some(property) = schema.pointer_mut(&format!("/properties/{name}")) {
            change(property);
        }
    }
}
