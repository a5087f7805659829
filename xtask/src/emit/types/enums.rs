//! Enums of strings: one idiom for all.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::Item;

use super::{parse, words};
use crate::emit::docs;
use crate::model::{Enum, EnumValue};

/// Returns the enum and its implementations. `krate` is the path of the types crate.
pub(in crate::emit) fn items(values: &Enum, krate: &TokenStream) -> Vec<Item> {
    let name = format_ident!("{}", values.name);
    let doc = docs::attributes(&documentation(values));
    let other = values.open.then(|| other_variant(values));
    let copy = (!values.open).then(|| quote!(Copy,));
    let order = (!values.open).then(|| quote!(PartialOrd, Ord,));
    let default = default_value(values);
    let derived_default = default.map(|_| quote!(Default,));
    let variants = values.values.iter().map(|value| {
        let doc = docs::attributes(&format!("`{}`: {}", value.wire, description(value)));
        let deprecation = docs::deprecation(value.deprecated);
        let default = default.filter(|wire| *wire == value.wire).map(|_| quote!(#[default]));
        let variant = variant(value);
        quote!(#(#doc)* #deprecation #default #variant)
    });
    let unlisted = other.as_ref().map(|other| {
        quote! {
            /// A value that this version does not list, as the service sent it.
            #other(#krate::UnrecognizedValue),
        }
    });
    let inherent = inherent(values, other.as_ref());
    let noun = words(&values.name);
    let other = other.map(|other| quote!(, #other));
    parse(quote! {
        #(#doc)*
        #[derive(Clone, #copy Debug, #derived_default PartialEq, Eq, #order Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #unlisted
        }

        impl #name {
            #inherent
        }

        #krate::listed!(#name, #noun #other);
    })
}

/// Returns the implementation of `JsonSchema`, which the types crate has.
pub(super) fn schema(values: &Enum) -> Vec<Item> {
    let name = format_ident!("{}", values.name);
    let extension = values.open.then(|| {
        let options = values.case_insensitive.then(|| quote!("case-insensitive": true));
        quote!(, "x-open-enum": { #options })
    });
    parse(quote!(crate::listed::schema!(#name #extension);))
}

fn inherent(values: &Enum, other: Option<&Ident>) -> TokenStream {
    let variants: Vec<_> = values.values.iter().map(variant).collect();
    let wires: Vec<_> = values.values.iter().map(|value| &value.wire).collect();
    let aliases = aliases(values);
    let as_str = match other {
        None => quote! {
            pub const fn as_str(self) -> &'static str {
                match self { #(Self::#variants => #wires,)* }
            }
        },
        Some(other) => quote! {
            pub fn as_str(&self) -> &str {
                match self { #(Self::#variants => #wires,)* Self::#other(value) => value.as_str() }
            }
        },
    };
    let description = other.is_none().then(|| {
        let texts = values.values.iter().map(description);
        quote! {
            /// Returns a description of the value.
            #[must_use]
            pub const fn description(self) -> &'static str {
                match self { #(Self::#variants => #texts,)* }
            }
        }
    });
    let path_prefix = values.has_paths.then(|| path_prefix(values));
    let lookup = lookup(values);
    quote! {
        /// The listed values, in the service's order.
        pub const ALL: &'static [Self] = &[#(Self::#variants),*];

        #aliases

        /// Returns the value on the wire.
        #[must_use]
        #as_str

        #description

        #path_prefix

        #[inline]
        fn lookup(text: &str) -> Option<Self> {
            #lookup
        }
    }
}

fn aliases(values: &Enum) -> Option<TokenStream> {
    let aliases = values.aliases.iter().filter_map(|(alias, wire)| {
        let variant = variant(values.values.iter().find(|value| value.wire == *wire)?);
        Some(quote!((#alias, Self::#variant)))
    });
    (!values.aliases.is_empty()).then(|| {
        quote! {
            /// Other spellings, each with the value that it is read as. They are never written.
            pub const ALIASES: &'static [(&'static str, Self)] = &[#(#aliases),*];
        }
    })
}

fn path_prefix(values: &Enum) -> TokenStream {
    let prefixes = values.values.iter().map(|value| {
        let (variant, prefix) = (variant(value), value.path.as_ref());
        let prefix = prefix.map_or(quote!(None), |prefix| quote!(Some(#prefix)));
        quote!(Self::#variant => #prefix)
    });
    quote! {
        /// Returns the prefix of the paths that the value opens, or `None` if it opens none by
        /// itself.
        #[must_use]
        pub const fn path_prefix(self) -> Option<&'static str> {
            match self { #(#prefixes,)* }
        }
    }
}

/// Returns the body of the lookup by spelling. The compiler makes the literals a search by length.
fn lookup(values: &Enum) -> TokenStream {
    let known = values.values.iter().map(|value| (value.wire.as_str(), variant(value)));
    let aliased = values.aliases.iter().filter_map(|(alias, wire)| {
        let value = values.values.iter().find(|value| value.wire == *wire)?;
        Some((alias.as_str(), variant(value)))
    });
    let mut seen = BTreeSet::new();
    let (texts, variants): (Vec<_>, Vec<_>) =
        known.chain(aliased).filter(|(text, _)| seen.insert(*text)).unzip();
    if values.case_insensitive {
        quote! {
            #(if text.eq_ignore_ascii_case(#texts) { return Some(Self::#variants); })*
            None
        }
    } else {
        quote!(match text { #(#texts => Some(Self::#variants),)* _ => None })
    }
}

fn default_value(values: &Enum) -> Option<&str> {
    let default = values.default.as_deref()?;
    let alias = values.aliases.iter().find(|(alias, _)| alias == default);
    let wire = alias.map_or(default, |(_, wire)| wire);
    values.values.iter().map(|value| value.wire.as_str()).find(|known| *known == wire)
}

/// Returns the name of the variant for unlisted values: one that no value has.
fn other_variant(values: &Enum) -> Ident {
    let mut name = "Unrecognized".to_owned();
    while values.values.iter().any(|value| value.variant == name) {
        name.push_str("Value");
    }
    format_ident!("{name}")
}

fn variant(value: &EnumValue) -> Ident {
    format_ident!("{}", value.variant)
}

fn documentation(values: &Enum) -> String {
    if values.doc.is_empty() {
        format!("A {}, which the API description does not explain.", words(&values.name))
    } else {
        values.doc.clone()
    }
}

fn description(value: &EnumValue) -> String {
    match &value.path {
        _ if !value.doc.is_empty() => value.doc.clone(),
        Some(path) => format!("Opens `{path}` and everything below it."),
        None => "Not described yet.".to_owned(),
    }
}
