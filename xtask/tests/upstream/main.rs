//! Tests with the vendor's published documents, which are in the folder VOUCHERIFY_UPSTREAM_DIR.
//!
//! The documents are not committed, since their texts are the vendor's:
//! `VOUCHERIFY_UPSTREAM_DIR=… cargo test -p xtask --test upstream -- --ignored`.

// Helpers outside of `#[test]` functions may also fail the test.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use support::{Description, Established, all, committed, read};
use tempfile::TempDir;
use xtask::diff::input;
use xtask::generation::generate;
use xtask::openapi::canonical;

/// The published full documents, oldest first, each with the level of the changes to the next one.
const CHAIN: &[(&str, &str)] = &[
    // The response gets its own schema.
    ("2025-02-07-2c5cac53.json", "major"),
    // Introspection and revocation are new.
    ("2025-02-07-ee0cc493.json", "minor"),
    // `skus` becomes `SKUs`, which is an alias in the overlay.
    ("2025-02-12-ae353d97.json", "none"),
    // Bodies become required.
    ("2025-09-22-8065ce99.json", "none"),
    // `SKUs` becomes `skus`.
    ("2025-10-14-527e2b45.json", "none"),
    // The markup of a text changes.
    ("2026-02-24-29a7db40.json", "none"),
    // The same operations, in the description of the whole API.
    ("2026-07-17-9e33300c.json", "none"),
    ("whole-assembled-2026-08-21.json", "none"),
];

/// The published descriptions for one SDK language.
const ONE_LANGUAGE: &[&str] = &["2026-08-21-a13303cf.sdk-js.json", "full-sdk-js-2026-08-21.json"];

/// Returns the folder of the documents.
fn folder() -> PathBuf {
    let folder = std::env::var_os("VOUCHERIFY_UPSTREAM_DIR");
    PathBuf::from(folder.expect("VOUCHERIFY_UPSTREAM_DIR should name a folder"))
}

/// Returns every full document with its name.
fn documents() -> impl Iterator<Item = (&'static str, Value)> {
    CHAIN.iter().map(|(name, _)| (*name, read(&folder().join(name))))
}

#[test]
#[ignore = "needs the folder VOUCHERIFY_UPSTREAM_DIR of published documents"]
fn the_latest_documents_give_the_committed_fragment() {
    let expected = fs::read_to_string(committed().join("oauth.json")).unwrap();
    for (name, document) in documents().skip_while(|(name, _)| *name < "2025-10-14") {
        let imported = Established::from_dir(&committed()).import(&document);
        assert!(canonical::text(&imported.fragment) == expected, "{name}");
        assert_eq!(imported.overlay, None, "{name}");
    }
}

#[test]
#[ignore = "needs the folder VOUCHERIFY_UPSTREAM_DIR of published documents"]
fn descriptions_for_one_language_are_rejected() {
    for name in ONE_LANGUAGE {
        let refusal = Established::from_dir(&committed()).refusal(&read(&folder().join(name)));
        assert!(refusal.contains("is a description for one SDK language"), "{name}: {refusal}");
        assert!(refusal.contains("documentation/openapi/oauth.json"), "{name}: {refusal}");
    }
}

#[test]
#[ignore = "needs the folder VOUCHERIFY_UPSTREAM_DIR of published documents"]
fn a_second_import_changes_nothing() {
    for (name, document) in documents() {
        let folder = Description::committed();
        let file = folder.write("vendor.json", document.to_string());
        assert_eq!(folder.import(&file, &[]).code, 0, "{name}");
        assert_eq!(folder.import(&file, &["--check"]).code, 0, "{name}");
        let own = folder.path("oauth.json");
        assert_eq!(folder.import(&own, &["--check"]).code, 0, "{name}");
    }
}

#[test]
#[ignore = "needs the folder VOUCHERIFY_UPSTREAM_DIR of published documents"]
fn each_step_of_the_history_has_its_verdict() {
    let all: Vec<_> = documents().collect();
    let shared = input::Folder::read(&committed()).unwrap();
    for (step, expected) in all.windows(2).zip(CHAIN) {
        let [(old_name, old), (new_name, new)] = step else { continue };
        let comparison = shared.compare((old_name, old), (new_name, new));
        let verdict = comparison.verdict().to_string();
        assert_eq!(verdict, expected.1, "{old_name} to {new_name}: {:?}", comparison.changes);
    }
}

#[test]
#[ignore = "needs the folder VOUCHERIFY_UPSTREAM_DIR of published documents"]
fn each_version_generates_and_compiles() {
    // The overlay has actions for all operations, which older documents lack.
    let committed = Established::from_dir(&committed()).keeping();
    let [whole, types] = [(); 2].map(|()| TempDir::new().unwrap());
    for workspace in [&whole, &types] {
        support::workspace::copy_libraries(workspace.path(), &[]).unwrap();
    }
    support::remove_times_module(types.path());
    // Shared by all runs, so that dependencies are compiled only once.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("regenerate");
    for (name, document) in documents() {
        let generation = generate(&xtask::effective::Description {
            fragment: committed.import(&document).fragment,
            overlay: Some(committed.overlay.clone()),
            fragment_file: "oauth.json".to_owned(),
            overlay_file: "overlay.json".to_owned(),
        });
        let generation = generation.unwrap_or_else(|report| panic!("{name}: {}", all(&report)));
        // In the first document, the request and the response do not match the façade.
        let facade = name != "2025-02-07-2c5cac53.json";
        let (workspace, package) =
            if facade { (&whole, "voucherify-oauth") } else { (&types, "voucherify-oauth-types") };
        for file in generation.files.iter().filter(|file| file.path.ends_with(".rs")) {
            fs::write(workspace.path().join(&file.path), &file.text).unwrap();
        }
        let check = ["check", "--package", package];
        support::workspace::cargo(workspace.path(), &target, &check)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

#[test]
#[ignore = "needs the folder VOUCHERIFY_UPSTREAM_DIR of published documents"]
fn truncated_documents_are_rejected() {
    for (name, document) in documents() {
        let folder = Description::committed();
        let text = document.to_string();
        let end = (0..=text.len() / 2).rev().find(|end| text.is_char_boundary(*end)).unwrap();
        let file = folder.write("vendor.json", &text[..end]);
        let before = folder.content();
        let ran = folder.import(&file, &[]);
        assert_eq!(ran.code, 2, "{name}");
        assert!(ran.err.contains("is not valid JSON: EOF"), "{name}: {}", ran.err);
        assert!(folder.content() == before, "{name}");
    }
}
