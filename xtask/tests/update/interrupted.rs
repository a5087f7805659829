//! Updates that were interrupted, and a working tree that is not clean.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use crate::BROKEN;
use crate::support::{document, write_program};
use crate::workspace::{Ran, WILLING, Workspace, changed};

/// The files stay, for a person to adapt the crates; the next run continues.
#[test]
fn an_update_that_does_not_build_can_be_continued() {
    let workspace = Workspace::new(BROKEN);
    let Ran { code, out, .. } = workspace.update(&changed(), &[]);
    assert_eq!(code, Some(1), "{out}");
    assert!(out.contains("==> build: FAILED\n"), "{out}");
    assert!(out.contains("no variant named `Rewards`"), "{out}");
    assert!(out.contains("fix the build: adapt the crates"), "{out}");
    assert_eq!(workspace.calls().lines().count(), 1);
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

/// The stand-in for git changes a file after the first look at the working tree.
#[test]
fn changes_during_an_update_are_refused() {
    let workspace = Workspace::new(WILLING);
    let folder = workspace.folder.path().join("bin");
    std::fs::create_dir(&folder).unwrap();
    write_program(
        &folder.join("git"),
        "PATH=${PATH#*:}\n[ \"$1\" != describe ] || touch notes\nexec git \"$@\"\n",
    );
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
    let output = workspace.command(&changed(), &[]).env("PATH", path).output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{err}");
    assert!(err.contains("has uncommitted changes: notes\n"), "{err}");
    assert_eq!(workspace.git(&["status", "--porcelain"]), "?? notes\n");
}

/// Runs an interrupted update again: it says so if files had changed, and writes what is
/// `expected`.
fn is_continued(workspace: &Workspace, expected: &Workspace) {
    workspace.write_cargo(WILLING);
    let has_changes = !workspace.git(&["status", "--porcelain"]).is_empty();
    let Ran { code, out, err } = workspace.update(&changed(), &["--write-version"]);
    assert_eq!(code, Some(0), "{out}{err}");
    let says = out.starts_with("==> continuing the update to this document");
    assert_eq!(says, has_changes, "{out}");
    assert!(out.contains("==> test: all tests pass"), "{out}");
    assert!(workspace.content() == expected.content(), "{out}");
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
        for (cargo, step) in [
            // Still builds when the test kills the update.
            ("exec sleep 60", "==> generate"),
            ("exec sleep 60", "==> write"),
            ("kill -s KILL $PPID", "none"),
            ("kill -s TERM $PPID", "none"),
            // A background job ignores SIGINT, and so do the processes that it starts.
            ("[ $1 = build ] || { kill -s INT $PPID; kill -s TERM $PPID; }", "none"),
        ] {
            let workspace = before.copy();
            workspace.write_cargo(cargo);
            let mut update = workspace.command(&changed(), &["--write-version"]);
            let mut update = update.stdout(Stdio::piped()).spawn().unwrap();
            let mut lines = BufReader::new(update.stdout.take().unwrap()).lines();
            if lines.any(|line| line.unwrap().starts_with(step)) {
                update.kill().unwrap();
            }
            assert!(!update.wait().unwrap().success(), "{step}");
            is_continued(&workspace, &expected);
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
            is_continued(&interrupted, &expected);
        }
    }
}
