//! The scope enum.

use quote::quote;
use syn::{File, parse_quote};

use super::{docs, enum_code};
use crate::description::enums::StringEnum;

/// The module of the scope enum.
pub(super) fn file(scopes: &StringEnum) -> File {
    let docs = docs::attributes(&scopes.description);
    let variants = enum_code::variants(scopes);
    let names: Vec<_> = scopes.values.iter().map(enum_code::ident).collect();
    let wires = scopes.values.iter().map(|value| &value.wire);
    let texts = scopes.values.iter().map(enum_code::documentation);
    let aliases = scopes.aliases.iter().filter_map(|(alias, wire)| {
        let value = scopes.values.iter().find(|value| value.wire == *wire)?;
        let name = enum_code::ident(value);
        Some(quote!((#alias, Self::#name)))
    });
    let lookup = enum_code::lookup(scopes);
    parse_quote! {
        #![doc = " The scopes that the service has."]

        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        #[repr(u16)]
        pub enum Scope {
            #(#variants,)*
        }

        impl Scope {
            /// Every scope that this version knows, in the order in which the service documents them.
            pub const ALL: &'static [Self] = &[#(Self::#names),*];

            /// Other spellings that are read as a scope, and never written.
            pub const ALIASES: &'static [(&'static str, Self)] = &[#(#aliases),*];

            /// The value on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { #(Self::#names => #wires,)* }
            }

            /// A sentence on what the scope opens.
            #[must_use]
            pub const fn description(self) -> &'static str {
                match self { #(Self::#names => #texts,)* }
            }

            /// The scope of a value or alias as it stands on the wire, if this version knows it.
            pub(crate) fn from_wire(value: &str) -> ::std::option::Option<Self> {
                #lookup
            }
        }
    }
}
