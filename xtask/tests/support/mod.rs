//! Helpers of the test binaries.

// Each binary includes this file as a private module, and uses parts of it.
#![allow(dead_code, unreachable_pub, unused_imports)]

#[path = "../../../tests/support/description.rs"]
pub mod description;
#[path = "../../../tests/support/workspace.rs"]
pub mod workspace;

pub use description::{
    Description, Outcome, add_action, add_scope, committed, copy, frozen, read, run,
};

use std::path::Path;

use serde_json::Value;
use xtask::import::{Config, Imported, Request, import};
use xtask::report::Report;

/// The files of an established description.
pub struct Established {
    pub fragment: Value,
    pub overlay: Value,
    pub config: Config,
}

impl Established {
    /// Reads the description that changes only when these tests do.
    pub fn frozen() -> Self {
        Self::from_dir(&frozen())
    }

    /// Reads the description in a folder.
    pub fn from_dir(dir: &Path) -> Self {
        Self {
            fragment: read(&dir.join("oauth.json")),
            overlay: read(&dir.join("overlay.json")),
            config: Config::from_dir(dir).unwrap(),
        }
    }

    /// Keeps every operation that an imported document lacks.
    pub fn keeping(mut self) -> Self {
        self.config.keep = self.config.operations.clone();
        self
    }

    /// Returns a request to import `document` into this description.
    pub fn request<'a>(&'a self, document: &'a Value) -> Request<'a> {
        Request {
            file: "vendor.json",
            document,
            config: &self.config,
            fragment: Some(&self.fragment),
            overlay: Some(&self.overlay),
            respell: false,
            follow_renames: false,
        }
    }

    pub fn import(&self, document: &Value) -> Imported {
        import(&self.request(document)).unwrap_or_else(|report| panic!("{}", all(&report)))
    }

    /// Returns the errors for a rejected `document`.
    pub fn refusal(&self, document: &Value) -> String {
        all(&import(&self.request(document)).map(|imported| imported.report).unwrap_err())
    }
}

/// Returns all diagnostics as text.
pub fn all(report: &Report) -> String {
    report.iter().map(|diagnostic| format!("{diagnostic}\n")).collect()
}

/// Reads the file `name` in `tests/documents`.
pub fn document(name: &str) -> Value {
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents").join(name))
}

/// Makes `program` run these commands of the shell.
///
/// Only the commands are written: a program that is itself being written cannot start ("text file
/// busy"), and another test's child process may hold a copy of the open file.
#[cfg(unix)]
pub fn write_program(program: &Path, commands: &str) {
    std::fs::write(program.with_extension("commands"), commands).unwrap();
    if !program.exists() {
        let runner = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/program.sh");
        std::os::unix::fs::symlink(runner, program).unwrap();
    }
}

/// Removes the hand-written methods of v1's responses from a copy of the crates, for a description
/// without these responses.
pub fn remove_times_module(folder: &Path) {
    let lib = folder.join("crates/voucherify-oauth-types/src/lib.rs");
    let text = std::fs::read_to_string(&lib).unwrap();
    assert!(text.contains("mod times;\n"));
    std::fs::write(lib, text.replace("mod times;\n", "")).unwrap();
}

/// Returns the value at `pointer`. Panics if there is no value.
pub fn at<'a>(document: &'a mut Value, pointer: &str) -> &'a mut Value {
    document.pointer_mut(pointer).unwrap_or_else(|| panic!("nothing at {pointer}"))
}

/// Removes and returns the value at `pointer`. Panics if there is no value.
pub fn remove(document: &mut Value, pointer: &str) -> Value {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let key = key.replace("~1", "/").replace("~0", "~");
    match at(document, parent) {
        Value::Object(members) => members.shift_remove(&key).unwrap(),
        Value::Array(items) => items.remove(key.parse().unwrap()),
        other => panic!("{parent} has no members: {other}"),
    }
}
