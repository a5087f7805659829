//! String enums.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{deprecation, docs, documented, words};
use crate::model::{Enum, EnumValue};

/// Returns the enum and its implementations. `krate` is the path of the types crate.
pub(super) fn item(name: &str, doc: &str, values: &Enum, krate: &TokenStream) -> TokenStream {
    let (name, noun) = (format_ident!("{name}"), words(name));
    let doc = documented(doc, || format!("A {noun}, undocumented in the API description."));
    let copy = (!values.open).then(|| quote!(Copy,));
    let order = (!values.open).then(|| quote!(PartialOrd, Ord,));
    let default = values.default.as_ref().map(|_| quote!(Default,));
    let variants = values.values.iter().map(|value| {
        let doc = docs(&format!("`{}`: {}", value.wire, value.doc));
        let deprecation = deprecation(value.deprecated);
        let is_default = values.default.as_ref() == Some(&value.variant);
        let default = is_default.then(|| quote!(#[default]));
        let variant = variant(value);
        quote!(#doc #deprecation #default #variant)
    });
    let unlisted = values.open.then(|| {
        quote! {
            /// A value that this version does not list, as the service sent it.
            Unrecognized(#krate::UnrecognizedValue),
        }
    });
    let other = values.open.then(|| quote!(, Unrecognized));
    let inherent = inherent(values);
    quote! {
        #doc
        #[derive(Clone, #copy Debug, #default PartialEq, Eq, #order Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #unlisted
        }

        impl #name {
            #inherent
        }

        #krate::listed!(#name, #noun #other);
    }
}

/// Returns the implementation of `JsonSchema` for the types crate.
pub(super) fn schema(name: &str, values: &Enum) -> TokenStream {
    let name = format_ident!("{name}");
    let extension = values.open.then(|| {
        let options = values.case_insensitive.then(|| quote!("case-insensitive": true));
        quote!(, "x-open-enum": { #options })
    });
    quote!(crate::listed::schema!(#name #extension);)
}

fn inherent(values: &Enum) -> TokenStream {
    let variants: Vec<_> = values.values.iter().map(variant).collect();
    let wires: Vec<_> = values.values.iter().map(|value| &value.wire).collect();
    let texts = values.values.iter().map(|value| &value.doc);
    let methods = if values.open {
        quote! {
            /// Returns the value as it is sent.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #wires,)*
                    Self::Unrecognized(value) => value.as_str(),
                }
            }
        }
    } else {
        quote! {
            /// Returns the value as it is sent.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { #(Self::#variants => #wires,)* }
            }

            /// Returns a description of the value.
            #[must_use]
            pub const fn description(self) -> &'static str {
                match self { #(Self::#variants => #texts,)* }
            }
        }
    };
    let aliases = (!values.aliases.is_empty()).then(|| {
        let aliases = values.aliases.iter().map(|(alias, target)| {
            let target = format_ident!("{target}");
            quote!((#alias, Self::#target))
        });
        quote! {
            /// Other spellings, each with the value that it deserializes to. They are never
            /// serialized.
            pub const ALIASES: &'static [(&'static str, Self)] = &[#(#aliases),*];
        }
    });
    let prefixes = values.values.iter().map(|value| match &value.path {
        Some(prefix) => quote!(Some(#prefix)),
        None => quote!(None),
    });
    let path_prefix = values.has_paths().then(|| {
        quote! {
            /// Returns the path prefix to which the value gives access, or `None` if it gives
            /// access to no path by itself.
            #[must_use]
            pub const fn path_prefix(self) -> Option<&'static str> {
                match self { #(Self::#variants => #prefixes,)* }
            }
        }
    });
    let lookup = lookup(values);
    quote! {
        /// The listed values, in the service's order.
        pub const ALL: &'static [Self] = &[#(Self::#variants),*];

        #aliases

        #methods

        #path_prefix

        #[inline]
        fn lookup(text: &str) -> Option<Self> {
            #lookup
        }
    }
}

/// Returns the body of the lookup by spelling. The compiler compares literals by length first.
fn lookup(values: &Enum) -> TokenStream {
    let listed = values.values.iter().map(|value| (&value.wire, &value.variant));
    let all = listed.chain(values.aliases.iter().map(|(alias, variant)| (alias, variant)));
    let (texts, variants): (Vec<_>, Vec<_>) =
        all.map(|(text, variant)| (text, format_ident!("{variant}"))).unzip();
    if values.case_insensitive {
        quote! {
            #(if text.eq_ignore_ascii_case(#texts) { return Some(Self::#variants); })*
            None
        }
    } else {
        quote!(match text { #(#texts => Some(Self::#variants),)* _ => None })
    }
}

fn variant(value: &EnumValue) -> Ident {
    format_ident!("{}", value.variant)
}
