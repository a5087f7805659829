//! How files are written, and which are removed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use voucherify_oauth_tests::Description;
use xtask::emit::MARK;

const TYPES: &str = "crates/voucherify-oauth-types/src/generated";

#[test]
fn a_marked_file_that_is_generated_no_more_is_stale_and_removed() {
    let description = Description::committed().unwrap();
    assert_eq!(description.generate(&[]).code, 0);
    let orphan = description.out().join(TYPES).join("orphan.rs");
    fs::write(&orphan, format!("{MARK}\n")).unwrap();

    let check = description.generate(&["--check"]);
    assert_eq!(check.code, 1);
    assert!(check.out.contains(&format!("stale  {TYPES}/orphan.rs")), "{}", check.out);
    assert!(orphan.exists());

    let write = description.generate(&[]);
    assert!(write.out.contains(&format!("removed  {TYPES}/orphan.rs")), "{}", write.out);
    assert!(!orphan.exists());
}

#[test]
fn a_file_without_the_mark_is_left_alone() {
    let description = Description::committed().unwrap();
    assert_eq!(description.generate(&[]).code, 0);
    let ours = description.out().join(TYPES).join("notes.rs");
    fs::write(&ours, "// written by hand\n").unwrap();
    assert_eq!(description.generate(&[]).code, 0);
    assert!(ours.exists());
}

#[test]
fn an_interrupted_write_leaves_no_trace_in_the_next() {
    let description = Description::committed().unwrap();
    assert_eq!(description.generate(&[]).code, 0);
    let listed = contents(&description.out());
    assert_eq!(listed.len(), 7, "{:?}", listed.keys());
    assert!(listed.keys().all(|path| !path.to_string_lossy().contains(".xtask-")));
}

#[test]
fn the_same_description_gives_the_same_bytes_anywhere() {
    let (here, there) = (Description::committed().unwrap(), Description::committed().unwrap());
    assert_eq!((here.generate(&[]).code, there.generate(&[]).code), (0, 0));
    assert_same(&contents(&here.out()), &contents(&there.out()));
}

#[test]
fn the_layout_of_the_description_does_not_matter() {
    let (here, there) = (Description::committed().unwrap(), Description::committed().unwrap());
    there.edit("oauth.json", |fragment| *fragment = reversed(fragment)).unwrap();
    assert_eq!((here.generate(&[]).code, there.generate(&[]).code), (0, 0));
    assert_same(&contents(&here.out()), &contents(&there.out()));
}

#[cfg(unix)]
#[test]
fn a_generated_file_is_everybodys_to_read() {
    use std::os::unix::fs::PermissionsExt;
    let description = Description::committed().unwrap();
    assert_eq!(description.generate(&[]).code, 0);
    let written = fs::metadata(description.out().join("openapi/effective.json")).unwrap();
    assert_eq!(written.permissions().mode() & 0o777, 0o644);
}

#[test]
fn a_folder_that_cannot_be_written_is_an_error() {
    let description = Description::committed().unwrap();
    fs::write(description.out(), "a file where a folder is needed").unwrap();
    let outcome = description.generate(&[]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.err.starts_with("error: out/"), "{}", outcome.err);
}

fn assert_same(these: &BTreeMap<PathBuf, String>, those: &BTreeMap<PathBuf, String>) {
    assert!(these.keys().eq(those.keys()));
    for (path, text) in these {
        let differs = text.lines().zip(those[path].lines()).find(|(one, other)| one != other);
        assert_eq!(differs, None, "{}", path.display());
        assert_eq!(text.len(), those[path].len(), "{}", path.display());
    }
}

/// The object with its members in the opposite order, all the way down.
fn reversed(value: &serde_json::Value) -> serde_json::Value {
    match value {
        serde_json::Value::Object(members) => {
            members.iter().rev().map(|(key, member)| (key.clone(), reversed(member))).collect()
        }
        serde_json::Value::Array(items) => items.iter().map(reversed).collect(),
        scalar => scalar.clone(),
    }
}

fn contents(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = fs::read_to_string(&path).unwrap();
                found.insert(path.strip_prefix(folder).unwrap().to_owned(), text);
            }
        }
    }
    found
}
