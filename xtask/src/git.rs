//! What the repository knows of the past.

use std::path::Path;
use std::process::Command;

use crate::report::Diagnostic;

/// The text of the file `name` in the folder `dir`, as it was at the revision `rev`.
pub fn show(dir: &Path, rev: &str, name: &str) -> Result<String, Diagnostic> {
    let file = format!("{rev}:{}", dir.join(name).display());
    git(dir, &["show", "--end-of-options", &format!("{rev}:./{name}")]).map_err(|reason| {
        Diagnostic::error(
            file,
            "",
            reason,
            "name a revision that has the file (`git log -- openapi`)",
        )
    })
}

/// The tag of the last release before or at the present commit, if there was one.
pub fn last_release(dir: &Path) -> Option<String> {
    let tag = git(dir, &["describe", "--tags", "--abbrev=0", "--match", "v[0-9]*"]).ok()?;
    Some(tag.trim().to_owned())
}

/// Runs git in `dir`, and returns what it prints, or else why it failed.
fn git(dir: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new("git")
        .current_dir(dir)
        .args(arguments)
        .output()
        .map_err(|error| format!("git can't be run: {error}"))?;
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr);
        return Err(format!("git refuses: {}", reason.lines().next().unwrap_or_default()));
    }
    String::from_utf8(output.stdout).map_err(|error| format!("is not UTF-8: {error}"))
}
