//! The command: its formats, its exit codes, and where it looks.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::mutations as make;
use crate::support::{Established, Outcome, copy, frozen, run};
use crate::verdicts::halves;

/// The committed fragment and a changed one, as files.
struct Files {
    folder: TempDir,
}

impl Files {
    fn new(change: impl FnOnce(&mut Value)) -> Self {
        let folder = TempDir::new().unwrap();
        let mut fragment = Established::frozen().fragment;
        fs::write(folder.path().join("old.json"), fragment.to_string()).unwrap();
        change(&mut fragment);
        fs::write(folder.path().join("new.json"), fragment.to_string()).unwrap();
        Self { folder }
    }

    fn diff(&self, arguments: &[&str]) -> Outcome {
        let file = |name| self.folder.path().join(name).display().to_string();
        let (old, new, dir) = (file("old.json"), file("new.json"), frozen().display().to_string());
        let ran = run(&[&["diff", &old, &new, "--openapi", &dir], arguments].concat());
        // The folder is another one on each machine.
        Outcome { out: ran.out.replace(&format!("{dir}/"), ""), ..ran }
    }
}

/// Some of every level.
fn several(fragment: &mut Value) {
    make::replace_scope(fragment, "rewards", "made-up-scope");
    make::field(fragment, make::ANSWER, false);
    make::servers(fragment).push(serde_json::json!({ "url": "https://a|b.voucherify.io" }));
    make::gone(&mut make::token(fragment)["requestBody"], "required");
}

#[test]
fn text() {
    insta::assert_snapshot!("text", Files::new(several).diff(&[]).out);
}

#[test]
fn markdown() {
    insta::assert_snapshot!("markdown", Files::new(several).diff(&["--format", "markdown"]).out);
    let nothing = Files::new(|_| {}).diff(&["--format", "markdown"]).out;
    assert_eq!(nothing, "### Changes for users of the crates: **none**\n\nNo changes.\n");
}

#[test]
fn json() {
    let ran = Files::new(several).diff(&["--format", "json"]);
    insta::assert_snapshot!("json", ran.out);
}

#[test]
fn exit_codes_follow_fail_on() {
    let scope = Files::new(|d| make::scopes(d, |all| all.push("made-up-scope".into())));
    assert_eq!(scope.diff(&[]).code, 0);
    assert_eq!(scope.diff(&["--fail-on", "major"]).code, 0);
    assert_eq!(scope.diff(&["--fail-on", "minor"]).code, 1);
    assert_eq!(scope.diff(&["--fail-on", "patch"]).code, 1);
    assert_eq!(Files::new(several).diff(&["--fail-on", "major"]).code, 1);
    assert_eq!(Files::new(|_| {}).diff(&["--fail-on", "patch"]).code, 0);
}

#[test]
fn a_refusal_is_a_change_in_every_format() {
    let files = Files::new(|d| make::scopes(d, |all| all.push("a b".into())));
    let ran = files.diff(&["--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let told: Value = serde_json::from_str(&ran.out).unwrap();
    let refused = told["changes"].as_array().unwrap().iter().find(|one| one["kind"] == "refused");
    let refused = refused.unwrap();
    assert_eq!(refused["level"], "major");
    assert!(refused["pointer"].as_str().unwrap().starts_with("/components/schemas/Scope/enum"));
    assert!(refused["message"].as_str().unwrap().contains("help: "), "{refused}");
    for format in ["text", "markdown"] {
        assert!(files.diff(&["--format", format]).out.contains("refused"));
    }
    assert_eq!(files.diff(&["--fail-on", "major"]).code, 1);
}

#[test]
fn only_an_unreadable_document_is_an_error() {
    let swagger = Files::new(|d| *d = serde_json::json!({ "swagger": "2.0" })).diff(&[]);
    assert_eq!(swagger.code, 0, "{}", swagger.err);
    assert!(swagger.out.contains("#/swagger"), "{}", swagger.out);
    let nowhere = run(&["diff", "nowhere.json", "nowhere.json"]);
    assert_eq!(nowhere.code, 2);
    assert!(nowhere.err.contains("nowhere.json"), "{}", nowhere.err);
    let folder = TempDir::new().unwrap();
    let cut = folder.path().join("cut.json");
    fs::write(&cut, "{\"openapi\": ").unwrap();
    let cut = cut.display().to_string();
    let ran = run(&["diff", &cut, &cut]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.err);
}

/// A repository with a description and a manifest, committed once.
struct Repository {
    folder: TempDir,
}

impl Repository {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let own = folder.path().join("openapi");
        copy(&frozen(), &own);
        fs::write(own.join("effective.json"), halves()[1].document.to_string()).unwrap();
        let repository = Self { folder };
        repository.version("0.1.0");
        repository.git(&["init", "--quiet"]);
        repository.commit();
        repository
    }

    fn openapi(&self) -> PathBuf {
        self.folder.path().join("openapi")
    }

    fn version(&self, version: &str) {
        let manifest = format!("[workspace.package]\nversion = \"{version}\"\n");
        fs::write(self.folder.path().join("Cargo.toml"), manifest).unwrap();
    }

    fn change(&self, change: impl FnOnce(&mut Value)) {
        let path = self.openapi().join("oauth.json");
        let mut fragment: Value =
            serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        change(&mut fragment);
        fs::write(path, fragment.to_string()).unwrap();
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&[
            "-c",
            "user.name=n",
            "-c",
            "user.email=e@example.org",
            "commit",
            "--quiet",
            "-m",
            "m",
        ]);
    }

    fn git(&self, arguments: &[&str]) {
        let status =
            Command::new("git").current_dir(self.folder.path()).args(arguments).status().unwrap();
        assert!(status.success(), "{arguments:?}");
    }

    fn diff(&self, arguments: &[&str]) -> Outcome {
        let dir = self.openapi().display().to_string();
        run(&[&["diff", "--openapi", &dir], arguments].concat())
    }
}

#[test]
fn the_working_tree_is_compared_with_a_revision() {
    let repository = Repository::new();
    let same = repository.diff(&[]);
    assert_eq!((same.code, same.out.as_str()), (0, "verdict: none\n"), "{}", same.err);
    // Even before `generate` has been run.
    repository.change(|d| make::scopes(d, |all| all.push("made-up-scope".into())));
    assert!(repository.diff(&[]).out.contains("verdict: minor"));
    repository.commit();
    assert!(repository.diff(&["--base", "HEAD~1"]).out.contains("scope-added"));
}

#[test]
fn a_revision_that_is_not_there_is_an_error() {
    let ran = Repository::new().diff(&["--base", "nowhere"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("nowhere:") && ran.err.contains("git failed"), "{}", ran.err);
    assert_eq!(Repository::new().diff(&["--base", "--output=x"]).code, 2);
}

#[test]
fn the_version_must_have_moved_since_the_release() {
    let repository = Repository::new();
    let required = || repository.diff(&["--require-version"]);
    // Nothing is released yet.
    repository.change(|d| make::scopes(d, |all| all.truncate(11)));
    assert_eq!(required().code, 0);
    repository.git(&["checkout", "--quiet", "."]);
    repository.git(&["tag", "v0.1.0"]);
    assert_eq!(required().code, 0);
    repository.change(|d| make::scopes(d, |all| all.push("made-up-scope".into())));
    repository.commit();
    let ran = required();
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("Cargo.toml has 0.1.0; the changes since v0.1.0"), "{}", ran.err);
    assert!(ran.err.contains("require 0.1.1"), "{}", ran.err);
    repository.version("0.1.1");
    assert_eq!(required().code, 0);
    repository.change(|d| make::scopes(d, |all| all.truncate(12)));
    assert_eq!(required().code, 1);
    repository.version("0.2.0");
    assert_eq!(required().code, 0);
}
