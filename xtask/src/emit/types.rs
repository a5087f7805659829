//! The types crate: the root, and one file for each API version.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{File, Item};

use super::{allow_deprecated, documented, enums, structs, words};
use crate::model::{Api, Definition, Named, Set, Version};

/// Returns the content of the module of `version`. The structs are taken from progenitor's module
/// `types`.
pub(super) fn version(api: &Api, version: &Version, progenitor: &File) -> TokenStream {
    let title = format!(" The types of the endpoints below `/{}`.", version.name);
    let allow = allow_deprecated(version);
    let shared = version.types.iter().filter(|named| named.version != version.name);
    let reexports = shared.map(|named| {
        let (name, from) = (format_ident!("{}", named.name), format_ident!("{}", named.version));
        quote!(#[doc(inline)] pub use super::#from::#name;)
    });
    let modules = progenitor.items.iter().filter_map(|item| match item {
        Item::Mod(module) => module.content.as_ref(),
        _ => None,
    });
    let written = modules.flat_map(|(_, items)| items).filter_map(|item| match item {
        Item::Struct(item) => Some((version.find(&item.ident.to_string())?, item.clone())),
        _ => None,
    });
    let structs = written.map(|(named, item)| structs::item(version, named, item));
    let enums = version.enums().map(|(named, values)| {
        let item = enums::item(&named.name, &named.doc, values, &quote!(crate));
        let schema = enums::schema(&named.name, values);
        quote!(#item #schema)
    });
    let (sets, secrets) = (sets(api, version), secrets(version));
    quote! {
        #![doc = #title]
        #allow
        #(#reexports)*
        #(#structs)*
        #(#enums)*
        #(#sets)*
        #secrets
    }
}

/// Returns the root of the generated modules: the versions, and re-exports of the first version's
/// types.
pub(super) fn root(api: &Api, digest: &str) -> TokenStream {
    let versions = api.versions.iter().map(|version| format_ident!("{}", version.name));
    let reexports = api.versions.first().map(|first| {
        let module = format_ident!("{}", first.name);
        let names = first.types.iter().map(|named| format_ident!("{}", named.name));
        quote!(#[doc(inline)] pub use self::#module::{#(#names),*};)
    });
    quote! {
        #![doc = " Items generated from the API description."]
        #(pub mod #versions;)*
        #reexports
        /// The SHA-256 digest of the API description from which these types are generated.
        pub const DESCRIPTION_SHA256: &str = #digest;
    }
}

/// Returns the sets of `version`, and the implementations for their enums. Sets with the same items
/// and separator are aliases of one type.
fn sets(api: &Api, version: &Version) -> Vec<TokenStream> {
    let earlier = api.versions.iter().take_while(|earlier| earlier.name != version.name);
    let mut seen = BTreeSet::new();
    let mut emitted = Vec::new();
    for owner in earlier.chain([version]) {
        for (named, set) in owner.sets() {
            let Some(items) = owner.find(&set.items) else { continue };
            let first_of_items = seen.insert((items.pointer(), None));
            let first_of_type = seen.insert((items.pointer(), Some(set.separator)));
            if owner.name == version.name {
                emitted.push(self::set(named, set, items, first_of_items, first_of_type));
            }
        }
    }
    emitted
}

fn set(
    named: &Named,
    set: &Set,
    items: &Named,
    first_of_items: bool,
    first_of_type: bool,
) -> TokenStream {
    let (name, item) = (format_ident!("{}", named.name), format_ident!("{}", set.items));
    let doc = documented(&named.doc, || format!("A set of values of [`{item}`]."));
    let separator = set.separator;
    let parameter = (separator != ' ').then(|| quote!(, #separator));
    let text = first_of_type.then(|| quote!(crate::delimited::set!(#name, #item, #separator);));
    let has_paths = matches!(&items.definition, Definition::Enum(values) if values.has_paths());
    let paths = has_paths.then(|| quote!(, paths));
    let members = first_of_items.then(|| {
        quote! {
            crate::delimited::item!(#item #paths);
            crate::delimited::joins!(#item, #name);
        }
    });
    quote! {
        #doc
        pub type #name = crate::DelimitedSet<#item #parameter>;
        #text
        #members
    }
}

/// Returns the secrets of a version.
fn secrets(version: &Version) -> Option<TokenStream> {
    let secrets: Vec<_> = version.own().filter(|named| named.is_secret()).collect();
    let names: Vec<_> = secrets.iter().map(|secret| format_ident!("{}", secret.name)).collect();
    let texts = secrets.iter().map(|secret| &secret.name);
    let nouns = secrets.iter().map(|secret| words(&secret.name));
    let docs = secrets.iter().map(|secret| {
        let noun = words(&secret.name);
        let unknown = || format!("The secret `{noun}`, undocumented in the API description.");
        documented(&secret.doc, unknown)
    });
    (!secrets.is_empty()).then(|| {
        quote! {
            #(#docs pub type #names = crate::Secret<secret_kinds::#names>;)*

            #[doc(hidden)]
            pub mod secret_kinds {
                #(
                    #[derive(Debug)]
                    pub enum #names {}

                    impl crate::SecretKind for #names {
                        const NAME: &'static str = #texts;
                        const NOUN: &'static str = #nouns;
                    }
                )*
            }
        }
    })
}
