//! Delimited sets and secrets: instances of what the types crate has by hand.

use quote::{format_ident, quote};
use syn::Item;

use super::{Context, Meaning, parse, words};
use crate::emit::docs;
use crate::model::{Secret, Set, Version};

/// Returns the sets of the version, and what makes their enums items of sets.
pub(super) fn items(context: &Context<'_>) -> Vec<Item> {
    context
        .version
        .sets
        .iter()
        .enumerate()
        .flat_map(|(index, set)| item(context, index, set))
        .collect()
}

fn item(context: &Context<'_>, index: usize, set: &Set) -> Vec<Item> {
    let (name, item) = (format_ident!("{}", set.name), format_ident!("{}", set.items));
    let (doc, separator) = (docs::attributes(&documentation(set)), set.separator);
    let parameter = (separator != ' ').then(|| quote!(, #separator));
    // Two sets with the same items and separator are one type with two names.
    let before = before(context, index, set);
    let is_new = before.iter().all(|other| other.separator != separator);
    let text = is_new.then(|| quote!(crate::delimited::set!(#name, #item, #separator);));
    let has_paths = match context.meaning(&set.items) {
        Some((_, Meaning::Enum(values))) => values.has_paths,
        _ => false,
    };
    let paths = has_paths.then(|| quote!(, paths));
    let members = before.is_empty().then(|| {
        quote! {
            crate::delimited::item!(#item #paths);
            crate::delimited::joins!(#item, #name);
        }
    });
    parse(quote! {
        #(#doc)*
        pub type #name = crate::DelimitedSet<#item #parameter>;

        #text
        #members
    })
}

/// Returns the sets over the same enum that are generated before the set at `index`.
fn before<'a>(context: &Context<'a>, index: usize, set: &Set) -> Vec<&'a Set> {
    let version = context.version;
    let owner = |version: &'a Version, items: &str| {
        let context = Context { api: context.api, version };
        context.meaning(items).map(|(owner, _)| owner.name.as_str())
    };
    let earlier = context.api.versions.iter().take_while(|other| other.name != version.name);
    let earlier = earlier.flat_map(|earlier| earlier.sets.iter().map(move |set| (earlier, set)));
    let own = version.sets[..index].iter().map(|set| (version, set));
    let same = earlier.chain(own).filter(|(other, before)| {
        before.items == set.items && owner(other, &set.items) == owner(version, &set.items)
    });
    same.map(|(_, set)| set).collect()
}

fn documentation(set: &Set) -> String {
    if set.doc.is_empty() {
        format!("A set of values of [`{}`].", set.items)
    } else {
        set.doc.clone()
    }
}

/// Returns the secrets of a version.
pub(super) fn secrets(secrets: &[Secret]) -> Vec<Item> {
    if secrets.is_empty() {
        return Vec::new();
    }
    let names: Vec<_> = secrets.iter().map(|secret| format_ident!("{}", secret.name)).collect();
    let texts = secrets.iter().map(|secret| &secret.name);
    let nouns = secrets.iter().map(|secret| words(&secret.name));
    let docs = secrets.iter().map(|secret| {
        let doc = docs::attributes(&secret_documentation(secret));
        quote!(#(#doc)*)
    });
    parse(quote! {
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
    })
}

fn secret_documentation(secret: &Secret) -> String {
    if secret.doc.is_empty() {
        format!("The secret `{}`, which the API description does not explain.", words(&secret.name))
    } else {
        secret.doc.clone()
    }
}
