//! Constructors and setters, since a struct that is non-exhaustive can't be written as a literal
//! in another crate.

use quote::{format_ident, quote};
use syn::{
    Field, Fields, File, GenericArgument, Item, ItemStruct, PathArguments, PathSegment, Type,
    Visibility, parse_quote,
};

/// The implementations for every struct with named fields in `types`.
pub(super) fn file(types: &File) -> File {
    let structs = types.items.iter().filter_map(|item| match item {
        Item::Struct(item) => implementation(item),
        _ => None,
    });
    parse_quote! {
        #![doc = " How to make each type: `new` takes the required fields, `with_…` sets an optional one."]
        use super::types::*;
        #(#structs)*
    }
}

fn implementation(item: &ItemStruct) -> Option<proc_macro2::TokenStream> {
    let Fields::Named(fields) = &item.fields else { return None };
    let name = &item.ident;
    let fields: Vec<Public<'_>> = fields.named.iter().filter_map(Public::new).collect();
    let required = fields.iter().filter(|field| field.optional.is_none());
    let parameters = required.map(|Public { name, field, .. }| {
        let ty = &field.ty;
        if is_string(ty) {
            quote!(#name: impl ::std::convert::Into<#ty>)
        } else {
            quote!(#name: #ty)
        }
    });
    let values = fields.iter().map(|Public { name, field, optional }| match optional {
        Some(_) => quote!(#name: ::std::option::Option::None),
        None if is_string(&field.ty) => quote!(#name: #name.into()),
        None => quote!(#name),
    });
    let setters = fields.iter().filter_map(|Public { name, optional, .. }| {
        let ty = (*optional)?;
        let setter = format_ident!("with_{name}");
        let doc = format!(" Sets `{name}`.");
        Some(quote! {
            #[doc = #doc]
            #[must_use]
            pub fn #setter(mut self, #name: impl ::std::convert::Into<#ty>) -> Self {
                self.#name = ::std::option::Option::Some(#name.into());
                self
            }
        })
    });
    Some(quote! {
        impl #name {
            /// Makes one from the required fields; optional ones are absent.
            #[must_use]
            pub fn new(#(#parameters),*) -> Self {
                Self { #(#values),* }
            }
            #(#setters)*
        }
    })
}

struct Public<'a> {
    name: &'a syn::Ident,
    field: &'a Field,
    /// The type inside, where the field is an `Option`.
    optional: Option<&'a Type>,
}

impl<'a> Public<'a> {
    fn new(field: &'a Field) -> Option<Self> {
        let name = field.ident.as_ref()?;
        matches!(field.vis, Visibility::Public(_)).then(|| Self {
            name,
            field,
            optional: inside_option(&field.ty),
        })
    }
}

fn is_string(ty: &Type) -> bool {
    last_segment(ty).is_some_and(|segment| segment.ident == "String")
}

fn last_segment(ty: &Type) -> Option<&PathSegment> {
    let Type::Path(path) = ty else { return None };
    path.path.segments.last()
}

fn inside_option(ty: &Type) -> Option<&Type> {
    let last = last_segment(ty).filter(|segment| segment.ident == "Option")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}
