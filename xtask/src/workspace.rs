//! Where the workspace is.

use std::env;
use std::path::{Path, PathBuf};

/// The workspace's root, seen from the current directory where it lies below it.
///
/// Cargo tells the manifest directory of the package that it runs; a binary that is run by hand
/// takes the current directory.
pub fn root() -> PathBuf {
    let Some(manifest) = env::var_os("CARGO_MANIFEST_DIR") else {
        return PathBuf::from(".");
    };
    let root = Path::new(&manifest).parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf);
    match env::current_dir() {
        Ok(here) if here == root => PathBuf::from("."),
        _ => root,
    }
}
