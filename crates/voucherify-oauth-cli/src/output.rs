//! Where commands write to, and in which shapes.

use std::borrow::Cow;
use std::fmt;
use std::io::{self, Write};

use clap::ValueEnum;
use serde::Serialize;

use crate::style;

/// Where to write, handed down so that nothing else prints.
pub(crate) struct Streams<'a> {
    /// For what was asked for.
    pub(crate) out: &'a mut dyn Write,
    /// For what is said about it.
    pub(crate) err: &'a mut dyn Write,
}

impl Streams<'_> {
    /// Says a line that is not the result. Whether anybody listens changes nothing.
    pub(crate) fn say(&mut self, line: impl fmt::Display) {
        let _ = writeln!(self.err, "{line}");
    }

    /// Says what the person should know.
    pub(crate) fn note(&mut self, note: impl fmt::Display) {
        let name = style::NOTE;
        self.say(format_args!("{name}note:{name:#} {note}"));
    }

    /// Says what went wrong without ending the command.
    pub(crate) fn warn(&mut self, warning: impl fmt::Display) {
        let name = style::WARNING;
        self.say(format_args!("{name}warning:{name:#} {warning}"));
    }
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

/// Writes lines of a name and a value.
pub(crate) fn fields(out: &mut dyn Write, fields: &[(&str, &str)]) -> io::Result<()> {
    let width = fields.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    let bold = style::NAME;
    for (name, value) in fields {
        writeln!(out, "{bold}{name:width$}{bold:#}  {}", harmless(value))?;
    }
    Ok(())
}

/// A text from elsewhere, fit for a terminal: what could steer it is escaped.
pub(crate) fn harmless(text: &str) -> Cow<'_, str> {
    if text.chars().any(char::is_control) {
        text.escape_debug().to_string().into()
    } else {
        text.into()
    }
}

/// A time in seconds, as people say it.
pub(crate) fn seconds(seconds: i64) -> String {
    let counted = |count: i64, unit| match count {
        1 => format!("1 {unit}"),
        _ => format!("{count} {unit}s"),
    };
    let seconds = seconds.max(0);
    match (seconds / 60, seconds % 60) {
        (0, seconds) => counted(seconds, "second"),
        (minutes, 0) => counted(minutes, "minute"),
        (minutes, seconds) => {
            format!("{} {}", counted(minutes, "minute"), counted(seconds, "second"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_steer_a_terminal_is_escaped() {
        let mut out = Vec::new();
        fields(&mut out, &[("client", "a\u{1b}[2J\nb\u{9b}"), ("x", "ä")]).unwrap();
        let text = anstream::adapter::strip_str(str::from_utf8(&out).unwrap()).to_string();
        assert_eq!(text, "client  a\\u{1b}[2J\\nb\\u{9b}\nx       ä\n");
    }

    #[test]
    fn seconds_are_told_in_minutes() {
        let told = [-1, 0, 1, 59, 60, 61, 899, 900].map(seconds);
        let expected = [
            "0 seconds",
            "0 seconds",
            "1 second",
            "59 seconds",
            "1 minute",
            "1 minute 1 second",
            "14 minutes 59 seconds",
            "15 minutes",
        ];
        assert_eq!(told, expected);
    }
}
