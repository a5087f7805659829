//! `cargo xtask diff`: what changes for users between two descriptions.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::{EXIT_OK, EXIT_STALE, exit_code, told};
use crate::diff::format::Format;
use crate::diff::input::{Folder, Named};
use crate::diff::{Comparison, Level};
use crate::generation::Description;
use crate::openapi::load;
use crate::report::Diagnostic;
use crate::update::release;
use crate::{git, manifest, workspace};

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
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub fail_on: Option<FailOn>,

    /// Exit with 1 unless the version of the crates has moved, since the last release (a tag v1.2.3),
    /// as far as the changes since then require
    #[arg(long, conflicts_with = "files")]
    pub require_version: bool,

    /// The folder with the description [default: openapi in the workspace]
    #[arg(long, value_name = "DIR")]
    pub openapi: Option<PathBuf>,
}

/// The levels to fail on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Anything that reaches users
    Patch,
    /// Anything new
    Minor,
    /// What breaks programs
    Major,
}

impl From<FailOn> for Level {
    fn from(level: FailOn) -> Self {
        match level {
            FailOn::Patch => Self::Patch,
            FailOn::Minor => Self::Minor,
            FailOn::Major => Self::Major,
        }
    }
}

impl Diff {
    /// Runs the command and returns its exit code.
    pub fn run(&self, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
        let outcome = self.try_run(out, err);
        exit_code(outcome, err)
    }

    fn try_run(&self, out: &mut dyn Write, err: &mut dyn Write) -> Result<u8, Failure> {
        let comparison = self.compare()?;
        told(comparison.write(self.format, out))?;
        if self.require_version && !self.version_moved(err)? {
            return Ok(EXIT_STALE);
        }
        let failed = self.fail_on.is_some_and(|level| comparison.verdict() >= level.into());
        Ok(if failed { EXIT_STALE } else { EXIT_OK })
    }

    fn dir(&self) -> PathBuf {
        self.openapi.clone().unwrap_or_else(|| workspace::root().join("openapi"))
    }

    fn compare(&self) -> Result<Comparison, Failure> {
        if let [old, new] = self.files.as_slice() {
            let (before, after) = (load::json(old)?, load::json(new)?);
            let (old, new) = (old.display().to_string(), new.display().to_string());
            return Ok(Folder::read(&self.dir())?.compare(
                Named { file: &old, document: &before },
                Named { file: &new, document: &after },
            ));
        }
        since(&self.dir(), self.base.as_deref().unwrap_or("HEAD"))
    }

    /// Returns whether the version is as far from the last release as the changes since require.
    fn version_moved(&self, err: &mut dyn Write) -> Result<bool, Failure> {
        // The folder of the description is in the workspace that it belongs to.
        let root = self.dir().join("..");
        let here = manifest::version(&root)?;
        let Some(tag) = git::last_release(&root) else {
            writeln!(err, "version: {here}; any version is right before the first release")?;
            return Ok(true);
        };
        let released =
            manifest::version_in(&git::show(&root, &tag, manifest::FILE)?).map_err(|reason| {
                let file = format!("{tag}:{}", manifest::FILE);
                Diagnostic::error(file, "", reason, "tag another commit")
            })?;
        let level = since(&self.dir(), &tag)?.verdict();
        let wanted = manifest::after(&released, level);
        let moved = here >= wanted;
        let remedy = if moved {
            ""
        } else {
            ": set it with `cargo xtask update FILE --write-version`, or by hand"
        };
        writeln!(
            err,
            "version: {released} is released, {here} is here; \
             the changes since are `{level}`, which requires {wanted}{remedy}"
        )?;
        Ok(moved)
    }
}

/// Compares the effective document of the revision `rev` with the working tree's description.
pub fn since(dir: &Path, rev: &str) -> Result<Comparison, Failure> {
    let committed = git::show(dir, rev, release::EFFECTIVE)?;
    Ok(release::since(&committed, rev, &Description::from_dir(dir)?.input())?)
}
