//! The command as a program of its own: folders, pipes, and what reaches the terminal.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use serde_json::json;
use voucherify_oauth_tests::{Description, workspace};

/// The program. Cargo tells tests the path of binaries of their own package only, so that it is
/// asked for this one.
fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let built = Command::new(cargo)
            .args(["build", "--quiet", "--offline", "--package", "xtask", "--bin", "xtask"])
            .arg("--message-format=json")
            .current_dir(workspace::root())
            .output()
            .unwrap();
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        let lines = String::from_utf8(built.stdout).unwrap();
        let messages =
            lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        let mut found = messages.filter_map(|it| Some(PathBuf::from(it["executable"].as_str()?)));
        found.next_back().unwrap()
    })
}

fn xtask(folder: &Path) -> Command {
    let mut command = Command::new(program());
    command.arg("generate").current_dir(folder).env("RUST_BACKTRACE", "1");
    command
}

fn said(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn the_workspace_is_found_from_a_folder_below_and_from_outside() {
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

#[test]
fn what_panics_inside_leaves_no_backtrace() {
    let description = Description::with_fragment(|fragment| {
        fragment["components"]["schemas"]["Error"]["properties"]["key"] =
            json!({ "type": "string", "enum": ["a", "b"], "default": "c" });
    })
    .unwrap();
    let folder = description.openapi().parent().unwrap().to_owned();
    let output = xtask(&folder).args(["--openapi", "openapi", "--out", "out"]).output().unwrap();
    let (code, out, err) = said(&output);
    assert_eq!((code, out.as_str()), (Some(2), ""), "{err}");
    assert!(err.starts_with("error: openapi/oauth.json#"), "{err}");
    assert!(!err.contains("backtrace") && !err.contains("panicked"), "{err}");
}

#[cfg(unix)]
#[test]
fn a_reader_that_leaves_takes_nothing_back() {
    let description = Description::committed().unwrap();
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
