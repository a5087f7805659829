//! The folder of the cached tokens, with one private file for each token.

use std::env;
use std::ffi::OsStr;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::PathBuf;
use std::process;

use rustix::fs::{FlockOperation, OFlags, flock};
use rustix::process::geteuid;
use zeroize::Zeroizing;

use super::Cached;

/// The longest file that is read, in bytes.
const MAX_LENGTH: u64 = 64 * 1024;

/// The folder of the cached tokens.
pub(crate) struct Store {
    folder: PathBuf,
}

impl Store {
    /// Opens the folder. Creates it if it does not exist.
    pub(crate) fn open() -> io::Result<Self> {
        let folder = folder().ok_or_else(|| {
            io::Error::other("XDG_RUNTIME_DIR, XDG_CACHE_HOME and HOME are not set")
        })?;
        let named = |error: io::Error| io::Error::other(format!("{}: {error}", folder.display()));
        DirBuilder::new().recursive(true).mode(0o700).create(&folder).map_err(named)?;
        let metadata = fs::symlink_metadata(&folder).map_err(named)?;
        if !metadata.is_dir() || !is_private(&metadata) {
            let problem = "not a private folder (mode 0700)";
            return Err(named(io::Error::other(problem)));
        }
        Ok(Self { folder })
    }

    /// Reads the token with this name, if it exists and is private.
    pub(crate) fn read(&self, name: &str) -> Option<Cached> {
        let mut options = OpenOptions::new();
        // Opening a named pipe would block.
        options.read(true).custom_flags(flags(OFlags::NOFOLLOW | OFlags::NONBLOCK));
        let file = options.open(self.folder.join(name)).ok()?;
        let metadata = file.metadata().ok()?;
        if !metadata.is_file() || !is_private(&metadata) {
            return None;
        }
        let mut text = Zeroizing::new(Vec::new());
        file.take(MAX_LENGTH).read_to_end(&mut text).ok()?;
        serde_json::from_slice(&text).ok()
    }

    /// Writes the token to a temporary file and renames it, so that no reader sees a partial token.
    pub(crate) fn write(&self, name: &str, cached: &Cached) -> io::Result<()> {
        let temporary = self.folder.join(format!("{name}.{}.new", process::id()));
        let text = Zeroizing::new(serde_json::to_vec(cached).map_err(io::Error::other)?);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true).mode(0o600).custom_flags(flags(OFlags::NOFOLLOW));
        // A killed process with the same ID may have left this file behind.
        let _ = fs::remove_file(&temporary);
        let written = options
            .open(&temporary)
            .and_then(|mut file| file.write_all(&text))
            .and_then(|()| fs::rename(&temporary, self.folder.join(name)));
        if written.is_err() {
            let _ = fs::remove_file(&temporary);
        }
        written
    }

    /// Takes the lock of this name until the returned file is dropped. Returns `None` if another
    /// process has it.
    pub(crate) fn try_lock(&self, name: &str) -> io::Result<Option<File>> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false).mode(0o600);
        options.custom_flags(flags(OFlags::NOFOLLOW | OFlags::NONBLOCK));
        let file = options.open(self.folder.join(format!("{name}.lock")))?;
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => Ok(Some(file)),
            Err(rustix::io::Errno::WOULDBLOCK) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Returns the names of all tokens.
    pub(crate) fn names(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            if let Some(name) = entry?.file_name().to_str().filter(|name| is_name(name)) {
                names.push(name.to_owned());
            }
        }
        names.sort_unstable();
        Ok(names)
    }

    /// Removes the token with this name and its lock. Another process may have removed both.
    pub(crate) fn remove(&self, name: &str) -> io::Result<()> {
        let _ = fs::remove_file(self.folder.join(format!("{name}.lock")));
        fs::remove_file(self.folder.join(name)).or_else(|error| match error.kind() {
            io::ErrorKind::NotFound => Ok(()),
            _ => Err(error),
        })
    }
}

fn is_name(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn is_private(metadata: &fs::Metadata) -> bool {
    metadata.uid() == geteuid().as_raw() && metadata.mode() & 0o077 == 0
}

fn flags(flags: OFlags) -> i32 {
    flags.bits().cast_signed()
}

/// Returns a folder that the system clears at logout, or else one in the user's cache folder.
fn folder() -> Option<PathBuf> {
    let absolute = |name: &str| {
        env::var_os(name)
            .as_deref()
            .map(OsStr::new)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    let folder =
        absolute("XDG_RUNTIME_DIR").or_else(|| absolute("XDG_CACHE_HOME")).or_else(|| {
            let caches = if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" };
            Some(absolute("HOME")?.join(caches))
        })?;
    Some(folder.join("voucherify-oauth"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_can_be_removed_twice() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store { folder: folder.path().to_owned() };
        fs::write(folder.path().join("name"), "").unwrap();
        for _ in 0..2 {
            store.remove("name").unwrap();
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
