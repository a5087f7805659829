//! Compares the committed files with those generated from the committed description.

use std::path::Path;
use std::sync::LazyLock;

use xtask::emit::{FOLDERS, MARK};
use xtask::generation::Generation;
use xtask::openapi::grammar::{Child, child};
use xtask::openapi::{Kind, canonical, load, visit};
use xtask::plan::{Plan, State};

use crate::generated;
use crate::support::{committed, workspace};

/// The result of generating from the committed description.
static COMMITTED: LazyLock<Generation> = LazyLock::new(|| generated(&committed()));

#[test]
fn the_committed_files_equal_the_generated_files() {
    let plan = Plan::compare(&COMMITTED.files, &workspace::root()).unwrap();
    let stale = plan.changes.iter().filter(|change| change.state != State::Unchanged);
    let diffs: String =
        stale.map(|change| format!("{}\n{}", change.path.display(), change.diff())).collect();
    assert!(diffs.is_empty(), "run `cargo xtask generate`:\n{diffs}");
}

#[test]
fn the_committed_fragment_is_canonical() {
    let text = std::fs::read_to_string(committed().join("oauth.json")).unwrap();
    let document = load::parse("oauth.json", &text).unwrap();
    assert!(canonical::text(&canonical::order(&document)) == text, "run `cargo xtask import`");
}

/// The vendor's texts must not be committed. Our own texts are in the overlay.
#[test]
fn the_committed_fragment_has_no_prose() {
    let path = committed().join("oauth.json");
    let document = load::json(&path).unwrap();
    let mut prose = Vec::new();
    visit(&document, Kind::Document, "", &mut |kind, at, value| {
        let members = value.as_object().into_iter().flatten();
        // A response must have a description, at least an empty one.
        let texts = members.filter(|(key, text)| child(kind, key) == Child::Prose && *text != "");
        prose.extend(texts.map(|(key, _)| format!("{at}/{key}")));
    });
    assert_eq!(prose, [""; 0]);
}

#[test]
fn the_committed_description_gives_no_warnings() {
    assert_eq!(crate::support::all(&COMMITTED.report), "");
}

#[test]
fn all_generated_rust_files_and_no_others_have_the_mark() {
    let root = workspace::root();
    let mut files = 0;
    for folder in ["crates", "tests", "xtask"] {
        each_file(&root.join(folder), &mut |path| {
            let text = std::fs::read_to_string(path).unwrap();
            let marked = text.starts_with(MARK);
            let generated = FOLDERS.iter().any(|folder| path.starts_with(root.join(folder)));
            assert_eq!(marked, generated, "{}", path.display());
            files += 1;
        });
    }
    assert!(files > 30, "checked only {files} files");
}

fn each_file(folder: &Path, see: &mut impl FnMut(&Path)) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if path.file_name().is_none_or(|name| name != "target") {
                each_file(&path, see);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            see(&path);
        }
    }
}
