//! Tests `.ci/upstream`, the steps of the scheduled workflow, with a local HTTP server.
//!
//! Needs bash, curl and git: run it with `cargo test -p xtask --test workflow -- --ignored`.
//! Fake programs replace `cargo`, except for `cargo xtask`, and `gh`.
#![cfg(unix)]
// Helpers outside of `#[test]` functions may also fail the test.
#![allow(clippy::panic, clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use support::document;
use tempfile::TempDir;

/// Runs `xtask`. Builds nothing, and leaves a pending snapshot in place of a test.
const CARGO: &str = "\
[ \"$1\" = xtask ] || { [ \"$1\" = test ] && touch tests/scopes.snap.new; exit 0; }
shift
CARGO=\"$0\" exec \"$XTASK\" \"$@\"";

/// Records the commands, and remembers that it opened a pull request.
const GH: &str = "\
echo \"$1 $2\" >> \"$FORGE/commands\"
while [ $# -gt 0 ]; do [ \"$1\" = --body-file ] && cp \"$2\" \"$FORGE/body\"; shift; done
case \"$(tail -n 1 \"$FORGE/commands\")\" in
'pr list') [ ! -e \"$FORGE/open\" ] || echo 7 ;;
'pr create') touch \"$FORGE/open\" ;;
esac";

/// A small workspace, with a remote and the fake programs.
struct Clone {
    folder: TempDir,
}

impl Clone {
    fn new() -> Self {
        let clone = Self { folder: TempDir::new().unwrap() };
        for folder in ["work/.ci", "work/tests", "bin", "forge"] {
            fs::create_dir_all(clone.path(folder)).unwrap();
        }
        support::copy(&support::frozen(), &clone.path("work/openapi"));
        fs::copy(support::workspace::root().join(".ci/upstream"), clone.path("work/.ci/upstream"))
            .unwrap();
        fs::write(clone.path("work/.gitignore"), "*.snap.new\n.xtask-*\n/target\n").unwrap();
        let manifest = "[workspace.package]\nversion = \"0.1.0\"\n";
        fs::write(clone.path("work/Cargo.toml"), manifest).unwrap();
        fs::write(clone.path("work/CHANGELOG.md"), "## [Unreleased]\n").unwrap();
        for (name, content) in [("cargo", CARGO), ("gh", GH)] {
            support::write_program(&clone.path("bin").join(name), content);
        }
        let work = clone.path("work").display().to_string();
        let dir = clone.path("work/openapi").display().to_string();
        assert_eq!(support::run(&["generate", "--openapi", &dir, "--out", &work]).code, 0);
        clone.git(&["init", "--quiet", "--bare", "-b", "main", "../origin"]);
        clone.git(&["init", "--quiet", "-b", "main"]);
        clone.git(&["remote", "add", "origin", "../origin"]);
        clone.commit();
        clone
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn git(&self, arguments: &[&str]) -> String {
        let mut git = Command::new("git");
        git.current_dir(self.path("work")).args(arguments);
        let output = identity(&mut git).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "m"]);
        self.git(&["push", "--quiet", "origin", "main"]);
    }

    /// Runs the script on the branch `main`. Returns whether it succeeded, and its output.
    fn run(&self, address: &str) -> (bool, String) {
        self.git(&["switch", "--quiet", "main"]);
        let path = std::env::var("PATH").unwrap();
        let mut script = Command::new("bash");
        script
            .arg(self.path("work/.ci/upstream"))
            .current_dir("/")
            .env("PATH", format!("{}:{path}", self.path("bin").display()))
            .env("XTASK", env!("CARGO_BIN_EXE_xtask"))
            .env("CARGO_MANIFEST_DIR", self.path("work/xtask"))
            .env("FORGE", self.path("forge"))
            .env("UPSTREAM_ADDRESS", address)
            .env_remove("GITHUB_STEP_SUMMARY");
        let output = identity(&mut script).output().unwrap();
        let printed = [output.stderr, output.stdout].concat();
        (output.status.success(), String::from_utf8(printed).unwrap())
    }

    /// Returns the commands that `gh` received.
    fn commands(&self) -> String {
        fs::read_to_string(self.path("forge/commands")).unwrap_or_default()
    }
}

fn identity(command: &mut Command) -> &mut Command {
    for name in ["GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"] {
        command.env(name, "n");
    }
    command.env("GIT_AUTHOR_EMAIL", "e@example.org").env("GIT_COMMITTER_EMAIL", "e@example.org")
}

/// Serves `body`, or 404 for `None`, and returns the address.
fn serve(body: Option<String>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/oauth.json", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let _ = stream.read(&mut [0; 4096]);
            let (status, body) = match &body {
                Some(body) => ("200 OK", body.as_str()),
                None => ("404 Not Found", ""),
            };
            let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n", body.len());
            let _ = write!(stream, "{head}Connection: close\r\n\r\n{body}");
        }
    });
    address
}

fn changed() -> String {
    document("prose-list.json").to_string().replace("`vouchers`.", "`vouchers`, `made-up-scope`.")
}

#[test]
#[ignore = "needs bash, curl and git: see the top of this file"]
fn a_change_opens_one_pull_request_and_updates_it() {
    let clone = Clone::new();
    let unchanged = serve(Some(document("prose-list.json").to_string()));
    let (succeeded, output) = clone.run(&unchanged);
    assert!(succeeded && output.ends_with("nothing changed\n"), "{output}");
    assert_eq!(clone.commands(), "");

    let address = serve(Some(changed()));
    let (succeeded, output) = clone.run(&address);
    assert!(succeeded && output.ends_with("opened a pull request\n"), "{output}");
    let body = fs::read_to_string(clone.path("forge/body")).unwrap();
    for part in ["**minor**", "| scope-added | `made-up-scope` |", "### Left to you", &address] {
        assert!(body.contains(part), "{part}: {body}");
    }
    let pending = clone.path("work/target/pending-snapshots/tests/scopes.snap.new");
    assert!(Path::new(&pending).exists());
    let pushed = clone.git(&["diff", "--name-only", "main", "origin/upstream-description"]);
    for file in ["openapi/oauth.json", "openapi/provenance.json", "CHANGELOG.md"] {
        assert!(pushed.lines().any(|line| line == file), "{pushed}");
    }
    assert!(!pushed.contains(".snap.new"), "{pushed}");

    let (succeeded, output) = clone.run(&address);
    assert!(succeeded && output.ends_with("already has these changes\n"), "{output}");
    let more = changed().replace("`made-up-scope`.", "`made-up-scope`, `zones`.");
    let (succeeded, output) = clone.run(&serve(Some(more)));
    assert!(succeeded && output.ends_with("updated pull request 7\n"), "{output}");
    assert_eq!(clone.commands(), "pr list\npr create\npr list\npr edit\n");
    // Nothing is committed to the main branch.
    assert_eq!(clone.git(&["rev-list", "--count", "main"]), "1\n");
}

#[test]
#[ignore = "needs bash, curl and git: see the top of this file"]
fn a_failure_is_reported_and_changes_nothing() {
    let clone = Clone::new();
    let (succeeded, output) = clone.run(&serve(None));
    assert!(!succeeded && output.contains("error: cannot download http://127.0.0.1"), "{output}");
    let (succeeded, output) = clone.run(&serve(Some("openapi: 3.0.1\n".to_owned())));
    assert!(!succeeded && output.contains("is not valid JSON"), "{output}");
    assert!(output.contains("cargo xtask update exited with 2"), "{output}");
    assert_eq!(clone.git(&["status", "--porcelain"]), "");
    fs::write(clone.path("work/new"), "").unwrap();
    let (succeeded, output) = clone.run(&serve(Some(changed())));
    assert!(!succeeded && output.contains("the working tree has changes"), "{output}");
    assert_eq!(clone.commands(), "");
}
