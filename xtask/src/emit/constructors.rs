//! Constructors and setters, since a struct that is non-exhaustive can't be written as a literal
//! in another crate.

use quote::{format_ident, quote};
use syn::punctuated::Punctuated;
use syn::{
    Expr, ExprLit, ExprPath, Field, Fields, File, GenericArgument, Item, ItemStruct, Lit, Meta,
    MetaNameValue, PathArguments, PathSegment, Token, Type, Visibility, parse_quote,
};

/// The implementations for every struct with named fields in `types`.
pub(super) fn file(types: &File) -> File {
    let structs = types.items.iter().filter_map(|item| match item {
        Item::Struct(item) => implementation(item),
        _ => None,
    });
    parse_quote! {
        #![doc = " How to make each type: `new` takes the required fields, `with_…` sets an optional one."]
        use super::old_types::*;
        #(#structs)*
    }
}

fn implementation(item: &ItemStruct) -> Option<proc_macro2::TokenStream> {
    let Fields::Named(fields) = &item.fields else { return None };
    let name = &item.ident;
    let fields: Vec<Public<'_>> = fields.named.iter().filter_map(Public::new).collect();
    let required = fields.iter().filter(|field| field.absent.is_none());
    let parameters = required.map(|Public { name, field, .. }| {
        let ty = &field.ty;
        if is_string(ty) {
            quote!(#name: impl ::std::convert::Into<#ty>)
        } else {
            quote!(#name: #ty)
        }
    });
    let values = fields.iter().map(|Public { name, field, absent }| match absent {
        Some(Absent::None(_)) => quote!(#name: ::std::option::Option::None),
        Some(Absent::Default) => quote!(#name: ::std::default::Default::default()),
        Some(Absent::Made(function)) => quote!(#name: #function()),
        None if is_string(&field.ty) => quote!(#name: #name.into()),
        None => quote!(#name),
    });
    let setters = fields.iter().filter_map(|Public { name, field, absent }| {
        let (ty, value) = match absent.as_ref()? {
            Absent::None(inside) => (*inside, quote!(::std::option::Option::Some(#name.into()))),
            Absent::Default | Absent::Made(_) => (&field.ty, quote!(#name.into())),
        };
        let setter = format_ident!("with_{name}");
        let doc = format!(" Sets `{name}`.");
        Some(quote! {
            #[doc = #doc]
            #[must_use]
            pub fn #setter(mut self, #name: impl ::std::convert::Into<#ty>) -> Self {
                self.#name = #value;
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
    /// What stands for the field in a message that leaves it out; a required one has nothing.
    absent: Option<Absent<'a>>,
}

/// typify makes an optional field an `Option` only where nothing else can stand for its absence: a
/// list that is left out is empty, and what has a default has that.
enum Absent<'a> {
    /// No value, of the type inside the `Option`.
    None(&'a Type),
    /// The type's own default.
    Default,
    /// What this function returns.
    Made(ExprPath),
}

impl<'a> Public<'a> {
    fn new(field: &'a Field) -> Option<Self> {
        let name = field.ident.as_ref()?;
        let absent = || inside_option(&field.ty).map(Absent::None).or_else(|| default(field));
        matches!(field.vis, Visibility::Public(_)).then(|| Self { name, field, absent: absent() })
    }
}

/// What `#[serde(default)]` or `#[serde(default = "…")]` says.
fn default<'a>(field: &Field) -> Option<Absent<'a>> {
    let serde = field.attrs.iter().filter(|attribute| attribute.path().is_ident("serde"));
    let options = serde.filter_map(|attribute| {
        attribute.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated).ok()
    });
    let option = options.flatten().find(|option| option.path().is_ident("default"))?;
    let Meta::NameValue(MetaNameValue { value, .. }) = option else { return Some(Absent::Default) };
    let Expr::Lit(ExprLit { lit: Lit::Str(path), .. }) = value else { return None };
    path.parse().ok().map(Absent::Made)
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
