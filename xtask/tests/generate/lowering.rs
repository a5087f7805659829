//! Parts of a description that progenitor does not see, since they would change the Rust API.

use serde_json::{Value, json};
use xtask::generation::Generation;
use xtask::openapi::canonical;

use crate::{FROZEN, generation, schema};

const RESPONSE: &str = "OAuthTokenGenerateResponseBody";
const REQUEST: &str = "OAuthTokenGenerateRequestBody";

/// Returns the generated Rust source, without the digest of the description.
fn rust(generation: &Generation) -> String {
    let digest = canonical::digest(&canonical::text(&generation.effective));
    let files = generation.files.iter().filter(|file| file.path.ends_with(".rs"));
    files.map(|file| file.text.replace(&digest, "")).collect()
}

/// Defines a test for each change of the fragment that does not change the Rust source.
macro_rules! unchanged {
    ($($name:ident: |$fragment:ident| $change:expr;)*) => {$(
        #[test]
        fn $name() {
            assert!(rust(&FROZEN) == rust(&generation(|$fragment| { $change; })));
        }
    )*};
}

fn property<'a>(fragment: &'a mut Value, name: &str, property: &str) -> &'a mut Value {
    &mut schema(fragment, name)["properties"][property]
}

unchanged! {
    a_closed_object_stays_open: |fragment| {
        schema(fragment, RESPONSE)["additionalProperties"] = json!(false);
        schema(fragment, "Error")["properties"]["error"]["additionalProperties"] = json!(false);
    };
    validation_changes_no_type: |fragment| {
        *property(fragment, RESPONSE, "client_id") = json!({
            "type": "string", "format": "uuid", "minLength": 1, "maxLength": 36, "pattern": "^a",
        });
        property(fragment, RESPONSE, "expires_in")["minimum"] = json!(0);
        property(fragment, "Error", "code")["format"] = json!("int32");
        property(fragment, "Error", "code")["maximum"] = json!(599);
    };
    a_required_name_without_a_property_is_ignored: |fragment| {
        schema(fragment, RESPONSE)["required"].as_array_mut().unwrap().push(json!("ghost"));
    };
    the_default_of_a_set_is_ignored: |fragment| {
        property(fragment, REQUEST, "scope")["default"] = json!("api");
    };
    a_response_can_be_a_reference: |fragment| {
        let responses = &mut fragment["paths"]["/v1/oauth/token"]["post"]["responses"];
        let response = std::mem::replace(
            &mut responses["200"],
            json!({ "$ref": "#/components/responses/Token" }),
        );
        fragment["components"]["responses"] = json!({ "Token": response });
    };
    a_reference_to_a_plain_string_is_a_string: |fragment| {
        *schema(fragment, "Text") = json!({ "type": "string", "maxLength": 5 });
        property(fragment, "Error", "key").as_object_mut().unwrap().clear();
        property(fragment, "Error", "key")["$ref"] = json!("#/components/schemas/Text");
    };
    a_media_type_can_have_parameters: |fragment| {
        let responses = &mut fragment["paths"]["/v1/oauth/token"]["post"]["responses"];
        let content = &mut responses["200"]["content"];
        let json = content.as_object_mut().unwrap().shift_remove("application/json").unwrap();
        content["application/json; charset=utf-8"] = json;
    };
    an_error_response_changes_no_method: |fragment| {
        fragment["paths"]["/v1/oauth/token"]["post"]["responses"]["409"] = json!({
            "description": "", "content": { "text/html": { "schema": { "type": "string" } } },
        });
    };
}

/// typify would generate a function for the default, which compiles only for its own types.
#[test]
fn the_default_of_an_enum_becomes_its_default_value() {
    let source = rust(&generation(|fragment| {
        property(fragment, REQUEST, "grant_type")["default"] = json!("client_credentials");
    }));
    let (_, grant) = source.split_once("pub enum GrantType {").unwrap();
    assert!(grant.split_once('}').unwrap().0.contains("#[default]"), "{source}");
    assert!(!source.contains("mod defaults"), "{source}");
}
