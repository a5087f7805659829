//! Writes a comparison as text, Markdown, JSON or lines of a changelog.
//!
//! The JSON is stable:
//!
//! ```json
//! {"verdict": "minor", "changes": [
//!   {"level": "minor", "kind": "scope-added", "pointer": "/components/schemas/Scope/enum/42",
//!    "subject": "made-up-scope", "message": "a new value, `MadeUpScope` in Rust"}],
//!  "notes": [{"file": "overlay.json", "pointer": "/actions/3", "message": "…", "help": "…"}]}
//! ```
//!
//! `verdict` and `level` are `none`, `patch`, `minor` or `major`; `kind` is one of those in
//! `rules.rs`; `pointer` is an RFC 6901 pointer into the new effective document, or into the old
//! one if the part was removed; `subject` is the scope, field or operation. New kinds may be added,
//! and messages may change.

use std::io::{self, Write};

use clap::ValueEnum;
use serde_json::{Value, json};

use super::change::{Change, Comparison};
use super::rules::Level;
use crate::openapi::canonical;
use crate::report::escaped;

/// A format of the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One line for each change
    #[default]
    Text,
    /// Markdown tables for a pull request
    Markdown,
    /// A stable format for programs
    Json,
}

impl Comparison {
    /// Writes the report in `format`.
    pub fn write(&self, format: Format, out: &mut dyn Write) -> io::Result<()> {
        match format {
            Format::Text => self.text(out),
            Format::Markdown => self.markdown(out),
            Format::Json => write!(out, "{}", canonical::text(&self.json())),
        }
    }

    fn text(&self, out: &mut dyn Write) -> io::Result<()> {
        for change in &self.changes {
            let Change { level, subject, message, pointer, .. } = change;
            let kind = change.kind.word();
            let pointer = escaped(pointer);
            writeln!(out, "{level:<5}  {kind:<21}  {subject}: {message} (#{pointer})")?;
        }
        for note in &self.notes {
            writeln!(out, "note: {note}")?;
        }
        writeln!(out, "verdict: {}", self.verdict())
    }

    fn markdown(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "### Changes for users of the crates: **{}**", self.verdict())?;
        if self.changes.is_empty() {
            writeln!(out, "\nNo changes.")?;
        }
        for level in [Level::Major, Level::Minor, Level::Patch] {
            let mut of_level = self.changes.iter().filter(|one| one.level == level).peekable();
            if of_level.peek().is_some() {
                writeln!(out, "\n#### {level}\n\n| change | of | |\n|---|---|---|")?;
            }
            for change in of_level {
                let subject = cell(&code(&change.subject));
                writeln!(
                    out,
                    "| {} | {subject} | {} |",
                    change.kind.word(),
                    cell(&change.message)
                )?;
            }
        }
        if !self.notes.is_empty() {
            writeln!(out, "\n#### Notes\n")?;
        }
        for note in &self.notes {
            writeln!(out, "- {}", note.to_string().replace('\n', " "))?;
        }
        Ok(())
    }

    /// Returns the report as JSON.
    pub fn json(&self) -> Value {
        json!({ "verdict": self.verdict(), "changes": self.changes, "notes": self.notes })
    }

    /// Returns the lines for a changelog, grouped by the headings of <https://keepachangelog.com>.
    pub fn changelog(&self) -> Vec<(&'static str, Vec<String>)> {
        let headings = ["Added", "Changed", "Deprecated", "Removed"];
        let sections = headings.into_iter().map(|heading| {
            let own = self.changes.iter().filter(|change| self::heading(change) == heading);
            (heading, own.map(line).collect::<Vec<_>>())
        });
        sections.filter(|(_, lines)| !lines.is_empty()).collect()
    }
}

/// Returns the changelog heading for a change.
fn heading(change: &Change) -> &'static str {
    match change.kind.word().rsplit('-').next() {
        Some("added") => "Added",
        Some("removed") => "Removed",
        Some("deprecated") => "Deprecated",
        _ => "Changed",
    }
}

fn line(change: &Change) -> String {
    let breaking = if change.level == Level::Major { "**Breaking**: " } else { "" };
    let noun = change.kind.noun();
    let space = if noun.is_empty() { "" } else { " " };
    format!("- {breaking}{noun}{space}{}: {}.", code(&change.subject), change.message)
}

/// Returns a line as code in Markdown.
pub fn code(line: &str) -> String {
    let line = line.replace('\n', " ");
    if line.contains('`') { format!("`` {line} ``") } else { format!("`{line}`") }
}

/// Escapes a text for a table cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
