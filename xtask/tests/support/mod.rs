//! What the test binaries share.

// Each binary uses a part of it, and includes it as a private module.
#![allow(dead_code, unreachable_pub)]

pub mod crates;
#[path = "../../../tests/support/workspace.rs"]
pub mod workspace;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;
use xtask::commands::Cli;
use xtask::import::{Config, Imported, Renamed, Request, import};
use xtask::report::Report;

use clap::Parser;

/// The committed description, as values.
pub struct Committed {
    pub fragment: Value,
    pub overlay: Value,
    pub config: Config,
}

impl Committed {
    pub fn load() -> Self {
        let dir = openapi();
        Self {
            fragment: read(&dir.join("oauth.json")),
            overlay: read(&dir.join("overlay.json")),
            config: Config::from_dir(&dir).unwrap(),
        }
    }

    /// With every operation kept that a document lacks.
    pub fn keeping(mut self) -> Self {
        self.config.keep = self.config.operations.clone();
        self
    }

    /// A request to import `document` onto the committed description.
    pub fn request<'a>(&'a self, document: &'a Value) -> Request<'a> {
        Request {
            file: "vendor.json",
            document,
            config: &self.config,
            fragment: Some(&self.fragment),
            overlay: Some(&self.overlay),
            respell: false,
            renamed: Renamed::Refuse,
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

/// The committed folder with the description.
pub fn openapi() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi")
}

/// One of the documents that were written for these tests.
pub fn document(name: &str) -> Value {
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents").join(name))
}

pub fn read(path: &Path) -> Value {
    let text =
        fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap()
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
        other => panic!("{parent} holds nothing: {other}"),
    }
}

/// A folder of its own with a copy of the committed description.
pub struct Folder(pub TempDir);

impl Folder {
    pub fn committed() -> Self {
        let folder = TempDir::new().unwrap();
        for file in ["import.json", "oauth.json", "overlay.json"] {
            fs::copy(openapi().join(file), folder.path().join(file)).unwrap();
        }
        Self(folder)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file into the folder.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, content).unwrap();
        path
    }

    /// What the folder holds: names and contents.
    pub fn content(&self) -> Vec<(String, Vec<u8>)> {
        let entries = fs::read_dir(self.0.path()).unwrap().map(Result::unwrap);
        let mut files: Vec<_> = entries
            .map(|entry| {
                (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).unwrap())
            })
            .collect();
        files.sort();
        files
    }

    /// Runs `cargo xtask import FILE --openapi <here>` with `arguments` added.
    pub fn import(&self, file: &Path, arguments: &[&str]) -> Ran {
        let dir = self.0.path().display().to_string();
        let file = file.display().to_string();
        let all = [&["import", &file, "--openapi", &dir], arguments].concat();
        self.clean(run(&all))
    }

    /// The outcome without the folder's own name, which is another one each time.
    pub fn clean(&self, ran: Ran) -> Ran {
        let dir = format!("{}/", self.0.path().display());
        Ran { out: ran.out.replace(&dir, ""), err: ran.err.replace(&dir, ""), ..ran }
    }
}

/// What a command said and how it ended.
#[derive(Debug)]
pub struct Ran {
    pub code: u8,
    pub out: String,
    pub err: String,
}

/// Runs `cargo xtask` with `arguments`, in this process.
pub fn run(arguments: &[&str]) -> Ran {
    let cli = Cli::try_parse_from([&["cargo xtask"], arguments].concat());
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = match cli {
        Ok(cli) => cli.run(&mut out, &mut err),
        Err(error) => {
            err = error.to_string().into_bytes();
            2
        }
    };
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code, out: text(out), err: text(err) }
}
