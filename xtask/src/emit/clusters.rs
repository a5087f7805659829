//! The clusters of the service, from the variable of the server's URL.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs;
use crate::model::{Clusters, EnumValue};

/// Returns the enum of the clusters and what it implements.
pub(super) fn items(clusters: &Clusters) -> TokenStream {
    let values = &clusters.values;
    let name = format_ident!("{}", values.name);
    let default =
        values.default.as_ref().or_else(|| values.values.first().map(|value| &value.wire));
    let variants = values.values.iter().map(|value| {
        let (variant, docs) = (format_ident!("{}", value.variant), docs::attributes(&doc(value)));
        let default = (default == Some(&value.wire)).then(|| quote!(#[default]));
        quote!(#(#docs)* #default #variant)
    });
    let names: Vec<_> =
        values.values.iter().map(|value| format_ident!("{}", value.variant)).collect();
    let wires: Vec<_> = values.values.iter().map(|value| &value.wire).collect();
    let place = format!("{{{}}}", clusters.variable);
    let urls = wires
        .iter()
        .map(|wire| clusters.template.replace(&place, wire).trim_end_matches('/').to_owned());
    let docs = docs::attributes(&values.doc);
    let default_doc = default.map(|wire| format!(" Defaults to `{wire}`."));
    quote! {
        #(#docs)*
        #[doc = ""]
        #[doc = #default_doc]
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
        }

        impl #name {
            /// All clusters, in the service's order.
            pub const ALL: &'static [Self] = &[#(Self::#names),*];

            /// Returns the part of the host's name that is the cluster's.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    #(Self::#names => #wires,)*
                }
            }

            /// Returns the base URL of the cluster's API, without a slash at the end.
            #[must_use]
            pub const fn base_url(self) -> &'static str {
                match self {
                    #(Self::#names => #urls,)*
                }
            }
        }

        impl ::std::fmt::Display for #name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        /// Parses what [`as_str`](Self::as_str) returns.
        impl ::std::str::FromStr for #name {
            type Err = crate::ParseClusterError;

            fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
                match value {
                    #(#wires => ::std::result::Result::Ok(Self::#names),)*
                    _ => ::std::result::Result::Err(crate::ParseClusterError::new(value)),
                }
            }
        }
    }
}

fn doc(value: &EnumValue) -> String {
    if value.doc.is_empty() { format!("`{}`.", value.wire) } else { value.doc.clone() }
}
