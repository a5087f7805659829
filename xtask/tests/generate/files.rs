//! How files are written, and which are removed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use xtask::emit::MARK;

use crate::description::Description;

const TYPES: &str = "crates/voucherify-oauth-types/src/generated";

#[test]
fn a_marked_file_that_is_no_longer_generated_is_removed() {
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
fn the_rest_of_a_killed_write_is_removed() {
    let description = Description::committed().unwrap();
    assert_eq!(description.generate(&[]).code, 0);
    let before = contents(&description.out());
    assert_eq!(before.len(), 5, "{:?}", before.keys());
    for folder in [TYPES, "openapi"] {
        fs::write(description.out().join(folder).join(".xtask-AbCdEf"), "half a fi").unwrap();
    }
    let check = description.generate(&["--check"]);
    assert_eq!(check.code, 1);
    assert!(check.out.contains("stale  openapi/.xtask-AbCdEf"), "{}", check.out);
    let write = description.generate(&[]);
    assert!(write.out.contains(&format!("removed  {TYPES}/.xtask-AbCdEf")), "{}", write.out);
    assert_same(&before, &contents(&description.out()));
}

#[cfg(unix)]
#[test]
fn a_file_is_replaced_not_written_into() {
    use std::os::unix::fs::MetadataExt;
    let description = Description::committed().unwrap();
    assert_eq!(description.generate(&[]).code, 0);
    let scope = description.out().join(TYPES).join("v1.rs");
    // A second name keeps the old file, so that its number cannot be reused.
    let kept = description.out().join("kept");
    fs::hard_link(&scope, &kept).unwrap();
    fs::write(&scope, "changed by hand").unwrap();
    assert_eq!(description.generate(&[]).code, 0);
    let inode = |path: &Path| fs::metadata(path).unwrap().ino();
    assert_ne!(inode(&scope), inode(&kept));
    assert_eq!(fs::read_to_string(kept).unwrap(), "changed by hand");
}

#[test]
fn nothing_is_written_if_one_file_cannot_be() {
    let description = Description::committed().unwrap();
    // The client's folder comes before the types' in the order of writing, the types' fails.
    let types = description.out().join(TYPES);
    fs::create_dir_all(types.parent().unwrap()).unwrap();
    fs::write(&types, "a file where a folder is needed").unwrap();
    let before = contents(&description.out());
    let outcome = description.generate(&[]);
    assert_eq!(outcome.code, 2, "{outcome:?}");
    assert_eq!(outcome.out, "");
    assert!(outcome.err.starts_with(&format!("error: out/{TYPES}")), "{}", outcome.err);
    assert!(outcome.err.contains("\n  help: "), "{}", outcome.err);
    assert_same(&before, &contents(&description.out()));
}

#[test]
fn nothing_is_written_if_a_folder_is_in_the_way() {
    let description = Description::committed().unwrap();
    fs::create_dir_all(description.out().join(TYPES).join("v1.rs")).unwrap();
    let outcome = description.generate(&[]);
    assert_eq!(outcome.code, 2, "{outcome:?}");
    assert!(outcome.err.contains("v1.rs: cannot be"), "{}", outcome.err);
    assert!(contents(&description.out()).is_empty());
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
fn everybody_can_read_a_generated_file() {
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

/// Returns `value` with the members of each object in the opposite order.
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
