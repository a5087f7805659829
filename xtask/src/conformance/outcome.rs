//! What came of a check.

use std::fmt;
use std::io;

/// What came of a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All is as it should be; what was seen, in a few words.
    Ok(String),
    /// Something is not; what, in as many words as it takes.
    Failed(String),
    /// It could not be tried; what is missing.
    Skipped(String),
}

impl Outcome {
    /// A failure if `reasons` has any.
    pub(super) fn of(reasons: &[String], seen: impl FnOnce() -> String) -> Self {
        if reasons.is_empty() { Self::Ok(seen()) } else { Self::Failed(reasons.join("; ")) }
    }

    pub(super) fn missing(tool: &str) -> Self {
        Self::Skipped(format!("no {tool}"))
    }
}

impl From<io::Error> for Outcome {
    fn from(error: io::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ok(seen) => write!(f, "ok, {seen}"),
            Self::Failed(why) => write!(f, "failed: {why}"),
            Self::Skipped(why) => write!(f, "skipped: {why}"),
        }
    }
}

/// How many checks came out how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// As they should.
    pub ok: usize,
    /// Otherwise.
    pub failed: usize,
    /// Not at all.
    pub skipped: usize,
}

impl Totals {
    /// Counts one more.
    pub fn count(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Ok(_) => self.ok += 1,
            Outcome::Failed(_) => self.failed += 1,
            Outcome::Skipped(_) => self.skipped += 1,
        }
    }
}

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ok, {} failed, {} skipped", self.ok, self.failed, self.skipped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_says_how_each_came_out() {
        let outcomes = [
            Outcome::of(&[], || "3 requests".to_owned()),
            Outcome::of(&["this".to_owned(), "that".to_owned()], String::new),
            Outcome::missing("curl"),
            Outcome::from(io::Error::other("no disk")),
        ];
        let lines = outcomes.clone().map(|outcome| outcome.to_string());
        assert_eq!(
            lines,
            ["ok, 3 requests", "failed: this; that", "skipped: no curl", "failed: no disk"]
        );
        let mut totals = Totals::default();
        outcomes.iter().for_each(|outcome| totals.count(outcome));
        assert_eq!(totals.to_string(), "1 ok, 2 failed, 1 skipped");
    }
}
