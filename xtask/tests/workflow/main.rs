//! `.ci/upstream`, the steps of the scheduled workflow, against a local HTTP server.
//!
//! Needs bash, curl and git: run it with `cargo test -p xtask --test workflow -- --ignored`.
//! Stand-ins take the place of Cargo's building and of the forge's `gh`.
#![cfg(unix)]
// Outside of `#[test]` functions too, what goes wrong here fails the test.
#![allow(clippy::panic, clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use support::document;
use tempfile::TempDir;

/// Runs our own command, and builds and tests nothing.
const CARGO: &str = "\
[ \"$1\" = xtask ] || { [ \"$1\" = test ] && touch tests/scopes.snap.new; exit 0; }
shift
CARGO=\"$0\" exec \"$XTASK\" \"$@\"";

/// Keeps what it is asked for, and knows one pull request once it has opened it.
const GH: &str = "\
echo \"$1 $2\" >> \"$FORGE/asked\"
while [ $# -gt 0 ]; do [ \"$1\" = --body-file ] && cp \"$2\" \"$FORGE/body\"; shift; done
case \"$(tail -n 1 \"$FORGE/asked\")\" in
'pr list') [ ! -e \"$FORGE/open\" ] || echo 7 ;;
'pr create') touch \"$FORGE/open\" ;;
esac";

/// A clone of a workspace, with its remote, its forge and stand-ins.
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
            let program = clone.path("bin").join(name);
            fs::write(&program, format!("#!/bin/sh\n{content}\n")).unwrap();
            fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
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

    /// Runs the script with the address, on the branch `main`.
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
        let said = [output.stderr, output.stdout].concat();
        (output.status.success(), String::from_utf8(said).unwrap())
    }

    fn asked(&self) -> String {
        fs::read_to_string(self.path("forge/asked")).unwrap_or_default()
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
#[ignore = "needs bash, curl and git: see the head of this file"]
fn a_change_opens_one_pull_request_and_refreshes_it() {
    let clone = Clone::new();
    let unchanged = serve(Some(document("prose-list.json").to_string()));
    let (ended, said) = clone.run(&unchanged);
    assert!(ended && said.ends_with("nothing changed\n"), "{said}");
    assert_eq!(clone.asked(), "");

    let address = serve(Some(changed()));
    let (ended, said) = clone.run(&address);
    assert!(ended && said.ends_with("opened a pull request\n"), "{said}");
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

    let (ended, said) = clone.run(&address);
    assert!(ended && said.ends_with("has these changes already\n"), "{said}");
    let more = changed().replace("`made-up-scope`.", "`made-up-scope`, `zones`.");
    let (ended, said) = clone.run(&serve(Some(more)));
    assert!(ended && said.ends_with("refreshed pull request 7\n"), "{said}");
    assert_eq!(clone.asked(), "pr list\npr create\npr list\npr edit\n");
    // Nothing is committed to the main branch.
    assert_eq!(clone.git(&["rev-list", "--count", "main"]), "1\n");
}

#[test]
#[ignore = "needs bash, curl and git: see the head of this file"]
fn a_failure_is_reported_and_changes_nothing() {
    let clone = Clone::new();
    let (ended, said) = clone.run(&serve(None));
    assert!(!ended && said.contains("error: cannot download http://127.0.0.1"), "{said}");
    let (ended, said) = clone.run(&serve(Some("openapi: 3.0.1\n".to_owned())));
    assert!(!ended && said.contains("is not valid JSON"), "{said}");
    assert!(said.contains("cargo xtask update ended with 2"), "{said}");
    assert_eq!(clone.git(&["status", "--porcelain"]), "");
    fs::write(clone.path("work/new"), "").unwrap();
    let (ended, said) = clone.run(&serve(Some(changed())));
    assert!(!ended && said.contains("the working tree has changes"), "{said}");
    assert_eq!(clone.asked(), "");
}
