//! Compiling generated code in a copy of the crates.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use xtask::emit::Emitted;

/// A copy of the crates, in a workspace of its own.
pub struct Copy {
    folder: tempfile::TempDir,
    lib: String,
}

impl Copy {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = root();
        let crates = [
            "crates/voucherify-oauth-types",
            "crates/voucherify-oauth",
            "crates/voucherify-oauth-sandbox",
        ];
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

    /// Compiles `files`: behind the façade as it is, or else the types by themselves.
    pub fn check(&self, name: &str, files: &[Emitted], facade: bool) {
        for file in files.iter().filter(|file| file.path.ends_with(".rs")) {
            fs::write(self.folder.path().join(&file.path), &file.text).unwrap();
        }
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
        assert!(output.status.success(), "{name}: {text}");
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
