//! What an update overwrites, kept in a file until the update has ended. Whenever an update is
//! interrupted, the next one finds the file and restores what it says.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::plan::{BESIDE, replace};
use crate::report::Diagnostic;

/// The file, at the workspace's root. It is not under version control.
const FILE: &str = ".xtask-update.json";

/// The files that an update writes.
#[derive(Debug, Default, Deserialize, Serialize)]
pub(super) struct Journal {
    /// The workspace's root. The next update may see it from another folder.
    #[serde(skip)]
    root: PathBuf,
    entries: Vec<Entry>,
}

/// A file that an update writes, removes or lets Cargo write.
#[derive(Debug, Deserialize, Serialize)]
struct Entry {
    /// The path below the root.
    path: PathBuf,
    /// The content before, or `None` if there was no such file.
    before: Option<String>,
    /// The content that the update writes. `None` if it removes the file or does not know.
    after: Option<String>,
    /// Whether only Cargo knows the content that it writes.
    unknown: bool,
}

/// What came of restoring.
#[derive(Debug, Default)]
pub(super) struct Restored {
    /// The files that were restored.
    pub(super) restored: Vec<PathBuf>,
    /// The files that were not, each with the reason.
    pub(super) left: Vec<String>,
}

impl Journal {
    /// Begins the journal of an update of the workspace at `root`.
    pub(super) fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), entries: Vec::new() }
    }

    /// Adds a file that the update writes with the content `after`, or removes.
    pub(super) fn add(&mut self, path: &Path, after: Option<&str>) -> io::Result<()> {
        let after = after.map(str::to_owned);
        self.entries.push(Entry {
            before: read(path)?,
            path: self.below(path),
            after,
            unknown: false,
        });
        Ok(())
    }

    /// Adds a file that Cargo writes.
    pub(super) fn add_unknown(&mut self, path: &Path) -> io::Result<()> {
        self.entries.push(Entry {
            before: read(path)?,
            path: self.below(path),
            after: None,
            unknown: true,
        });
        Ok(())
    }

    /// Returns `path` as it is below the root.
    fn below(&self, path: &Path) -> PathBuf {
        path.strip_prefix(&self.root).unwrap_or(path).to_owned()
    }

    /// Writes the journal. Only then may the first file be written.
    pub(super) fn write(&self) -> io::Result<()> {
        let text = serde_json::to_string(self)?;
        replace(&self.root.join(FILE), &text).map_err(|refused| io::Error::other(refused.message))
    }

    /// Removes the journal: the update has ended.
    pub(super) fn remove(root: &Path) -> io::Result<()> {
        match fs::remove_file(root.join(FILE)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Restores what the journal at `root` says, and removes it. Returns `None` if there is none.
    ///
    /// A file that somebody edited after the update wrote it stays as it is.
    pub(super) fn restore(root: &Path) -> Result<Option<Restored>, Diagnostic> {
        let path = root.join(FILE);
        let unusable = |error: io::Error| {
            let help = "restore the files with git, and remove this one";
            Diagnostic::io(&path, "read", &error, help)
        };
        let Some(text) = read(&path).map_err(unusable)? else { return Ok(None) };
        let journal: Self =
            serde_json::from_str(&text).map_err(|error| unusable(io::Error::other(error)))?;
        let mut outcome = Restored::default();
        for entry in &journal.entries {
            match entry.restore(root) {
                Ok(true) => outcome.restored.push(entry.path.clone()),
                Ok(false) => {}
                Err(error) => outcome.left.push(format!("{}: {error}", entry.path.display())),
            }
        }
        Self::remove(root).map_err(unusable)?;
        Ok(Some(outcome))
    }
}

impl Entry {
    /// Returns whether there was something to restore.
    fn restore(&self, root: &Path) -> io::Result<bool> {
        let path = root.join(&self.path);
        clean_up(&path);
        let now = read(&path)?;
        if now == self.before {
            return Ok(false);
        }
        if !self.unknown && now != self.after {
            return Err(io::Error::other("was edited since, and stays as it is"));
        }
        match &self.before {
            Some(text) => {
                replace(&path, text).map_err(|refused| io::Error::other(refused.message))?;
            }
            None => fs::remove_file(&path)?,
        }
        Ok(true)
    }
}

/// Removes the files that an interrupted write left beside `path`.
fn clean_up(path: &Path) {
    let entries = path.parent().and_then(|folder| fs::read_dir(folder).ok());
    for entry in entries.into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(BESIDE) && name != FILE {
            // git ignores what cannot be removed.
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn read(path: &Path) -> io::Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(io::Error::new(error.kind(), format!("{}: {error}", path.display()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with `old`, and a journal about writing both files.
    fn interrupted() -> (tempfile::TempDir, PathBuf, PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let (old, new) = (dir.path().join("old"), dir.path().join("new"));
        fs::write(&old, "before").unwrap();
        let mut journal = Journal::new(dir.path());
        journal.add(&old, Some("after")).unwrap();
        journal.add(&new, Some("after")).unwrap();
        journal.write().unwrap();
        (dir, old, new)
    }

    #[test]
    fn written_files_are_restored_once() {
        let (dir, old, new) = interrupted();
        fs::write(&old, "after").unwrap();
        fs::write(&new, "after").unwrap();
        fs::write(dir.path().join(".xtask-half"), "aft").unwrap();
        let outcome = Journal::restore(dir.path()).unwrap().unwrap();
        assert_eq!(outcome.restored, [Path::new("old"), Path::new("new")]);
        assert!(!new.exists());
        assert_eq!(fs::read_to_string(&old).unwrap(), "before");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
        assert!(Journal::restore(dir.path()).unwrap().is_none());
    }

    #[test]
    fn a_file_that_was_edited_since_stays() {
        let (dir, old, _) = interrupted();
        fs::write(&old, "by hand").unwrap();
        let outcome = Journal::restore(dir.path()).unwrap().unwrap();
        assert!(outcome.restored.is_empty());
        assert!(outcome.left[0].contains("was edited since"), "{:?}", outcome.left);
        assert_eq!(fs::read_to_string(&old).unwrap(), "by hand");
    }

    #[test]
    fn a_damaged_journal_is_an_error() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(FILE), "{").unwrap();
        assert!(Journal::restore(dir.path()).is_err());
    }
}
