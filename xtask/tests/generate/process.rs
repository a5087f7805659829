//! Runs the command as a process: folders, pipes and exit codes.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::support::{Description, workspace};

fn xtask(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.arg("generate").current_dir(folder).env("RUST_BACKTRACE", "1");
    command
}

fn outcome(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn the_workspace_is_found_from_any_folder() {
    let outside = tempfile::tempdir().unwrap();
    for folder in [workspace::root().join("tests/types"), outside.path().to_owned()] {
        let output = xtask(&folder)
            .arg("--check")
            // `cargo run` sets this variable.
            .env("CARGO_MANIFEST_DIR", workspace::root().join("xtask"))
            .output()
            .unwrap();
        let (code, out, err) = outcome(&output);
        assert_eq!(code, Some(0), "{out}{err}");
        assert!(out.contains("in sync"), "{out}");
    }
}

#[test]
fn a_missing_description_is_an_error_with_help() {
    let outside = tempfile::tempdir().unwrap();
    let output = xtask(outside.path()).env_remove("CARGO_MANIFEST_DIR").output().unwrap();
    let (code, _, err) = outcome(&output);
    assert_eq!(code, Some(2), "{err}");
    assert!(err.contains("--openapi"), "{err}");
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_not_an_error() {
    let description = Description::frozen();
    let folder = description.openapi().parent().unwrap().to_owned();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = xtask(&folder)
        .args(["--openapi", "openapi", "--out", "out"])
        .stdout(Stdio::from(writer))
        .output()
        .unwrap();
    let (code, _, err) = outcome(&output);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let effective = description.out().join("openapi/effective.json");
    assert!(!fs::read_to_string(effective).unwrap().is_empty());
}
