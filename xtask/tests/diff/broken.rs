//! Which mutations generate code, and what the others are refused for.

use std::fmt::Write as _;

use serde_json::{Value, json};
use xtask::description::Effective;
use xtask::emit::Emitted;
use xtask::generation::{Input, generate};
use xtask::report::Report;

use crate::corpus::{EFFECTIVE, FRAGMENT};
use crate::mutations as make;
use crate::support::{Committed, all, openapi};

/// Mutations that can be told, and not be generated from, and what is said of them.
const REFUSED: &[(&str, &str)] = &[
    ("scopes joined by commas", "the set of scopes must be x-delimited"),
    ("a second format", "more media types than expected"),
    ("an encoding", "media type encoding not empty"),
    ("a form without a schema", "No schema specified"),
    ("a secret that is none", "is no `format: password`"),
];

pub(crate) fn generated(fragment: Value, overlay: Option<&Value>) -> Result<Vec<Emitted>, Report> {
    let files = ("oauth.json", "overlay.json");
    let input =
        Input { fragment: &fragment, overlay, fragment_file: files.0, overlay_file: files.1 };
    Ok(generate(&input)?.files)
}

#[test]
fn what_is_accepted_generates() {
    let committed = Committed::load();
    let effective = Effective::from_dir(&openapi()).unwrap().document;
    let mut wrong = Vec::new();
    for (document, overlay, mutations) in
        [(&committed.fragment, Some(&committed.overlay), FRAGMENT), (&effective, None, EFFECTIVE)]
    {
        for one in mutations {
            let mut changed = document.clone();
            (one.change)(&mut changed);
            let expected = REFUSED.iter().find(|(name, _)| *name == one.name);
            match (generated(changed, overlay), expected) {
                (Ok(files), None) => assert!(files.len() >= 6, "{}", one.name),
                (Err(refused), Some((_, why))) if all(&refused).contains(why) => {}
                (Ok(_), Some(_)) => wrong.push(format!("{}: is generated", one.name)),
                (Err(refused), _) => wrong.push(format!("{}: {}", one.name, all(&refused))),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The Rust code without the header, which names the digest of the description.
pub(crate) fn code(files: &[Emitted]) -> Vec<(&str, &str)> {
    let rust = files.iter().filter(|file| file.path.ends_with(".rs"));
    rust.map(|file| (file.path.as_str(), file.text.split_once("\n\n").unwrap().1)).collect()
}

#[test]
fn what_is_called_none_is_none() {
    let committed = Committed::load();
    let effective = Effective::from_dir(&openapi()).unwrap().document;
    let before = generated(committed.fragment.clone(), Some(&committed.overlay)).unwrap();
    for (document, overlay, mutations) in
        [(&committed.fragment, Some(&committed.overlay), FRAGMENT), (&effective, None, EFFECTIVE)]
    {
        for one in mutations.iter().filter(|one| one.forth.iter().all(|it| it.starts_with("none")))
        {
            let mut changed = document.clone();
            (one.change)(&mut changed);
            let after = generated(changed, overlay).unwrap();
            assert!(code(&before) == code(&after), "{}: the code differs", one.name);
        }
    }
}

/// What is wrong, and how it is made so.
type Broken = (&'static str, fn(&mut Value));

#[test]
fn broken_fragments_are_refused() {
    let broken: &[Broken] = &[
        ("no scopes", |d| make::scopes(d, Vec::clear)),
        ("a scope twice", |d| make::scopes(d, |all| all.push("api".into()))),
        ("a scope with a space", |d| make::scopes(d, |all| all.push("a b".into()))),
        ("a scope that is a number", |d| make::scopes(d, |all| all.push(7.into()))),
        ("two scopes of one name", |d| make::scopes(d, |all| all.push("client-api".into()))),
        ("no set of scopes", |d| make::gone(&mut d["components"]["schemas"], "ScopeSet")),
        ("a type that is not there", |d| make::gone(&mut d["components"]["schemas"], "Error")),
        ("no operation ids", |d| make::gone(make::token(d), "operationId")),
        ("one id twice", |d| make::token(d)["operationId"] = "revoke-oauth-token".into()),
        ("no paths", |d| d["paths"] = json!({})),
        ("OpenAPI 3.1", |d| d["openapi"] = "3.1.0".into()),
        ("Swagger", |d| d["swagger"] = "2.0".into()),
        ("a secret in the open", |d| make::property(d, "client_id")["format"] = "password".into()),
        ("an unknown type", |d| make::property(d, "client_id")["type"] = "text".into()),
    ];
    let committed = Committed::load();
    let mut told = String::new();
    for (name, change) in broken {
        let mut changed = committed.fragment.clone();
        change(&mut changed);
        let refused = generated(changed, Some(&committed.overlay)).map(|_| ()).unwrap_err();
        let refused = all(&refused).replace(&format!("{}/", openapi().display()), "");
        let _ = writeln!(told, "--- {name}\n{refused}");
    }
    insta::assert_snapshot!("broken_fragments", told);
}
