//! The committed tree is what the committed description gives.

use std::path::Path;

use voucherify_oauth_tests::workspace;
use xtask::emit::{FOLDERS, MARK};
use xtask::generation::Generation;
use xtask::plan::{Plan, State};

#[test]
fn the_committed_files_are_what_is_generated() {
    let root = workspace::root();
    let generation = Generation::from_dir(&root.join("openapi")).unwrap();
    let plan = Plan::compare(&generation, &root).unwrap();
    let stale: Vec<_> =
        plan.changes().iter().filter(|change| change.state != State::Unchanged).collect();
    assert!(stale.is_empty(), "run `cargo xtask generate`: {stale:#?}");
}

#[test]
fn the_committed_description_gives_no_warning() {
    let generation = Generation::from_dir(&workspace::root().join("openapi")).unwrap();
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
