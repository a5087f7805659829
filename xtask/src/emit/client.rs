//! The client of one API version.

use quote::format_ident;
use syn::{File, parse_quote};

use crate::model::{Api, Version};

/// Returns the module of `version`, made of what progenitor generated for it.
pub(super) fn version(_: &Api, _: &Version, progenitor: File) -> File {
    progenitor
}

/// Returns the root of the generated module.
pub(super) fn root(api: &Api) -> File {
    let names = api.versions.iter().map(|version| format_ident!("{}", version.name));
    parse_quote! {
        #(pub mod #names;)*
    }
}
