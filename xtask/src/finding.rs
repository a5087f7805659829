//! What is wrong, or could be better, with a description: what, where, and what to do about it.

use std::fmt;

/// One thing found, at one place, with its remedy.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file, as a person would name it.
    pub file: String,
    /// Where in the file: an RFC 6901 JSON pointer, or empty for the file as a whole.
    pub pointer: String,
    /// What was found.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
}

impl Finding {
    /// A finding about `pointer` in `file`.
    pub fn new(
        file: impl Into<String>,
        pointer: impl Into<String>,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            file: file.into(),
            pointer: pointer.into(),
            message: message.into(),
            remedy: remedy.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if !self.pointer.is_empty() {
            write!(f, "#{}", self.pointer)?;
        }
        write!(f, ": {}\n  help: {}", self.message, self.remedy)
    }
}

/// At least one finding: why a description was refused.
#[derive(Clone, Debug)]
pub struct Findings {
    all: Vec<Finding>,
}

impl Findings {
    /// `Err` with the findings if there are any.
    pub fn into_result(all: Vec<Finding>) -> Result<(), Self> {
        if all.is_empty() { Ok(()) } else { Err(Self { all }) }
    }

    /// The findings, in the order in which they were made.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.all.iter()
    }
}

impl From<Finding> for Findings {
    fn from(finding: Finding) -> Self {
        Self { all: vec![finding] }
    }
}
