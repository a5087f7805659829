//! What would change on the disk: computed once, as data, then shown or applied.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use similar::TextDiff;
use tempfile::{Builder, NamedTempFile};

use crate::emit::{Emitted, FOLDERS, MARK};
use crate::report::Diagnostic;

/// The prefix of a file that is written beside its place.
const BESIDE: &str = ".xtask-";

/// The changes that bring a folder in line with what was generated.
#[derive(Debug)]
pub struct Plan {
    root: PathBuf,
    changes: Vec<Change>,
}

/// A file, and what becomes of it.
#[derive(Debug)]
pub struct Change {
    /// The path below the root.
    pub path: PathBuf,
    /// What becomes of it.
    pub state: State,
    old: String,
    new: String,
}

/// What becomes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It has the content that it should have.
    Unchanged,
    /// It has another content.
    Updated,
    /// It does not exist.
    Created,
    /// It has our mark and is no longer generated, or an interrupted write left it.
    Removed,
}

impl State {
    /// Returns the word for it in a report.
    pub fn word(self, check: bool) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            _ if check => "stale",
            Self::Updated => "updated",
            Self::Created => "created",
            Self::Removed => "removed",
        }
    }
}

impl Change {
    /// Returns the change as a unified diff.
    pub fn diff(&self) -> String {
        let path = self.path.display().to_string();
        TextDiff::from_lines(self.old.as_str(), self.new.as_str())
            .unified_diff()
            .header(&path, &path)
            .to_string()
    }
}

impl Plan {
    /// Compares all generated `files` with what is below `root`; other files with our mark go.
    pub fn compare(files: &[Emitted], root: &Path) -> Result<Self, Diagnostic> {
        let mut plan = Self::of_files(files, root)?;
        let wanted: BTreeSet<_> = plan.changes.iter().map(|change| change.path.clone()).collect();
        for folder in FOLDERS.iter().chain(&["openapi"]) {
            for path in leftovers(root, Path::new(folder))? {
                if !wanted.contains(&path) {
                    let old = read_if_present(&root.join(&path))?.unwrap_or_default();
                    let old = String::from_utf8_lossy(&old).into_owned();
                    let new = String::new();
                    plan.changes.push(Change { path, state: State::Removed, old, new });
                }
            }
        }
        plan.changes.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(plan)
    }

    /// Compares only `files` with what is below `root`.
    pub fn of_files(files: &[Emitted], root: &Path) -> Result<Self, Diagnostic> {
        let mut changes = Vec::new();
        for file in files {
            let path = PathBuf::from(&file.path);
            let old = read_if_present(&root.join(&path))?;
            let state = match &old {
                None => State::Created,
                Some(old) if *old == file.text.as_bytes() => State::Unchanged,
                Some(_) => State::Updated,
            };
            let old = old.unwrap_or_default();
            changes.push(Change {
                path,
                state,
                old: String::from_utf8_lossy(&old).into_owned(),
                new: file.text.clone(),
            });
        }
        Ok(Self { root: root.to_owned(), changes })
    }

    /// Returns every file, changed or not, in the order of their paths.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Returns the number of files that have to change.
    pub fn stale(&self) -> usize {
        self.changes.iter().filter(|change| change.state != State::Unchanged).count()
    }

    /// Returns the places of the files that have to change.
    pub fn stale_paths(&self) -> impl Iterator<Item = PathBuf> {
        let stale = self.changes.iter().filter(|change| change.state != State::Unchanged);
        stale.map(|change| self.root.join(&change.path))
    }

    /// Makes the changes in two phases: writes all files beside their places, then renames them
    /// into place. A file that cannot be written leaves everything as it was, and an interruption
    /// leaves each file either old or new; only one between two renames leaves a mix.
    pub fn apply(&self) -> Result<(), Diagnostic> {
        let written = self.changes.iter().map(|change| {
            let path = self.root.join(&change.path);
            match change.state {
                State::Updated | State::Created => {
                    beside(&path, &change.new).map(|file| Some((path, file)))
                }
                State::Unchanged | State::Removed => Ok(None),
            }
        });
        // If one fails, dropping this list removes those that are already written.
        let written: Vec<_> = written.collect::<Result<_, _>>()?;
        for (path, file) in written.into_iter().flatten() {
            file.persist(&path).map_err(|error| unwritable(&path, &error.error))?;
        }
        for change in self.changes.iter().filter(|change| change.state == State::Removed) {
            let path = self.root.join(&change.path);
            fs::remove_file(&path).map_err(|error| unwritable(&path, &error))?;
        }
        Ok(())
    }
}

/// Writes `text` beside `path`, and renames it into its place.
pub(crate) fn replace(path: &Path, text: &str) -> Result<(), Diagnostic> {
    beside(path, text)?.persist(path).map_err(|error| unwritable(path, &error.error))?;
    Ok(())
}

/// Writes a file with `text` in the folder of `path`, which is created if it is missing.
fn beside(path: &Path, text: &str) -> Result<NamedTempFile, Diagnostic> {
    if path.is_dir() {
        let message = "cannot be written: a folder is in its place";
        return Err(Diagnostic::error(
            path.display().to_string(),
            "",
            message,
            "move the folder away",
        ));
    }
    let write = || {
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let mut builder = Builder::new();
        builder.prefix(BESIDE);
        #[cfg(unix)]
        {
            // Only its owner can read a temporary file; everybody can read a source file.
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o644));
        }
        let file = builder.tempfile_in(folder)?;
        fs::write(file.path(), text)?;
        Ok(file)
    };
    write().map_err(|error| unwritable(path, &error))
}

fn unwritable(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error(
        path.display().to_string(),
        "",
        format!("cannot be written: {error}"),
        "make its folder writable, and see that the disk has room",
    )
}

fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error(
        path.display().to_string(),
        "",
        format!("cannot be read: {error}"),
        "make it readable, or move it away",
    )
}

fn read_if_present(path: &Path) -> Result<Option<Vec<u8>>, Diagnostic> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unreadable(path, &error)),
    }
}

/// Returns what is ours below `folder`, as paths below `root`: Rust files that start with our mark,
/// and files that an interrupted write left beside their places.
fn leftovers(root: &Path, folder: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    let whole = root.join(folder);
    let mut found = Vec::new();
    let entries = match fs::read_dir(&whole) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(found),
        Err(error) => return Err(unreadable(&whole, &error)),
    };
    for entry in entries {
        let entry = entry.map_err(|error| unreadable(&whole, &error))?;
        let path = folder.join(entry.file_name());
        let kind = entry.file_type().map_err(|error| unreadable(&root.join(&path), &error))?;
        if kind.is_dir() {
            found.extend(leftovers(root, &path)?);
        } else if entry.file_name().to_string_lossy().starts_with(BESIDE) {
            found.push(path);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let whole = root.join(&path);
            let text = fs::read(&whole).map_err(|error| unreadable(&whole, &error))?;
            if text.starts_with(MARK.as_bytes()) {
                found.push(path);
            }
        }
    }
    Ok(found)
}
