//! What the two kinds of enum that are made here have in common.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::docs;
use crate::description::enums::{EnumValue, StringEnum};

/// The variants of `values`, documented.
pub(super) fn variants(values: &StringEnum) -> Vec<TokenStream> {
    let variant = |value| {
        let (name, text) = (ident(value), documentation(value));
        let docs = docs::attributes(&text);
        quote!(#docs #name)
    };
    values.values.iter().map(variant).collect()
}

/// The name of `value`'s variant.
pub(super) fn ident(value: &EnumValue) -> Ident {
    format_ident!("{}", value.variant)
}

/// A sentence on `value`, even where nobody has written one.
pub(super) fn documentation(value: &EnumValue) -> String {
    let EnumValue { wire, description, .. } = value;
    if description.is_empty() {
        format!("`{wire}`, which is not described yet.")
    } else {
        description.clone()
    }
}

/// Every value and alias as it may stand on the wire, with the variant that it is.
pub(super) fn spellings(values: &StringEnum) -> impl Iterator<Item = (&str, Ident)> {
    let known = values.values.iter().map(|value| (value.wire.as_str(), ident(value)));
    let aliased = values.aliases.iter().filter_map(|(alias, wire)| {
        let value = values.values.iter().find(|value| value.wire == *wire)?;
        Some((alias.as_str(), ident(value)))
    });
    known.chain(aliased)
}

/// The body of a lookup from the wire: by length first, then by content, so that a value is
/// compared with the few others of its length only.
pub(super) fn lookup(values: &StringEnum) -> TokenStream {
    let mut by_length: BTreeMap<usize, Vec<(&str, Ident)>> = BTreeMap::new();
    for (spelling, name) in spellings(values) {
        by_length.entry(spelling.len()).or_default().push((spelling, name));
    }
    let lengths = by_length.iter().map(|(length, spellings)| {
        let arms = spellings.iter().map(|(spelling, name)| {
            let bytes = proc_macro2::Literal::byte_string(spelling.as_bytes());
            quote!(#bytes => Self::#name)
        });
        quote!(#length => match value.as_bytes() { #(#arms,)* _ => return ::std::option::Option::None })
    });
    quote! {
        ::std::option::Option::Some(match value.len() {
            #(#lengths,)*
            _ => return ::std::option::Option::None,
        })
    }
}
