//! A copy of a description that a test changes, imports into and generates from.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser;
use serde_json::{Value, json};
use tempfile::TempDir;
use xtask::commands::Cli;
use xtask::openapi::canonical;

use super::workspace;

/// A description in a temporary folder, with a folder to generate into.
#[derive(Debug)]
pub struct Description {
    folder: TempDir,
}

/// The output of a command and its exit code.
#[derive(Debug)]
pub struct Outcome {
    /// The exit code.
    pub code: u8,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// Returns the folder of the description that changes only together with the tests of the
/// generator.
pub fn frozen() -> PathBuf {
    workspace::root().join("xtask/tests/documents/frozen")
}

/// Returns the folder of the committed description.
pub fn committed() -> PathBuf {
    workspace::root().join("openapi")
}

/// Reads a file as JSON.
pub fn read(path: &Path) -> Value {
    let text =
        fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap()
}

/// Copies a description to the folder `to`, in the layout that `import` writes.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for file in ["import.json", "oauth.json", "overlay.json"] {
        fs::write(to.join(file), canonical::text(&read(&from.join(file)))).unwrap();
    }
}

impl Description {
    /// Copies the frozen description.
    pub fn frozen() -> Self {
        Self::copy(&frozen())
    }

    /// Copies the committed description.
    pub fn committed() -> Self {
        Self::copy(&committed())
    }

    fn copy(from: &Path) -> Self {
        let description = Self { folder: TempDir::new().unwrap() };
        copy(from, &description.openapi());
        description
    }

    /// Copies the frozen description, with the fragment changed.
    pub fn with_fragment(change: impl FnOnce(&mut Value)) -> Self {
        let description = Self::frozen();
        description.edit("oauth.json", change);
        description
    }

    /// Copies the frozen description, with the overlay changed.
    pub fn with_overlay(change: impl FnOnce(&mut Value)) -> Self {
        let description = Self::frozen();
        description.edit("overlay.json", change);
        description
    }

    /// Changes a file of the description.
    pub fn edit(&self, file: &str, change: impl FnOnce(&mut Value)) {
        let mut document = read(&self.path(file));
        change(&mut document);
        self.write(file, serde_json::to_string_pretty(&document).unwrap());
    }

    /// Writes a file of the description and returns its path.
    pub fn write(&self, file: &str, content: impl AsRef<[u8]>) -> PathBuf {
        fs::write(self.path(file), content).unwrap();
        self.path(file)
    }

    /// Returns the path of a file of the description.
    pub fn path(&self, file: &str) -> PathBuf {
        self.openapi().join(file)
    }

    /// Returns the folder of the description.
    pub fn openapi(&self) -> PathBuf {
        self.folder.path().join("openapi")
    }

    /// Returns the names and contents of the files of the description.
    pub fn content(&self) -> Vec<(String, Vec<u8>)> {
        let entries = fs::read_dir(self.openapi()).unwrap().map(Result::unwrap);
        let name = |entry: &fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
        let mut files: Vec<_> =
            entries.map(|entry| (name(&entry), fs::read(entry.path()).unwrap())).collect();
        files.sort();
        files
    }

    /// Returns the folder to generate into.
    pub fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    /// Runs `cargo xtask generate` on this description, with further arguments.
    pub fn generate(&self, arguments: &[&str]) -> Outcome {
        self.run(&[&["generate", "--out", &self.out().display().to_string()], arguments].concat())
    }

    /// Runs `cargo xtask import FILE` on this description, with further arguments.
    pub fn import(&self, file: &Path, arguments: &[&str]) -> Outcome {
        self.run(&[&["import", &file.display().to_string()], arguments].concat())
    }

    /// Runs a command on this description. Removes the name of the temporary folder from the
    /// output.
    pub fn run(&self, arguments: &[&str]) -> Outcome {
        let openapi = self.openapi().display().to_string();
        let ran = run(&[arguments, &["--openapi", &openapi]].concat());
        let folder = format!("{}/", self.folder.path().display());
        Outcome { out: ran.out.replace(&folder, ""), err: ran.err.replace(&folder, ""), ..ran }
    }
}

/// Runs `cargo xtask` with these arguments, in this process.
pub fn run(arguments: &[&str]) -> Outcome {
    let cli = match Cli::try_parse_from([&["cargo xtask"], arguments].concat()) {
        Ok(cli) => cli,
        Err(error) => return Outcome { code: 2, out: String::new(), err: error.to_string() },
    };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = cli.run(&mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Outcome { code, out: text(out), err: text(err) }
}

/// Appends an overlay action.
pub fn add_action(overlay: &mut Value, action: Value) {
    overlay["actions"].as_array_mut().unwrap().push(action);
}

/// Adds the scope `value` to a fragment.
pub fn add_scope(fragment: &mut Value, value: &str) {
    fragment["components"]["schemas"]["Scope"]["enum"].as_array_mut().unwrap().push(json!(value));
}
