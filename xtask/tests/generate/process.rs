//! The command as a program of its own: folders, pipes, and what reaches the terminal.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::support::{Description, workspace};

fn xtask(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.arg("generate").current_dir(folder).env("RUST_BACKTRACE", "1");
    command
}

fn said(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn the_workspace_is_found_from_below_and_from_outside() {
    let outside = tempfile::tempdir().unwrap();
    for folder in [workspace::root().join("tests/types"), outside.path().to_owned()] {
        let output = xtask(&folder)
            .arg("--check")
            // As `cargo run` sets it.
            .env("CARGO_MANIFEST_DIR", workspace::root().join("xtask"))
            .output()
            .unwrap();
        let (code, out, err) = said(&output);
        assert_eq!(code, Some(0), "{out}{err}");
        assert!(out.contains("in sync"), "{out}");
    }
}

#[test]
fn a_folder_without_a_description_is_an_error_with_a_remedy() {
    let outside = tempfile::tempdir().unwrap();
    let output = xtask(outside.path()).env_remove("CARGO_MANIFEST_DIR").output().unwrap();
    let (code, _, err) = said(&output);
    assert_eq!(code, Some(2), "{err}");
    assert!(err.contains("--openapi"), "{err}");
}

#[cfg(unix)]
#[test]
fn a_reader_that_leaves_early_changes_nothing() {
    let description = Description::frozen();
    let folder = description.openapi().parent().unwrap().to_owned();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = xtask(&folder)
        .args(["--openapi", "openapi", "--out", "out"])
        .stdout(Stdio::from(writer))
        .output()
        .unwrap();
    let (code, _, err) = said(&output);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let effective = description.out().join("openapi/effective.json");
    assert!(!fs::read_to_string(effective).unwrap().is_empty());
}
