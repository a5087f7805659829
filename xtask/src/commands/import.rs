//! `cargo xtask import`: from what the vendor publishes to the fragment.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::Value;

use super::failure::Failure;
use super::{EXIT_OK, EXIT_STALE, exit_code, told};
use crate::description::{Effective, canonical, load};
use crate::emit::Emitted;
use crate::finding::Finding;
use crate::import::{Config, Imported, Renamed, Report, Request, import};
use crate::plan::{Plan, State};
use crate::workspace;

/// Rewrite openapi/oauth.json from a description that the vendor publishes.
///
/// Exit codes: 0 imported or unchanged, 1 would change (with --check), 2 refused and nothing
/// written.
#[derive(Args, Clone, Debug, Default)]
pub struct Import {
    /// The vendor's description, whole or in part, or a fragment (JSON)
    #[arg(value_name = "FILE")]
    pub document: PathBuf,

    /// Write nothing; tell what would change, and exit with 1 if anything would
    #[arg(long)]
    pub check: bool,

    /// The folder with import.json, oauth.json and overlay.json [default: openapi in the workspace]
    #[arg(long, value_name = "DIR")]
    pub openapi: Option<PathBuf>,

    /// Adopt the document's spelling of a known scope instead of making it an alias
    #[arg(long)]
    pub respell: bool,
}

/// An import that is not written yet.
#[derive(Debug)]
pub struct Prepared {
    /// What came of it.
    pub imported: Imported,
    /// The files to write.
    pub plan: Plan,
    /// What `generate` will say of the outcome: warnings that are new, and refusals.
    pub ahead: Vec<Finding>,
}

impl Import {
    /// Runs the command and returns its exit code.
    pub fn run(&self, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
        let outcome = self.try_run(out, err);
        exit_code(outcome, err)
    }

    fn try_run(&self, out: &mut dyn Write, err: &mut dyn Write) -> Result<u8, Failure> {
        let prepared = self.prepare()?;
        if !self.check {
            prepared.plan.apply()?;
        }
        told(show(&prepared, self.check, out, err))?;
        if self.check && prepared.plan.stale() > 0 {
            return Ok(EXIT_STALE);
        }
        Ok(EXIT_OK)
    }

    /// Imports in memory, and compares with what is on the disk.
    pub fn prepare(&self) -> Result<Prepared, Failure> {
        let dir = self.openapi.clone().unwrap_or_else(|| workspace::root().join("openapi"));
        let config = Config::from_dir(&dir)?;
        let fragment = load::json_if_present(&dir.join("oauth.json"))?;
        let overlay = load::overlay(&dir)?;
        let document = load::json(&self.document)?;
        let imported = import(&Request {
            file: &self.document.display().to_string(),
            document: &document,
            config: &config,
            fragment: fragment.as_ref(),
            overlay: overlay.as_ref(),
            respell: self.respell,
            renamed: Renamed::Refuse,
            keep_missing: true,
        })?;
        let files = files(&imported);
        let plan = Plan::of_files(&files, &dir)?;
        let ahead = ahead(&dir, &imported, fragment.as_ref(), overlay.as_ref());
        Ok(Prepared { imported, plan, ahead })
    }
}

/// The overlay comes first: an alias that is not needed yet does no harm, a missing one does.
fn files(imported: &Imported) -> Vec<Emitted> {
    let file =
        |path: &str, content| Emitted { path: path.to_owned(), text: canonical::text(content) };
    let overlay = imported.overlay.as_ref().map(|overlay| file("overlay.json", overlay));
    overlay.into_iter().chain([file("oauth.json", &imported.fragment)]).collect()
}

/// What `generate` will say after this import and did not say before.
fn ahead(
    dir: &Path,
    imported: &Imported,
    fragment: Option<&Value>,
    overlay: Option<&Value>,
) -> Vec<Finding> {
    let findings = |fragment: &Value, overlay: Option<&Value>| match Effective::of(
        dir,
        fragment.clone(),
        overlay,
    ) {
        Ok(effective) => effective.warnings,
        Err(refused) => refused.iter().cloned().collect(),
    };
    let before = fragment.map(|fragment| findings(fragment, overlay)).unwrap_or_default();
    let after = findings(&imported.fragment, imported.overlay.as_ref().or(overlay));
    after.into_iter().filter(|finding| !before.contains(finding)).collect()
}

/// Reports what was, or would be, done.
pub fn show(
    prepared: &Prepared,
    check: bool,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> std::io::Result<()> {
    let Report { notes, dropped } = &prepared.imported.report;
    for note in notes {
        writeln!(out, "{note}")?;
    }
    writeln!(out, "{:>12}  {dropped} texts and examples of the vendor's left out", "dropped")?;
    for change in prepared.plan.changes() {
        let word = if check && change.state != State::Unchanged {
            "would change"
        } else {
            change.state.word(false)
        };
        writeln!(out, "{word:>12}  {}", change.path.display())?;
    }
    for finding in &prepared.ahead {
        writeln!(err, "ahead: {finding}")?;
    }
    Ok(())
}
