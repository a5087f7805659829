//! `cargo xtask update`: its steps, and what is left when one fails or is interrupted.
//!
//! A stand-in for Cargo builds and tests, since the real one takes minutes here.
#![cfg(unix)]
// Helpers outside of `#[test]` functions may also fail the test.
#![allow(clippy::panic, clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use support::{at, document};
use tempfile::TempDir;

mod release;

/// Succeeds in every command.
const WILLING: &str = "exit 0";
/// Does not build.
const BROKEN: &str = "echo \"error[E0599]: no variant named \\`Rewards\\`\" >&2; exit 101";
/// Builds; one test fails, and one snapshot is pending.
const FAILING: &str = "\
[ \"$1\" = test ] || exit 0
mkdir -p tests/snapshots target && touch tests/snapshots/scopes.snap.new target/old.snap.new
echo 'test scopes::all ... ok'
echo 'test scopes::opens ... FAILED'
echo 'test transcripts::alone ... FAILED'
echo 'Testing tests/cmd/scopes.trycmd:3 ... failed 12ms'
echo \"thread 'transcripts::alone' (7) panicked at /registry/trycmd-1.2.1/src/runner.rs:123:17:\"
exit 101";
/// A repository with the frozen description and what is generated from it. Beside it are the
/// stand-in for Cargo and the vendor's document.
struct Workspace {
    folder: TempDir,
}

/// How an update ended, and what it showed, without what differs from run to run.
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Workspace {
    fn new(cargo: &str) -> Self {
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

    fn copy(&self) -> Self {
        let copy = Self { folder: TempDir::new().unwrap() };
        let status = Command::new("cp").arg("-R").args([self.path(""), copy.path("")]).status();
        assert!(status.unwrap().success());
        copy.write_cargo(WILLING);
        copy
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("work").join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn write(&self, name: &str, content: &str) {
        fs::write(self.path(name), content).unwrap();
    }

    fn write_cargo(&self, cargo: &str) {
        let program = self.folder.path().join("cargo");
        let asked = self.folder.path().join("asked");
        let script = format!("#!/bin/sh\necho \"$@\" >> {}\n{cargo}\n", asked.display());
        fs::write(&program, script).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// Returns the commands that Cargo received.
    fn asked(&self) -> String {
        fs::read_to_string(self.folder.path().join("asked")).unwrap_or_default()
    }

    fn git(&self, arguments: &[&str]) -> String {
        let git = Command::new("git").current_dir(self.path(".")).args(arguments).output().unwrap();
        assert!(git.status.success(), "{arguments:?}: {git:?}");
        String::from_utf8(git.stdout).unwrap()
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        let identity = ["-c", "user.name=n", "-c", "user.email=e@example.org"];
        self.git(&[&identity[..], &["commit", "--quiet", "--message", "m"]].concat());
    }

    /// `cargo xtask update` with `document`.
    fn command(&self, document: &Value, arguments: &[&str]) -> Command {
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

    fn update(&self, document: &Value, arguments: &[&str]) -> Ran {
        let output = self.command(document, arguments).output().unwrap();
        let [out, err] = [output.stdout, output.stderr].map(|bytes| {
            let text = String::from_utf8(bytes).unwrap();
            without_times(&text.replace("../vendor.json", "vendor.json").replace("./", ""))
        });
        Ran { code: output.status.code(), out, err }
    }

    /// Every file with its content.
    fn content(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let root = self.path(".");
        let mut files = Vec::new();
        collect(&root, &mut files);
        files.retain(|(path, _)| !path.components().any(|part| part.as_os_str() == ".git"));
        files.iter_mut().for_each(|(path, _)| *path = path.strip_prefix(&root).unwrap().to_owned());
        files.sort();
        files
    }

    /// Runs an interrupted update again: it says so if files had changed, and writes what is
    /// `expected`.
    fn is_continued(&self, expected: &Self) {
        self.write_cargo(WILLING);
        let changed = !self.git(&["status", "--porcelain"]).is_empty();
        let Ran { code, out, err } = self.update(&self::changed(), &["--write-version"]);
        assert_eq!(code, Some(0), "{out}{err}");
        let says = out.starts_with("==> continuing the update to this document");
        assert_eq!(says, changed, "{out}");
        assert!(out.contains("==> test: all tests pass"), "{out}");
        assert!(self.content() == expected.content(), "{out}");
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
fn a_change_passes_through_all_steps() {
    let workspace = Workspace::new(WILLING);
    let ran = workspace.update(&changed(), &[]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    insta::assert_snapshot!("transcript", ran.out);
    insta::assert_snapshot!("changelog", workspace.read("CHANGELOG.md"));
    assert!(workspace.read("Cargo.toml").contains("version = \"0.1.0\""));
    let asked = workspace.asked();
    let verbs: Vec<_> = asked.lines().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(verbs, ["build", "test"]);
    // What was written is what `generate` would write.
    let root = workspace.path(".").display().to_string();
    let dir = workspace.path("openapi").display().to_string();
    assert_eq!(support::run(&["generate", "--check", "--openapi", &dir, "--out", &root]).code, 0);
}

#[test]
fn an_unchanged_description_is_not_built() {
    let workspace = Workspace::new(BROKEN);
    let before = workspace.content();
    let ran = workspace.update(&document("prose-list.json"), &["--write-version"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    let nothing = "no changes: nothing to build, test or review\n";
    assert!(ran.out.ends_with(nothing), "{}", ran.out);
    assert!(workspace.content() == before);
    assert_eq!(workspace.asked(), "");
}

/// The files stay, for a person to adapt the crates; the next run continues.
#[test]
fn an_update_that_does_not_build_can_be_continued() {
    let workspace = Workspace::new(BROKEN);
    let Ran { code, out, .. } = workspace.update(&changed(), &[]);
    assert_eq!(code, Some(1), "{out}");
    assert!(out.contains("==> build: FAILED\n"), "{out}");
    assert!(out.contains("no variant named `Rewards`"), "{out}");
    assert!(out.contains("fix the build: adapt the crates"), "{out}");
    assert_eq!(workspace.asked().lines().count(), 1);
    let written = workspace.content();

    workspace.write_cargo(WILLING);
    let Ran { code, out, .. } = workspace.update(&changed(), &[]);
    assert_eq!(code, Some(0), "{out}");
    assert!(out.starts_with("==> continuing the update to this document"), "{out}");
    assert!(out.contains("==> test: all tests pass"), "{out}");
    assert!(workspace.content() == written);
}

#[test]
fn changes_that_are_not_committed_are_refused() {
    let workspace = Workspace::new(WILLING);
    workspace.write("notes", "");
    let before = workspace.content();
    let Ran { code, err, .. } = workspace.update(&changed(), &[]);
    assert_eq!(code, Some(2), "{err}");
    assert!(err.contains("has uncommitted changes: notes\n"), "{err}");
    assert!(err.contains("or add --allow-dirty"), "{err}");
    assert!(workspace.content() == before);
    let Ran { code, out, .. } = workspace.update(&changed(), &["--allow-dirty"]);
    assert_eq!(code, Some(0), "{out}");
    assert!(!out.contains("continuing the update"), "{out}");
    // Another document is not what was begun.
    let Ran { code, err, .. } = workspace.update(&document("prose-list.json"), &[]);
    assert_eq!(code, Some(2));
    assert!(err.contains("has uncommitted changes of an update to another document"), "{err}");
}

#[test]
fn failing_tests_and_pending_snapshots_are_named() {
    let Ran { code, out, .. } = Workspace::new(FAILING).update(&changed(), &[]);
    assert_eq!(code, Some(1), "{out}");
    assert!(out.contains("==> test: 1 failing\n"), "{out}");
    assert!(out.contains("failing tests:\n      scopes::opens\n"), "{out}");
    assert!(out.contains("cargo insta review\n      tests/snapshots/scopes.snap.new\n"), "{out}");
    assert!(!out.contains("old.snap.new"), "{out}");
    assert!(out.contains("then git diff\n      tests/cmd/scopes.trycmd:3\n"), "{out}");
}

#[test]
fn snapshots_alone_do_not_fail_an_update() {
    let workspace =
        Workspace::new(&FAILING.replace("scopes::opens ... FAILED", "scopes::opens ... ok"));
    let Ran { code, out, .. } = workspace.update(&changed(), &[]);
    assert_eq!(code, Some(0), "{out}");
    assert!(out.contains("==> test: all tests pass, except for snapshots to review\n"), "{out}");
    assert!(!out.contains("transcripts::alone"), "{out}");
    assert!(out.contains("then git diff\n      tests/cmd/scopes.trycmd:3\n"), "{out}");
}

#[test]
fn files_that_use_what_changed_are_named() {
    let workspace = Workspace::new(WILLING);
    let folder = "crates/voucherify-oauth/src";
    workspace.write(&format!("{folder}/gone.rs"), "fn a() { Scope::Rewards; }");
    workspace.write(&format!("{folder}/field.rs"), "use TokenResponse;");
    workspace.write(&format!("{folder}/neither.rs"), "use Scope; use ScopeSet;");
    workspace.commit();
    let Ran { out, .. } = workspace.update(&changed(), &[]);
    assert!(out.contains(&format!("{folder}/gone.rs: `Scope` (`Rewards`)\n")), "{out}");
    assert!(out.contains(&format!("{folder}/field.rs: `TokenResponse`\n")), "{out}");
    assert!(!out.contains("neither.rs"), "{out}");
}

#[test]
fn a_call_of_an_operation_that_is_deprecated_is_named() {
    let workspace = Workspace::new(WILLING);
    let client = "crates/voucherify-oauth/src/client.rs";
    workspace.write(client, "fn a() { client.introspect_oauth_token(); }");
    workspace.commit();
    let mut document = document("prose-list.json");
    at(&mut document, "/paths/~1v1~1oauth~1introspect/post")["deprecated"] = json!(true);
    let Ran { out, .. } = workspace.update(&document, &[]);
    let named = format!("{client}: calls the deprecated operation `introspect-oauth-token`");
    assert!(out.contains(&named), "{out}");
}

#[test]
fn the_summary_is_fit_for_a_pull_request() {
    let Ran { out, err, .. } =
        Workspace::new(FAILING).update(&changed(), &["--format", "markdown"]);
    insta::assert_snapshot!("markdown", out);
    assert!(err.starts_with("==> import: vendor.json\n"), "{err}");
}

#[test]
fn progress_and_on_request_all_output_is_shown() {
    let workspace = Workspace::new(&format!("echo '   Compiling it' >&2\n{FAILING}"));
    let Ran { out, .. } = workspace.update(&changed(), &[]);
    assert!(out.contains(" s    Compiling it\n"), "{out}");
    assert!(!out.contains("scopes::all"), "{out}");
    let Ran { out, .. } = workspace.update(&changed(), &["-v"]);
    assert!(out.contains(" s test scopes::all ... ok\n"), "{out}");
}

/// A workspace to update to a new document, or to the committed one after an edit of the overlay.
fn to_update(is_new: bool) -> Workspace {
    let workspace = Workspace::new(WILLING);
    if !is_new {
        assert_eq!(workspace.update(&changed(), &[]).code, Some(0));
        let overlay = workspace.read("openapi/overlay.json");
        let edited = overlay.replace("A scope.", "A scope, in other words.");
        assert!(edited != overlay, "{overlay}");
        workspace.write("openapi/overlay.json", &edited);
        workspace.commit();
    }
    workspace
}

#[test]
fn an_update_killed_in_any_step_is_continued() {
    for is_new in [true, false] {
        let before = to_update(is_new);
        let expected = before.copy();
        assert_eq!(expected.update(&changed(), &["--write-version"]).code, Some(0));
        for (signal, step) in [
            ("KILL", "==> generate"),
            ("KILL", "==> write"),
            ("KILL", "build"),
            ("TERM", "build"),
            ("INT", "test"),
        ] {
            let workspace = before.copy();
            let passes = format!("[ $1 = build ] && [ {step:?} = test ]");
            workspace.write_cargo(&format!("{passes} || kill -s {signal} $PPID; exit 0"));
            let mut update = workspace.command(&changed(), &["--write-version"]);
            let mut update = update.stdout(Stdio::piped()).spawn().unwrap();
            let mut lines = BufReader::new(update.stdout.take().unwrap()).lines();
            if lines.any(|line| line.unwrap().starts_with(step)) {
                update.kill().unwrap();
            }
            assert!(!update.wait().unwrap().success(), "{step}");
            workspace.is_continued(&expected);
        }
    }
}

#[test]
fn an_update_killed_between_two_files_is_continued() {
    for is_new in [true, false] {
        let expected = to_update(is_new);
        assert_eq!(expected.update(&changed(), &["--write-version"]).code, Some(0));
        let interrupted = expected.copy();
        let status = interrupted.git(&["diff", "--name-only"]);
        let written: Vec<&str> = status.lines().collect();
        assert!(written.len() > 2, "{status}");
        for count in (0..written.len()).step_by(2) {
            interrupted.git(&[&["restore", "--"], &written[count..]].concat());
            interrupted.write(".xtask-half", "{");
            interrupted.write("openapi/.xtask-half", "{");
            interrupted.is_continued(&expected);
        }
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
        let mut document = document("prose-list.json");
        change(&mut document);
        let Ran { code, out, .. } = Workspace::new(WILLING).update(&document, &[]);
        assert!(!out.contains("no changes"), "{name}: {out}");
        assert_eq!(code, Some(0), "{name}: {out}");
        let lines = out.lines().filter(|line| {
            let words = ["major ", "minor ", "patch ", "none ", "verdict", "error"];
            words.iter().any(|word| line.starts_with(word))
        });
        verdicts += &format!("{name}:\n");
        lines.for_each(|line| verdicts += &format!("    {line}\n"));
    }
    insta::assert_snapshot!("behind_the_overlay", verdicts);
}

#[test]
fn an_operation_beside_ours_is_left_to_a_person() {
    let workspace = Workspace::new(WILLING);
    let mut document = document("prose-list.json");
    document["paths"]["/v2/oauth/token"] =
        json!({ "post": { "operationId": "v2", "responses": { "204": { "description": "" } } } });
    let Ran { code, out, .. } = workspace.update(&document, &[]);
    assert_eq!(code, Some(0), "{out}");
    assert!(out.contains("to import it, add \"v2\" to `operations`"), "{out}");
    assert!(!out.contains("no changes"), "{out}");
    assert!(!out.contains("CHANGELOG.md for its readers"), "{out}");
    // It is recorded, so that the next update is quiet about it.
    workspace.commit();
    let Ran { out, .. } = workspace.update(&document, &[]);
    assert!(!out.contains("==> build"), "{out}");
}

#[test]
fn the_version_is_written_on_request() {
    let workspace = Workspace::new(WILLING);
    let Ran { out, .. } = workspace.update(&changed(), &["--write-version"]);
    assert!(out.contains("version: now 0.2.0 in Cargo.toml"), "{out}");
    let manifest = workspace.read("Cargo.toml");
    assert_eq!(manifest.matches("0.2.0").count(), 2, "{manifest}");
}

#[test]
fn a_crate_versioned_apart_moves_along() {
    let workspace = Workspace::new(WILLING);
    let own = "crates/voucherify-oauth/Cargo.toml";
    workspace.write(own, "[package]\nversion = \"0.4.1\"\n");
    workspace.commit();
    workspace.update(&changed(), &["--write-version"]);
    assert_eq!(workspace.read(own), "[package]\nversion = \"0.5.0\"\n");
    let manifest = workspace.read("Cargo.toml");
    assert!(manifest.contains("[workspace.package]\nversion = \"0.2.0\""), "{manifest}");
    assert!(manifest.contains("version = \"0.5.0\", path"), "{manifest}");
}

/// A version that is written already is not moved a second time for the same change.
#[test]
fn a_second_update_writes_nothing_more() {
    let workspace = Workspace::new(WILLING);
    assert_eq!(workspace.update(&changed(), &["--write-version"]).code, Some(0));
    assert!(workspace.read("Cargo.toml").contains("version = \"0.2.0\""));
    let after = workspace.content();
    assert_eq!(workspace.update(&changed(), &["--write-version"]).code, Some(0));
    assert!(workspace.content() == after);
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
    for (document, why) in
        [(dangling, "which is not in the document"), (clash, "ClientApi"), (inexpressible, "text")]
    {
        let workspace = Workspace::new(BROKEN);
        let before = workspace.content();
        let Ran { code, err, .. } = workspace.update(&document, &["--write-version"]);
        assert_eq!(code, Some(2), "{err}");
        assert!(err.contains(why), "{err}");
        assert!(workspace.content() == before);
        assert_eq!(workspace.asked(), "");
    }
}
