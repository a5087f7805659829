//! What ends a command from outside: ctrl-C, or `kill`.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub(crate) use unix::{Caught, Signals};
#[cfg(windows)]
pub(crate) use windows::{Caught, Signals};
