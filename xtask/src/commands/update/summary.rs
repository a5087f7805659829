//! The summary of an update and the remaining tasks, as text or Markdown.

use std::io::{self, Write};

use crate::diff::Comparison;
use crate::diff::format::{Format as DiffFormat, code};

/// The format of the summary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// Text for a terminal
    #[default]
    Text,
    /// Markdown for a pull request; progress is written to the error stream
    Markdown,
}

/// The result of an update.
#[derive(Default)]
pub(super) struct Summary {
    /// The document: its title, version and source.
    pub(super) document: String,
    /// The changes for users.
    pub(super) comparison: Comparison,
    /// The changes of the fragment.
    pub(super) fragment: Vec<String>,
    /// The files that were written.
    pub(super) written: Vec<String>,
    /// The version, and why it changes.
    pub(super) version: String,
    /// The remaining tasks, each with details.
    left: Vec<(String, Vec<String>)>,
}

impl Summary {
    /// Adds a remaining task.
    pub(super) fn leave(&mut self, what: impl Into<String>, details: impl Into<Vec<String>>) {
        self.left.push((what.into(), details.into()));
    }

    /// Returns whether no tasks remain.
    pub(super) fn is_empty(&self) -> bool {
        self.left.is_empty()
    }

    /// Writes the last part of the report as text. The other parts were shown step by step.
    pub(super) fn text(&self, out: &mut dyn Write) -> io::Result<()> {
        if !self.version.is_empty() {
            writeln!(out, "==> version: {}", self.version)?;
        }
        if !self.left.is_empty() {
            writeln!(out, "==> left to you:")?;
        }
        for (what, details) in &self.left {
            writeln!(out, "  - {}", what.replace('\n', "\n    "))?;
            details.iter().try_for_each(|detail| writeln!(out, "      {detail}"))?;
        }
        Ok(())
    }

    /// Writes the whole summary as Markdown.
    pub(super) fn markdown(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "## The description: {}\n", escaped_html(&self.document))?;
        self.comparison.write(DiffFormat::Markdown, out)?;
        if !self.version.is_empty() {
            writeln!(out, "\n**Version:** {}", escaped_html(&self.version))?;
        }
        if !self.left.is_empty() {
            writeln!(out, "\n### Left to you\n")?;
        }
        for (what, details) in &self.left {
            writeln!(out, "- [ ] {}", escaped_html(what).replace('\n', "<br>"))?;
            details.iter().try_for_each(|detail| writeln!(out, "  - {}", code(detail)))?;
        }
        for (title, lines) in
            [("Changes of the fragment", &self.fragment), ("Files written", &self.written)]
        {
            if !lines.is_empty() {
                let summary = format!("<summary>{title} ({})</summary>", lines.len());
                writeln!(out, "\n<details>{summary}\n")?;
                lines.iter().try_for_each(|line| writeln!(out, "- {}", code(line)))?;
                writeln!(out, "\n</details>")?;
            }
        }
        Ok(())
    }
}

/// Escapes HTML and mentions for Markdown. Code spans are kept.
fn escaped_html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('@', "@\u{200b}")
}
