//! `cargo xtask import`: converts the vendor's description into the fragment.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};
use time::OffsetDateTime;

use super::{EXIT_OK, EXIT_STALE, ignore_broken_pipe, root, word};
use crate::effective::Description;
use crate::emit::Emitted;
use crate::generation::generate;
use crate::import::{self, Config, Request};
use crate::openapi::{canonical, load, operations, text};
use crate::plan::{Plan, State};
use crate::report::Report;

/// The file that records the source of the fragment. `generate` does not read it, since fragments
/// are also edited by hand.
const PROVENANCE: &str = "provenance.json";

/// Update openapi/oauth.json from a description that the vendor publishes.
///
/// Exit codes: 0 imported or unchanged, 1 would change (with --check), 2 rejected and nothing
/// written.
#[derive(Args, Clone, Debug)]
pub struct Import {
    #[command(flatten)]
    published: Published,

    /// Write nothing; show what would change, and exit with 1 if there are changes
    #[arg(long)]
    check: bool,

    /// The folder with import.json, oauth.json and overlay.json [default: openapi in the workspace]
    #[arg(long, value_name = "DIR")]
    openapi: Option<PathBuf>,
}

/// The document to import, with options.
#[derive(Args, Clone, Debug)]
pub struct Published {
    /// The vendor's full description, or a fragment (JSON)
    #[arg(value_name = "FILE")]
    document: PathBuf,

    /// Use the document's spelling of a known scope, and make the previous one an alias
    #[arg(long)]
    respell: bool,

    /// The document's source, for provenance.json [default: the name of FILE]
    #[arg(long, value_name = "ADDRESS")]
    source: Option<String>,
}

/// An import before it is written.
#[derive(Debug)]
pub struct Prepared {
    /// The resulting description.
    pub description: Description,
    /// What was done, and what needs a maintainer's decision.
    pub report: Report,
    /// The changes of the fragment, one line for each place.
    pub changes: Vec<String>,
    /// The source of the fragment: the content of `provenance.json`.
    pub provenance: Value,
    /// The files to write.
    pub plan: Plan,
    /// Whether the list of operations that are not imported differs from the last import.
    news: bool,
}

impl Import {
    /// Runs the command and returns its exit code.
    pub fn run(&self, out: &mut dyn Write, err: &mut dyn Write) -> Result<u8, Report> {
        let dir = self.openapi.clone().unwrap_or_else(|| root().join("openapi"));
        let prepared = self.published.prepare(&dir)?;
        let ahead = prepared.ahead(&dir);
        if !self.check {
            Plan::apply(&[&prepared.plan])?;
        }
        let mut show = || {
            prepared.show(out)?;
            for change in &prepared.plan.changes {
                let word = match change.state {
                    State::Unchanged => "unchanged",
                    state if !self.check => state.word(false),
                    _ if prepared.counts(&change.path) => "would change",
                    _ => continue,
                };
                writeln!(out, "{word:>12}  {}", change.path.display())?;
            }
            ahead.iter().try_for_each(|diagnostic| {
                writeln!(err, "`cargo xtask generate` will report: {diagnostic}")
            })
        };
        ignore_broken_pipe(show())?;
        Ok(if self.check && prepared.is_stale() { EXIT_STALE } else { EXIT_OK })
    }
}

impl Published {
    /// Imports in memory, based on the description in `dir`.
    pub fn prepare(&self, dir: &Path) -> Result<Prepared, Report> {
        let [fragment_file, overlay_file, recorded] =
            ["oauth.json", "overlay.json", PROVENANCE].map(|file| dir.join(file));
        let fragment = load::json_if_present(&fragment_file)?;
        let overlay = load::json_if_present(&overlay_file)?;
        let recorded = load::json_if_present(&recorded)?.unwrap_or_default();
        let file = self.document.display().to_string();
        let content = load::text(&self.document)?;
        let document = load::parse(&file, &content)?;
        let imported = import::import(&Request {
            file: &file,
            document: &document,
            config: &Config::from_dir(dir)?,
            fragment: fragment.as_ref(),
            overlay: overlay.as_ref(),
            respell: self.respell,
            follow_renames: false,
        })?;

        let name = self.document.file_name().map(|name| name.to_string_lossy().into_owned());
        let info = document.get("info").unwrap_or(&Value::Null);
        let mut provenance = json!({
            "title": text(info, "title"),
            "version": text(info, "version"),
            "source": self.source.clone().or(name),
            "sha256": canonical::digest(&content),
            "imported": recorded["imported"],
            "other-operations": imported.others,
        });
        // Importing the same document again keeps the date.
        if provenance != recorded {
            provenance["imported"] = json!(OffsetDateTime::now_utc().date().to_string());
        }
        // The overlay is written before the fragment: an unused alias is harmless, a missing one is
        // not.
        let contents = [
            (PROVENANCE, Some(&provenance)),
            ("overlay.json", imported.overlay.as_ref()),
            ("oauth.json", Some(&imported.fragment)),
        ];
        let emitted = |(path, content): (&str, Option<&Value>)| {
            Some(Emitted { path: path.to_owned(), text: canonical::text(content?) })
        };
        let files: Vec<Emitted> = contents.into_iter().filter_map(emitted).collect();
        let others = |provenance: &Value| provenance["other-operations"].as_array().cloned();
        Ok(Prepared {
            changes: import::changes(fragment.as_ref().unwrap_or(&json!({})), &imported.fragment),
            news: others(&provenance) != Some(others(&recorded).unwrap_or_default()),
            plan: Plan::of_files(&files, dir)?,
            report: imported.report,
            description: Description {
                fragment: imported.fragment,
                overlay: imported.overlay.or(overlay),
                fragment_file: fragment_file.display().to_string(),
                overlay_file: overlay_file.display().to_string(),
            },
            provenance,
        })
    }
}

impl Prepared {
    /// Returns whether there is something to write or to decide.
    pub fn is_stale(&self) -> bool {
        self.plan.stale().any(|change| self.counts(&change.path))
    }

    /// Returns whether a change of the file at `path` counts. The provenance alone does not:
    /// another document with the same content changes nothing.
    fn counts(&self, path: &Path) -> bool {
        self.news || path != Path::new(PROVENANCE)
    }

    /// Returns the diagnostics that `generate` will report after this import and does not report
    /// for the description in `dir`.
    fn ahead(&self, dir: &Path) -> Report {
        let report = |of: &Description| generate(of).map_or_else(|it| it, |it| it.report);
        if !self.is_stale() {
            return Report::default();
        }
        let before = Description::from_dir(dir).map(|it| report(&it)).unwrap_or_default();
        let after = report(&self.description).into_iter();
        after.filter(|diagnostic| !before.iter().any(|earlier| earlier == diagnostic)).collect()
    }

    /// Writes what was imported and changed.
    pub fn show(&self, out: &mut dyn Write) -> io::Result<()> {
        for operation in operations(&self.description.fragment) {
            let (id, method) = (operation.id(), operation.method.to_uppercase());
            writeln!(out, "{:>12}  {id} ({method} {})", "operation", operation.path)?;
        }
        for diagnostic in self.report.iter() {
            // Omits the file name: the user gave it on the command line.
            let (word, place) = (word(diagnostic.severity), &diagnostic.pointer);
            writeln!(out, "{word:>12}  {place}: {}", diagnostic.message)?;
            if !diagnostic.help.is_empty() {
                writeln!(out, "{:>12}  help: {}", "", diagnostic.help)?;
            }
        }
        self.changes.iter().try_for_each(|change| writeln!(out, "{:>12}  {change}", "fragment"))
    }
}
