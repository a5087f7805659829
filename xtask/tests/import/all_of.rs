//! `allOf` becomes one object, in bounded time and without a deep stack.

use serde_json::{Value, json};

use crate::support::{Established, at, document};

/// A document whose token response is at the end of a chain of `levels` components.
fn chain(levels: usize) -> Value {
    let mut document = document("prose-list.json");
    let schemas = at(&mut document, "/components/schemas");
    for level in 0..levels {
        let name = format!("Level{level}");
        let next = match level + 1 == levels {
            true => "OAuthToken".to_owned(),
            false => format!("Level{}", level + 1),
        };
        let property = json!({ format!("p{level}"): { "type": "string" } });
        let own = json!({ "type": "object", "properties": property });
        let next = json!({ "$ref": format!("#/components/schemas/{next}") });
        // Twice, so that following each reference would take 2^levels steps.
        schemas[name] = json!({ "allOf": [next, own, next] });
    }
    schemas["OAuthTokenGenerateResponseBody"]["allOf"] =
        json!([{ "$ref": "#/components/schemas/Level0" }]);
    document
}

#[test]
fn a_chain_of_parts_is_one_object() {
    let fragment = Established::frozen().import(&chain(50)).fragment;
    let token = &fragment["components"]["schemas"]["OAuthTokenGenerateResponseBody"];
    assert_eq!(token.get("allOf"), None);
    let properties = token["properties"].as_object().unwrap();
    assert_eq!(properties.len(), 50 + 6);
    assert_eq!(fragment["components"]["schemas"].get("Level0"), None);
}

#[test]
fn thousands_of_levels_are_refused() {
    for levels in [100, 3_000, 10_000] {
        let refusal = Established::frozen().refusal(&chain(levels));
        let expected = ["more than 64 levels of `allOf`", "more than 2000"];
        assert!(expected.iter().any(|one| refusal.contains(one)), "{levels}: {refusal}");
    }
}

#[test]
fn thousands_of_nested_components_are_refused() {
    let mut document = document("prose-list.json");
    let schemas = at(&mut document, "/components/schemas");
    for level in 0..10_000 {
        let next = format!("#/components/schemas/Level{}", (level + 1) % 10_000);
        schemas[format!("Level{level}")] =
            json!({ "type": "object", "properties": { "next": { "$ref": next } } });
    }
    schemas["Error"]["properties"]["details"] = json!({ "$ref": "#/components/schemas/Level0" });
    let refusal = Established::frozen().refusal(&document);
    assert!(refusal.contains(" components, more than 2000"), "{refusal}");
}

#[test]
fn an_endless_chain_of_references_is_refused() {
    let mut document = document("prose-list.json");
    let schemas = at(&mut document, "/components/schemas");
    schemas["A"] = json!({ "$ref": "#/components/schemas/B" });
    schemas["B"] = json!({ "$ref": "#/components/schemas/A" });
    schemas["Error"]["properties"]["details"] = json!({ "$ref": "#/components/schemas/A" });
    let refusal = Established::frozen().refusal(&document);
    assert!(refusal.contains("which is not in the document"), "{refusal}");
}

#[test]
fn parts_that_contradict_each_other_are_refused() {
    let mut document = document("prose-list.json");
    let part = "/components/schemas/OAuthTokenIntrospectResponseBody/allOf/1/properties";
    at(&mut document, part)["expires_in"] = json!({ "type": "string" });
    let refusal = Established::frozen().refusal(&document);
    assert!(refusal.contains("describe `expires_in` differently"), "{refusal}");
}

#[test]
fn parts_that_say_the_same_twice_are_merged() {
    let mut document = document("prose-list.json");
    let part = "/components/schemas/OAuthTokenIntrospectResponseBody/allOf/1/properties";
    at(&mut document, part)["expires_in"] =
        json!({ "description": "In other words.", "type": "integer" });
    let committed = Established::frozen();
    assert_eq!(committed.import(&document).fragment, committed.fragment);
}

#[test]
fn a_closed_part_says_nothing_about_the_whole() {
    let mut document = document("prose-list.json");
    at(&mut document, "/components/schemas/OAuthToken")["additionalProperties"] = json!(false);
    let committed = Established::frozen();
    assert_eq!(committed.import(&document).fragment, committed.fragment);
}

#[test]
fn a_circle_of_parts_is_refused() {
    let mut document = document("prose-list.json");
    let token = at(&mut document, "/components/schemas/OAuthToken");
    token["allOf"] = json!([{ "$ref": "#/components/schemas/OAuthTokenGenerateResponseBody" }]);
    let refusal = Established::frozen().refusal(&document);
    assert!(refusal.contains("levels of `allOf`, or is recursive"), "{refusal}");
    let mut document = crate::support::document("prose-list.json");
    at(&mut document, "/components/schemas/Error")["allOf"] =
        json!([{ "$ref": "#/components/schemas/Error" }]);
    let refusal = Established::frozen().refusal(&document);
    assert!(refusal.contains("levels of `allOf`, or is recursive"), "{refusal}");
}

#[test]
fn a_part_within_its_own_properties_is_refused() {
    let mut document = document("prose-list.json");
    let token = at(&mut document, "/components/schemas/OAuthToken/properties");
    token["parent"] = json!({ "allOf": [
        { "$ref": "#/components/schemas/OAuthToken" },
        { "type": "object", "properties": { "kind": { "type": "string" } } }
    ] });
    let refusal = Established::frozen().refusal(&document);
    assert!(refusal.contains("levels of `allOf`, or is recursive"), "{refusal}");
}

/// An `allOf` of two parts, with facts beside or in them. The last value is what is kept of them.
#[test]
fn only_plain_objects_are_merged() {
    let part = |key: &str, fact: Value| {
        let mut part = json!({ "type": "object", "properties": { "p": { "type": "string" } } });
        part[key] = fact;
        part
    };
    let plain = part("type", json!("object"));
    let scalar = json!([{ "type": "string" }]);
    for (beside, part, kept) in [
        (json!({}), plain.clone(), json!({})),
        (json!({ "nullable": true }), plain.clone(), json!({ "nullable": true })),
        (json!({ "deprecated": true }), plain.clone(), json!({ "deprecated": true })),
        (json!({}), part("nullable", json!(true)), json!({})),
        // Otherwise a fact would be lost.
        (json!({}), part("deprecated", json!(true)), Value::Null),
        (json!({}), part("type", json!("string")), Value::Null),
        (json!({}), part("allOf", scalar), Value::Null),
        (json!({ "oneOf": [plain] }), plain.clone(), Value::Null),
    ] {
        let mut document = document("prose-list.json");
        let mut details = beside.clone();
        details["allOf"] = json!([{ "$ref": "#/components/schemas/More" }, part]);
        let schemas = at(&mut document, "/components/schemas");
        schemas["More"] = json!({ "type": "object", "properties": { "q": { "type": "string" } } });
        schemas["Error"]["properties"]["details"] = details;
        let fragment = Established::frozen().import(&document).fragment;
        let found = &fragment["components"]["schemas"]["Error"]["properties"]["details"];
        if kept.is_null() {
            assert!(found["allOf"].is_array() && found.get("properties").is_none(), "{part}");
            continue;
        }
        let mut whole = json!({ "type": "object", "properties": {
            "p": { "type": "string" }, "q": { "type": "string" }
        } });
        whole.as_object_mut().unwrap().extend(kept.as_object().unwrap().clone());
        assert_eq!(found, &whole, "{beside} {part}");
    }
}

#[test]
fn a_reference_with_a_description_stays() {
    let more = "#/components/schemas/More";
    let reference = json!({ "allOf": [{ "$ref": more }] });
    for (details, stays) in [
        (reference.clone(), true),
        (json!({ "allOf": [{ "$ref": more }], "nullable": true }), true),
        // An alias of a type, and a part of another `allOf`, are merged.
        (json!({ "$ref": "#/components/schemas/Alias" }), false),
        (json!({ "allOf": [reference, { "type": "object" }] }), false),
        (json!({ "allOf": [{ "type": "object" }] }), false),
    ] {
        let mut document = document("prose-list.json");
        let schemas = at(&mut document, "/components/schemas");
        schemas["Alias"] = reference.clone();
        // A reference to itself is not recursive.
        schemas["More"] =
            json!({ "type": "object", "properties": { "parent": reference.clone() } });
        schemas["Error"]["properties"]["details"] = details.clone();
        let fragment = Established::frozen().import(&document).fragment;
        let schemas = &fragment["components"]["schemas"];
        let found = &schemas["Error"]["properties"]["details"];
        assert_eq!(found.pointer("/allOf/0/$ref") == Some(&json!(more)), stays, "{details}");
        assert_eq!(schemas.pointer("/Alias/allOf"), None);
    }
}
