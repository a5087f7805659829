//! How files are written and removed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use xtask::emit::MARK;

use crate::FROZEN;
use crate::support::Description;

const TYPES: &str = "crates/voucherify-oauth-types/src/generated";

/// Returns the frozen description with its generated files.
fn generated() -> Description {
    let description = Description::frozen();
    for file in &FROZEN.files {
        let path = description.out().join(&file.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &file.text).unwrap();
    }
    description
}

#[test]
fn only_stale_generated_files_are_removed() {
    let description = generated();
    let mut expected = contents(&description.out());
    assert_eq!(expected.len(), 5, "{:?}", expected.keys());
    // A file that is no longer generated, and temporary files of interrupted writes.
    let gone = [".xtask-AbCdEf", "orphan.rs"].map(|name| format!("{TYPES}/{name}"));
    let gone = [&gone[..], &["openapi/.xtask-AbCdEf".to_owned()]].concat();
    for path in &gone {
        fs::write(description.out().join(path), format!("{MARK}\n")).unwrap();
    }
    let ours = Path::new(TYPES).join("notes.rs");
    fs::write(description.out().join(&ours), "// written by hand\n").unwrap();
    expected.insert(ours, "// written by hand\n".to_owned());

    let check = description.generate(&["--check"]);
    assert_eq!(check.code, 1);
    assert!(description.out().join(&gone[1]).exists(), "the check removed something");
    let write = description.generate(&[]);
    for path in &gone {
        assert!(check.out.contains(&format!("stale  {path}\n")), "{}", check.out);
        assert!(write.out.contains(&format!("removed  {path}\n")), "{}", write.out);
    }
    assert_same(&contents(&description.out()), &expected);
}

#[cfg(unix)]
#[test]
fn a_file_is_replaced_instead_of_overwritten() {
    use std::os::unix::fs::MetadataExt;
    let description = generated();
    let scope = description.out().join(TYPES).join("v1.rs");
    // A hard link keeps the old file, so that its inode is not reused.
    let kept = description.out().join("kept");
    fs::hard_link(&scope, &kept).unwrap();
    fs::write(&scope, "changed by hand").unwrap();
    assert_eq!(description.generate(&[]).code, 0);
    let inode = |path: &Path| fs::metadata(path).unwrap().ino();
    assert_ne!(inode(&scope), inode(&kept));
    assert_eq!(fs::read_to_string(kept).unwrap(), "changed by hand");
}

#[test]
fn nothing_is_written_if_a_file_cannot_be_written() {
    // The files of the client are written before those of the types.
    let file = format!("out/{TYPES}/v1.rs");
    for (obstacle, is_folder) in [("out", false), (&format!("out/{TYPES}"), false), (&file, true)] {
        let description = Description::frozen();
        let path = description.openapi().with_file_name(obstacle);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        if is_folder {
            fs::create_dir_all(path).unwrap();
        } else {
            fs::write(path, "a file where a folder is needed").unwrap();
        }
        let before = description.out().is_dir().then(|| contents(&description.out()));
        let outcome = description.generate(&[]);
        assert_eq!((outcome.code, outcome.out.as_str()), (2, ""), "{outcome:?}");
        assert!(outcome.err.starts_with(&format!("error: {obstacle}")), "{}", outcome.err);
        assert!(outcome.err.contains("\n  help: "), "{}", outcome.err);
        if let Some(before) = before {
            assert_same(&before, &contents(&description.out()));
        }
    }
}

#[test]
fn the_output_does_not_depend_on_folder_and_layout() {
    let (here, there) = (generated(), Description::frozen());
    // The layout of the description does not matter.
    there.edit("oauth.json", |fragment| *fragment = reversed(fragment));
    assert_eq!(there.generate(&[]).code, 0);
    assert_same(&contents(&here.out()), &contents(&there.out()));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let written = fs::metadata(there.out().join("openapi/effective.json")).unwrap();
        assert_eq!(written.permissions().mode() & 0o777, 0o644, "not everybody can read it");
    }
}

fn assert_same(these: &BTreeMap<PathBuf, String>, those: &BTreeMap<PathBuf, String>) {
    assert!(these.keys().eq(those.keys()), "{:?}, {:?}", these.keys(), those.keys());
    for (path, text) in these {
        let differs = text.lines().zip(those[path].lines()).find(|(one, other)| one != other);
        assert_eq!(differs, None, "{}", path.display());
        assert_eq!(text.len(), those[path].len(), "{}", path.display());
    }
}

/// Returns `value` with the members of each object in the opposite order.
fn reversed(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            members.iter().rev().map(|(key, member)| (key.clone(), reversed(member))).collect()
        }
        Value::Array(items) => items.iter().map(reversed).collect(),
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
