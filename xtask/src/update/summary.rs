//! What an update did and what it leaves to a person, as text or as Markdown.

use std::io::{self, Write};

use crate::diff::Comparison;
use crate::diff::format::Format as DiffFormat;

/// How the summary is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// For a terminal
    #[default]
    Text,
    /// For a pull request; progress goes to the error stream
    Markdown,
}

/// What an update did.
#[derive(Default)]
pub(super) struct Summary {
    /// The document: its title, version and source.
    pub(super) document: String,
    /// What changed for users.
    pub(super) comparison: Comparison,
    /// What changed in the fragment.
    pub(super) fragment: Vec<String>,
    /// The files that were written.
    pub(super) written: Vec<String>,
    /// What became of the version.
    pub(super) version: String,
    /// What is left to a person, each with details.
    left: Vec<(String, Vec<String>)>,
}

impl Summary {
    /// Adds something that is left to a person.
    pub(super) fn leave(&mut self, what: impl Into<String>, details: impl Into<Vec<String>>) {
        self.left.push((what.into(), details.into()));
    }

    /// Whether nothing is left to a person.
    pub(super) fn is_empty(&self) -> bool {
        self.left.is_empty()
    }

    /// Writes the summary as text: the end of a report whose rest was shown step by step.
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
        writeln!(out, "## The description: {}\n", escaped(&self.document))?;
        self.comparison.write(DiffFormat::Markdown, out)?;
        if !self.version.is_empty() {
            writeln!(out, "\n**Version:** {}", escaped(&self.version))?;
        }
        if !self.left.is_empty() {
            writeln!(out, "\n### Left to you\n")?;
        }
        for (what, details) in &self.left {
            writeln!(out, "- [ ] {}", escaped(what).replace('\n', "<br>"))?;
            details.iter().try_for_each(|detail| writeln!(out, "  - {}", code(detail)))?;
        }
        for (title, lines) in
            [("What changed in the fragment", &self.fragment), ("Files written", &self.written)]
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

/// Returns text in which Markdown sees neither HTML nor a mention. Code spans stay.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('@', "@\u{200b}")
}

/// Returns a line as code.
fn code(line: &str) -> String {
    let line = line.replace('\n', " ");
    if line.contains('`') { format!("`` {line} ``") } else { format!("`{line}`") }
}
