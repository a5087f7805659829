//! progenitor's client, with the types taken from the crate that has them.

use syn::{File, ImplItem, Item, parse_quote};

/// The module of the client.
pub(super) fn file(mut client: File) -> File {
    for item in &mut client.items {
        match item {
            Item::Mod(module) if module.ident == "types" => {
                *item = parse_quote!(
                    use ::voucherify_oauth_types::v1 as types;
                );
            }
            // It builds an HTTP client of its own, and panics where it can't; the façade hands
            // its own to `new_with_client`.
            Item::Impl(block) if block.trait_.is_none() => {
                block.items.retain(
                    |item| !matches!(item, ImplItem::Fn(method) if method.sig.ident == "new"),
                );
            }
            _ => {}
        }
    }
    // A glob of everything, for users of the generated crate as such; this one has a façade.
    client.items.retain(|item| !matches!(item, Item::Mod(module) if module.ident == "prelude"));
    client.attrs.insert(0, parse_quote!(#![doc = " The client, as progenitor makes it."]));
    client
}
