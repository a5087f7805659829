//! `cargo xtask import`: from what the vendor publishes to the fragment.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::Value;
use time::OffsetDateTime;

use super::failure::Failure;
use super::{EXIT_OK, EXIT_STALE, exit_code, told};
use crate::emit::Emitted;
use crate::generation::{Input, generate};
use crate::import::{self, Config, Imported, Renamed, Request, provenance};
use crate::openapi::{canonical, load};
use crate::plan::{Plan, State};
use crate::report::{Diagnostic, Report, Severity};
use crate::workspace;

/// Rewrite openapi/oauth.json from a description that the vendor publishes.
///
/// Exit codes: 0 imported or unchanged, 1 would change (with --check), 2 refused and nothing
/// written.
#[derive(Args, Clone, Debug, Default)]
pub struct Import {
    /// The vendor's full description, or a fragment (JSON)
    #[arg(value_name = "FILE")]
    pub document: PathBuf,

    /// Write nothing; show what would change, and exit with 1 if anything would
    #[arg(long)]
    pub check: bool,

    /// The folder with import.json, oauth.json and overlay.json [default: openapi in the workspace]
    #[arg(long, value_name = "DIR")]
    pub openapi: Option<PathBuf>,

    /// Adopt the document's spelling of a known scope instead of making it an alias
    #[arg(long)]
    pub respell: bool,

    /// Where the document is from, for provenance.json [default: the name of FILE]
    #[arg(long, value_name = "ADDRESS")]
    pub source: Option<String>,
}

/// An import that is not written yet.
#[derive(Debug)]
pub struct Prepared {
    /// What came of it.
    pub imported: Imported,
    /// The overlay that goes with it: the new one, or else the one on the disk.
    pub overlay: Option<Value>,
    /// What changes in the fragment, a line for each place.
    pub changes: Vec<String>,
    /// What `generate` will report and did not report before.
    pub ahead: Report,
    /// Overlay and fragment.
    plan: Plan,
    /// The file about where the fragment is from.
    provenance: Plan,
    /// Whether the document has other operations than the last one to decide about.
    news: bool,
}

impl Prepared {
    /// Whether there is something to write or to decide.
    pub fn changes_something(&self) -> bool {
        self.plan.stale() > 0 || self.news
    }

    /// Returns the plans to apply, in this order.
    pub fn plans(&self) -> [&Plan; 2] {
        [&self.plan, &self.provenance]
    }
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
            for plan in prepared.plans() {
                plan.apply()?;
            }
        }
        told(show(&prepared, self.check, out).and_then(|()| {
            prepared.ahead.iter().try_for_each(|diagnostic| writeln!(err, "ahead: {diagnostic}"))
        }))?;
        Ok(if self.check && prepared.changes_something() { EXIT_STALE } else { EXIT_OK })
    }

    /// Imports in memory, and compares with what is on the disk.
    pub fn prepare(&self) -> Result<Prepared, Failure> {
        let dir = self.openapi.clone().unwrap_or_else(|| workspace::root().join("openapi"));
        let config = Config::from_dir(&dir)?;
        let fragment = load::json_if_present(&dir.join("oauth.json"))?;
        let overlay = load::json_if_present(&dir.join("overlay.json"))?;
        let recorded = load::json_if_present(&dir.join(provenance::FILE))?;
        let file = self.document.display().to_string();
        let text = load::text(&self.document)?;
        let document = load::parse(&file, &text)?;
        let imported = import::import(&Request {
            file: &file,
            document: &document,
            config: &config,
            fragment: fragment.as_ref(),
            overlay: overlay.as_ref(),
            respell: self.respell,
            renamed: Renamed::Refuse,
        })?;

        let name = self.document.file_name().map(|name| name.to_string_lossy().into_owned());
        let source = self.source.clone().or(name).unwrap_or_default();
        let today = OffsetDateTime::now_utc().date().to_string();
        let mut record = provenance::of(&imported, &document, &text, &source, &today);
        if let Some(recorded) = recorded.as_ref().filter(|old| provenance::same(old, &record)) {
            record = recorded.clone();
        }
        let empty = Value::Object(serde_json::Map::new());
        let old = fragment.as_ref().unwrap_or(&empty);
        let ahead = ahead(&dir, &imported, fragment.as_ref(), overlay.as_ref());
        Ok(Prepared {
            changes: import::changes(old, &imported.fragment),
            ahead,
            plan: Plan::of_files(&files(&imported), &dir)?,
            news: provenance::is_news(&record, recorded.as_ref()),
            provenance: Plan::of_files(&[emitted(provenance::FILE, &record)], &dir)?,
            overlay: imported.overlay.clone().or(overlay),
            imported,
        })
    }
}

fn emitted(path: &str, content: &Value) -> Emitted {
    Emitted { path: path.to_owned(), text: canonical::text(content) }
}

/// Returns the files of an import. The overlay comes first: an alias that is not needed yet does no
/// harm, a missing one does.
fn files(imported: &Imported) -> Vec<Emitted> {
    let overlay = imported.overlay.as_ref().map(|overlay| emitted("overlay.json", overlay));
    overlay.into_iter().chain([emitted("oauth.json", &imported.fragment)]).collect()
}

/// Returns what `generate` will report after this import and did not report before.
fn ahead(
    dir: &Path,
    imported: &Imported,
    fragment: Option<&Value>,
    overlay: Option<&Value>,
) -> Report {
    let named = |name: &str| dir.join(name).display().to_string();
    let (fragment_file, overlay_file) = (named("oauth.json"), named("overlay.json"));
    let report = |fragment: &Value, overlay: Option<&Value>| {
        let files = (fragment_file.as_str(), overlay_file.as_str());
        let input = Input { fragment, overlay, fragment_file: files.0, overlay_file: files.1 };
        generate(&input).map_or_else(|refused| refused, |generation| generation.report)
    };
    let before: Report = fragment.map(|fragment| report(fragment, overlay)).unwrap_or_default();
    let new_overlay = imported.overlay.as_ref().or(overlay);
    if fragment == Some(&imported.fragment) && imported.overlay.is_none() {
        return Report::default();
    }
    let after = report(&imported.fragment, new_overlay).into_iter();
    after.filter(|diagnostic| !before.iter().any(|earlier| earlier == diagnostic)).collect()
}

/// Reports what was done, or with `check` would be done.
pub fn show(prepared: &Prepared, check: bool, out: &mut dyn Write) -> io::Result<()> {
    let operations = crate::openapi::operations(&prepared.imported.fragment);
    for operation in operations {
        let method = operation.method.to_uppercase();
        writeln!(out, "{:>12}  {} ({method} {})", "operation", operation.id(), operation.path)?;
    }
    for diagnostic in prepared.imported.report.iter() {
        writeln!(out, "{}", line(diagnostic))?;
    }
    for change in &prepared.changes {
        writeln!(out, "{:>12}  {change}", "fragment")?;
    }
    let plans = prepared.plans().into_iter().take(if check && !prepared.news { 1 } else { 2 });
    for change in plans.flat_map(Plan::changes) {
        let word = if check && change.state != State::Unchanged {
            "would change"
        } else {
            change.state.word(false)
        };
        writeln!(out, "{word:>12}  {}", change.path.display())?;
    }
    Ok(())
}

/// Shows a diagnostic about the document that the user named, without the name.
fn line(diagnostic: &Diagnostic) -> String {
    let word = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let place = &diagnostic.pointer;
    let colon = if place.is_empty() { "" } else { ": " };
    let mut line = format!("{word:>12}  {place}{colon}{}", diagnostic.message);
    if !diagnostic.help.is_empty() {
        line.push_str(&format!("\n{:>12}  help: {}", "", diagnostic.help));
    }
    line
}
