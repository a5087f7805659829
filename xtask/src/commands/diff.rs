//! `cargo xtask diff`: compares two descriptions from the point of view of the crates' users.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::{EXIT_OK, EXIT_STALE, ignore_broken_pipe, root};
use crate::diff::format::Format;
use crate::diff::input::Folder;
use crate::diff::{Comparison, Level};
use crate::effective::Description;
use crate::git;
use crate::openapi::load;
use crate::release::{self, Needed};
use crate::report::Report;

/// Report what changes for users between two descriptions, and the version bump that it requires.
///
/// Generates code from both in memory, and compares the Rust API, the HTTP messages and the
/// documentation. With two files, each a published description or a fragment, applies the overlay
/// to both. Without files, compares a git revision with the working tree.
///
/// Exit codes: 0 compared, 1 --fail-on or --require-version failed, 2 a document cannot be read. A
/// rejected description is reported as a change (`refused`), not as a failure.
#[derive(Args, Clone, Debug, Default)]
pub struct Diff {
    /// The old and the new description
    #[arg(value_names = ["OLD", "NEW"], num_args = 2)]
    pub files: Vec<PathBuf>,

    /// Compare the working tree with this git revision [default: HEAD]
    #[arg(long, value_name = "REV", conflicts_with = "files")]
    pub base: Option<String>,

    /// The format of the report
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,

    /// Exit with 1 if the verdict is this level or higher
    #[arg(long, value_name = "LEVEL")]
    pub fail_on: Option<Level>,

    /// Exit with 1 unless the versions of the crates are high enough for the changes since the last
    /// release (a tag v1.2.3)
    #[arg(long, conflicts_with = "files")]
    pub require_version: bool,

    /// The folder with the description [default: openapi in the workspace]
    #[arg(long, value_name = "DIR")]
    pub openapi: Option<PathBuf>,
}

impl Diff {
    /// Runs the command and returns its exit code.
    pub fn run(&self, out: &mut dyn Write, err: &mut dyn Write) -> Result<u8, Report> {
        let comparison = self.compare()?;
        ignore_broken_pipe(comparison.write(self.format, out))?;
        if self.require_version && !self.versions_moved(err)? {
            return Ok(EXIT_STALE);
        }
        let failed = self.fail_on.is_some_and(|level| comparison.verdict() >= level);
        Ok(if failed { EXIT_STALE } else { EXIT_OK })
    }

    fn dir(&self) -> PathBuf {
        self.openapi.clone().unwrap_or_else(|| root().join("openapi"))
    }

    fn compare(&self) -> Result<Comparison, Report> {
        let dir = self.dir();
        let [old, new] = self.files.as_slice() else {
            let rev = self.base.as_deref().unwrap_or("HEAD");
            return release::compare(&dir, rev, &Description::from_dir(&dir)?);
        };
        let (before, after) = (load::json(old)?, load::json(new)?);
        let (old, new) = (old.display().to_string(), new.display().to_string());
        Ok(Folder::read(&dir)?.compare((&old, &before), (&new, &after)))
    }

    /// Returns whether each version is high enough for the changes since the last release.
    fn versions_moved(&self, err: &mut dyn Write) -> Result<bool, Report> {
        let dir = self.dir();
        // The description's folder is a direct child of its workspace.
        let root = dir.join("..");
        let Some(tag) = git::last_release(&root) else {
            writeln!(err, "version: not checked before the first release")?;
            return Ok(true);
        };
        let level = release::compare(&dir, &tag, &Description::from_dir(&dir)?)?.verdict();
        let mut moved = true;
        for Needed { file, here, wanted } in release::needed(&root, &tag, level)? {
            let enough = here >= wanted;
            let remedy =
                "\n  help: run `cargo xtask update FILE --write-version`, or edit the manifest";
            let remedy = if enough { "" } else { remedy };
            writeln!(
                err,
                "version: {file} has {here}; the changes since {tag} are `{level}` \
                 and require {wanted}{remedy}"
            )?;
            moved &= enough;
        }
        Ok(moved)
    }
}
