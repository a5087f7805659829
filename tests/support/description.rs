//! A copy of the committed description, to be changed and generated from.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Parser;
use serde_json::{Value, json};
use tempfile::TempDir;
use xtask::commands::Cli;

use crate::workspace;

/// A description in a folder of its own, with a folder to generate into beside it.
#[derive(Debug)]
pub struct Description {
    folder: TempDir,
}

/// What a command said and how it ended.
#[derive(Debug)]
pub struct Outcome {
    /// The exit code.
    pub code: u8,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Description {
    /// A copy of the committed fragment and overlay.
    pub fn committed() -> io::Result<Self> {
        let folder = TempDir::new()?;
        let openapi = folder.path().join("openapi");
        fs::create_dir(&openapi)?;
        for file in ["oauth.json", "overlay.json"] {
            fs::copy(workspace::root().join("openapi").join(file), openapi.join(file))?;
        }
        Ok(Self { folder })
    }

    /// The committed fragment, changed by `change`, and the committed overlay.
    pub fn with_fragment(change: impl FnOnce(&mut Value)) -> io::Result<Self> {
        let description = Self::committed()?;
        description.edit("oauth.json", change)?;
        Ok(description)
    }

    /// The committed overlay, changed by `change`, and the committed fragment.
    pub fn with_overlay(change: impl FnOnce(&mut Value)) -> io::Result<Self> {
        let description = Self::committed()?;
        description.edit("overlay.json", change)?;
        Ok(description)
    }

    /// The committed description with `text` for its fragment.
    pub fn with_fragment_text(text: &str) -> io::Result<Self> {
        let description = Self::committed()?;
        fs::write(description.openapi().join("oauth.json"), text)?;
        Ok(description)
    }

    /// Changes one of the two files.
    pub fn edit(&self, file: &str, change: impl FnOnce(&mut Value)) -> io::Result<()> {
        let path = self.openapi().join(file);
        let mut document = serde_json::from_str(&fs::read_to_string(&path)?)?;
        change(&mut document);
        fs::write(path, serde_json::to_string_pretty(&document)?)
    }

    /// The folder with the two files.
    pub fn openapi(&self) -> PathBuf {
        self.folder.path().join("openapi")
    }

    /// The folder that is generated into.
    pub fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    /// Runs `cargo xtask generate` here, with `arguments` added.
    pub fn generate(&self, arguments: &[&str]) -> Outcome {
        self.run(&self.out(), arguments)
    }

    /// Runs `cargo xtask generate` from here into `out`.
    pub fn generate_into(&self, out: &Path) -> Outcome {
        self.run(out, &[])
    }

    fn run(&self, out: &Path, arguments: &[&str]) -> Outcome {
        let openapi = self.openapi();
        let place =
            [Path::new("--openapi"), &openapi, Path::new("--out"), out].map(Path::as_os_str);
        let command = ["cargo xtask", "generate"].map(AsRef::as_ref).into_iter().chain(place);
        let cli = match Cli::try_parse_from(command.chain(arguments.iter().map(AsRef::as_ref))) {
            Ok(cli) => cli,
            Err(error) => return Outcome { code: 2, out: String::new(), err: error.to_string() },
        };
        let (mut written, mut errors) = (Vec::new(), Vec::new());
        let code = cli.run(&mut written, &mut errors);
        Outcome { code, out: self.text(&written), err: self.text(&errors) }
    }

    /// What was printed, with the name of the temporary folder left out.
    fn text(&self, printed: &[u8]) -> String {
        let folder = format!("{}/", self.folder.path().display());
        String::from_utf8_lossy(printed).replace(&folder, "")
    }
}

/// Appends an overlay action.
pub fn add_action(overlay: &mut Value, action: Value) {
    if let Some(actions) = overlay["actions"].as_array_mut() {
        actions.push(action);
    }
}

/// Adds the scope `value` to a fragment.
pub fn add_scope(fragment: &mut Value, value: &str) {
    if let Some(values) = fragment["components"]["schemas"]["Scope"]["enum"].as_array_mut() {
        values.push(json!(value));
    }
}
