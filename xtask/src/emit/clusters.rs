//! The clusters of the service, from the variable of the server's URL.

use quote::{format_ident, quote};
use syn::{Item, parse_quote};

use super::types::enums;
use crate::model::Clusters;

/// Returns the enum of the clusters and what it implements.
pub(super) fn items(clusters: &Clusters) -> Vec<Item> {
    let mut values = clusters.values.clone();
    let first = values.values.first().map(|value| value.wire.clone());
    values.default = values.default.or(first);
    let name = format_ident!("{}", values.name);
    let variants = values.values.iter().map(|value| format_ident!("{}", value.variant));
    let place = format!("{{{}}}", clusters.variable);
    let urls = values.values.iter().map(|value| {
        let url = clusters.template.replace(&place, &value.wire);
        url.trim_end_matches('/').to_owned()
    });
    let base_url = parse_quote! {
        impl #name {
            /// Returns the base URL of the cluster's API, without a slash at the end.
            #[must_use]
            pub const fn base_url(self) -> &'static str {
                match self {
                    #(Self::#variants => #urls,)*
                }
            }
        }
    };
    let mut items = enums::items(&values, &quote!(::voucherify_oauth_types));
    items.push(base_url);
    items
}
