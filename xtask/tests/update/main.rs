//! `cargo xtask update`: its steps, and what is left when one fails or is interrupted.
//!
//! A stand-in for Cargo builds and tests, since the real one takes minutes here.
#![cfg(unix)]
// Outside of `#[test]` functions too, what goes wrong here fails the test.
#![allow(clippy::panic, clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use support::{at, document};
use tempfile::TempDir;
use xtask::commands::import::Import;
use xtask::update::{Cargo, Format, Outcome, Style, Update};

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
echo 'Testing tests/cmd/scopes.trycmd:3 ... failed 12ms'
exit 101";
/// Works for as long as the update waits for it.
const HANGING: &str = "while kill -0 $PPID 2>/dev/null; do sleep 0.02; done";

/// A workspace with the frozen description and what is generated from it.
struct Workspace {
    folder: TempDir,
}

impl Workspace {
    fn new(cargo: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let root = folder.path();
        support::copy(&support::frozen(), &root.join("openapi"));
        let manifest = "[workspace.package]\nversion = \"0.1.0\"\n\n[workspace.dependencies]\n\
                        voucherify-oauth = { version = \"0.1.0\", path = \"crates/voucherify-oauth\" }\n";
        fs::write(root.join("Cargo.toml"), manifest).unwrap();
        let own = root.display().to_string();
        let dir = root.join("openapi").display().to_string();
        let generated = support::run(&["generate", "--openapi", &dir, "--out", &own]);
        assert_eq!(generated.code, 0, "{}", generated.err);
        let workspace = Self { folder };
        workspace.write_cargo(cargo);
        workspace
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Runs the update to `document`, and returns how it ended and what was shown, without what
    /// differs from run to run.
    fn update(&self, document: &Value, write_version: bool) -> (Option<Outcome>, String) {
        self.run(document, write_version, Format::Text, Style::default())
    }

    fn run(
        &self,
        document: &Value,
        write_version: bool,
        format: Format,
        style: Style,
    ) -> (Option<Outcome>, String) {
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
            style,
            format,
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

    /// Starts `cargo xtask update` as a process of its own.
    fn start(&self, document: &Value) -> Child {
        let file = self.path("vendor.json");
        fs::write(&file, document.to_string()).unwrap();
        Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(["update", "vendor.json"])
            .current_dir(self.folder.path())
            .env("CARGO_MANIFEST_DIR", self.path("xtask"))
            .env("CARGO", self.path("cargo.sh"))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap()
    }

    fn write_cargo(&self, cargo: &str) {
        let program = self.path("cargo.sh");
        fs::write(&program, format!("#!/bin/sh\necho \"$@\" >> asked\n{cargo}\n")).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// Every file with its content, but for what the stand-in noted.
    fn content(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        collect(self.folder.path(), &mut files);
        let noted = ["asked", "vendor.json", "cargo.sh"];
        files.retain(|(path, _)| !noted.iter().any(|name| path.ends_with(name)));
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
    let whole =
        whole.replace("`rewards`, ", "").replace("`vouchers`.", "`vouchers`, `made-up-scope`.");
    let mut whole: Value = serde_json::from_str(&whole).unwrap();
    at(&mut whole, "/components/schemas/OAuthToken/properties")["issued_at"] =
        json!({ "type": "integer" });
    whole
}

#[test]
fn a_change_goes_the_whole_way() {
    let workspace = Workspace::new(WILLING);
    let (ended, said) = workspace.update(&changed(), false);
    assert_eq!(ended, Some(Outcome::Done), "{said}");
    let changelog = workspace.read("CHANGELOG.md");
    insta::assert_snapshot!("transcript", format!("{said}\n--- CHANGELOG.md\n{changelog}"));
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
fn an_unchanged_description_is_not_built() {
    let workspace = Workspace::new(BROKEN);
    let before = workspace.content();
    let (ended, said) = workspace.update(&document("prose-list.json"), true);
    assert_eq!(ended, Some(Outcome::Done), "{said}");
    assert!(said.ends_with("nothing changed: nothing to build, test or review\n"), "{said}");
    assert!(workspace.content() == before);
    assert!(!workspace.path("asked").exists());
}

#[test]
fn an_update_that_does_not_build_is_restored() {
    let workspace = Workspace::new(BROKEN);
    let before = workspace.content();
    let (ended, said) = workspace.update(&changed(), true);
    assert_eq!(ended, Some(Outcome::Restored), "{said}");
    assert!(said.contains("no variant named `Rewards`"), "{said}");
    assert!(said.contains("every file is as it was before"), "{said}");
    assert!(said.contains("make it build by hand"), "{said}");
    assert!(!said.contains("CHANGELOG.md for its readers"), "{said}");
    assert!(workspace.content() == before);
}

#[test]
fn failing_tests_and_pending_snapshots_are_named() {
    let workspace = Workspace::new(FAILING);
    let (ended, said) = workspace.update(&changed(), false);
    assert_eq!(ended, Some(Outcome::TestsFail), "{said}");
    assert!(said.contains("==> test … 1 test fails\n"), "{said}");
    assert!(said.contains("these tests fail:\n      scopes::opens\n"), "{said}");
    assert!(said.contains("cargo insta review\n      tests/snapshots/scopes.snap.new\n"), "{said}");
    assert!(!said.contains("old.snap.new"), "{said}");
    assert!(said.contains("then git diff\n      tests/cmd/scopes.trycmd:3\n"), "{said}");
}

#[test]
fn files_that_use_what_changed_are_named() {
    let workspace = Workspace::new(WILLING);
    let folder = workspace.path("crates/voucherify-oauth/src");
    fs::write(folder.join("gone.rs"), "fn a() { Scope::Rewards; }").unwrap();
    fs::write(folder.join("field.rs"), "use TokenResponse;").unwrap();
    fs::write(folder.join("neither.rs"), "use Scope; use ScopeSet;").unwrap();
    let (_, said) = workspace.update(&changed(), false);
    assert!(said.contains("crates/voucherify-oauth/src/gone.rs: `Scope` (`Rewards`)\n"), "{said}");
    assert!(said.contains("crates/voucherify-oauth/src/field.rs: `TokenResponse`\n"), "{said}");
    assert!(!said.contains("neither.rs"), "{said}");
}

#[test]
fn the_summary_is_fit_for_a_pull_request() {
    let workspace = Workspace::new(FAILING);
    let (_, said) = workspace.run(&changed(), false, Format::Markdown, Style::default());
    let (summary, _) = said.split_once("==> import").unwrap();
    insta::assert_snapshot!("markdown", summary);
}

#[test]
fn the_output_of_cargo_is_shown_on_request() {
    let workspace = Workspace::new(FAILING);
    let style = Style { live: false, verbose: true };
    let (_, said) = workspace.run(&changed(), false, Format::Text, style);
    assert!(said.contains("    test scopes::all ... ok\n"), "{said}");
    assert!(said.contains("==> test … 1 test fails\n"), "{said}");
}

#[test]
fn a_terminal_shows_the_elapsed_time() {
    let workspace = Workspace::new("echo '   Compiling it'; sleep 1.2");
    let style = Style { live: true, verbose: false };
    let (_, said) = workspace.run(&changed(), false, Format::Text, style);
    assert!(said.contains("\r\u{1b}[K==> build … 1 s  Compiling it"), "{said:?}");
    assert!(said.contains("\r\u{1b}[K==> build … the workspace builds"), "{said:?}");
}

/// Whatever ends the update in the middle of a step: the next one restores the files, and says so.
#[test]
fn an_interrupted_update_is_restored_by_the_next_one() {
    for signal in ["INT", "TERM", "KILL"] {
        let workspace = Workspace::new(HANGING);
        let before = workspace.content();
        let mut update = workspace.start(&changed());
        while !workspace.path("asked").exists() {
            assert_eq!(update.try_wait().unwrap(), None, "{signal}: ended too early");
            std::thread::sleep(Duration::from_millis(10));
        }
        let pid = update.id().to_string();
        assert!(Command::new("kill").args(["-s", signal, &pid]).status().unwrap().success());
        assert!(!update.wait().unwrap().success());
        assert!(workspace.content() != before, "{signal}");
        // As if it had been in the middle of writing.
        fs::remove_file(workspace.path("CHANGELOG.md")).unwrap();
        fs::write(workspace.path("openapi/.xtask-half"), "{").unwrap();

        workspace.write_cargo(BROKEN);
        let (ended, said) = workspace.update(&document("prose-list.json"), false);
        assert_eq!(ended, Some(Outcome::Done), "{said}");
        assert!(said.starts_with("==> the last update was interrupted"), "{said}");
        assert!(said.contains("every file is as it was before"), "{said}");
        assert!(said.ends_with("nothing changed: nothing to build, test or review\n"), "{said}");
        assert!(workspace.content() == before, "{signal}");
    }
}

/// The five changes that the overlay swallowed: each is seen, and none ends with "nothing changed".
#[test]
fn a_change_behind_the_overlay_is_seen() {
    type Change = fn(&mut Value);
    let changes: [(&str, Change); 5] = [
        ("a grant", |d| {
            let grants =
                "/components/schemas/OAuthTokenGenerateRequestBody/properties/grant_type/enum";
            at(d, grants).as_array_mut().unwrap().push(json!("refresh_token"));
        }),
        ("a token type", |d| {
            let types = "/components/schemas/OAuthToken/properties/token_type/enum";
            at(d, types).as_array_mut().unwrap().push(json!("DPoP"));
        }),
        ("no list of grants", |d| {
            let grants =
                "/components/schemas/OAuthTokenGenerateRequestBody/properties/grant_type/enum";
            support::remove(d, grants);
        }),
        ("an optional field", |d| {
            let names = "/components/schemas/OAuthTokenIntrospectResponseBody/required";
            at(d, names).as_array_mut().unwrap().retain(|name| name != "active");
        }),
        ("a cluster", |d| {
            at(d, "/servers/0/variables/cluster/enum")
                .as_array_mut()
                .unwrap()
                .push(json!("eu2.api"));
        }),
    ];
    let mut verdicts = String::new();
    for (name, change) in changes {
        let workspace = Workspace::new(WILLING);
        let mut document = document("prose-list.json");
        change(&mut document);
        let (ended, said) = workspace.update(&document, false);
        assert!(!said.contains("nothing changed"), "{name}: {said}");
        let lines = said.lines().filter(|line| {
            ["major ", "minor ", "patch ", "none ", "verdict", "error"]
                .iter()
                .any(|word| line.starts_with(word))
        });
        verdicts += &format!("{name}: {ended:?}\n");
        lines.for_each(|line| verdicts += &format!("    {line}\n"));
    }
    insta::assert_snapshot!("behind_the_overlay", verdicts);
}

#[test]
fn an_operation_beside_ours_is_left_to_a_person() {
    let workspace = Workspace::new(BROKEN);
    let mut document = document("prose-list.json");
    document["paths"]["/v2/oauth/token"] =
        json!({ "post": { "operationId": "v2", "responses": { "204": { "description": "" } } } });
    workspace.write_cargo(WILLING);
    let (ended, said) = workspace.update(&document, false);
    assert_eq!(ended, Some(Outcome::Done), "{said}");
    assert!(said.contains("to import it, add \"v2\" to `operations`"), "{said}");
    assert!(!said.contains("nothing changed"), "{said}");
    assert!(!said.contains("CHANGELOG.md for its readers"), "{said}");
    // It is recorded, so that the next update is quiet about it.
    let (_, said) = workspace.update(&document, false);
    assert!(!said.contains("==> build"), "{said}");
}

#[test]
fn the_version_is_written_on_request() {
    let workspace = Workspace::new(WILLING);
    let (_, said) = workspace.update(&changed(), true);
    assert!(said.contains("version: set to 0.2.0"), "{said}");
    let manifest = workspace.read("Cargo.toml");
    assert_eq!(manifest.matches("0.2.0").count(), 2, "{manifest}");
}

#[test]
fn a_crate_versioned_apart_moves_along() {
    let workspace = Workspace::new(WILLING);
    let own = "[package]\nversion = \"0.4.1\"\n";
    fs::write(workspace.path("crates/voucherify-oauth/Cargo.toml"), own).unwrap();
    workspace.update(&changed(), true);
    assert!(workspace.read("crates/voucherify-oauth/Cargo.toml").contains("\"0.5.0\""));
    let manifest = workspace.read("Cargo.toml");
    assert!(manifest.contains("[workspace.package]\nversion = \"0.2.0\""), "{manifest}");
    assert!(manifest.contains("version = \"0.5.0\", path"), "{manifest}");
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
    assert_eq!(changelog.matches("`made-up-scope`").count(), 1, "{changelog}");
}

#[test]
fn a_refusal_changes_nothing() {
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
        (dangling, "which is missing or refers to itself"),
        (clash, "ClientApi"),
        (inexpressible, "text"),
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
