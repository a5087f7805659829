//! Escapes untrusted text.

use std::fmt::{self, Write};

/// Shows untrusted text safely in a terminal or in one line of a log.
///
/// [`Display`](fmt::Display) escapes characters that end the line, control a terminal or reorder
/// the text, and writes only the [beginning](Self::beginning) of a long text.
///
/// ```
/// use voucherify_oauth_types::{Printable, ScopeSet};
///
/// let granted = ScopeSet::from_wire("vouchers \u{1b}[2J").to_string();
/// assert_eq!(Printable::new(&granted).to_string(), "vouchers \\u{1b}[2J");
/// ```
#[derive(Clone, Copy)]
pub struct Printable<'t> {
    text: &'t str,
}

impl<'t> Printable<'t> {
    /// The length of the longest text that is shown completely, in bytes. The messages of the
    /// service are shorter.
    const LONGEST: usize = 1024;

    /// Wraps a text.
    #[must_use]
    pub const fn new(text: &'t str) -> Self {
        Self { text }
    }

    /// Returns the part of the text that is shown, without escaping.
    #[must_use]
    pub fn beginning(self) -> &'t str {
        let mut end = Self::LONGEST.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        &self.text[..end]
    }

    /// Returns whether a character is not escaped: it is not a control character (C0, C1, DEL),
    /// does not end a line, and does not change the direction of the text.
    #[must_use]
    pub fn is_safe(character: char) -> bool {
        let reorders = matches!(
            character,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        );
        !(character.is_control() || reorders || matches!(character, '\u{2028}' | '\u{2029}'))
    }
}

impl fmt::Display for Printable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.beginning();
        for character in shown.chars() {
            if Self::is_safe(character) {
                f.write_char(character)?;
            } else {
                character.escape_default().fmt(f)?;
            }
        }
        if shown.len() < self.text.len() {
            write!(f, "… ({} bytes)", self.text.len())?;
        }
        Ok(())
    }
}

/// Writes the escaped text in quotation marks.
impl fmt::Debug for Printable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{self}\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_escaped() {
        let text = "a\u{1b}[2J\n\u{9b}\u{7f}\u{2028}\u{2029}\u{202e}\u{2066}\u{200f}é";
        assert_eq!(
            Printable::new(text).to_string(),
            "a\\u{1b}[2J\\n\\u{9b}\\u{7f}\\u{2028}\\u{2029}\\u{202e}\\u{2066}\\u{200f}é"
        );
    }

    #[test]
    fn only_the_beginning_of_a_long_text_is_shown() {
        let longest = "x".repeat(Printable::LONGEST);
        assert_eq!(Printable::new(&longest).to_string(), longest);
        let long = format!("{}é{}", "x".repeat(Printable::LONGEST - 1), "y".repeat(1 << 20));
        let shown = Printable::new(&long).to_string();
        assert_eq!(format!("{:?}", Printable::new(&long)), format!("\"{shown}\""));
        assert!(shown.ends_with("x… (1049601 bytes)"), "{shown}");
        assert!(shown.len() < Printable::LONGEST + 30);
    }
}
