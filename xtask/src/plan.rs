//! The changes on disk, computed once as data, then shown or applied.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use similar::TextDiff;
use tempfile::{Builder, NamedTempFile};

use crate::emit::{Emitted, FOLDERS, MARK};
use crate::report::Diagnostic;

/// The prefix of a temporary file.
const BESIDE: &str = ".xtask-";

/// The changes that bring a folder up to date with the generated files.
#[derive(Debug)]
pub struct Plan {
    /// The folder of the paths.
    pub root: PathBuf,
    /// Every file, changed or not.
    pub changes: Vec<Change>,
}

/// A file and its change.
#[derive(Debug)]
pub struct Change {
    /// The path below the root.
    pub path: PathBuf,
    /// The kind of change.
    pub state: State,
    old: String,
    new: String,
}

/// The state of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The content is up to date.
    Unchanged,
    /// The content differs.
    Updated,
    /// The file does not exist.
    Created,
    /// The file has our mark and is no longer generated, or is left from an interrupted write.
    Removed,
}

impl State {
    /// Returns the word in reports.
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
        let diff = TextDiff::from_lines(self.old.as_str(), self.new.as_str());
        diff.unified_diff().header(&path, &path).to_string()
    }
}

impl Plan {
    /// Compares all generated `files` with the folder `root`. Other files with our mark are
    /// removed, and temporary files beside the generated ones.
    pub fn compare(files: &[Emitted], root: &Path) -> Result<Self, Diagnostic> {
        let mut plan = Self::of_files(files, root)?;
        let wanted: BTreeSet<_> = plan.changes.iter().map(|change| change.path.clone()).collect();
        let mut obsolete = Vec::new();
        for folder in FOLDERS {
            for path in self::files(root, Path::new(folder))? {
                let is_rust = path.extension().is_some_and(|it| it == "rs");
                if is_rust && read(&root.join(&path))?.is_some_and(|text| text.starts_with(MARK)) {
                    obsolete.push(path);
                }
            }
        }
        let folders: BTreeSet<_> = wanted.iter().filter_map(|path| path.parent()).collect();
        for folder in folders {
            let files = entries(root, folder)?.into_iter().filter(|(_, is_dir)| !is_dir);
            obsolete.extend(files.map(|(path, _)| path).filter(|path| {
                path.file_name().is_some_and(|it| it.to_string_lossy().starts_with(BESIDE))
            }));
        }
        for path in obsolete.into_iter().filter(|path| !wanted.contains(path)) {
            let (state, new) = (State::Removed, String::new());
            let old = read(&root.join(&path))?.unwrap_or_default();
            plan.changes.push(Change { path, state, old, new });
        }
        plan.changes.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(plan)
    }

    /// Compares only `files` with the folder `root`.
    pub fn of_files(files: &[Emitted], root: &Path) -> Result<Self, Diagnostic> {
        let change = |file: &Emitted| {
            let (path, new) = (PathBuf::from(&file.path), file.text.clone());
            let old = read(&root.join(&path))?;
            let state = match &old {
                None => State::Created,
                Some(old) if *old == new => State::Unchanged,
                Some(_) => State::Updated,
            };
            Ok(Change { path, state, old: old.unwrap_or_default(), new })
        };
        let changes = files.iter().map(change).collect::<Result<_, Diagnostic>>()?;
        Ok(Self { root: root.to_owned(), changes })
    }

    /// Returns the files that have to change.
    pub fn stale(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| change.state != State::Unchanged)
    }

    /// Applies the changes of all `plans` in two phases: writes temporary files, then renames them
    /// into place. If a file cannot be written, nothing changes. An interruption leaves each file
    /// either old or new, and a mix of both only between two renames.
    pub fn apply(plans: &[&Self]) -> Result<(), Diagnostic> {
        let (mut written, mut removed) = (Vec::new(), Vec::new());
        for plan in plans {
            for change in plan.stale() {
                let path = plan.root.join(&change.path);
                match change.state {
                    State::Removed => removed.push(path),
                    // On an error, dropping this list removes the temporary files.
                    _ => written.push((beside(&path, &change.new)?, path)),
                }
            }
        }
        for (file, path) in written {
            file.persist(&path).map_err(|error| unwritable(&path, &error.error))?;
        }
        removed
            .iter()
            .try_for_each(|path| fs::remove_file(path).map_err(|it| unwritable(path, &it)))
    }
}

/// Writes a temporary file with `text` to the folder of `path`. Creates the folder if needed.
fn beside(path: &Path, text: &str) -> Result<NamedTempFile, Diagnostic> {
    let write = || {
        if path.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let mut builder = Builder::new();
        builder.prefix(BESIDE);
        #[cfg(unix)]
        {
            // Temporary files are private by default, source files are not.
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
    let help = "check that its folder is writable, that no folder has its name, and that the disk \
                has space";
    Diagnostic::io(path, "written", error, help)
}

/// Reads a file, with invalid UTF-8 replaced. Returns `None` if the file does not exist.
fn read(path: &Path) -> Result<Option<String>, Diagnostic> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unreadable(path, &error)),
    }
}

fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::io(path, "read", error, "make the file readable, or move it away")
}

/// Returns the files below `folder`, without build output, as sorted paths relative to `root`.
pub(crate) fn files(root: &Path, folder: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    let mut found = Vec::new();
    for (path, is_dir) in entries(root, folder)? {
        if !is_dir {
            found.push(path);
        } else if !path.ends_with("target") {
            found.extend(files(root, &path)?);
        }
    }
    found.sort();
    Ok(found)
}

/// Returns the entries of `folder` as paths relative to `root`, each with whether it is a folder.
fn entries(root: &Path, folder: &Path) -> Result<Vec<(PathBuf, bool)>, Diagnostic> {
    let whole = root.join(folder);
    let entry =
        |entry: fs::DirEntry| Ok((folder.join(entry.file_name()), entry.file_type()?.is_dir()));
    match fs::read_dir(&whole) {
        Ok(entries) => entries.map(|it| it.and_then(entry)).collect(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
    .map_err(|error| unreadable(&whole, &error))
}
