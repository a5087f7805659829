//! Diagnostics: errors, warnings and notes about a description.

use std::fmt;
use std::io;
use std::path::Path;

use serde::Serialize;

/// The severity of a [`Diagnostic`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing can be generated or written.
    Error,
    /// A maintainer should change something.
    Warning,
    /// Information about what was done.
    Note,
}

/// A message about one place, with help if the user should do something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Diagnostic {
    /// The severity.
    #[serde(skip)]
    pub severity: Severity,
    /// The display name of the file.
    pub file: String,
    /// The place in the file: an RFC 6901 JSON pointer, or empty for the whole file.
    pub pointer: String,
    /// The message.
    pub message: String,
    /// What to do. Empty if there is nothing to do.
    pub help: String,
}

impl Diagnostic {
    /// Creates an error about `pointer` in `file`.
    pub fn error(
        file: impl Into<String>,
        pointer: impl Into<String>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            severity: Severity::Error,
            file: file.into(),
            pointer: pointer.into(),
            message: message.into(),
            help: help.into(),
        }
    }

    /// Creates a warning about `pointer` in `file`.
    pub fn warning(
        file: impl Into<String>,
        pointer: impl Into<String>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self { severity: Severity::Warning, ..Self::error(file, pointer, message, help) }
    }

    /// Creates a note about `pointer` in `file`.
    pub fn note(
        file: impl Into<String>,
        pointer: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self { severity: Severity::Note, ..Self::error(file, pointer, message, "") }
    }

    /// Creates an error about a failed file operation.
    pub fn io(path: &Path, action: &str, error: &io::Error, help: impl Into<String>) -> Self {
        Self::error(path.display().to_string(), "", format!("cannot be {action}: {error}"), help)
    }
}

/// Writes file, pointer, message and help, without the severity.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if !self.pointer.is_empty() {
            write!(f, "#{}", escaped(&self.pointer))?;
        }
        write!(f, ": {}", escaped(&self.message))?;
        if self.help.is_empty() { Ok(()) } else { write!(f, "\n  help: {}", escaped(&self.help)) }
    }
}

/// Returns a text that may come from a description without line breaks and control characters.
pub fn escaped(text: &str) -> String {
    let is_visible = |c: char| matches!(c, '"' | '\'' | '\\');
    let escape = |c: char| if is_visible(c) { c.to_string() } else { c.escape_debug().to_string() };
    text.chars().map(escape).collect()
}

/// Returns the start of a text, with `…` if the text is longer than `most` characters.
pub fn truncated(text: &str, most: usize) -> String {
    let start: String = text.chars().take(most).collect();
    if start.len() < text.len() { format!("{start}…") } else { start }
}

/// The diagnostics of one command, in the order in which they were added.
///
/// As the `Err` of a [`Result`], it contains at least one error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    all: Vec<Diagnostic>,
}

impl Report {
    /// Adds a diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.all.push(diagnostic);
    }

    /// Returns the diagnostics in the order in which they were added.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.all.iter()
    }

    /// Returns the diagnostics of one severity.
    pub fn of(&self, severity: Severity) -> impl Iterator<Item = &Diagnostic> {
        self.all.iter().filter(move |diagnostic| diagnostic.severity == severity)
    }

    /// Returns the report as an error if it contains an error.
    pub fn check(self) -> Result<Self, Self> {
        if self.of(Severity::Error).next().is_none() { Ok(self) } else { Err(self) }
    }
}

impl Extend<Diagnostic> for Report {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        self.all.extend(diagnostics);
    }
}

impl FromIterator<Diagnostic> for Report {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(diagnostics: I) -> Self {
        Self { all: diagnostics.into_iter().collect() }
    }
}

impl IntoIterator for Report {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.into_iter()
    }
}

impl From<Diagnostic> for Report {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { all: vec![diagnostic] }
    }
}
