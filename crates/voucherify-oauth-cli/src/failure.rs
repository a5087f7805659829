//! Why a command failed, in words for the person who ran it.

use std::fmt;
use std::io;

use crate::exit::Exit;
use crate::style;

/// What ends a command early.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Something to tell.
    Told(Box<Report>),
    /// Nobody reads the output any more. That is no error, and there is nobody to tell.
    ReaderGone,
}

/// What is told on the error stream, and the exit code that goes with it.
#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) exit: Exit,
    message: String,
    /// What the person can do about it, in one line.
    advice: String,
}

impl Failure {
    pub(crate) fn new(exit: Exit, message: impl fmt::Display, advice: impl fmt::Display) -> Self {
        let (message, advice) = (message.to_string(), advice.to_string());
        Self::Told(Box::new(Report { exit, message, advice }))
    }

    /// The system denies what every command needs.
    pub(crate) fn start(error: io::Error) -> Self {
        Self::new(
            Exit::OTHER,
            format_args!("could not start: {error}"),
            "does the system run short of something?",
        )
    }

    pub(crate) fn usage(message: impl fmt::Display, advice: impl fmt::Display) -> Self {
        Self::new(Exit::USAGE, message, advice)
    }
}

/// For writing the output, and nothing else: whatever else fails has a better story to tell.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::ReaderGone;
        }
        let message = format!("could not write the output: {error}");
        Self::new(Exit::OTHER, message, "look at where standard output goes")
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (error, tip) = (style::ERROR, style::TIP);
        writeln!(f, "{error}error:{error:#} {}", self.message)?;
        writeln!(f, "{tip}tip:{tip:#} {}", self.advice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_that_is_gone_is_no_error() {
        assert!(matches!(
            Failure::from(io::Error::from(io::ErrorKind::BrokenPipe)),
            Failure::ReaderGone
        ));
    }

    #[test]
    fn a_full_disk_is_one() {
        let Failure::Told(report) = Failure::from(io::Error::from(io::ErrorKind::StorageFull))
        else {
            panic!("not told");
        };
        assert_eq!(report.exit, Exit::OTHER);
        assert!(report.to_string().contains("could not write the output"), "{report}");
    }
}
