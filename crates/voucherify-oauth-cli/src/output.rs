//! The output streams of commands and their formats.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;
use std::io::{self, Write};

use clap::ValueEnum;
use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
use voucherify_oauth::types::Printable;

/// The colours.
pub(crate) mod style {
    use anstyle::{AnsiColor, Style};

    pub(crate) const ERROR: Style = AnsiColor::Red.on_default().bold();
    pub(crate) const WARNING: Style = AnsiColor::Yellow.on_default().bold();
    pub(crate) const HELP: Style = AnsiColor::Green.on_default().bold();
    pub(crate) const NOTE: Style = AnsiColor::Cyan.on_default().bold();
    /// Column headings and field names.
    pub(crate) const NAME: Style = Style::new().bold();
}

/// The streams to write to. Commands use no others.
pub(crate) struct Streams<'a> {
    /// The result.
    pub(crate) out: &'a mut dyn Write,
    /// All messages.
    pub(crate) log: Log<'a>,
}

/// The error stream. It is borrowed for one line at a time, so that several parts of a command can
/// share it.
pub(crate) struct Log<'a> {
    err: RefCell<&'a mut dyn Write>,
    quiet: bool,
    verbose: bool,
}

impl<'a> Log<'a> {
    pub(crate) fn new(err: &'a mut dyn Write, quiet: bool, verbose: bool) -> Self {
        Self { err: RefCell::new(err), quiet, verbose }
    }

    /// Writes a line. Ignores errors.
    pub(crate) fn line(&self, line: impl fmt::Display) {
        let _ = writeln!(self.err.borrow_mut(), "{line}");
    }

    /// Writes a note, unless `--quiet` is set.
    pub(crate) fn note(&self, note: impl fmt::Display) {
        if !self.quiet {
            let name = style::NOTE;
            self.line(format_args!("{name}note:{name:#} {note}"));
        }
    }

    /// Writes a warning.
    pub(crate) fn warn(&self, warning: impl fmt::Display) {
        let name = style::WARNING;
        self.line(format_args!("{name}warning:{name:#} {warning}"));
    }

    /// Writes a detail, if `--verbose` is set.
    pub(crate) fn detail(&self, line: impl fmt::Display) {
        if self.verbose {
            self.line(line);
        }
    }

    pub(crate) fn is_verbose(&self) -> bool {
        self.verbose
    }
}

/// The output format of most commands.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum Format {
    /// For people
    #[default]
    Text,
    /// One line of JSON
    Json,
}

/// Writes one line of JSON, with all characters escaped that could control a terminal.
///
/// Use types rather than `serde_json::Value`: its field order depends on a feature that any crate
/// in the build can enable.
pub(crate) fn json(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(&mut *out, Escaping))?;
    writeln!(out)
}

/// serde_json escapes only what JSON requires.
struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: Write + ?Sized>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(|character| !Printable::is_safe(character)) {
            let (safe, tail) = rest.split_at(at);
            out.write_all(safe.as_bytes())?;
            let mut tail = tail.chars();
            // These characters have at most four hexadecimal digits.
            write!(out, "\\u{:04x}", tail.next().map_or(0, u32::from))?;
            rest = tail.as_str();
        }
        out.write_all(rest.as_bytes())
    }
}

/// Writes one line for each name and value.
pub(crate) fn fields(out: &mut dyn Write, fields: &[(&str, &str)]) -> io::Result<()> {
    let width = fields.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    let bold = style::NAME;
    for (name, value) in fields {
        writeln!(out, "{bold}{name:width$}{bold:#}  {}", Printable::new(value))?;
    }
    Ok(())
}

/// Truncates a secret to its beginning, which is enough to recognize it.
pub(crate) fn truncated(secret: &str) -> String {
    match secret.get(..4) {
        Some(start) if secret.len() >= 16 => format!("{start}… (truncated)"),
        _ => "… (truncated)".to_owned(),
    }
}

/// Formats a number of seconds for people.
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

/// Quotes text as one word of a POSIX shell, if necessary. Users pass the output, which contains
/// text of the service, to `eval`.
pub(crate) fn shell_word(text: &str) -> Cow<'_, str> {
    // Not `~` and `=`: zsh expands them at the start of a word.
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:+@%,".contains(&byte);
    if !text.is_empty() && text.bytes().all(plain) {
        return text.into();
    }
    format!("'{}'", text.replace('\'', r"'\''")).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminal_controls_are_escaped() {
        let mut out = Vec::new();
        fields(&mut out, &[("client", "a\u{1b}[2J\nb\u{9b}"), ("x", "ä")]).unwrap();
        let text = anstream::adapter::strip_str(str::from_utf8(&out).unwrap()).to_string();
        assert_eq!(text, "client  a\\u{1b}[2J\\nb\\u{9b}\nx       ä\n");
    }

    #[test]
    fn json_escapes_what_could_control_a_terminal() {
        let text = "a\u{1b}\u{7f}\u{9b}2J\u{2028}\u{202e}\"é";
        let mut out = Vec::new();
        json(&mut out, &[text]).unwrap();
        let line = String::from_utf8(out).unwrap();
        assert_eq!(line, "[\"a\\u001b\\u007f\\u009b2J\\u2028\\u202e\\\"é\"]\n");
        assert_eq!(serde_json::from_str::<[String; 1]>(&line).unwrap(), [text]);
    }

    #[test]
    fn a_truncated_secret_is_useless() {
        let token = "AKQFQ-_CNNlyjNXzG7ZC1V4JS8wunXo2jf14NGXkWeWY05IXDt";
        assert_eq!(truncated(token), "AKQF… (truncated)");
        assert_eq!(truncated("short"), "… (truncated)");
        assert_eq!(truncated("äöü-äöü-äöü-äöü-"), "äö… (truncated)");
    }

    #[test]
    fn seconds_are_formatted_in_minutes() {
        let formatted = [-1, 0, 1, 59, 60, 61, 899, 900].map(seconds);
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
        assert_eq!(formatted, expected);
    }

    #[test]
    fn only_unsafe_words_are_quoted() {
        assert_eq!(shell_word("aB9-_"), "aB9-_");
        assert_eq!(shell_word("http://127.0.0.1:80/v1"), "http://127.0.0.1:80/v1");
        assert_eq!(shell_word("~a"), "'~a'");
        assert_eq!(shell_word("=a"), "'=a'");
        assert_eq!(shell_word(""), "''");
        assert_eq!(shell_word("$(reboot); it's"), r"'$(reboot); it'\''s'");
    }

    #[cfg(unix)]
    #[test]
    fn a_shell_reads_the_same_word_back() {
        for text in ["", "a b", "$HOME `id` \"\\", "it's\nnew", "~", "*", "-n", "!x", "ä"] {
            let script = format!("printf %s {}", shell_word(text));
            let output = std::process::Command::new("sh").args(["-c", &script]).output().unwrap();
            assert_eq!(String::from_utf8(output.stdout).unwrap(), text);
        }
    }
}
