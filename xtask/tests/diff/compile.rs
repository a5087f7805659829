//! A sample of the corpus is compiled: one mutation a kind.
//!
//! What is minor at most compiles behind the façade as it is, which is what the verdict says. What
//! is major need not, so that the generated types are compiled by themselves.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use xtask::diff::{Kind, Level, compare, verdict};
use xtask::emit::Emitted;

use crate::broken::{code, generated};
use crate::corpus::{FRAGMENT, Mutation};
use crate::support::Committed;

/// The first mutation of each kind that is the gravest of its changes.
fn sample() -> Vec<&'static Mutation> {
    let mut names = BTreeSet::new();
    let of_kind = |kind: &Kind| {
        let called = format!("{} {}", kind.level(), kind.word());
        FRAGMENT.iter().find(|one| one.forth.first() == Some(&called.as_str()))
    };
    Kind::ALL.iter().filter_map(of_kind).filter(|one| names.insert(one.name)).collect()
}

#[test]
fn a_sample_by_kind_compiles() {
    let committed = Committed::load();
    let before = generated(committed.fragment.clone(), Some(&committed.overlay)).unwrap();
    let workspace = Copy::new();
    let mut compiled = 0;
    for one in sample() {
        let mut changed = committed.fragment.clone();
        (one.change)(&mut changed);
        let level = verdict(&compare(&committed.fragment, &changed));
        let Ok(after) = generated(changed, Some(&committed.overlay)) else { continue };
        if code(&before) != code(&after) {
            workspace.check(one.name, &after, level);
            compiled += 1;
        }
    }
    assert!(compiled >= 8, "only {compiled} were compiled");
}

/// A copy of the crates, in a workspace of its own.
struct Copy {
    folder: tempfile::TempDir,
    lib: String,
}

impl Copy {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = root();
        let crates = ["crates/voucherify-oauth-types", "crates/voucherify-oauth"];
        for member in crates {
            copy(&root.join(member), &folder.path().join(member));
        }
        let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
        let (before, rest) = manifest.split_once("members = [").unwrap();
        let (_, after) = rest.split_once(']').unwrap();
        let manifest = format!("{before}members = {crates:?}{after}");
        fs::write(folder.path().join("Cargo.toml"), manifest).unwrap();
        fs::copy(root.join("Cargo.lock"), folder.path().join("Cargo.lock")).unwrap();
        let lib = fs::read_to_string(folder.path().join(LIB)).unwrap();
        Self { folder, lib }
    }

    fn check(&self, name: &str, files: &[Emitted], level: Level) {
        for file in files.iter().filter(|file| file.path.ends_with(".rs")) {
            fs::write(self.folder.path().join(&file.path), &file.text).unwrap();
        }
        let facade = level <= Level::Minor;
        // The one part of the façade that names fields.
        let bare = self.lib.replace("mod token_request;\n", "");
        assert_ne!(bare, self.lib);
        fs::write(self.folder.path().join(LIB), if facade { &self.lib } else { &bare }).unwrap();
        let package = if facade { "voucherify-oauth" } else { "voucherify-oauth-types" };
        let output = Command::new(env!("CARGO"))
            .args(["check", "--offline", "--package", package])
            .current_dir(self.folder.path())
            // Kept from run to run, so that only the crates themselves are compiled.
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("regenerate"))
            .env_remove("CARGO_MANIFEST_DIR")
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{name} ({level}): {text}");
    }
}

const LIB: &str = "crates/voucherify-oauth-types/src/lib.rs";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
