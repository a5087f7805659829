//! Text from elsewhere, made safe to show.

use std::fmt::{self, Write};

/// How much of a text is shown, in bytes. The service's own texts are far shorter.
pub(crate) const LONGEST: usize = 1024;

/// A text from elsewhere, fit for a line of a log: what could end the line, steer a terminal or
/// reorder the text is escaped, and only the beginning of a long text is shown.
pub(crate) struct Printable<'t>(pub(crate) &'t str);

impl fmt::Display for Printable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = beginning(self.0);
        for c in text.chars() {
            if is_unsafe(c) { c.escape_default().fmt(f)? } else { f.write_char(c)? }
        }
        if text.len() < self.0.len() {
            write!(f, "… ({} bytes)", self.0.len())?;
        }
        Ok(())
    }
}

impl fmt::Debug for Printable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{self}\"")
    }
}

/// Returns the part of a text that is shown.
pub(crate) fn beginning(text: &str) -> &str {
    let mut end = LONGEST.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Returns whether a character is a control character (C0, C1, DEL), ends a line, or changes the
/// direction of the text.
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_steer_a_terminal_is_escaped() {
        let text = "a\u{1b}[2J\n\u{9b}\u{7f}\u{2028}\u{2029}\u{202e}\u{2066}\u{200f}é";
        assert_eq!(
            Printable(text).to_string(),
            "a\\u{1b}[2J\\n\\u{9b}\\u{7f}\\u{2028}\\u{2029}\\u{202e}\\u{2066}\\u{200f}é"
        );
    }

    #[test]
    fn only_the_beginning_of_a_long_text_is_shown() {
        assert_eq!(Printable(&"x".repeat(LONGEST)).to_string().len(), LONGEST);
        let long = format!("{}é{}", "x".repeat(LONGEST - 1), "y".repeat(1 << 20));
        let shown = Printable(&long).to_string();
        assert!(shown.ends_with("x… (1049601 bytes)"), "{shown}");
        assert!(shown.len() < LONGEST + 30);
    }
}
