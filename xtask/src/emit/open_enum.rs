//! Enums of answers, which keep a value that they do not know.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{File, parse_quote};

use super::{docs, enum_code};
use crate::description::effective::OpenEnum;

/// The name of the module for the type `name`.
pub(super) fn module_name(name: &str) -> String {
    let mut module = String::with_capacity(name.len() + 2);
    for (index, letter) in name.char_indices() {
        if letter.is_ascii_uppercase() && index > 0 {
            module.push('_');
        }
        module.push(letter.to_ascii_lowercase());
    }
    module
}

/// The module of the open enum `open`.
pub(super) fn file(open: &OpenEnum) -> File {
    let name = format_ident!("{}", open.values.name);
    let docs = docs::attributes(&open.values.description);
    let title = format!(" The type `{name}`.");
    let variants = enum_code::variants(&open.values);
    let names: Vec<_> = open.values.values.iter().map(enum_code::ident).collect();
    let wires: Vec<_> = open.values.values.iter().map(|value| &value.wire).collect();
    let lookup = lookup(open);
    let options = open.case_insensitive.then(|| quote!("case-insensitive": true));
    parse_quote! {
        #![doc = #title]

        #docs
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value that this version does not know, as it came.
            Unrecognized(crate::UnrecognizedValue),
        }

        impl #name {
            /// The values that this version knows, as they stand on the wire.
            pub const VALUES: &'static [&'static str] = &[#(#wires),*];

            /// The value on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#names => #wires,)*
                    Self::Unrecognized(value) => value.as_str(),
                }
            }

            /// The value as it stands on the wire, if this version knows it.
            pub(crate) fn from_wire(value: &str) -> ::std::option::Option<Self> {
                #lookup
            }
        }

        crate::open_enum::implement!(#name { #options });
    }
}

fn lookup(open: &OpenEnum) -> TokenStream {
    if !open.case_insensitive {
        return enum_code::lookup(&open.values);
    }
    let arms = enum_code::spellings(&open.values).map(|(spelling, name)| {
        quote! {
            if value.eq_ignore_ascii_case(#spelling) {
                return ::std::option::Option::Some(Self::#name);
            }
        }
    });
    quote!(#(#arms)* ::std::option::Option::None)
}

#[cfg(test)]
mod tests {
    use super::module_name;

    #[test]
    fn a_module_is_named_in_snake_case() {
        assert_eq!(module_name("TokenType"), "token_type");
    }
}
