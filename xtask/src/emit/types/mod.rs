//! The types crate: one file for each API version, and the root.

mod constructors;
mod enums;
mod sets;
mod structs;

use quote::{format_ident, quote};
use syn::{File, Item, parse_quote};

use crate::model::{Api, Enum, Struct, Version};

/// Returns the content of the module of `version`. `structs` is typify's output for the structs.
pub(super) fn version(api: &Api, version: &Version, structs: File) -> File {
    let title = format!(" The types of the endpoints below `/{}`.", version.name);
    let mut file: File = parse_quote!(#![doc = #title]);
    if is_deprecated(version) {
        file.attrs.push(parse_quote! {
            #![allow(deprecated, reason = "generated code uses what it marks as deprecated")]
        });
    }
    let context = Context { api, version };
    file.items.extend(version.reexports.iter().map(|(name, from)| {
        let (name, from) = (format_ident!("{name}"), format_ident!("{from}"));
        parse_quote!(#[doc(inline)] pub use super::#from::#name;)
    }));
    file.items.extend(structs::items(&context, structs));
    for values in &version.enums {
        file.items.extend(enums::items(values, &quote!(crate)));
        file.items.extend(enums::schema(values));
    }
    file.items.extend(sets::items(&context));
    file.items.extend(sets::secrets(&version.secrets));
    file
}

/// Returns the content of the root of the generated modules: the versions, and each name of the
/// first version.
pub(super) fn root(api: &Api, digest: &str) -> File {
    let versions = api.versions.iter().map(|version| {
        let name = format_ident!("{}", version.name);
        quote!(pub mod #name;)
    });
    let reexports = api.versions.first().map(|first| {
        let (module, mut names) = (format_ident!("{}", first.name), names(first));
        names.sort_unstable();
        let names = names.into_iter().map(|name| format_ident!("{name}"));
        quote!(#[doc(inline)] pub use self::#module::{#(#names),*};)
    });
    parse_quote! {
        #![doc = " What is generated from the API description."]
        #(#versions)*
        #reexports
        /// The SHA-256 digest of the API description that these types are generated from.
        pub const DESCRIPTION_SHA256: &str = #digest;
    }
}

/// Returns the name of every type of `version`.
fn names(version: &Version) -> Vec<&str> {
    let structs = version.structs.iter().map(|one| one.name.as_str());
    let enums = version.enums.iter().map(|one| one.name.as_str());
    let sets = version.sets.iter().map(|one| one.name.as_str());
    let secrets = version.secrets.iter().map(|one| one.name.as_str());
    structs.chain(enums).chain(sets).chain(secrets).collect()
}

fn is_deprecated(version: &Version) -> bool {
    let mut values = version.enums.iter().flat_map(|one| &one.values);
    let mut fields = version.structs.iter().flat_map(|one| &one.fields);
    values.any(|value| value.deprecated) || fields.any(|field| field.deprecated)
}

/// A version and those before it, to look up types by the names that the version uses.
struct Context<'a> {
    api: &'a Api,
    version: &'a Version,
}

/// What a name of a type means.
#[derive(Clone, Copy)]
enum Meaning<'a> {
    Struct(&'a Struct),
    Enum(&'a Enum),
    Set,
    Secret,
}

impl<'a> Context<'a> {
    /// Returns what `name` means in this version, and in which version it is defined.
    fn meaning(&self, name: &str) -> Option<(&'a Version, Meaning<'a>)> {
        let earlier = self.version.reexports.iter().find(|(reexported, _)| reexported == name);
        let version = match earlier {
            Some((_, from)) => self.api.versions.iter().find(|version| version.name == *from)?,
            None => self.version,
        };
        let structs = version.structs.iter().find(|one| one.name == name).map(Meaning::Struct);
        let enums = || version.enums.iter().find(|one| one.name == name).map(Meaning::Enum);
        let sets = || version.sets.iter().find(|one| one.name == name).map(|_| Meaning::Set);
        let secrets = || version.secrets.iter().find(|one| one.name == name);
        let meaning = structs.or_else(enums).or_else(sets);
        Some((version, meaning.or_else(|| secrets().map(|_| Meaning::Secret))?))
    }
}

/// Returns `name` as words in lower case: `grant type` for `GrantType`.
fn words(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut words = String::new();
    for (index, letter) in letters.iter().enumerate() {
        let after_lower = index > 0 && !letters[index - 1].is_ascii_uppercase();
        let before_lower = letters.get(index + 1).is_some_and(char::is_ascii_lowercase);
        if index > 0 && letter.is_ascii_uppercase() && (after_lower || before_lower) {
            words.push(' ');
        }
        words.push(letter.to_ascii_lowercase());
    }
    words
}

/// Returns the items of `tokens`.
fn parse(tokens: proc_macro2::TokenStream) -> Vec<Item> {
    let file: File = parse_quote!(#tokens);
    file.items
}
