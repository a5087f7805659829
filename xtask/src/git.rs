//! What the repository knows.

use std::path::Path;
use std::process::Command;

use crate::report::Diagnostic;

/// Returns the text of the file `name` in the folder `dir`, as it was at the revision `rev`.
pub fn show(dir: &Path, rev: &str, name: &str) -> Result<String, Diagnostic> {
    git(dir, &["show", "--end-of-options", &format!("{rev}:./{name}")]).map_err(|reason| {
        let file = format!("{rev}:{}", dir.join(name).display());
        let help = "name a revision that has the file (`git log -- openapi`)";
        Diagnostic::error(file, "", reason, help)
    })
}

/// Returns the tag of the last release before or at the present commit, if there was one.
pub fn last_release(dir: &Path) -> Option<String> {
    let tag = git(dir, &["describe", "--tags", "--abbrev=0", "--match", "v[0-9]*"]).ok()?;
    Some(tag.trim().to_owned())
}

/// Returns the files that differ from what is committed, new ones included.
pub fn changed(dir: &Path) -> Result<Vec<String>, Diagnostic> {
    let listed =
        git(dir, &["status", "--porcelain", "--untracked-files=all"]).map_err(|reason| {
            let help = "run this in a git repository, which is what undoes an update";
            Diagnostic::error(dir.display().to_string(), "", reason, help)
        })?;
    Ok(listed.lines().filter_map(|line| Some(line.get(3..)?.to_owned())).collect())
}

/// Returns the snapshots below `dir` that wait for a review. git ignores them.
pub fn pending_snapshots(dir: &Path) -> Vec<String> {
    let files = ["ls-files", "--others", "--", "*.snap.new", "*.pending-snap", ":!target"];
    git(dir, &files).unwrap_or_default().lines().map(str::to_owned).collect()
}

/// Runs git in `dir`, and returns what it prints, or else why it failed.
fn git(dir: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new("git").current_dir(dir).args(arguments).output();
    let output = output.map_err(|error| format!("git cannot be run: {error}"))?;
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr);
        return Err(format!("git refuses: {}", reason.lines().next().unwrap_or_default()));
    }
    String::from_utf8(output.stdout).map_err(|error| format!("is not UTF-8: {error}"))
}
