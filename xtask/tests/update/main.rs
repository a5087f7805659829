//! `cargo xtask update`: its steps, and what is left when one fails.
//!
//! Building and testing is done by a stand-in for Cargo, since the real one takes minutes here.
#![cfg(unix)]
// Outside of `#[test]` functions too, what goes wrong here fails the test.
#![allow(clippy::panic, clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use support::{at, document, openapi};
use tempfile::TempDir;
use xtask::commands::import::Import;
use xtask::update::{Cargo, Outcome, Update};

/// Does what it is asked for.
const WILLING: &str = "exit 0";
/// Does not build.
const BROKEN: &str = "echo \"error[E0599]: no variant named \\`Rewards\\`\" >&2; exit 101";
/// Builds; one test fails, and one snapshot is pending.
const FAILING: &str = "\
[ \"$1\" = test ] || exit 0
mkdir -p tests/snapshots target && touch tests/snapshots/scopes.snap.new target/old.snap.new
echo 'test scopes::all ... ok'
echo 'test scopes::opens ... FAILED'
exit 101";

/// A workspace with the committed description and what is generated from it.
struct Workspace {
    folder: TempDir,
}

impl Workspace {
    fn new(cargo: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let root = folder.path();
        fs::create_dir(root.join("openapi")).unwrap();
        for file in ["import.json", "oauth.json", "overlay.json"] {
            fs::copy(openapi().join(file), root.join("openapi").join(file)).unwrap();
        }
        let manifest = "[workspace.package]\nversion = \"0.1.0\"\n\n[workspace.dependencies]\n\
                        voucherify-oauth = { version = \"0.1.0\", path = \"crates/voucherify-oauth\" }\n";
        fs::write(root.join("Cargo.toml"), manifest).unwrap();
        let program = root.join("cargo.sh");
        fs::write(&program, format!("#!/bin/sh\necho \"$@\" >> asked\n{cargo}\n")).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let own = root.display().to_string();
        let dir = root.join("openapi").display().to_string();
        let generated = support::run(&["generate", "--openapi", &dir, "--out", &own]);
        assert_eq!(generated.code, 0, "{}", generated.err);
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Runs the update to `document`, and returns how it ended and what was said, without what
    /// differs from run to run.
    fn update(&self, document: &Value, write_version: bool) -> (Option<Outcome>, String) {
        let vendor = TempDir::new().unwrap();
        let file = vendor.path().join("vendor.json");
        fs::write(&file, document.to_string()).unwrap();
        let root = self.folder.path().to_owned();
        let update = Update {
            import: Import {
                document: file,
                openapi: Some(root.join("openapi")),
                ..Import::default()
            },
            cargo: Cargo { program: root.join("cargo.sh"), root: root.clone() },
            root,
            write_version,
        };
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let ended = update.run(&mut out, &mut err);
        let mut said = String::from_utf8([out, err].concat()).unwrap();
        let ended = match ended {
            Ok(outcome) => Some(outcome),
            Err(failure) => {
                said += &format!("\n{failure}");
                None
            }
        };
        for folder in [self.folder.path(), vendor.path()] {
            said = said.replace(&format!("{}/", folder.display()), "");
        }
        (ended, without_times(&said))
    }

    /// Every file with its content, but for what the stand-in noted.
    fn content(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        collect(self.folder.path(), &mut files);
        files.retain(|(path, _)| !path.ends_with("asked"));
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
fn changed() -> Value {
    let whole = document("prose-list.json").to_string();
    let whole = whole.replace("`rewards`, ", "").replace("`vouchers`.", "`vouchers`, `wallets`.");
    let mut whole: Value = serde_json::from_str(&whole).unwrap();
    at(&mut whole, "/components/schemas/OAuthToken/properties")["issued_at"] =
        json!({ "type": "integer" });
    whole
}

#[test]
fn what_changes_goes_the_whole_way() {
    let workspace = Workspace::new(WILLING);
    let (ended, said) = workspace.update(&changed(), false);
    assert_eq!(ended, Some(Outcome::Done), "{said}");
    insta::assert_snapshot!("transcript", said);
    insta::assert_snapshot!("changelog", workspace.read("CHANGELOG.md"));
    assert!(workspace.read("Cargo.toml").contains("version = \"0.1.0\""));
    let asked = workspace.read("asked");
    assert_eq!(
        asked.lines().map(|line| line.split(' ').next().unwrap()).collect::<Vec<_>>(),
        ["build", "test"]
    );
    // What was written is what `generate` would write.
    let root = workspace.path("").display().to_string();
    let dir = workspace.path("openapi").display().to_string();
    assert_eq!(support::run(&["generate", "--check", "--openapi", &dir, "--out", &root]).code, 0);
}

#[test]
fn what_does_not_change_is_neither_built_nor_tested() {
    let workspace = Workspace::new(BROKEN);
    let before = workspace.content();
    let (ended, said) = workspace.update(&document("prose-list.json"), true);
    assert_eq!(ended, Some(Outcome::Done), "{said}");
    assert!(said.ends_with("nothing changed: nothing to build, test or review\n"), "{said}");
    assert!(workspace.content() == before);
    assert!(!workspace.path("asked").exists());
}

#[test]
fn what_does_not_build_is_put_back() {
    let workspace = Workspace::new(BROKEN);
    let before = workspace.content();
    let (ended, said) = workspace.update(&changed(), true);
    assert_eq!(ended, Some(Outcome::PutBack), "{said}");
    assert!(said.contains("no variant named `Rewards`"), "{said}");
    assert!(said.contains("every file is as it was before"), "{said}");
    assert!(workspace.content() == before);
}

#[test]
fn tests_that_fail_and_snapshots_that_wait_are_named() {
    let workspace = Workspace::new(FAILING);
    let (ended, said) = workspace.update(&changed(), false);
    assert_eq!(ended, Some(Outcome::TestsFail), "{said}");
    assert!(said.contains("==> test … 1 test fails\n"), "{said}");
    assert!(said.contains("these fail:\n      scopes::opens\n"), "{said}");
    assert!(said.contains("cargo insta review\n      tests/snapshots/scopes.snap.new\n"), "{said}");
    assert!(!said.contains("old.snap.new"), "{said}");
}

#[test]
fn the_version_is_written_if_that_is_wanted() {
    let workspace = Workspace::new(WILLING);
    let (_, said) = workspace.update(&changed(), true);
    assert!(said.contains("version: set to 0.2.0"), "{said}");
    let manifest = workspace.read("Cargo.toml");
    assert_eq!(manifest.matches("0.2.0").count(), 2, "{manifest}");
}

#[test]
fn a_second_update_finds_nothing_to_do() {
    let workspace = Workspace::new(WILLING);
    workspace.update(&changed(), false);
    let after = workspace.content();
    let (ended, said) = workspace.update(&changed(), false);
    assert_eq!(ended, Some(Outcome::Done), "{said}");
    assert!(workspace.content() == after);
}

/// A version that is written already is not moved a second time for the same change.
#[test]
fn the_version_moves_once() {
    let workspace = Workspace::new(WILLING);
    for arguments in [
        &["init", "--quiet"][..],
        &["add", "--all"],
        &["-c", "user.name=n", "-c", "user.email=e@example.org", "commit", "--quiet", "-m", "m"],
    ] {
        let git = std::process::Command::new("git")
            .current_dir(workspace.path(""))
            .args(arguments)
            .status();
        assert!(git.unwrap().success());
    }
    for _ in 0..2 {
        workspace.update(&changed(), true);
        assert!(workspace.read("Cargo.toml").contains("version = \"0.2.0\""));
    }
    let changelog = workspace.read("CHANGELOG.md");
    assert_eq!(changelog.matches("`wallets`").count(), 1, "{changelog}");
}

#[test]
fn what_is_refused_changes_nothing() {
    let mut dangling = changed();
    support::remove(&mut dangling, "/components/schemas/Error");
    let mut clash = document("array-and-string-enum.json");
    at(&mut clash, "/components/schemas/OAuthToken/properties/scope/enum")
        .as_array_mut()
        .unwrap()
        .push(json!("client-api"));
    let mut inexpressible = changed();
    at(&mut inexpressible, "/components/schemas/Error/properties/code")["type"] = json!("text");
    for (document, why) in [
        (dangling, "which is not there"),
        (clash, "both become `Scope::ClientApi`"),
        (inexpressible, "can't be expressed"),
    ] {
        let workspace = Workspace::new(BROKEN);
        let before = workspace.content();
        let (ended, said) = workspace.update(&document, true);
        assert_eq!(ended, None, "{said}");
        assert!(said.contains(why), "{said}");
        assert!(workspace.content() == before);
        assert!(!workspace.path("asked").exists());
    }
}
