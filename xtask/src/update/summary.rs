//! What an update did and what it leaves to a person, as text or as Markdown.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::diff::Comparison;
use crate::diff::format::Format as DiffFormat;

/// How the summary is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For a terminal
    #[default]
    Text,
    /// For a pull request; progress goes to the error stream
    Markdown,
}

/// Something that is left to a person.
#[derive(Debug)]
pub(super) struct Todo {
    what: String,
    details: Vec<String>,
}

/// What an update did.
#[derive(Debug, Default)]
pub(super) struct Summary {
    /// The document: its title, version and source.
    pub(super) document: String,
    /// What changed for users.
    pub(super) comparison: Comparison,
    /// What changed in the fragment.
    pub(super) fragment: Vec<String>,
    /// The files that were written.
    pub(super) written: Vec<PathBuf>,
    /// What became of the version.
    pub(super) version: String,
    /// What is left.
    pub(super) todos: Vec<Todo>,
}

impl Summary {
    /// Adds something that is left to a person.
    pub(super) fn leave(
        &mut self,
        what: impl Into<String>,
        details: impl IntoIterator<Item = String>,
    ) {
        self.todos.push(Todo { what: what.into(), details: details.into_iter().collect() });
    }

    /// Writes the end of the report: the rest was shown step by step.
    pub(super) fn text(&self, out: &mut dyn Write) -> io::Result<()> {
        if !self.version.is_empty() {
            writeln!(out, "==> version: {}", self.version)?;
        }
        if !self.todos.is_empty() {
            writeln!(out, "==> left to you:")?;
        }
        for todo in &self.todos {
            writeln!(out, "  - {}", todo.what.replace('\n', "\n    "))?;
            for detail in &todo.details {
                writeln!(out, "      {detail}")?;
            }
        }
        Ok(())
    }

    /// Writes everything as Markdown.
    pub(super) fn markdown(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "## The description: {}\n", escaped(&self.document))?;
        self.comparison.write(DiffFormat::Markdown, out)?;
        if !self.version.is_empty() {
            writeln!(out, "\n**Version:** {}", escaped(&self.version))?;
        }
        if !self.todos.is_empty() {
            writeln!(out, "\n### Left to you\n")?;
        }
        for todo in &self.todos {
            writeln!(out, "- [ ] {}", escaped(&todo.what).replace('\n', "<br>"))?;
            for detail in &todo.details {
                writeln!(out, "  - {}", code(detail))?;
            }
        }
        let fragment = self.fragment.iter().map(|line| code(line)).collect();
        folded(out, "What changed in the fragment", fragment)?;
        let written = self.written.iter().map(|path| code(&path.display().to_string())).collect();
        folded(out, "Files written", written)
    }
}

/// Writes a list that is folded until somebody wants to see it.
fn folded(out: &mut dyn Write, title: &str, lines: Vec<String>) -> io::Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n<details><summary>{title} ({})</summary>\n", lines.len())?;
    lines.iter().try_for_each(|line| writeln!(out, "- {line}"))?;
    writeln!(out, "\n</details>")
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

/// Returns the pending snapshots below `root`, as paths below it, sorted.
pub(super) fn pending_snapshots(root: &Path) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root.join(&folder))? {
            let entry = entry?;
            let name = entry.file_name();
            let path = folder.join(&name);
            let name = name.to_string_lossy();
            if entry.file_type()?.is_dir() {
                // Neither build products nor hidden folders are sources.
                if name != "target" && !name.starts_with('.') {
                    folders.push(path);
                }
            } else if name.ends_with(".snap.new") || name.ends_with(".pending-snap") {
                found.push(path.display().to_string());
            }
        }
    }
    found.sort();
    Ok(found)
}
