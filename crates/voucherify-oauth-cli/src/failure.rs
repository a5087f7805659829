//! Failures of commands: a message for people and an exit code for scripts.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::process::ExitCode;

use voucherify_oauth::types::Printable;
use voucherify_oauth::{Error, StatusCode};

use crate::output::{self, style};

/// An exit code. The README has the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Exit(pub(crate) u8);

impl Exit {
    pub(crate) const OK: Self = Self(0);
    /// Any other failure.
    pub(crate) const OTHER: Self = Self(1);
    /// The command line, the environment or a file is wrong; nothing was sent. Also clap's own.
    pub(crate) const USAGE: Self = Self(2);
    /// The service rejected the keys, or they lack a permission.
    pub(crate) const KEYS: Self = Self(3);
    /// The service rejected a scope.
    pub(crate) const SCOPE: Self = Self(4);
    /// Too many requests or tokens.
    pub(crate) const RATE_LIMIT: Self = Self(5);
    /// No complete response arrived, or the service failed: the same command may succeed later.
    pub(crate) const UNREACHABLE: Self = Self(6);
    /// `introspect` reported an inactive token, which is not a failure.
    pub(crate) const INACTIVE: Self = Self(7);
    /// The command exists but can't be run, as in a shell.
    pub(crate) const NOT_RUN: Self = Self(126);
    /// The command does not exist, as in a shell.
    pub(crate) const NOT_FOUND: Self = Self(127);

    /// Returns the code that shells use for a command that a signal ended.
    pub(crate) fn signal(number: i32) -> Self {
        Self(u8::try_from(number).map_or(u8::MAX, |number| number.saturating_add(128)))
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.0)
    }
}

/// Why a command ends early.
#[derive(Debug)]
pub(crate) enum Failure {
    Reported(Box<Report>),
    /// The reader of the output is gone, which is not an error.
    ReaderGone,
}

/// A message for the error stream, and the exit code.
#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) exit: Exit,
    pub(crate) message: String,
    /// What to do, in one line.
    help: String,
}

impl Failure {
    pub(crate) fn new(exit: Exit, message: impl fmt::Display, help: impl fmt::Display) -> Self {
        let (message, help) = (message.to_string(), help.to_string());
        Self::Reported(Box::new(Report { exit, message, help }))
    }

    pub(crate) fn usage(message: impl fmt::Display, help: impl fmt::Display) -> Self {
        Self::new(Exit::USAGE, message, help)
    }

    /// The system lacks a resource that every command needs.
    pub(crate) fn start(error: io::Error) -> Self {
        Self::new(
            Exit::OTHER,
            format_args!("could not start: {error}"),
            "check the limits on processes, memory and open files",
        )
    }
}

/// Converts an error of writing the output. Other I/O errors have their own messages.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::ReaderGone;
        }
        let message = format!("could not write the output: {error}");
        Self::new(Exit::OTHER, message, "check the target of standard output")
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Reported(Box::new(Report {
            exit: exit(&error),
            message: WithCause(&error).to_string(),
            help: help(&error).into_owned(),
        }))
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (error, help) = (style::ERROR, style::HELP);
        writeln!(f, "{error}error:{error:#} {}", self.message)?;
        writeln!(f, "{help}help:{help:#} {}", self.help)
    }
}

const CHECK_NETWORK: &str = "check the network, --base-url and VOUCHERIFY_BASE_URL";
const CHECK_ADDRESS: &str =
    "check that --base-url or VOUCHERIFY_BASE_URL is the address of the API";

fn exit(error: &Error) -> Exit {
    if error.is_builder() {
        Exit::USAGE
    } else if error.is_unauthorized() || error.is_forbidden() {
        Exit::KEYS
    } else if error.is_invalid_scope() {
        Exit::SCOPE
    } else if error.is_rate_limited() {
        Exit::RATE_LIMIT
    } else if error.is_transient() {
        Exit::UNREACHABLE
    } else {
        Exit::OTHER
    }
}

fn help(error: &Error) -> Cow<'static, str> {
    let wait = error.retry_after().map(|wait| {
        let seconds = i64::try_from(wait.as_secs()).unwrap_or(i64::MAX);
        if seconds < 60 {
            output::seconds(seconds)
        } else {
            format!("{seconds} seconds ({})", output::seconds(seconds))
        }
    });
    let help = if error.is_unauthorized() {
        "check both keys, and whether the project is in this cluster (--cluster)"
    } else if error.is_forbidden() {
        "the keys lack a permission: check their roles and allowed IP addresses"
    } else if error.is_invalid_scope() {
        "`voucherify-oauth scopes` lists the scopes; the keys may have fewer"
    } else if error.is_rate_limited() && wait.is_none() {
        "too many requests, or too many active tokens: wait, revoke tokens with `revoke` or \
         `logout`, and reuse one with `token --cache`"
    } else if let (Some(wait), true) = (wait, error.is_transient()) {
        return format!("try again in {wait}").into();
    } else if error.status().is_some() && error.is_transient() {
        "the service failed: try again later"
    } else if error.is_transient() {
        CHECK_NETWORK
    } else if error.request_id().is_some() && error.status() != Some(StatusCode::NOT_FOUND) {
        "Voucherify's support can find the request by its ID"
    } else {
        CHECK_ADDRESS
    };
    help.into()
}

/// Displays an error in one line with its root cause, such as "Connection refused".
pub(crate) struct WithCause<'e>(pub(crate) &'e dyn StdError);

impl fmt::Display for WithCause<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.0, f)?;
        let mut cause = self.0.source();
        while let Some(deeper) = cause.and_then(|cause| cause.source()) {
            cause = Some(deeper);
        }
        match cause {
            Some(cause) => write!(f, ": {}", Printable::new(&cause.to_string())),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_output_is_not_an_error() {
        let error = io::Error::from(io::ErrorKind::BrokenPipe);
        assert!(matches!(Failure::from(error), Failure::ReaderGone));
    }

    #[test]
    fn a_full_disk_is_an_error() {
        let Failure::Reported(report) = Failure::from(io::Error::from(io::ErrorKind::StorageFull))
        else {
            panic!("not reported");
        };
        assert_eq!(report.exit, Exit::OTHER);
        assert!(report.to_string().contains("could not write the output"), "{report}");
    }
}
