//! Compiling generated code in a copy of the crates.

use std::fs;
use std::path::Path;

use xtask::emit::Emitted;

use super::workspace;

/// A copy of the crates, in a workspace of its own.
pub struct Copy {
    folder: tempfile::TempDir,
}

impl Copy {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        workspace::copy_libraries(folder.path(), &[]).unwrap();
        Self { folder }
    }

    /// Compiles `files`: behind the façade, or else the types alone.
    pub fn check(&self, name: &str, files: &[Emitted], facade: bool) {
        for file in files.iter().filter(|file| file.path.ends_with(".rs")) {
            fs::write(self.folder.path().join(&file.path), &file.text).unwrap();
        }
        let package = if facade { "voucherify-oauth" } else { "voucherify-oauth-types" };
        // Kept from run to run, so that only the crates themselves are compiled.
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("regenerate");
        let check = ["check", "--package", package];
        workspace::cargo(self.folder.path(), &target, &check)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}
