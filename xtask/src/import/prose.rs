//! Reads the scopes that a text lists, if it is unambiguous.

/// The name of the property in RFC 6749.
pub(super) const FIELD: &str = "scope";

/// The scopes in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The text lists these scopes.
    List(Vec<String>),
    /// The text lists no scopes.
    Nothing,
    /// The text is ambiguous; contains the sentence in question.
    Uncertain(String),
}

/// Reads `text`. A list is a sentence of the form "Allowed values: `a`, `b` and `c`.". The text
/// must not quote other words, since they could be values missing from the list.
pub fn read(text: &str) -> Reading {
    const LEAD: &str = "values:";
    let lower = text.to_ascii_lowercase();
    let quoted = || text.split('`').skip(1).step_by(2);
    let Some(lead) = lower.find(LEAD) else {
        let few = quoted().count() < 3;
        return if few { Reading::Nothing } else { Reading::Uncertain(text.trim().to_owned()) };
    };
    let start = lower[..lead].rfind(['.', '\n']).map_or(0, |end| end + 1);
    let whole = matches!(lower[start..lead].trim(), "" | "allowed" | "possible");
    let only = lower.matches(LEAD).count() == 1;
    match list(&text[lead + LEAD.len()..]) {
        Some(values)
            if whole
                && only
                && quoted().all(|word| word == FIELD || values.iter().any(|own| own == word)) =>
        {
            Reading::List(values)
        }
        _ => Reading::Uncertain(text[start..].trim().to_owned()),
    }
}

/// Reads quoted scopes up to the full stop after the last scope.
fn list(text: &str) -> Option<Vec<String>> {
    let mut values = Vec::new();
    let mut rest = text.trim_start();
    loop {
        let (value, after) = rest.strip_prefix('`')?.split_once('`')?;
        values.push(is_scope(value).then(|| value.to_owned())?);
        if let Some(end) = after.strip_prefix('.') {
            return (end.is_empty() || end.starts_with(char::is_whitespace)).then_some(values);
        }
        rest =
            [", and ", ", ", " and "].iter().find_map(|separator| after.strip_prefix(separator))?;
    }
}

/// Returns whether `value` is a valid scope. RFC 6749, section 3.3:
/// `scope-token = 1*( %x21 / %x23-5B / %x5D-7E )`.
pub(super) fn is_scope(value: &str) -> bool {
    let fits = |c| matches!(c, '\x21' | '\x23'..='\x5B' | '\x5D'..='\x7E');
    !value.is_empty() && value.chars().all(fits)
}
