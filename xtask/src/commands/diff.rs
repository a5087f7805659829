//! `cargo xtask diff`: what changed between two descriptions, for somebody who uses the crates.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::Value;

use super::failure::Failure;
use super::{EXIT_OK, EXIT_STALE, exit_code, told};
use crate::description::{Effective, load};
use crate::diff::input::{Named, fragments};
use crate::diff::version::Version;
use crate::diff::{self, Change, Level, verdict};
use crate::finding::Finding;
use crate::import::Config;
use crate::{git, manifest, workspace};

/// Tell what changed between two descriptions, and what version that asks for.
///
/// Compares two files, each a vendor's description or a fragment, or else the effective document
/// of a git revision with the working tree's.
///
/// Exit codes: 0 compared, 1 with --fail-on or --require-version and not fulfilled, 2 can't compare.
#[derive(Args, Clone, Debug, Default)]
pub struct Diff {
    /// The old and the new description
    #[arg(value_names = ["OLD", "NEW"], num_args = 2)]
    pub files: Vec<PathBuf>,

    /// Compare the working tree with this git revision [default: HEAD]
    #[arg(long, value_name = "REV", conflicts_with = "files")]
    pub base: Option<String>,

    /// How to tell
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,

    /// Exit with 1 if the verdict is this or graver
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub fail_on: Option<FailOn>,

    /// Exit with 1 unless the crates' version has moved, since the last release (a tag v1.2.3), by
    /// what has changed since then
    #[arg(long, conflicts_with = "files")]
    pub require_version: bool,

    /// The folder with the description [default: openapi in the workspace]
    #[arg(long, value_name = "DIR")]
    pub openapi: Option<PathBuf>,
}

/// How to tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One line a change
    #[default]
    Text,
    /// Fit for a pull request's comment
    Markdown,
    /// For programs; stable
    Json,
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

impl Format {
    fn of(self, changes: &[Change]) -> String {
        match self {
            Self::Text => diff::format_text::format(changes),
            Self::Markdown => diff::format_markdown::format(changes),
            Self::Json => diff::format_json::format(changes),
        }
    }
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
        let changes = self.changes()?;
        told(write!(out, "{}", self.format.of(&changes)))?;
        if self.require_version && !self.version_moved(err)? {
            return Ok(EXIT_STALE);
        }
        let failed = self.fail_on.is_some_and(|level| verdict(&changes) >= level.into());
        Ok(if failed { EXIT_STALE } else { EXIT_OK })
    }

    fn dir(&self) -> PathBuf {
        self.openapi.clone().unwrap_or_else(|| workspace::root().join("openapi"))
    }

    fn changes(&self) -> Result<Vec<Change>, Failure> {
        if let [old, new] = self.files.as_slice() {
            let config = Config::from_dir(&self.dir())?;
            let (before, after) = (load::json(old)?, load::json(new)?);
            let (old, new) = (old.display().to_string(), new.display().to_string());
            let (before, after) = fragments(
                Named { file: &old, document: &before },
                Named { file: &new, document: &after },
                &config,
            )?;
            return Ok(diff::compare(&before, &after));
        }
        let base = self.base.as_deref().unwrap_or("HEAD");
        since(&self.dir(), base)
    }

    /// Whether the version is as far from the last release's as what has changed since asks for.
    fn version_moved(&self, err: &mut dyn Write) -> Result<bool, Failure> {
        // The description lies in the workspace that it is of.
        let root = self.dir().join("..");
        let here: Version = manifest::version(&root)?;
        let Some(tag) = git::last_release(&root) else {
            writeln!(err, "version: {here}; nothing is released yet, so that any will do")?;
            return Ok(true);
        };
        let released =
            manifest::version_in(&git::show(&root, &tag, manifest::FILE)?).map_err(|reason| {
                Finding::new(format!("{tag}:{}", manifest::FILE), "", reason, "tag another commit")
            })?;
        let level = verdict(&since(&self.dir(), &tag)?);
        let wanted = released.after(level);
        let moved = here >= wanted;
        writeln!(
            err,
            "version: {released} is released, {here} is here; what changed since is `{level}`, which asks for {wanted}{}",
            if moved {
                ""
            } else {
                ": set it by `cargo xtask update FILE --write-version`, or by hand"
            }
        )?;
        Ok(moved)
    }
}

/// What changed from the effective document of the revision `rev` to that of the working tree.
pub fn since(dir: &Path, rev: &str) -> Result<Vec<Change>, Failure> {
    let text = git::show(dir, rev, "effective.json")?;
    let before: Value = load::parse(&format!("{rev}:effective.json"), &text)?;
    let after = Effective::from_dir(dir)?;
    Ok(diff::compare(&before, &after.document))
}
