//! The committed tree is what the committed description gives.

use std::path::Path;

use voucherify_oauth_tests::workspace;
use xtask::description::grammar::{Child, Kind, child, walk};
use xtask::description::{canonical, load};
use xtask::emit::{FOLDERS, MARK};
use xtask::generation::Previous;
use xtask::plan::{Plan, State};

#[test]
fn the_committed_files_are_what_is_generated() {
    let root = workspace::root();
    let generation = Previous::from_dir(&root.join("openapi")).unwrap();
    let plan = Plan::compare(&generation, &root).unwrap();
    let stale = plan.changes().iter().filter(|change| change.state != State::Unchanged);
    let diffs: String =
        stale.map(|change| format!("{}\n{}", change.path.display(), change.diff())).collect();
    assert!(diffs.is_empty(), "run `cargo xtask generate`:\n{diffs}");
}

#[test]
fn the_committed_fragment_is_canonical() {
    let text = std::fs::read_to_string(workspace::root().join("openapi/oauth.json")).unwrap();
    let document = load::parse("oauth.json", &text).unwrap();
    assert!(canonical::text(&canonical::order(&document)) == text, "run `cargo xtask import`");
}

/// What the vendor wrote for people is the vendor's; ours is in the overlay.
#[test]
fn the_committed_fragment_has_no_prose() {
    let path = workspace::root().join("openapi/oauth.json");
    let document = load::json(&path).unwrap();
    let mut prose = Vec::new();
    walk(&document, Kind::Document, "", &mut |kind, at, value| {
        let members = value.as_object().into_iter().flatten();
        // An answer must have a description, if an empty one.
        let texts = members.filter(|(key, text)| child(kind, key) == Child::Prose && *text != "");
        prose.extend(texts.map(|(key, _)| format!("{at}/{key}")));
    });
    assert_eq!(prose, [""; 0]);
}

#[test]
fn the_committed_description_gives_no_warning() {
    let generation = Previous::from_dir(&workspace::root().join("openapi")).unwrap();
    assert_eq!(generation.warnings, []);
}

#[test]
fn every_generated_rust_file_bears_the_mark_and_no_other_does() {
    let root = workspace::root();
    let mut files = 0;
    for folder in ["crates", "tests", "xtask"] {
        visit(&root.join(folder), &mut |path| {
            let text = std::fs::read_to_string(path).unwrap();
            let marked = text.starts_with(MARK);
            let generated = FOLDERS.iter().any(|folder| path.starts_with(root.join(folder)));
            assert_eq!(marked, generated, "{}", path.display());
            files += 1;
        });
    }
    assert!(files > 30, "only {files} files were looked at");
}

fn visit(folder: &Path, see: &mut impl FnMut(&Path)) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if path.file_name().is_none_or(|name| name != "target") {
                visit(&path, see);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            see(&path);
        }
    }
}
