//! What the test binaries share.

// Each binary uses a part of it, and includes it as a private module.
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

/// An established description, as values.
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

    /// With every operation kept that a document lacks.
    pub fn keeping(mut self) -> Self {
        self.config.keep = self.config.operations.clone();
        self
    }

    /// A request to import `document` onto this description.
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
        import(&self.request(document)).unwrap_or_else(|refused| panic!("{}", all(&refused)))
    }

    /// Why `document` is refused.
    pub fn refusal(&self, document: &Value) -> String {
        all(&import(&self.request(document)).map(|imported| imported.report).unwrap_err())
    }
}

/// All diagnostics, as a person sees them.
pub fn all(report: &Report) -> String {
    report.iter().map(|diagnostic| format!("{diagnostic}\n")).collect()
}

/// One of the documents that were written for these tests.
pub fn document(name: &str) -> Value {
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents").join(name))
}

/// Removes the hand-written methods of v1's responses from a copy of the crates, for a description
/// without these responses.
pub fn without_times(folder: &Path) {
    let lib = folder.join("crates/voucherify-oauth-types/src/lib.rs");
    let text = std::fs::read_to_string(&lib).unwrap();
    assert!(text.contains("mod times;\n"));
    std::fs::write(lib, text.replace("mod times;\n", "")).unwrap();
}

/// The place in `document`, which must be there.
pub fn at<'a>(document: &'a mut Value, pointer: &str) -> &'a mut Value {
    document.pointer_mut(pointer).unwrap_or_else(|| panic!("nothing at {pointer}"))
}

/// Removes a member, which must be there.
pub fn remove(document: &mut Value, pointer: &str) -> Value {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let key = key.replace("~1", "/").replace("~0", "~");
    match at(document, parent) {
        Value::Object(members) => members.shift_remove(&key).unwrap(),
        Value::Array(items) => items.remove(key.parse().unwrap()),
        other => panic!("{parent} has no members: {other}"),
    }
}
