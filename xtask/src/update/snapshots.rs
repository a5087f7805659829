//! Snapshots that wait for a person.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The pending snapshots below `root`, as paths below it, sorted.
pub(super) fn pending(root: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    search(root, Path::new(""), &mut found)?;
    found.sort();
    Ok(found)
}

fn search(root: &Path, folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(root.join(folder))? {
        let entry = entry?;
        let name = entry.file_name();
        let path = folder.join(&name);
        let name = name.to_string_lossy();
        if entry.file_type()?.is_dir() {
            // Neither what was built nor what is hidden holds sources.
            if name != "target" && !name.starts_with('.') {
                search(root, &path, found)?;
            }
        } else if name.ends_with(".snap.new") || name.ends_with(".pending-snap") {
            found.push(path);
        }
    }
    Ok(())
}
