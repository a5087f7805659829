//! Queries to the git repository.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::report::Diagnostic;

/// Returns the text of the file `name` in the folder `dir` at the revision `rev`.
pub fn show(dir: &Path, rev: &str, name: &str) -> Result<String, Diagnostic> {
    git(dir, &["show", "--end-of-options", &format!("{rev}:./{name}")]).map_err(|reason| {
        let file = format!("{rev}:{}", dir.join(name).display());
        let help = "name a revision that has the file (`git log -- openapi`)";
        Diagnostic::error(file, "", reason, help)
    })
}

/// Returns the tag of the last release at or before the current commit, if any.
pub fn last_release(dir: &Path) -> Option<String> {
    let tag = git(dir, &["describe", "--tags", "--abbrev=0", "--match", "v[0-9]*"]).ok()?;
    Some(tag.trim().to_owned())
}

/// Returns the files with uncommitted changes, including new files.
pub fn changed(dir: &Path) -> Result<Vec<String>, Diagnostic> {
    let listed =
        git(dir, &["status", "--porcelain", "--untracked-files=all"]).map_err(|reason| {
            let help = "run this in a git repository, which is needed to undo an update";
            Diagnostic::error(dir.display().to_string(), "", reason, help)
        })?;
    Ok(listed.lines().filter_map(|line| Some(line.get(3..)?.to_owned())).collect())
}

/// Returns the current commit, and the path of the file `name` in git's own folder.
pub fn head(dir: &Path, name: &str) -> Result<(String, PathBuf), Diagnostic> {
    let found = git(dir, &["rev-parse", "HEAD", "--git-path", name]).map_err(|reason| {
        let help = "run this in a git repository with a commit";
        Diagnostic::error(dir.display().to_string(), "", reason, help)
    })?;
    let (commit, path) = found.trim_end().split_once('\n').unwrap_or_default();
    Ok((commit.to_owned(), dir.join(path)))
}

/// Returns the pending snapshots below `dir`, which git ignores.
pub fn pending_snapshots(dir: &Path) -> Vec<String> {
    let files = ["ls-files", "--others", "--", "*.snap.new", "*.pending-snap", ":!target"];
    git(dir, &files).unwrap_or_default().lines().map(str::to_owned).collect()
}

/// Runs git in `dir`, and returns its output or the reason of its failure.
fn git(dir: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new("git").current_dir(dir).args(arguments).output();
    let output = output.map_err(|error| format!("cannot run git: {error}"))?;
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr);
        return Err(format!("git failed: {}", reason.lines().next().unwrap_or_default()));
    }
    String::from_utf8(output.stdout).map_err(|error| format!("is not UTF-8: {error}"))
}
