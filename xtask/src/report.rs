//! What a command has to say about a description: one vocabulary for errors, warnings and notes.

use std::fmt;
use std::io;
use std::path::Path;

/// How much a [`Diagnostic`] matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing can be generated or written.
    Error,
    /// Something a maintainer should change.
    Warning,
    /// What was done, for the record.
    Note,
}

/// One statement about one place, with a remedy where one is needed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// The file, as a person would name it.
    pub file: String,
    /// The place in the file: an RFC 6901 JSON pointer, or empty for the file as a whole.
    pub pointer: String,
    /// What was found.
    pub message: String,
    /// What to do about it. Empty if there is nothing to do.
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

    /// Creates an error about a file that the operating system refuses.
    pub fn io(path: &Path, action: &str, error: &io::Error, help: impl Into<String>) -> Self {
        Self::error(path.display().to_string(), "", format!("cannot be {action}: {error}"), help)
    }
}

/// Shows file, pointer, message and help, without the severity.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if !self.pointer.is_empty() {
            write!(f, "#{}", self.pointer)?;
        }
        write!(f, ": {}", self.message)?;
        if self.help.is_empty() { Ok(()) } else { write!(f, "\n  help: {}", self.help) }
    }
}

/// All diagnostics of one piece of work, in the order in which they were made.
///
/// As the `Err` of a [`Result`] it contains at least one error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    all: Vec<Diagnostic>,
}

impl Report {
    /// Adds a diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.all.push(diagnostic);
    }

    /// Returns the diagnostics in the order in which they were made.
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
