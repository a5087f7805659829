//! `cargo xtask diff`: what changes for users between two descriptions.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::{EXIT_OK, EXIT_STALE, root, told};
use crate::diff::format::Format;
use crate::diff::input::{Folder, Named};
use crate::diff::{Comparison, Level};
use crate::generation::Description;
use crate::git;
use crate::openapi::load;
use crate::release::{self, Needed};
use crate::report::Report;

/// Tell what changes for users between two descriptions, and which version that requires.
///
/// Generates both in memory, and compares the Rust API, what is sent and received, and the
/// documentation. Compares two files, each a published description or a fragment, both with the
/// overlay; or else the effective document of a git revision with the working tree.
///
/// Exit codes: 0 compared, 1 if --fail-on or --require-version is not fulfilled, 2 a document cannot
/// be read. A description that is refused is a change (`refused`), not a failure.
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

    /// Exit with 1 if the verdict is this or graver
    #[arg(long, value_parser = ["patch", "minor", "major"], value_name = "LEVEL")]
    pub fail_on: Option<String>,

    /// Exit with 1 unless the versions of the crates have moved, since the last release (a tag
    /// v1.2.3), as far as the changes since then require
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
        told(comparison.write(self.format, out))?;
        if self.require_version && !self.versions_moved(err)? {
            return Ok(EXIT_STALE);
        }
        let mut levels = [Level::Patch, Level::Minor, Level::Major].into_iter();
        let limit = levels.find(|level| self.fail_on == Some(level.to_string()));
        let failed = limit.is_some_and(|level| comparison.verdict() >= level);
        Ok(if failed { EXIT_STALE } else { EXIT_OK })
    }

    fn dir(&self) -> PathBuf {
        self.openapi.clone().unwrap_or_else(|| root().join("openapi"))
    }

    fn compare(&self) -> Result<Comparison, Report> {
        let dir = self.dir();
        let [old, new] = self.files.as_slice() else {
            let rev = self.base.as_deref().unwrap_or("HEAD");
            return release::compare(&dir, rev, &Description::from_dir(&dir)?.input());
        };
        let (before, after) = (load::json(old)?, load::json(new)?);
        let (old, new) = (old.display().to_string(), new.display().to_string());
        let named = |file, document| Named { file, document };
        Ok(Folder::read(&dir)?.compare(named(&old, &before), named(&new, &after)))
    }

    /// Returns whether each version is as far from the last release as the changes since require.
    fn versions_moved(&self, err: &mut dyn Write) -> Result<bool, Report> {
        let dir = self.dir();
        // The folder of the description is in the workspace that it belongs to.
        let root = dir.join("..");
        let Some(tag) = git::last_release(&root) else {
            writeln!(err, "version: any version is right before the first release")?;
            return Ok(true);
        };
        let level = release::compare(&dir, &tag, &Description::from_dir(&dir)?.input())?.verdict();
        let mut moved = true;
        for Needed { file, here, wanted } in release::needed(&root, &tag, level)? {
            let enough = here >= wanted;
            let remedy = ": set it with `cargo xtask update FILE --write-version`, or by hand";
            let remedy = if enough { "" } else { remedy };
            writeln!(
                err,
                "version: {here} is in {file}; the changes since {tag} are `{level}`, which \
                 requires {wanted}{remedy}"
            )?;
            moved &= enough;
        }
        Ok(moved)
    }
}
