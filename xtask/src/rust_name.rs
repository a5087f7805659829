//! Converts names of the description into Rust names.
//!
//! Names of fields, parameters and methods are the same as in typify and progenitor.

use heck::{ToPascalCase, ToSnakeCase};

/// Returns `wire` as the name of a variant: capitalizes each word and keeps its other letters.
/// Words are separated by characters that are not letters or digits. Returns `None` without any
/// letter or digit.
///
/// `prefix` is added to names that are not valid in Rust: `Self`, and names that start with a
/// digit.
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

/// Returns `words` as the name of a type.
pub fn type_name(words: &str) -> String {
    let name = words.replace(|c: char| !c.is_ascii_alphanumeric(), "-").to_pascal_case();
    if name.starts_with(|c: char| c.is_ascii_digit()) { format!("X{name}") } else { name }
}

/// Returns `words` as the name of a field, a parameter or a method. Returns `None` without any
/// letter or digit, and for words that typify and progenitor treat differently: with a letter that
/// is not in ASCII, which they keep, and `+1` and `-1`, which they spell out.
pub fn snake(words: &str) -> Option<String> {
    let is_kept = |c: char| c.is_alphanumeric() && !c.is_ascii();
    if words.contains(is_kept) || matches!(words, "+1" | "-1") {
        return None;
    }
    let name = words.replace('\'', "").replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    let name = name.to_snake_case();
    if name.is_empty() {
        None
    } else if name.starts_with(|c: char| c.is_ascii_digit()) {
        Some(format!("x{name}"))
    } else if is_identifier(&name) && name != "gen" {
        // syn does not know this keyword of the edition 2024 yet.
        Some(name)
    } else {
        Some(format!("{name}_"))
    }
}

/// Returns whether `name` is a valid identifier in Rust.
pub fn is_identifier(name: &str) -> bool {
    syn::parse_str::<syn::Ident>(name).is_ok()
}

/// Returns whether `name` is a type name in Rust's style, which typify does not change.
pub fn is_type_name(name: &str) -> bool {
    is_identifier(name) && name.to_pascal_case() == name
}
