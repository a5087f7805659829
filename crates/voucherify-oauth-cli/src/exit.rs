//! The exit codes, which scripts rely on: the README has their table.

use std::process::ExitCode;

/// An exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Exit(pub(crate) u8);

impl Exit {
    pub(crate) const OK: Self = Self(0);
    /// None of the kinds below.
    pub(crate) const OTHER: Self = Self(1);
    /// The command line, the environment or a file is wrong; nothing was sent. Also clap's own.
    pub(crate) const USAGE: Self = Self(2);
    /// The service did not accept the keys, or not for this, or not from here.
    pub(crate) const KEYS: Self = Self(3);
    /// The service refused a scope.
    pub(crate) const SCOPE: Self = Self(4);
    /// Too many requests or tokens.
    pub(crate) const RATE_LIMIT: Self = Self(5);
    /// No whole answer came, or the service had a problem of its own: worth another try later.
    pub(crate) const UNREACHABLE: Self = Self(6);
    /// The token can't be used; an answer to a question, and no failure.
    pub(crate) const INACTIVE: Self = Self(7);
    /// The command of `exec` is there, and can't be run; as in a shell.
    pub(crate) const NOT_RUN: Self = Self(126);
    /// The command of `exec` is not there; as in a shell.
    pub(crate) const NOT_FOUND: Self = Self(127);

    /// Ended by a signal, as shells tell it.
    pub(crate) fn signal(number: i32) -> Self {
        Self(u8::try_from(number).map_or(u8::MAX, |number| number.saturating_add(128)))
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.0)
    }
}
