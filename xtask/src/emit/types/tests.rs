//! Emits every shape once, into a file that the tests of the types crate compile.

use serde_json::{Value, json};

use super::*;
use crate::emit::format;
use crate::model::{EnumValue, Field, Secret, Set};

const SAMPLES: &str = "../crates/voucherify-oauth-types/tests/samples";

/// Returns an enum with these values, the name of each variant in pascal case.
fn values(name: &str, wires: &[&str]) -> Enum {
    let value = |wire: &&str| EnumValue {
        wire: (*wire).to_owned(),
        variant: wire
            .split(|letter: char| !letter.is_ascii_alphanumeric())
            .map(|word| word[..1].to_ascii_uppercase() + &word[1..])
            .collect(),
        doc: String::new(),
        path: None,
        deprecated: false,
    };
    Enum {
        name: name.to_owned(),
        pointer: String::new(),
        doc: String::new(),
        values: wires.iter().map(value).collect(),
        aliases: Vec::new(),
        open: false,
        case_insensitive: false,
        default: None,
        has_paths: false,
        in_response: false,
    }
}

fn set(name: &str, items: &str, separator: char) -> Set {
    let (name, items) = (name.to_owned(), items.to_owned());
    Set { name, pointer: String::new(), doc: String::new(), items, separator }
}

fn empty(name: &str) -> Version {
    Version {
        name: name.to_owned(),
        operations: Vec::new(),
        structs: Vec::new(),
        enums: Vec::new(),
        sets: Vec::new(),
        secrets: Vec::new(),
        reexports: Vec::new(),
        types: Vec::new(),
        lowered: Value::Null,
    }
}

/// Returns typify's structs and the model's for `schemas`. A name that ends in `Request` is sent.
fn structs(version: &Version, schemas: &Value) -> (Vec<Struct>, File) {
    let owned = |name: &str| name.to_owned();
    let model = schemas.as_object().unwrap().iter().map(|(name, schema)| Struct {
        name: name.clone(),
        component: if name == "Answer" { owned("published.Answer") } else { name.clone() },
        pointer: String::new(),
        doc: String::new(),
        in_request: name.ends_with("Request"),
        in_response: name != "EmptyRequest",
        fields: schema["properties"].as_object().into_iter().flatten().map(field).collect(),
    });
    let mut settings = ::progenitor::GenerationSettings::new();
    let mut all = schemas.clone();
    let replaced =
        names(version).into_iter().chain(version.reexports.iter().map(|(name, _)| name.as_str()));
    for name in replaced {
        settings.with_replacement(name, format!("types::{name}"), std::iter::empty());
        all[name] = json!({ "type": "string" });
    }
    let document = json!({
        "openapi": "3.0.1",
        "info": { "title": "", "version": "" },
        "paths": {},
        "components": { "schemas": all },
    });
    let mut generator = ::progenitor::Generator::new(&settings);
    generator.generate_tokens(&serde_json::from_value(document).unwrap()).unwrap();
    let text = generator.get_type_space().to_stream().to_string().replace("types :: ", "");
    (model.collect(), syn::parse_str(&text).unwrap())
}

fn field((wire, property): (&String, &Value)) -> Field {
    Field {
        wire: wire.clone(),
        rust: if wire == "type" { "type_".to_owned() } else { wire.clone() },
        doc: String::new(),
        required: false,
        deprecated: property["deprecated"] == true,
        type_name: None,
    }
}

/// The first version: every shape that the model can have.
fn first() -> (Version, File) {
    let mut version = empty("v1");
    let mut scopes =
        values("Scope", &["all", "read", "write", "write-old", "guest", "twin", "twin.b"]);
    let paths = ["/v1", "/v1/r", "/v1/r/w", "/v1/Old", "", "/x/v1/t", "/x/v1/t"];
    for (value, path) in scopes.values.iter_mut().zip(paths) {
        value.path = Some(path.to_owned()).filter(|path| !path.is_empty());
        value.deprecated = value.wire == "write-old";
    }
    scopes.has_paths = true;
    scopes.aliases = [("READ", "read"), ("read", "write"), ("Lost", "lost")]
        .map(|(alias, wire)| (alias.to_owned(), wire.to_owned()))
        .into();
    let mut open = values("Kind", &["basic", "unrecognized"]);
    (open.open, open.case_insensitive, open.default) = (true, true, Some("basic".to_owned()));
    let mut closed = values("Option", &["some", "none", "new", "with_x", "type"]);
    (closed.case_insensitive, closed.doc) = (true, "One of two.\n\nOr of five.".to_owned());
    version.enums = vec![scopes, open, closed, values("Only", &["only"])];
    version.sets = vec![
        set("ScopeSet", "Scope", ' '),
        set("ScopeList", "Scope", ','),
        set("ScopeTwins", "Scope", ' '),
        set("OnlySet", "Only", ' '),
        set("OnlyDots", "Only", '\u{b7}'),
    ];
    version.secrets = ["AccessToken", "ApiKey"]
        .map(|name| Secret { name: name.to_owned(), pointer: String::new(), doc: String::new() })
        .into();
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let schemas = json!({
        "OrderRequest": {
            "type": "object",
            "required": ["option", "scopes", "count", "type"],
            "properties": {
                "type": { "type": "string" },
                "scopes": reference("ScopeSet"),
                "option": reference("Option"),
                "count": { "type": "integer", "format": "int64" },
                "note": { "type": "string", "deprecated": true, "description": "A note.\n\nOf two parts." },
                "tags": { "type": "array", "items": { "type": "string" } },
                "list": reference("ScopeList"),
                "retry": { "type": "boolean", "default": true },
            },
        },
        "EmptyRequest": { "type": "object", "properties": {} },
        "Answer": {
            "type": "object",
            "required": [
                "token", "key", "kind", "option", "scopes", "count", "ratio", "done", "type", "part",
                "parts", "any", "more",
            ],
            "properties": {
                "type": { "type": "string", "deprecated": true },
                "token": reference("AccessToken"),
                "key": reference("ApiKey"),
                "kind": reference("Kind"),
                "option": reference("Option"),
                "scopes": reference("ScopeSet"),
                "count": { "type": "integer", "format": "int64" },
                "ratio": { "type": "number", "format": "double" },
                "done": { "type": "boolean" },
                "part": reference("Part"),
                "parts": { "type": "array", "items": reference("Part") },
                "any": {},
                "more": { "type": "object", "additionalProperties": { "type": "string" } },
                "self": reference("Answer"),
                "order": reference("OrderRequest"),
            },
        },
        "Holder": { "type": "object", "required": ["answer"], "properties": { "answer": reference("Answer") } },
        "Part": { "type": "object", "required": ["order"], "properties": { "order": reference("OrderRequest") } },
    });
    let (model, file) = structs(&version, &schemas);
    version.structs = model;
    version.lowered = json!({ "components": { "schemas": schemas } });
    (version, file)
}

/// The second version: names of the first with other meanings, and types of the first.
fn second() -> (Version, File) {
    let mut version = empty("v2");
    version.reexports = ["Only", "Part", "Holder", "OrderRequest", "AccessToken"]
        .map(|name| (name.to_owned(), "v1".to_owned()))
        .into();
    version.enums = vec![values("Scope", &["areas.read", "vouchers.read"])];
    version.sets = vec![
        set("ScopeSet", "Scope", ' '),
        set("OnlySet", "Only", ' '),
        set("OnlyList", "Only", '|'),
    ];
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let schemas = json!({
        "Answer": {
            "type": "object",
            "required": ["order", "part", "scope", "token"],
            "properties": {
                "order": reference("OrderRequest"),
                "part": reference("Part"),
                "scope": reference("ScopeSet"),
                "list": reference("OnlyList"),
                "token": reference("AccessToken"),
            },
        },
        "Float": { "type": "object", "required": ["h"], "properties": { "h": reference("Holder") } },
    });
    let (model, file) = structs(&version, &schemas);
    version.structs = model;
    (version, file)
}

#[test]
fn the_samples_are_what_is_emitted() {
    let ((first, first_structs), (second, second_structs)) = (first(), second());
    let api = Api { versions: vec![first, second], clusters: None, title: String::new() };
    let files = [
        ("mod.rs", root(&api, "0123")),
        ("v1.rs", version(&api, &api.versions[0], first_structs)),
        ("v2.rs", version(&api, &api.versions[1], second_structs)),
    ];
    for (name, file) in files {
        let text =
            format!("// Written by a test of `xtask`: do not edit.\n\n{}", format::source(file));
        let path = std::path::Path::new(SAMPLES).join(name);
        if std::env::var_os("UPDATE_SAMPLES").is_some() {
            std::fs::create_dir_all(SAMPLES).unwrap();
            std::fs::write(&path, &text).unwrap();
        }
        let current = std::fs::read_to_string(&path).unwrap();
        assert!(text == current, "{name} differs: run with UPDATE_SAMPLES=1");
    }
}

#[test]
fn a_name_is_split_into_words() {
    let names = ["Scope", "GrantType", "APIKey", "OAuthTokenID"];
    assert_eq!(names.map(words), ["scope", "grant type", "api key", "o auth token id"]);
}
