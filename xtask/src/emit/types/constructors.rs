//! Constructors and setters, since a non-exhaustive struct can't be written as a literal in
//! another crate.
//!
//! A request has `new` with its required fields. A response has `new` without parameters, and a
//! setter for each field: a new required field is then no breaking change, and two fields of one
//! type can't be swapped.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::punctuated::Punctuated;
use syn::{
    Expr, ExprLit, ExprPath, Fields, GenericArgument, Item, ItemStruct, Lit, Meta, MetaNameValue,
    PathArguments, PathSegment, Token, Type,
};

use super::{Context, Meaning, parse};
use crate::emit::docs;
use crate::model::{Enum, Field, Struct};

pub(super) struct Constructors<'a> {
    context: &'a Context<'a>,
    items: BTreeMap<String, Item>,
}

/// A public field of a struct.
struct Member<'a> {
    name: &'a Ident,
    ty: &'a Type,
    /// The value of the field if the JSON object does not have it. `None` for a required field.
    absent: Option<TokenStream>,
    deprecated: bool,
}

impl<'a> Constructors<'a> {
    pub(super) fn new(context: &'a Context<'a>, items: &[Item]) -> Self {
        let named = items.iter().filter_map(|item| match item {
            Item::Struct(own) => Some((own.ident.to_string(), item.clone())),
            Item::Enum(own) => Some((own.ident.to_string(), item.clone())),
            _ => None,
        });
        Self { context, items: named.collect() }
    }

    /// Returns the implementations for a struct with named fields.
    pub(super) fn of(&self, item: &Item) -> Vec<Item> {
        let Item::Struct(item) = item else { return Vec::new() };
        if !matches!(item.fields, Fields::Named(_)) {
            return Vec::new();
        }
        let model = match self.context.meaning(&item.ident.to_string()) {
            Some((_, Meaning::Struct(model))) => Some(model),
            _ => None,
        };
        let members = self.members(item, model);
        match model {
            Some(model) if model.in_request => self.request(item, &members, model.in_response),
            _ => self.response(item, &members),
        }
    }

    fn request(&self, item: &ItemStruct, members: &[Member<'_>], is_response: bool) -> Vec<Item> {
        let name = &item.ident;
        let required: Vec<_> = members.iter().filter(|member| member.absent.is_none()).collect();
        let parameters = required.iter().map(|member| self.parameter(member));
        let fields = members.iter().map(|member| {
            let name = member.name;
            match &member.absent {
                Some(value) => quote!(#name: #value),
                None => match self.converted(member.ty, name) {
                    Some(value) => quote!(#name: #value),
                    None => quote!(#name),
                },
            }
        });
        let setters =
            members.iter().filter(|member| member.absent.is_some()).map(|one| self.setter(one));
        let doc = if required.is_empty() {
            "Creates a request without any field.".to_owned()
        } else {
            let names: Vec<_> = required.iter().map(|one| format!("`{}`", one.name)).collect();
            format!("Creates a request with its required fields: {}.", names.join(", "))
        };
        let doc = docs::attributes(&doc);
        let by_value = self.by_value(&required);
        let default = if required.is_empty() {
            default(name, &quote!(Self::new()))
        } else if is_response {
            default(name, &self.neutral_literal(members))
        } else {
            TokenStream::new()
        };
        parse(quote! {
            impl #name {
                #(#doc)*
                #[must_use]
                pub fn new(#(#parameters),*) -> Self {
                    Self { #(#fields),* }
                }
                #(#by_value)*
                #(#setters)*
            }
            #default
        })
    }

    fn response(&self, item: &ItemStruct, members: &[Member<'_>]) -> Vec<Item> {
        let name = &item.ident;
        let neutral = self.neutral_literal(members);
        let setters = members.iter().map(|member| self.setter(member));
        let default = default(name, &quote!(Self::new()));
        parse(quote! {
            impl #name {
                /// Creates a response whose fields are absent, empty, zero or `false`, or the first
                /// of their values. Set them with the methods `with_…`.
                #[must_use]
                pub fn new() -> Self {
                    #neutral
                }
                #(#setters)*
            }
            #default
        })
    }

    /// Returns a literal whose required fields are neutral.
    fn neutral_literal(&self, members: &[Member<'_>]) -> TokenStream {
        let fields = members.iter().map(|member| {
            let (name, ty) = (member.name, member.ty);
            let value = member.absent.clone().unwrap_or_else(|| self.neutral(ty, 0));
            quote!(#name: #value)
        });
        quote!(Self { #(#fields),* })
    }

    /// Returns a constructor for each value of the one enum among the required fields.
    fn by_value(&self, required: &[&Member<'_>]) -> Vec<TokenStream> {
        let enums: Vec<_> =
            required.iter().filter_map(|one| Some((*one, self.closed_enum(one.ty)?))).collect();
        let [(chosen, values)] = enums.as_slice() else { return Vec::new() };
        let others: Vec<_> = required.iter().filter(|one| one.name != chosen.name).collect();
        let constructors = values.values.iter().filter_map(|value| {
            let method = snake(&value.variant);
            let taken = method == "new" || method.starts_with("with_");
            let method = syn::parse_str::<Ident>(&method).ok().filter(|_| !taken)?;
            let parameters = others.iter().map(|one| self.parameter(one));
            let arguments = required.iter().map(|one| {
                let (name, ty, variant) = (one.name, one.ty, format_ident!("{}", value.variant));
                if one.name == chosen.name { quote!(#ty::#variant) } else { quote!(#name) }
            });
            let doc = format!(
                " Creates a request with the {} `{}`.",
                super::words(&values.name),
                value.wire
            );
            let deprecation = docs::deprecation(value.deprecated);
            Some(quote! {
                #[doc = #doc]
                #deprecation
                #[must_use]
                pub fn #method(#(#parameters),*) -> Self {
                    Self::new(#(#arguments),*)
                }
            })
        });
        constructors.collect()
    }

    fn parameter(&self, member: &Member<'_>) -> TokenStream {
        let (name, ty) = (member.name, self.accepted(member.ty));
        quote!(#name: #ty)
    }

    fn setter(&self, member: &Member<'_>) -> TokenStream {
        let (name, inner) = (member.name, inside_option(member.ty));
        let ty = inner.unwrap_or(member.ty);
        let (parameter, value) = (self.accepted(ty), self.converted(ty, name));
        let value = value.unwrap_or_else(|| quote!(#name));
        let value = if inner.is_some() { quote!(Some(#value)) } else { value };
        // A field that is named like a keyword ends in `_`.
        let method = format_ident!("with_{}", name.to_string().trim_end_matches('_'));
        let doc = format!(" Sets `{name}`.");
        let deprecation = docs::deprecation(member.deprecated);
        quote! {
            #[doc = #doc]
            #deprecation
            #[must_use]
            pub fn #method(mut self, #name: #parameter) -> Self {
                self.#name = #value;
                self
            }
        }
    }

    fn members<'b>(&self, item: &'b ItemStruct, model: Option<&Struct>) -> Vec<Member<'b>> {
        let known: &[Field] = model.map_or(&[], |model| &model.fields);
        let position = |name: &Ident| known.iter().position(|field| *name == field.rust);
        let mut members: Vec<_> = item
            .fields
            .iter()
            .filter_map(|field| {
                let name = field.ident.as_ref()?;
                let deprecated = position(name).is_some_and(|index| known[index].deprecated);
                let none = inside_option(&field.ty).map(|_| quote!(None));
                let absent = none.or_else(|| default_of(field));
                Some(Member { name, ty: &field.ty, absent, deprecated })
            })
            .collect();
        // The parameters follow the document, where typify sorts.
        members.sort_by_key(|member| position(member.name).unwrap_or(usize::MAX));
        members
    }

    fn meaning(&self, ty: &Type) -> Option<Meaning<'a>> {
        self.context.meaning(&own_name(ty)?).map(|(_, meaning)| meaning)
    }

    fn closed_enum(&self, ty: &Type) -> Option<&'a Enum> {
        match self.meaning(ty)? {
            Meaning::Enum(values) if !values.open => Some(values),
            _ => None,
        }
    }

    /// Returns the type of a parameter for a field of this type.
    fn accepted(&self, ty: &Type) -> TokenStream {
        match self.meaning(ty) {
            // It is `Into` with a helpful error message.
            Some(Meaning::Set) => quote!(impl crate::IntoSet<#ty>),
            _ if self.converts(ty) => quote!(impl ::std::convert::Into<#ty>),
            _ => quote!(#ty),
        }
    }

    /// Returns the value of a field from the parameter of its name, if that is converted.
    fn converted(&self, ty: &Type, name: &Ident) -> Option<TokenStream> {
        match self.meaning(ty) {
            Some(Meaning::Set) => Some(quote!(crate::IntoSet::into_set(#name))),
            _ => self.converts(ty).then(|| quote!(#name.into())),
        }
    }

    /// Returns whether a parameter of the type takes everything that converts to it.
    fn converts(&self, ty: &Type) -> bool {
        match self.meaning(ty) {
            Some(Meaning::Secret) => true,
            Some(Meaning::Enum(values)) => values.open,
            Some(Meaning::Set | Meaning::Struct(_)) => false,
            None => {
                last_segment(ty).is_some_and(|last| last.ident == "String" || last.ident == "Box")
            }
        }
    }

    /// Returns the value of a required field that a response starts with.
    fn neutral(&self, ty: &Type, depth: usize) -> TokenStream {
        if inside_option(ty).is_some() {
            return quote!(None);
        }
        match self.meaning(ty) {
            Some(Meaning::Secret) => return quote!(#ty::new("")),
            Some(Meaning::Set) => return quote!(#ty::new()),
            Some(Meaning::Enum(values)) if values.default.is_none() => {
                let first = values.values.first().map(|value| format_ident!("{}", value.variant));
                return quote!(#ty::#first);
            }
            Some(Meaning::Struct(_)) => return quote!(#ty::default()),
            _ => {}
        }
        let item = own_name(ty).and_then(|name| self.items.get(&name));
        // A type that contains itself without an end has no value at all.
        match item.filter(|_| depth < 16) {
            Some(Item::Struct(item)) => {
                let fields = self.neutral_fields(&item.fields, depth);
                quote!(#ty #fields)
            }
            Some(Item::Enum(item)) => {
                let first = item.variants.first().map(|variant| {
                    let (name, fields) =
                        (&variant.ident, self.neutral_fields(&variant.fields, depth));
                    quote!(#ty::#name #fields)
                });
                quote!(#first)
            }
            _ => match last_segment(ty).map(|last| last.ident.to_string()).as_deref() {
                Some("i64") => quote!(0),
                Some("f64") => quote!(0.0),
                Some("bool") => quote!(false),
                Some("String") => quote!(::std::string::String::new()),
                _ => quote!(::std::default::Default::default()),
            },
        }
    }

    fn neutral_fields(&self, fields: &Fields, depth: usize) -> TokenStream {
        let values = fields.iter().map(|field| {
            let value = default_of(field).unwrap_or_else(|| self.neutral(&field.ty, depth + 1));
            match &field.ident {
                Some(name) => quote!(#name: #value),
                None => value,
            }
        });
        match fields {
            Fields::Named(_) => quote!({ #(#values),* }),
            Fields::Unnamed(_) => quote!((#(#values),*)),
            Fields::Unit => TokenStream::new(),
        }
    }
}

fn default(name: &Ident, value: &TokenStream) -> TokenStream {
    quote! {
        impl ::std::default::Default for #name {
            fn default() -> Self {
                #value
            }
        }
    }
}

/// Returns what `#[serde(default)]` or `#[serde(default = "…")]` puts for an absent field.
fn default_of(field: &syn::Field) -> Option<TokenStream> {
    let serde = field.attrs.iter().filter(|attribute| attribute.path().is_ident("serde"));
    let options = serde.filter_map(|attribute| {
        attribute.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated).ok()
    });
    let option = options
        .flatten()
        .find(|option| option.path().is_ident("default") || option.path().is_ident("flatten"))?;
    let Meta::NameValue(MetaNameValue { value, .. }) = option else {
        return Some(quote!(::std::default::Default::default()));
    };
    let Expr::Lit(ExprLit { lit: Lit::Str(path), .. }) = value else { return None };
    path.parse::<ExprPath>().ok().map(|function| quote!(#function()))
}

/// Returns the name of a type of the generated file.
fn own_name(ty: &Type) -> Option<String> {
    let Type::Path(path) = ty else { return None };
    path.path.get_ident().map(ToString::to_string)
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

/// Returns the name of a variant in snake case.
fn snake(variant: &str) -> String {
    super::words(variant).replace(' ', "_")
}
