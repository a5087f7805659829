//! Every mutation of the corpus is called what the table says, both ways.

use std::collections::BTreeSet;
use std::num::NonZero;
use std::sync::{LazyLock, OnceLock};

use serde_json::{Value, json};
use xtask::diff::{Comparison, Kind, Side};
use xtask::effective::Description;
use xtask::generation::generate;

use crate::corpus::{EFFECTIVE, FRAGMENT, Mutation};
use crate::mutations as make;
use crate::support::Established;

/// One half of the corpus: a document, with the overlay if it is a fragment.
pub(crate) struct Half {
    pub(crate) document: Value,
    pub(crate) overlay: Option<Value>,
    pub(crate) mutations: &'static [Mutation],
    /// What follows from the document unchanged, generated once.
    before: OnceLock<Side>,
}

impl Half {
    pub(crate) fn description(&self, document: &Value) -> Description {
        Description {
            fragment: document.clone(),
            overlay: self.overlay.clone(),
            fragment_file: "oauth.json".to_owned(),
            overlay_file: "overlay.json".to_owned(),
        }
    }

    pub(crate) fn new(
        document: Value,
        overlay: Option<Value>,
        mutations: &'static [Mutation],
    ) -> Self {
        Self { document, overlay, mutations, before: OnceLock::new() }
    }

    pub(crate) fn before(&self) -> &Side {
        self.before.get_or_init(|| self.side(&self.document))
    }

    pub(crate) fn side(&self, document: &Value) -> Side {
        Side::new(&self.description(document))
    }

    pub(crate) fn changed(&self, one: &Mutation) -> Value {
        let mut changed = self.document.clone();
        (one.change)(&mut changed);
        changed
    }
}

/// The fragment and the effective document, each without an overlay: what is called here has no
/// overlay to hide behind.
pub(crate) fn halves() -> &'static [Half; 2] {
    static HALVES: LazyLock<[Half; 2]> = LazyLock::new(|| {
        let whole = half_with_overlay();
        let effective = generate(&whole.description(&whole.document)).unwrap().effective;
        [Half::new(whole.document, None, FRAGMENT), Half::new(effective, None, EFFECTIVE)]
    });
    &HALVES
}

pub(crate) fn half_with_overlay() -> Half {
    let Established { fragment, overlay, .. } = Established::frozen();
    Half::new(fragment, Some(overlay), FRAGMENT)
}

/// A mutation, judged both ways.
pub(crate) struct Judged {
    pub(crate) mutation: &'static Mutation,
    pub(crate) forth: Comparison,
    pub(crate) back: Comparison,
}

/// All mutations: generating takes most of the time, so that each is generated once.
pub(crate) fn judged() -> &'static [Judged] {
    static JUDGED: LazyLock<Vec<Judged>> =
        LazyLock::new(|| halves().iter().flat_map(|half| judge(half, half.mutations)).collect());
    &JUDGED
}

fn judge(half: &Half, mutations: &'static [Mutation]) -> Vec<Judged> {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let one = |mutation| {
        let (before, after) = (half.before(), half.side(&half.changed(mutation)));
        let (forth, back) = (before.compare(&after), after.compare(before));
        Judged { mutation, forth, back }
    };
    std::thread::scope(|scope| {
        let parts = mutations.chunks(mutations.len().div_ceil(threads));
        let parts = parts.map(|part| scope.spawn(|| part.iter().map(one).collect::<Vec<_>>()));
        let parts: Vec<_> = parts.collect();
        parts.into_iter().flat_map(|part| part.join().unwrap()).collect()
    })
}

pub(crate) fn called(comparison: &Comparison) -> Vec<String> {
    let changes = comparison.changes.iter();
    let mut called: Vec<String> =
        changes.map(|change| format!("{} {}", change.level, change.kind.word())).collect();
    called.sort();
    called
}

#[test]
fn the_corpus_is_large() {
    assert!(FRAGMENT.len() + EFFECTIVE.len() >= 120, "{}", FRAGMENT.len() + EFFECTIVE.len());
    let names: BTreeSet<_> = FRAGMENT.iter().chain(EFFECTIVE).map(|one| one.name).collect();
    assert_eq!(names.len(), FRAGMENT.len() + EFFECTIVE.len(), "two mutations of one name");
}

#[test]
fn every_mutation_is_called_what_it_is() {
    let mut wrong = Vec::new();
    for one in judged() {
        let Mutation { name, forth, back, .. } = one.mutation;
        for (way, expected, found) in [("forth", forth, &one.forth), ("back", back, &one.back)] {
            if called(found) != *expected {
                let told: Vec<_> = found
                    .changes
                    .iter()
                    .map(|one| {
                        format!(
                            "\n    {} {} {}: {:.150}",
                            one.level,
                            one.kind.word(),
                            one.subject,
                            one.message
                        )
                    })
                    .collect();
                wrong.push(format!(
                    "{name} {way}: {:?}, not {expected:?}{}",
                    called(found),
                    told.concat()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_parts_of_a_schema_are_compared() {
    let half = half_with_overlay();
    let wholes: [fn(&str) -> Value; 2] = [
        |part| json!({ "type": "array", "items": { "type": part } }),
        // No code is generated from it.
        |part| json!({ "oneOf": [{ "type": part }] }),
    ];
    for whole in wholes {
        let of = |part: &str| {
            let mut document = half.document.clone();
            *make::property(&mut document, "client_id") = whole(part);
            half.side(&document)
        };
        let mut changes = of("string").compare(&of("integer")).changes;
        changes.retain(|one| one.kind != Kind::Refused);
        assert_eq!(changes.len(), 1, "{changes:?}");
        let (now, before) = changes[0].message.split_once(", was ").unwrap();
        assert!(now.contains("integer") && before.contains("string"), "{changes:?}");
    }
}

#[test]
fn types_of_one_name_in_two_versions_are_compared() {
    let half = &halves()[0];
    let mut old = half.document.clone();
    make::beside(&mut old, "/v2/oauth/token", "post", "generate-oauth-token-v2");
    let mut second = make::schema(&mut old, make::ANSWER).clone();
    second["x-rust-name"] = make::ANSWER.into();
    *make::schema(&mut old, "Second") = second;
    let responses = &mut old["paths"]["/v2/oauth/token"]["post"]["responses"];
    responses["200"]["content"]["application/json"]["schema"]["$ref"] =
        "#/components/schemas/Second".into();
    let mut new = old.clone();
    make::field(&mut new, "Second", false);
    let changes = half.side(&old).compare(&half.side(&new));
    assert_eq!(called(&changes), ["minor field-added"], "{:?}", changes.changes);
}

#[test]
fn a_list_of_a_renamed_type_is_not_another_type() {
    let half = &halves()[0];
    let mut old = half.document.clone();
    make::schema(&mut old, make::ANSWER)["properties"]["errors"] =
        json!({ "type": "array", "items": { "$ref": "#/components/schemas/Error" } });
    let mut new = old.clone();
    make::rename_type(&mut new, "Error", "Failure");
    let changes = half.side(&old).compare(&half.side(&new));
    // The object within it is named after it.
    let renamed = ["major type-renamed", "major type-renamed"];
    assert_eq!(called(&changes), renamed, "{:?}", changes.changes);
}

/// Returns what is called a change between two changed documents.
fn between(old: impl FnOnce(&mut Value), new: impl FnOnce(&mut Value)) -> Vec<String> {
    let half = &halves()[0];
    let (mut before, mut after) = (half.document.clone(), half.document.clone());
    old(&mut before);
    new(&mut after);
    called(&half.side(&before).compare(&half.side(&after)))
}

#[test]
fn how_a_single_value_is_written_does_not_matter() {
    let changed = |keyword: &str, value: Value| {
        let with_keyword = |d: &mut Value| {
            make::parameter(d, true);
            make::token(d)["parameters"][0][keyword] = value;
        };
        between(|d| make::parameter(d, true), with_keyword)
    };
    for (keyword, value) in
        [("style", json!("form")), ("explode", json!(true)), ("allowReserved", json!(true))]
    {
        assert_eq!(changed(keyword, value), [] as [&str; 0], "{keyword}");
    }
    assert_eq!(changed("deprecated", json!(false)), [] as [&str; 0]);
    assert_eq!(changed("deprecated", json!(true)), ["patch documentation-changed"]);
    assert_eq!(changed("required", json!(false)), ["major parameters-changed"]);
}

/// OpenAPI ignores members beside a `$ref`; the generator does not ignore the description.
#[test]
fn a_description_beside_a_reference_is_compared() {
    let described = |text: &'static str| {
        move |d: &mut Value| {
            *make::property(d, "scope") =
                json!({ "$ref": "#/components/schemas/ScopeSet", "description": text });
        }
    };
    assert_eq!(between(described("One."), described("One.")), [] as [&str; 0]);
    let changes = between(described("One."), described("Another."));
    assert_eq!(changes, ["patch documentation-changed"]);
}

#[test]
fn a_list_that_is_always_present_keeps_its_type() {
    let list = |name: &'static str, required| {
        move |d: &mut Value| {
            make::field(d, name, required);
            make::schema(d, name)["properties"]["issued_at"] =
                json!({ "type": "array", "items": { "type": "string" } });
        }
    };
    let answer = |old, new| between(list(make::ANSWER, old), list(make::ANSWER, new));
    assert_eq!(answer(false, true), ["patch answer-changed"]);
    assert_eq!(answer(true, false), ["patch answer-changed"]);
    let request = between(list(make::REQUEST, false), list(make::REQUEST, true));
    assert!(request.contains(&"major field-required".to_owned()), "{request:?}");
}

#[test]
fn the_order_of_credentials_is_not_unclassified() {
    let keys = |first: &'static str, second: &'static str| {
        move |d: &mut Value| {
            make::token(d)["security"] = json!([{ (first): [] }, { (second): [] }]);
        }
    };
    let changes = between(keys("X-App-Id", "X-App-Token"), keys("X-App-Token", "X-App-Id"));
    assert_eq!(changes, ["minor security-added"]);
}

#[test]
fn the_name_of_a_security_scheme_does_not_matter() {
    let renamed = |d: &mut Value| {
        let text = d.to_string();
        let text = text.replace("\"X-App-Id\":[]", "\"Z\":[]");
        *d = serde_json::from_str(&text).unwrap();
        d["components"]["securitySchemes"]["Z"] = make::key(d).clone();
    };
    assert_eq!(between(|_| {}, renamed), [] as [&str; 0]);
}

#[test]
fn a_change_of_a_parameter_has_its_pointer() {
    let half = &halves()[0];
    let mut changed = half.document.clone();
    make::parameter(&mut changed, true);
    let changes = half.before().compare(&half.side(&changed)).changes;
    assert_eq!(changes[0].pointer, "/paths/~1v1~1oauth~1token/post/parameters/0");
}

#[test]
fn operations_without_credentials_are_alike() {
    let with = |security: Value| |d: &mut Value| make::token(d)["security"] = security;
    assert_eq!(between(with(json!([])), with(json!([{}]))), [] as [&str; 0]);
}

#[test]
fn values_are_escaped_and_truncated() {
    let half = &halves()[0];
    let mut changed = half.document.clone();
    changed["servers"][0]["variables"]["cluster"]["default"] =
        format!("\"\n{}", "x".repeat(200)).into();
    let changes = half.before().compare(&half.side(&changed)).changes;
    let change = changes.iter().find(|one| one.kind == Kind::DefaultServerChanged).unwrap();
    let expected = format!("its default is `\"\\n{}…`, was `api`", "x".repeat(117));
    assert_eq!(change.message, expected);
}

/// The overlay adds: it hides nothing that the service changes.
#[test]
fn the_overlay_swallows_nothing() {
    let mut wrong = Vec::new();
    for (without, with) in judged().iter().zip(judge(&half_with_overlay(), FRAGMENT)) {
        let name = without.mutation.name;
        assert_eq!(name, with.mutation.name);
        for (way, without, with) in
            [("forth", &without.forth, &with.forth), ("back", &without.back, &with.back)]
        {
            if with.verdict() < without.verdict() {
                wrong.push(format!(
                    "{name} {way}: {:?}, without {:?}",
                    called(with),
                    called(without)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_kind_has_a_mutation() {
    let all = FRAGMENT.iter().chain(EFFECTIVE).flat_map(|one| one.forth.iter().chain(one.back));
    let found: BTreeSet<&str> = all.filter_map(|one| one.split(' ').nth(1)).collect();
    let missing: Vec<_> = Kind::ALL.iter().filter(|kind| !found.contains(kind.word())).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
