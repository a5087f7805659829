//! The types of one API version.

use quote::format_ident;
use syn::{File, parse_quote};

use crate::model::{Api, Version};

/// Returns the module of `version`, made of the structs that typify generated for it.
pub(super) fn version(_: &Api, _: &Version, structs: File) -> File {
    structs
}

/// Returns the root of the generated module.
pub(super) fn root(api: &Api, digest: &str) -> File {
    let names = api.versions.iter().map(|version| format_ident!("{}", version.name));
    parse_quote! {
        #(pub mod #names;)*
        /// The SHA-256 of the effective document, in lower-case hexadecimal.
        pub const DESCRIPTION_SHA256: &str = #digest;
    }
}
