//! Where the tools lie, and how they come there.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::process::output;
use crate::workspace;

/// The workspace, and a folder of the target directory for tools that others wrote.
#[derive(Debug)]
pub struct Workbench {
    root: PathBuf,
    folder: PathBuf,
}

impl Workbench {
    /// Finds both; makes the folder.
    pub fn new() -> io::Result<Self> {
        // Absolute, since tools are run in other folders.
        let root = fs::canonicalize(workspace::root())?;
        let target =
            env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
        let folder = root.join(target).join("conformance");
        fs::create_dir_all(&folder)?;
        Ok(Self { root, folder })
    }

    /// Installs what the checks need, and tells what of it can't be had.
    pub fn install(&self, out: &mut dyn Write) -> io::Result<()> {
        for (what, installed) in [("PyPI", self.install_python()), ("npm", self.install_node())] {
            match installed {
                Ok(()) => writeln!(out, "installed from {what}")?,
                Err(error) => writeln!(out, "not installed from {what}: {error}")?,
            }
        }
        Ok(())
    }

    fn install_python(&self) -> io::Result<()> {
        let venv = self.folder.join("venv");
        output(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
        let requirements = self.source("requirements.txt");
        let mut pip = Command::new(self.python("python"));
        output(pip.args(["-m", "pip", "install", "--quiet", "--requirement"]).arg(requirements))?;
        Ok(())
    }

    fn install_node(&self) -> io::Result<()> {
        let prefix = self.folder.join("npm");
        fs::create_dir_all(&prefix)?;
        // Beside what they import, which node looks for from where they lie.
        for file in ["package.json", "oauth2_server.mjs"] {
            fs::copy(self.source(file), prefix.join(file))?;
        }
        let mut npm = Command::new("npm");
        npm.args(["install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts"]);
        output(npm.current_dir(prefix))?;
        Ok(())
    }

    /// The root of the workspace.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// A file that is made for a check.
    pub(super) fn scratch(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// A file of ours that a check hands to a tool.
    pub(super) fn source(&self, name: &str) -> PathBuf {
        self.root.join("xtask/conformance").join(name)
    }

    /// A program of the Python environment.
    pub(super) fn python(&self, program: &str) -> PathBuf {
        self.folder.join("venv/bin").join(program)
    }

    /// A file of the Node.js environment.
    pub(super) fn node(&self, file: &str) -> PathBuf {
        self.folder.join("npm").join(file)
    }

    /// Builds an example of one of our packages, and tells where its program is.
    pub(super) fn example(&self, package: &str, name: &str) -> io::Result<PathBuf> {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        let mut build = Command::new(cargo);
        build.args(["build", "--quiet", "--package", package, "--example", name]);
        let printed = output(build.arg("--message-format=json").current_dir(&self.root))?;
        executable(&printed).ok_or_else(|| io::Error::other(format!("cargo built no {name}")))
    }
}

/// The last program that cargo says to have built.
fn executable(messages: &str) -> Option<PathBuf> {
    messages.lines().rev().find_map(|line| {
        let message: serde_json::Value = serde_json::from_str(line).ok()?;
        message["executable"].as_str().map(PathBuf::from)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_stands_in_cargo_s_messages() {
        let messages =
            "{\"executable\":null}\n{\"executable\":\"/a/b\"}\n{\"success\":true}\nnoise";
        assert_eq!(executable(messages), Some(PathBuf::from("/a/b")));
        assert_eq!(executable("{}"), None);
    }
}
