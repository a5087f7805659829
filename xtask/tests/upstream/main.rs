//! The documents that the vendor really published, in the folder that VOUCHERIFY_UPSTREAM_DIR names.
//!
//! Their texts are the vendor's and not to be committed; without the folder each test says that it
//! is skipped.

// Outside of `#[test]` functions too, what goes wrong here fails the test.
#![allow(clippy::panic, clippy::print_stderr, clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use support::crates::Copy;
use support::{Committed, Folder, all, openapi, read};
use xtask::diff::input::{Named, fragments};
use xtask::diff::{Change, compare, verdict};
use xtask::generation::{Input, generate};
use xtask::openapi::canonical;

/// The published documents, oldest first, with what leads to the next.
const CHAIN: &[(&str, &str)] = &[
    // Two edits of one day: the answer gets a schema of its own.
    ("2025-02-07-2c5cac53.json", "major"),
    // Introspection and revocation are new.
    ("2025-02-07-ee0cc493.json", "minor"),
    // `skus` is spelled `SKUs`.
    ("2025-02-12-ae353d97.json", "patch"),
    // Bodies are required.
    ("2025-09-22-8065ce99.json", "none"),
    // `SKUs` is spelled `skus`.
    ("2025-10-14-527e2b45.json", "patch"),
    // The markup of a text.
    ("2026-02-24-29a7db40.json", "none"),
    // The same description, made for one language.
    ("2026-07-17-9e33300c.json", "none"),
    // The same, within the whole.
    ("2026-08-21-a13303cf.sdk-js.json", "none"),
    ("full-sdk-js-2026-08-21.json", "none"),
];

/// The folder, or `None` with a word about it.
fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("VOUCHERIFY_UPSTREAM_DIR").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("skipped: set VOUCHERIFY_UPSTREAM_DIR to the folder of published documents");
    }
    folder
}

/// Every document with its name.
fn documents() -> impl Iterator<Item = (&'static str, Value)> {
    let folder = folder();
    CHAIN.iter().filter_map(move |(name, _)| Some((*name, read(&folder.as_ref()?.join(name)))))
}

fn between(old: &Value, new: &Value) -> Vec<Change> {
    let config = Committed::load().config;
    let named = |file, document| Named { file, document };
    let (old, new) = fragments(named("old", old), named("new", new), &config)
        .unwrap_or_else(|refused| panic!("{}", all(&refused)));
    compare(&old, &new)
}

#[test]
fn the_latest_descriptions_are_the_committed_fragment() {
    let committed = fs::read_to_string(openapi().join("oauth.json")).unwrap();
    for (name, document) in documents().skip_while(|(name, _)| *name < "2025-10-14") {
        let imported = Committed::load().import(&document);
        assert!(canonical::text(&imported.fragment) == committed, "{name}");
        assert_eq!(imported.overlay, None, "{name}");
    }
}

#[test]
fn the_earlier_ones_differ_by_what_really_differed() {
    let committed = Committed::load();
    let expected: &[(&str, &[&str])] = &[
        (
            "2025-02-07-2c5cac53.json",
            &["type-renamed", "type-changed", "type-added", "answer-added", "body-required"],
        ),
        ("2025-02-07-ee0cc493.json", &["body-required"]),
        ("2025-02-12-ae353d97.json", &["body-required"; 3]),
        ("2025-09-22-8065ce99.json", &["body-required"; 3]),
    ];
    for (name, document) in documents().take_while(|(name, _)| *name < "2025-10-14") {
        let imported = committed.import(&document);
        let changes = compare(&imported.fragment, &committed.fragment);
        let found: Vec<_> = changes.iter().map(|change| change.kind.word()).collect();
        let (_, kinds) = expected.iter().find(|(own, _)| *own == name).unwrap();
        assert_eq!(found, *kinds, "{name}");
        assert_eq!(imported.overlay, None, "{name}");
    }
}

#[test]
fn an_import_of_an_import_changes_nothing() {
    for (name, document) in documents() {
        let folder = Folder::committed();
        let file = folder.write("vendor.json", document.to_string());
        assert_eq!(folder.import(&file, &[]).code, 0, "{name}");
        assert_eq!(folder.import(&file, &["--check"]).code, 0, "{name}");
        let own = folder.path("oauth.json");
        assert_eq!(folder.import(&own, &["--check"]).code, 0, "{name}");
    }
}

#[test]
fn the_chain_has_the_verdicts_that_its_history_lets_expect() {
    let all: Vec<_> = documents().collect();
    for (step, expected) in all.windows(2).zip(CHAIN) {
        let [(old_name, old), (new_name, new)] = step else { continue };
        let changes = between(old, new);
        assert_eq!(verdict(&changes).word(), expected.1, "{old_name} to {new_name}: {changes:?}");
    }
}

#[test]
fn each_version_generates_and_compiles() {
    let committed = Committed::load();
    let workspace = folder().map(|_| Copy::new());
    for (name, document) in documents() {
        let fragment = committed.import(&document).fragment;
        let generation = generate(&Input {
            fragment: &fragment,
            overlay: Some(&committed.overlay),
            fragment_file: "oauth.json",
            overlay_file: "overlay.json",
        });
        let generation = generation.unwrap_or_else(|refused| panic!("{name}: {}", all(&refused)));
        // In the first one the request has another name, and the answer is not the token.
        let facade = name != "2025-02-07-2c5cac53.json";
        if let Some(workspace) = &workspace {
            workspace.check(name, &generation.files, facade);
        }
    }
}

#[test]
fn documents_cut_short_are_refused() {
    for (name, document) in documents() {
        let folder = Folder::committed();
        let text = document.to_string();
        let end = (0..=text.len() / 2).rev().find(|end| text.is_char_boundary(*end)).unwrap();
        let file = folder.write("vendor.json", &text[..end]);
        let before = folder.content();
        let ran = folder.import(&file, &[]);
        assert_eq!(ran.code, 2, "{name}");
        assert!(ran.err.contains("is cut short"), "{name}: {}", ran.err);
        assert!(folder.content() == before, "{name}");
    }
}
