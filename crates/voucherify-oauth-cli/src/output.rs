//! Where commands write to, and in which shapes.

use std::io::{self, Write};

use clap::ValueEnum;
use serde::Serialize;

/// Where to write, handed down so that nothing else prints.
pub(crate) struct Streams<'a> {
    /// For what was asked for.
    pub(crate) out: &'a mut dyn Write,
}

/// For people, or for scripts.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum Format {
    /// For people
    #[default]
    Text,
    /// One line of JSON
    Json,
}

/// Writes one line of JSON.
///
/// Of types rather than of `serde_json::Value`, whose order of fields hangs on a feature that any
/// crate of a build may switch on.
pub(crate) fn json(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    writeln!(out)
}
