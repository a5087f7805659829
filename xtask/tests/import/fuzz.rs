//! Imports random files: no panic, bounded time, and nothing written if the file is rejected.

use std::time::{Duration, Instant};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value, json};
use xtask::openapi::join;

use crate::support::{Description, Established, document};

/// Generous, since machines are busy: an import with its look ahead at `generate` takes a second.
const LIMIT: Duration = Duration::from_secs(120);

const DOCUMENTS: &[&str] = &["array-and-string-enum.json", "oddities.json", "prose-list.json"];

/// Imports `content` from a file.
fn survives(content: &[u8]) {
    let folder = Description::frozen();
    let file = folder.write("vendor.json", content);
    let before = folder.content();
    let started = Instant::now();
    let ran = folder.import(&file, &[]);
    assert!(started.elapsed() < LIMIT);
    match ran.code {
        0 => assert_eq!(folder.import(&file, &["--check"]).code, 0, "not idempotent: {}", ran.out),
        2 => {
            assert!(!ran.err.is_empty());
            assert!(folder.content() == before, "refused, and something was written");
        }
        other => panic!("exit code {other}"),
    }
}

fn values() -> impl Strategy<Value = Value> {
    let words = select(vec![
        "string",
        "object",
        "array",
        "#/components/schemas/Error",
        "#/components/schemas/OAuthToken",
        "#/components/schemas/Nobody",
        "#",
        "#/",
        "api",
        "",
        "Allowed values: `a`, `b`.",
        "`",
        "required",
        "https://api.voucherify.io",
        "true",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        words.prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let key = select(vec![
            "$ref",
            "type",
            "properties",
            "required",
            "allOf",
            "items",
            "enum",
            "scope",
            "schema",
            "content",
            "nullable",
            "default",
            "description",
            "operationId",
            "post",
            "x-delimited",
            "a/b",
            "~",
        ]);
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((key, inner), 0..4).prop_map(|members| {
                let members = members.into_iter().map(|(key, value)| (key.to_owned(), value));
                Value::Object(members.collect::<Map<_, _>>())
            }),
        ]
    })
}

/// Every place in `document`.
fn places(document: &Value) -> Vec<String> {
    let mut places = vec![String::new()];
    let mut next = 0;
    while let Some(at) = places.get(next).cloned() {
        let steps: Vec<String> = match document.pointer(&at).unwrap() {
            Value::Object(members) => members.keys().cloned().collect(),
            Value::Array(items) => (0..items.len()).map(|index| index.to_string()).collect(),
            _ => Vec::new(),
        };
        places.extend(steps.iter().map(|step| join(&at, step)));
        next += 1;
    }
    places
}

#[derive(Clone, Debug)]
enum Damage {
    Replace(Value),
    Remove,
    Insert(&'static str, Value),
    CopyFrom(Index),
}

fn damages() -> impl Strategy<Value = (Index, Damage)> {
    let key = select(vec![
        "$ref",
        "allOf",
        "required",
        "security",
        "enum",
        "encoding",
        "scope",
        "properties",
    ]);
    let damage = prop_oneof![
        values().prop_map(Damage::Replace),
        Just(Damage::Remove),
        (key, values()).prop_map(|(key, value)| Damage::Insert(key, value)),
        any::<Index>().prop_map(Damage::CopyFrom),
    ];
    (any::<Index>(), damage)
}

fn harm(document: &mut Value, place: Index, damage: Damage) {
    let all = places(document);
    let at = place.get(&all).clone();
    match damage {
        Damage::Replace(value) => *document.pointer_mut(&at).unwrap() = value,
        Damage::Remove => {
            let Some((parent, key)) = at.rsplit_once('/') else { return };
            let key = key.replace("~1", "/").replace("~0", "~");
            match document.pointer_mut(parent).unwrap() {
                Value::Object(members) => drop(members.shift_remove(&key)),
                Value::Array(items) => drop(items.remove(key.parse().unwrap())),
                _ => unreachable!("{parent} has members"),
            }
        }
        Damage::Insert(key, value) => {
            if let Value::Object(members) = document.pointer_mut(&at).unwrap() {
                members.insert(key.to_owned(), value);
            }
        }
        Damage::CopyFrom(other) => {
            let copy = document.pointer(other.get::<String>(&all).as_str()).unwrap().clone();
            *document.pointer_mut(&at).unwrap() = copy;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 64,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn bytes(content in vec(any::<u8>(), 0..512)) {
        survives(&content);
    }

    #[test]
    fn any_json(value in values()) {
        survives(value.to_string().as_bytes());
    }

    #[test]
    fn documents_cut_short(name in select(DOCUMENTS.to_vec()), end in any::<Index>()) {
        let text = document(name).to_string();
        survives(&text.as_bytes()[..end.index(text.len())]);
    }

    #[test]
    fn damaged_documents(
        name in select(DOCUMENTS.to_vec()),
        harms in vec(damages(), 1..4),
    ) {
        let mut document = document(name);
        for (place, damage) in harms {
            harm(&mut document, place, damage);
        }
        survives(document.to_string().as_bytes());
    }

    /// Against a damaged fragment too: what is established may be anything.
    #[test]
    fn damaged_fragments(name in select(DOCUMENTS.to_vec()), harms in vec(damages(), 1..3)) {
        let mut committed = Established::frozen();
        for (place, damage) in harms {
            harm(&mut committed.fragment, place, damage);
        }
        let document = document(name);
        // Whether it is refused does not matter here.
        let _ = xtask::import::import(&committed.request(&document));
    }
}

#[test]
fn depth_ends_before_the_stack() {
    let deep = (0..200).fold(json!({ "type": "string" }), |inner, _| json!({ "allOf": [inner] }));
    let mut whole = document("prose-list.json");
    whole["components"]["schemas"]["OAuthToken"]["properties"]["deep"] = deep;
    survives(whole.to_string().as_bytes());
}
