//! Checks who else can read or change a credentials file.

use std::fs::File;
use std::path::Path;

use crate::failure::Failure;

/// Rejects a file that others can read or change. Checks the open file instead of its path, so that
/// the file can't be replaced in between.
///
/// Accepts a device such as `/dev/null` or a terminal, whose mode does not protect what is read.
#[cfg(unix)]
pub(super) fn check(file: &File, path: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::{FileTypeExt, MetadataExt};

    let shown = path.display();
    let metadata = file.metadata().map_err(|error| {
        Failure::usage(
            format_args!("could not examine {shown}: {error}"),
            "check --credentials-file and VOUCHERIFY_CREDENTIALS_FILE",
        )
    })?;
    if metadata.file_type().is_char_device() {
        return Ok(());
    }
    let mode = metadata.mode() & 0o777;
    let in_group = || {
        let group = metadata.gid();
        let mut groups = rustix::process::getgroups().unwrap_or_default();
        groups.push(rustix::process::getegid());
        groups.iter().any(|own| own.as_raw() == group)
    };
    match others(mode, metadata.uid() == 0, in_group) {
        None => Ok(()),
        Some(others) => Err(Failure::usage(
            format_args!("{shown} can be {others} (mode {mode:04o})"),
            format_args!("run `chmod 600 {shown}`"),
        )),
    }
}

/// Accepts any file: std does not report who may read it on this platform.
#[cfg(not(unix))]
pub(super) fn check(_: &File, _: &Path) -> Result<(), Failure> {
    Ok(())
}

/// Returns what others can do with a file of this mode, unless that is allowed.
///
/// Containers mount secrets as files of root that everybody, or a group of the process, may read.
#[cfg(unix)]
fn others(mode: u32, owned_by_root: bool, in_group: impl Fn() -> bool) -> Option<&'static str> {
    if mode & 0o022 != 0 {
        Some("changed by other users")
    } else if mode & 0o004 != 0 {
        (!owned_by_root).then_some("read by every user")
    } else if mode & 0o040 != 0 {
        (!in_group()).then_some("read by a group that this process is not in")
    } else {
        None
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn private_files_are_accepted() {
        for mode in [0o600, 0o400, 0o700, 0o711] {
            assert_eq!(others(mode, false, || false), None, "{mode:o}");
        }
    }

    #[test]
    fn a_group_of_the_process_may_read() {
        assert_eq!(others(0o640, false, || true), None);
        assert!(others(0o640, false, || false).is_some());
        assert!(others(0o640, true, || false).is_some());
    }

    #[test]
    fn only_files_of_root_may_be_public() {
        assert_eq!(others(0o644, true, || false), None);
        assert_eq!(others(0o444, true, || false), None);
        for mode in [0o644, 0o604, 0o444] {
            assert!(others(mode, false, || true).is_some(), "{mode:o}");
        }
    }

    #[test]
    fn other_users_must_not_write() {
        for mode in [0o620, 0o602, 0o666, 0o646, 0o664] {
            for owned_by_root in [false, true] {
                assert!(others(mode, owned_by_root, || true).is_some(), "{mode:o}");
            }
        }
    }
}
