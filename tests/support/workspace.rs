//! The root of the workspace, and copies of it to change and build.
//!
//! The tests of xtask include this file as a module, because this package depends on xtask.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The crates that contain generated code, and the crate that their tests need.
const LIBRARIES: &[&str] =
    &["voucherify-oauth-types", "voucherify-oauth", "voucherify-oauth-sandbox"];

/// Returns the root of the workspace.
pub fn root() -> PathBuf {
    // The folder of the manifest is directly below the root.
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// Creates a workspace in `folder` with copies of the libraries, of some crates in
/// `tests/downstream`, and of the lock file.
pub fn copy_libraries(folder: &Path, downstream: &[&str]) -> io::Result<()> {
    let libraries = LIBRARIES.iter().map(|name| format!("crates/{name}"));
    let downstream = downstream.iter().map(|name| format!("tests/downstream/{name}"));
    let members: Vec<_> = libraries.chain(downstream).collect();
    for member in &members {
        copy(&root().join(member), &folder.join(member))?;
    }
    let manifest = fs::read_to_string(root().join("Cargo.toml"))?;
    fs::write(folder.join("Cargo.toml"), with_members(&manifest, &members))?;
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
    Ok(())
}

/// Runs cargo in `folder` without a network, building into `target`.
pub fn cargo(folder: &Path, target: &Path, arguments: &[&str]) -> io::Result<Output> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(arguments)
        .arg("--offline")
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        // Set for the test by the outer cargo, and wrong for the inner cargo.
        .env_remove("CARGO_MANIFEST_DIR")
        .output()?;
    if output.status.success() {
        Ok(output)
    } else {
        let [out, err] = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
        Err(io::Error::other(format!("cargo {}: {err}{out}", arguments.join(" "))))
    }
}

fn with_members(manifest: &str, members: &[String]) -> String {
    let quoted: Vec<_> = members.iter().map(|member| format!("{member:?}")).collect();
    let (before, rest) = manifest.split_once("members = [").unwrap_or((manifest, ""));
    let (_, after) = rest.split_once(']').unwrap_or(("", rest));
    format!("{before}members = [{}]{after}", quoted.join(", "))
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
