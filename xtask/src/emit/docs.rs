//! Documentation and deprecation as attributes.

use syn::{Attribute, Expr, ExprLit, Lit, Meta, parse_quote};

/// Returns `text` as documentation, one attribute for each line.
pub(super) fn attributes(text: &str) -> Vec<Attribute> {
    let line = |line: &str| {
        let line = if line.is_empty() { String::new() } else { format!(" {line}") };
        parse_quote!(#[doc = #line])
    };
    text.lines().map(|text| line(text.trim_end())).collect()
}

/// Returns the documentation in `attributes`, without the JSON Schema that typify repeats there.
pub(super) fn text(attributes: &[Attribute]) -> String {
    let lines: Vec<String> = attributes.iter().filter_map(line).collect();
    let text = lines.join("\n");
    let (text, _) = text.split_once("<details>").unwrap_or((&text, ""));
    text.trim().to_owned()
}

/// Returns the text of a documentation attribute.
pub(super) fn line(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attribute.meta else { return None };
    let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = &pair.value else { return None };
    pair.path.is_ident("doc").then(|| text.value())
}

/// Returns the attribute of what the description marks as deprecated.
pub(super) fn deprecation(deprecated: bool) -> Option<Attribute> {
    deprecated.then(|| parse_quote!(#[deprecated = "the API description marks it as deprecated"]))
}
