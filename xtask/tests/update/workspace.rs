//! A repository to update, with a stand-in for Cargo.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{self, at, document};

/// Succeeds in every command.
pub(crate) const WILLING: &str = "exit 0";

/// A repository with the frozen description and what is generated from it. Beside it are the
/// stand-in for Cargo and the vendor's document.
pub(crate) struct Workspace {
    pub(crate) folder: TempDir,
}

/// How an update ended, and what it showed, without what differs from run to run.
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Workspace {
    pub(crate) fn new(cargo: &str) -> Self {
        let workspace = Self { folder: TempDir::new().unwrap() };
        fs::create_dir_all(workspace.path("crates/voucherify-oauth")).unwrap();
        support::copy(&support::frozen(), &workspace.path("openapi"));
        workspace.write(
            "Cargo.toml",
            "[workspace.package]\nversion = \"0.1.0\"\n\n[workspace.dependencies]\n\
             voucherify-oauth = { version = \"0.1.0\", path = \"crates/voucherify-oauth\" }\n",
        );
        workspace
            .write("crates/voucherify-oauth/Cargo.toml", "[package]\nversion.workspace = true\n");
        workspace.write("CHANGELOG.md", "# Changelog\n\n## [Unreleased]\n");
        workspace.write(".gitignore", "*.snap.new\n.xtask-*\n/target\n");
        let (root, dir) = (workspace.path("."), workspace.path("openapi"));
        let [root, dir] = [root, dir].map(|path| path.display().to_string());
        let generated = support::run(&["generate", "--openapi", &dir, "--out", &root]);
        assert_eq!(generated.code, 0, "{}", generated.err);
        workspace.git(&["init", "--quiet"]);
        workspace.commit();
        workspace.write_cargo(cargo);
        workspace
    }

    pub(crate) fn copy(&self) -> Self {
        let copy = Self { folder: TempDir::new().unwrap() };
        let status = Command::new("cp").arg("-R").args([self.path(""), copy.path("")]).status();
        assert!(status.unwrap().success());
        copy.write_cargo(WILLING);
        copy
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("work").join(name)
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub(crate) fn write(&self, name: &str, content: &str) {
        fs::write(self.path(name), content).unwrap();
    }

    pub(crate) fn write_cargo(&self, cargo: &str) {
        let calls = self.folder.path().join("calls");
        let commands = format!("echo \"$@\" >> {}\n{cargo}\n", calls.display());
        support::write_program(&self.folder.path().join("cargo"), &commands);
    }

    /// Returns the commands that Cargo received.
    pub(crate) fn calls(&self) -> String {
        fs::read_to_string(self.folder.path().join("calls")).unwrap_or_default()
    }

    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let git = Command::new("git").current_dir(self.path(".")).args(arguments).output().unwrap();
        assert!(git.status.success(), "{arguments:?}: {git:?}");
        String::from_utf8(git.stdout).unwrap()
    }

    pub(crate) fn commit(&self) {
        self.git(&["add", "--all"]);
        let identity = ["-c", "user.name=n", "-c", "user.email=e@example.org"];
        self.git(&[&identity[..], &["commit", "--quiet", "--message", "m"]].concat());
    }

    /// `cargo xtask update` with `document`.
    pub(crate) fn command(&self, document: &Value, arguments: &[&str]) -> Command {
        let file = self.folder.path().join("vendor.json");
        fs::write(file, document.to_string()).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command
            .args(["update", "../vendor.json"])
            .args(arguments)
            .current_dir(self.path("."))
            .env("CARGO_MANIFEST_DIR", self.path("xtask"))
            .env("CARGO", self.folder.path().join("cargo"));
        command
    }

    pub(crate) fn update(&self, document: &Value, arguments: &[&str]) -> Ran {
        let output = self.command(document, arguments).output().unwrap();
        let [out, err] = [output.stdout, output.stderr].map(|bytes| {
            let text = String::from_utf8(bytes).unwrap();
            without_times(&text.replace("../vendor.json", "vendor.json").replace("./", ""))
        });
        Ran { code: output.status.code(), out, err }
    }

    /// Every file with its content.
    pub(crate) fn content(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let root = self.path(".");
        let mut files = Vec::new();
        collect(&root, &mut files);
        files.retain(|(path, _)| !path.components().any(|part| part.as_os_str() == ".git"));
        files.iter_mut().for_each(|(path, _)| *path = path.strip_prefix(&root).unwrap().to_owned());
        files.sort();
        files
    }
}

fn collect(folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), files);
        } else {
            files.push((entry.path(), fs::read(entry.path()).unwrap()));
        }
    }
}

/// `(1.2 s)` at the end of lines left out.
fn without_times(text: &str) -> String {
    let lines = text.lines().map(|line| match line.rsplit_once(" (") {
        Some((rest, time)) if time.ends_with(" s)") => rest,
        _ => line,
    });
    lines.map(|line| format!("{line}\n")).collect()
}

/// One scope new, one gone, and an optional field.
pub(crate) fn changed() -> Value {
    let whole = document("prose-list.json").to_string();
    let whole =
        whole.replace("`rewards`, ", "").replace("`vouchers`.", "`vouchers`, `made-up-scope`.");
    let mut whole: Value = serde_json::from_str(&whole).unwrap();
    at(&mut whole, "/components/schemas/OAuthToken/properties")["issued_at"] =
        json!({ "type": "integer" });
    whole
}
