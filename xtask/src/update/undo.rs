//! The files as they were, to be put back when a later step fails.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::plan::replace;

/// What some files held before they were written.
#[derive(Debug, Default)]
pub(super) struct Undo {
    /// Each file, and its content if it was there.
    files: Vec<(PathBuf, Option<String>)>,
}

impl Undo {
    /// Remembers `path` as it is now, unless it is remembered already.
    pub(super) fn remember(&mut self, path: &Path) -> io::Result<()> {
        if self.files.iter().any(|(own, _)| own == path) {
            return Ok(());
        }
        let content = match fs::read_to_string(path) {
            Ok(content) => Some(content),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => {
                let message = format!("{}: {error}", path.display());
                return Err(io::Error::new(error.kind(), message));
            }
        };
        self.files.push((path.to_owned(), content));
        Ok(())
    }

    /// Puts every file back, and tells those that can't be.
    pub(super) fn put_back(&self) -> Vec<String> {
        let mut failed = Vec::new();
        for (path, content) in &self.files {
            let restored = match content {
                Some(content) => replace(path, content).map_err(|finding| finding.message),
                None => match fs::remove_file(path) {
                    Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
                    other => other.map_err(|error| error.to_string()),
                },
            };
            if let Err(error) = restored {
                failed.push(format!("{}: {error}", path.display()));
            }
        }
        failed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_there_comes_back_and_what_was_not_goes() {
        let dir = tempfile::tempdir().unwrap();
        let (old, new) = (dir.path().join("old"), dir.path().join("new"));
        fs::write(&old, "before").unwrap();
        let mut undo = Undo::default();
        undo.remember(&old).unwrap();
        undo.remember(&new).unwrap();
        fs::write(&old, "after").unwrap();
        fs::write(&new, "after").unwrap();
        undo.remember(&old).unwrap();
        assert!(undo.put_back().is_empty());
        assert_eq!(fs::read_to_string(&old).unwrap(), "before");
        assert!(!new.exists());
    }
}
