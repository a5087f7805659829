//! Words that a POSIX shell reads back as they were.

use std::borrow::Cow;

/// The text as one word: as it is where that is safe, otherwise in single quotes.
///
/// What the service answers may be handed to `eval`, so this is not for looks.
pub(crate) fn word(text: &str) -> Cow<'_, str> {
    // `~` and `=` are not among these: zsh expands them in front.
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
    fn only_what_needs_quotes_gets_them() {
        assert_eq!(word("aB9-_"), "aB9-_");
        assert_eq!(word("http://127.0.0.1:80/v1"), "http://127.0.0.1:80/v1");
        assert_eq!(word("~a"), "'~a'");
        assert_eq!(word("=a"), "'=a'");
        assert_eq!(word(""), "''");
        assert_eq!(word("$(reboot); it's"), r"'$(reboot); it'\''s'");
    }

    #[cfg(unix)]
    #[test]
    fn a_shell_reads_the_same_back() {
        for text in ["", "a b", "$HOME `id` \"\\", "it's\nnew", "~", "*", "-n", "!x", "ä"] {
            let script = format!("printf %s {}", word(text));
            let output = std::process::Command::new("sh").args(["-c", &script]).output().unwrap();
            assert_eq!(String::from_utf8(output.stdout).unwrap(), text);
        }
    }
}
