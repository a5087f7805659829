//! Names on the wire turned into names in Rust.

/// `wire` as the name of a variant: words (split at whatever is neither letter nor digit) with a
/// capital each. `None` if nothing is left to name it by.
///
/// `prefix` stands before a name that would begin with a digit or be a keyword, neither of which
/// Rust can spell.
pub fn variant(wire: &str, prefix: &str) -> Option<String> {
    let name: String = wire
        .split(|c: char| !c.is_ascii_alphanumeric())
        .flat_map(|word| {
            let mut letters = word.chars();
            letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters)
        })
        .collect();
    if name.is_empty() {
        None
    } else if name == "Self" || name.starts_with(|c: char| c.is_ascii_digit()) {
        Some(format!("{prefix}{name}"))
    } else {
        Some(name)
    }
}

#[cfg(test)]
mod tests {
    use super::variant;

    #[test]
    fn words_get_a_capital_each() {
        let name = |wire| variant(wire, "Scope").unwrap();
        assert_eq!(name("skus"), "Skus");
        assert_eq!(name("SKUs"), "SKUs");
        assert_eq!(name("client_api"), "ClientApi");
        assert_eq!(name("validation-rules-assignments"), "ValidationRulesAssignments");
        assert_eq!(name("vouchers.read"), "VouchersRead");
    }

    #[test]
    fn what_rust_cannot_spell_gets_the_prefix() {
        assert_eq!(variant("3d", "Scope").unwrap(), "Scope3d");
        assert_eq!(variant("self", "Scope").unwrap(), "ScopeSelf");
    }

    #[test]
    fn what_has_no_letter_has_no_name() {
        assert_eq!(variant("**", "Scope"), None);
    }
}
