//! What would change on the disk: computed once, as data, then shown or applied.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use similar::TextDiff;
use tempfile::Builder;

use crate::emit::{Emitted, FOLDERS, MARK};
use crate::generation::Generation;

/// The changes that bring a folder in line with what was generated.
#[derive(Debug)]
pub struct Plan {
    root: PathBuf,
    changes: Vec<Change>,
}

/// What becomes of one file.
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
    /// It is as it should be.
    Unchanged,
    /// It has another content.
    Updated,
    /// It was not there.
    Created,
    /// It bears our mark and is generated no more.
    Removed,
}

impl State {
    /// The word for it in a report.
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
    /// The change, as a unified diff.
    pub fn diff(&self) -> String {
        let path = self.path.display().to_string();
        TextDiff::from_lines(self.old.as_str(), self.new.as_str())
            .unified_diff()
            .header(&path, &path)
            .to_string()
    }
}

impl Plan {
    /// Compares what was generated with what is below `root`.
    pub fn compare(generation: &Generation, root: &Path) -> io::Result<Self> {
        let mut plan = Self::of_files(&generation.files, root)?;
        let wanted: BTreeSet<_> = plan.changes.iter().map(|change| change.path.clone()).collect();
        for folder in FOLDERS {
            for path in marked_files(root, Path::new(folder))? {
                if !wanted.contains(&path) {
                    let old = fs::read_to_string(root.join(&path))?;
                    let new = String::new();
                    plan.changes.push(Change { path, state: State::Removed, old, new });
                }
            }
        }
        plan.changes.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(plan)
    }

    /// Compares `files` alone with what is below `root`.
    pub fn of_files(files: &[Emitted], root: &Path) -> io::Result<Self> {
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

    /// Every file, changed or not, in the order of their paths.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// How many files are not as they should be.
    pub fn stale(&self) -> usize {
        self.changes.iter().filter(|change| change.state != State::Unchanged).count()
    }

    /// The places of the files that are not as they should be.
    pub fn stale_paths(&self) -> impl Iterator<Item = PathBuf> {
        let stale = self.changes.iter().filter(|change| change.state != State::Unchanged);
        stale.map(|change| self.root.join(&change.path))
    }

    /// Makes the changes. Each file is written beside its place and renamed into it, so that
    /// whenever this is interrupted a file is the old one or the new one.
    pub fn apply(&self) -> io::Result<()> {
        for change in &self.changes {
            let path = self.root.join(&change.path);
            match change.state {
                State::Unchanged => {}
                State::Removed => fs::remove_file(&path).map_err(|error| at(&path, &error))?,
                State::Updated | State::Created => {
                    replace(&path, &change.new).map_err(|error| at(&path, &error))?
                }
            }
        }
        Ok(())
    }
}

/// Writes `text` beside `path`, and renames it into its place.
pub(crate) fn replace(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut builder = Builder::new();
    builder.prefix(".xtask-");
    #[cfg(unix)]
    {
        // A temporary file is its owner's alone; a source file is everybody's to read.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o644));
    }
    let beside = builder.tempfile_in(folder)?;
    fs::write(beside.path(), text)?;
    beside.persist(path)?;
    Ok(())
}

fn read_if_present(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(at(path, &error)),
    }
}

/// The Rust files below `folder` that begin with our mark, as paths below `root`.
fn marked_files(root: &Path, folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut marked = Vec::new();
    let entries = match fs::read_dir(root.join(folder)) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(marked),
        Err(error) => return Err(at(folder, &error)),
    };
    for entry in entries {
        let entry = entry?;
        let path = folder.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            marked.extend(marked_files(root, &path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read(root.join(&path))?;
            if text.starts_with(MARK.as_bytes()) {
                marked.push(path);
            }
        }
    }
    Ok(marked)
}

fn at(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
