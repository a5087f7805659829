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
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.0)
    }
}
