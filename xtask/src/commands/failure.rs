//! Why a command could not do its work.

use std::fmt;
use std::io;

use crate::finding::{Finding, Findings};
use crate::report::{Diagnostic, Report, Severity};

/// Why nothing was written.
#[derive(Debug)]
pub enum Failure {
    /// The description, or another file, was refused.
    Description(Findings),
    /// As [`Failure::Description`].
    Report(Report),
    /// The disk, or the reader of the report, was.
    Io(io::Error),
}

impl From<Findings> for Failure {
    fn from(findings: Findings) -> Self {
        Self::Description(findings)
    }
}

impl From<Finding> for Failure {
    fn from(finding: Finding) -> Self {
        Self::Description(finding.into())
    }
}

impl From<Report> for Failure {
    fn from(report: Report) -> Self {
        Self::Report(report)
    }
}

impl From<Diagnostic> for Failure {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::Report(diagnostic.into())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Description(findings) => {
                for finding in findings.iter() {
                    writeln!(f, "error: {finding}")?;
                }
                Ok(())
            }
            Self::Report(report) => {
                for warning in report.of(Severity::Warning) {
                    writeln!(f, "warning: {warning}")?;
                }
                for error in report.of(Severity::Error) {
                    writeln!(f, "error: {error}")?;
                }
                Ok(())
            }
            Self::Io(error) => writeln!(
                f,
                "error: {error}\n  help: see that the disk and the output can be read and written"
            ),
        }
    }
}
