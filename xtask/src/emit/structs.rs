//! Structs with constructors and setters, since other crates cannot construct a non-exhaustive
//! struct by a literal.
//!
//! The `new` of a request takes its required fields. The `new` of a response has no parameters, and
//! each field has a setter: a new required field is not a breaking change, and fields of the same
//! type cannot be swapped.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::{GenericArgument, ItemStruct, PathArguments, Type};

use super::{deprecation, docs, documented, words};
use crate::model::{self, Definition, Field, Named, Version};
use crate::openapi::component;
use crate::rust_name;

/// Returns the struct `named` of `version`: typify's `item` with documentation, derives and
/// constructors.
pub(super) fn item(version: &Version, named: &Named, mut item: ItemStruct) -> TokenStream {
    item = without_paths(&item).unwrap_or(item);
    let name = &item.ident;
    let doc = docs(&documentation(named));
    let parts = version.parts(&named.name, |field| field.ty.name());
    let mut fields = parts.into_iter().chain([named]).flat_map(Named::fields);
    let is_eq = fields.all(|field| *field.ty.innermost() != model::Type::Number);
    let eq = is_eq.then(|| quote!(, Eq));
    let members: Vec<_> =
        named.fields().iter().filter_map(|field| Member::new(version, field, &item)).collect();
    let definitions = members.iter().map(Member::definition);
    let constructors = constructors(version, named, &members);
    quote! {
        #doc
        #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq #eq)]
        #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
        #[non_exhaustive]
        pub struct #name {
            #(#definitions,)*
        }

        #constructors
    }
}

/// Path prefixes to remove: those of the prelude and of the module's own types.
const PATHS: &[&str] = &[
    "types :: ",
    ":: std :: boxed :: ",
    ":: std :: option :: ",
    ":: std :: string :: ",
    ":: std :: vec :: ",
    // In an attribute of serde.
    "::std::option::",
    "::std::vec::",
];

fn without_paths(item: &ItemStruct) -> Option<ItemStruct> {
    let text = quote!(#item).to_string();
    let text = PATHS.iter().fold(text, |text, path| text.replace(path, ""));
    syn::parse_str(&text).ok()
}

fn documentation(named: &Named) -> String {
    let name = &named.name;
    let doc = match named.doc.as_str() {
        "" => format!("The type `{name}`, undocumented in the API description."),
        doc => doc.to_owned(),
    };
    match component(named.pointer()).filter(|component| component != name) {
        Some(component) => format!("{doc}\n\nSchema of the service: `{component}`."),
        None => doc,
    }
}

fn constructors(version: &Version, named: &Named, members: &[Member<'_>]) -> TokenStream {
    let name = format_ident!("{}", named.name);
    let is_parameter = |member: &&Member<'_>| named.in_request && member.field.required;
    let (required, settable): (Vec<_>, Vec<_>) = members.iter().partition(is_parameter);
    let doc = if !named.in_request {
        "Creates a response whose fields are absent, empty, zero, `false`, or the default \
         or\nfirst value of an enum. Set the fields with the methods `with_…`."
            .to_owned()
    } else if required.is_empty() {
        "Creates a request without optional fields.".to_owned()
    } else {
        let names: Vec<_> = required.iter().map(|it| format!("`{}`", it.name)).collect();
        format!("Creates a request with its required fields: {}.", names.join(", "))
    };
    let doc = docs(&doc);
    let parameters = required.iter().map(|member| member.parameter());
    let values = members.iter().map(|member| {
        let name = &member.name;
        let value = match member.field.required {
            false => member.absent(),
            true if named.in_request && !member.converts => return quote!(#name),
            true if named.in_request => member.value(),
            true => neutral(version, &member.field.ty),
        };
        quote!(#name: #value)
    });
    let by_value = by_value(version, &required);
    let setters = settable.iter().map(|member| member.setter());
    let default = required.is_empty().then(|| {
        quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    });
    quote! {
        impl #name {
            #doc
            #[must_use]
            pub fn new(#(#parameters),*) -> Self {
                Self { #(#values),* }
            }
            #(#by_value)*
            #(#setters)*
        }
        #default
    }
}

/// Returns a constructor for each value of the only closed enum among the required fields.
fn by_value(version: &Version, required: &[&Member<'_>]) -> Vec<TokenStream> {
    let enums = required.iter().filter_map(|member| match definition(version, &member.field.ty)? {
        (name, Definition::Enum(values)) if !values.open => Some((*member, name, values)),
        _ => None,
    });
    let [(chosen, name, values)] = enums.collect::<Vec<_>>()[..] else { return Vec::new() };
    let (noun, ty) = (words(name), format_ident!("{name}"));
    let constructors = values.values.iter().filter_map(|value| {
        let method = rust_name::snake(&value.variant)?;
        let is_taken = method == "new" || method.starts_with("with_");
        let method = Some(format_ident!("{method}")).filter(|_| !is_taken)?;
        let others = required.iter().filter(|member| member.name != chosen.name);
        let parameters = others.map(|member| member.parameter());
        let variant = format_ident!("{}", value.variant);
        let arguments = required.iter().map(|member| match &member.name {
            name if *name == chosen.name => quote!(#ty::#variant),
            name => quote!(#name),
        });
        let doc = docs(&format!("Creates a request with the {noun} `{}`.", value.wire));
        let deprecation = deprecation(value.deprecated);
        Some(quote! {
            #doc
            #deprecation
            #[must_use]
            pub fn #method(#(#parameters),*) -> Self {
                Self::new(#(#arguments),*)
            }
        })
    });
    constructors.collect()
}

/// A public field of a struct.
struct Member<'a> {
    field: &'a Field,
    /// The field as generated by typify.
    written: &'a syn::Field,
    name: &'a Ident,
    /// The type without `Option`.
    ty: &'a Type,
    /// Whether parameters for the field are `impl Into`.
    converts: bool,
    /// Whether the field is a set, whose conversion has its own error message.
    is_set: bool,
}

impl<'a> Member<'a> {
    fn new(version: &Version, field: &'a Field, item: &'a ItemStruct) -> Option<Self> {
        let mut names = item.fields.iter().filter_map(|it| Some((it, it.ident.as_ref()?)));
        let (written, name) = names.find(|(_, name)| **name == field.rust)?;
        let ty = inside(&written.ty, "Option").unwrap_or(&written.ty);
        let converts = match definition(version, &field.ty) {
            Some((_, Definition::Set(_) | Definition::Secret)) => true,
            Some((_, Definition::Enum(values))) => values.open,
            Some((_, Definition::Struct(_))) => inside(ty, "Box").is_some(),
            None => *field.ty.present() == model::Type::String,
        };
        let is_set = matches!(definition(version, &field.ty), Some((_, Definition::Set(_))));
        Some(Self { field, written, name, ty, converts, is_set })
    }

    fn definition(&self) -> TokenStream {
        let (field, name, ty) = (self.field, self.name, &self.written.ty);
        let doc = documented(&field.doc, || {
            format!("The property `{}`, undocumented in the API description.", field.wire)
        });
        let deprecation = deprecation(field.deprecated);
        let serde = self.written.attrs.iter().filter(|it| it.path().is_ident("serde"));
        quote!(#doc #deprecation #(#serde)* pub #name: #ty)
    }

    fn parameter(&self) -> TokenStream {
        let (name, ty) = (self.name, self.ty);
        match self.converts {
            true if self.is_set => quote!(#name: impl crate::IntoSet<#ty>),
            true => quote!(#name: impl Into<#ty>),
            false => quote!(#name: #ty),
        }
    }

    fn value(&self) -> TokenStream {
        let name = self.name;
        match self.converts {
            true if self.is_set => quote!(crate::IntoSet::into_set(#name)),
            true => quote!(#name.into()),
            false => quote!(#name),
        }
    }

    fn is_option(&self) -> bool {
        matches!(self.field.ty, model::Type::Optional(_))
    }

    /// Returns the value of an omitted field.
    fn absent(&self) -> TokenStream {
        if self.is_option() { quote!(None) } else { quote!(Default::default()) }
    }

    fn setter(&self) -> TokenStream {
        let (name, value, parameter) = (self.name, self.value(), self.parameter());
        let value = if self.is_option() { quote!(Some(#value)) } else { value };
        // Fields named like a keyword end in `_`.
        let method = format_ident!("with_{}", self.field.rust.trim_end_matches('_'));
        let doc = docs(&format!("Sets `{name}`."));
        let deprecation = deprecation(self.field.deprecated);
        quote! {
            #doc
            #deprecation
            #[must_use]
            pub fn #method(mut self, #parameter) -> Self {
                self.#name = #value;
                self
            }
        }
    }
}

/// Returns the type within a `wrapper` such as `Option`.
pub(super) fn inside<'a>(ty: &'a Type, wrapper: &str) -> Option<&'a Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == wrapper)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// Returns the initial value of a required field of a response.
fn neutral(version: &Version, ty: &model::Type) -> TokenStream {
    let Some((name, definition)) = definition(version, ty) else {
        return match ty {
            model::Type::String => quote!(String::new()),
            model::Type::Integer => quote!(0),
            model::Type::Number => quote!(0.0),
            model::Type::Boolean => quote!(false),
            _ => quote!(Default::default()),
        };
    };
    let ty = format_ident!("{name}");
    match definition {
        Definition::Secret => quote!(#ty::new("")),
        Definition::Set(_) => quote!(#ty::new()),
        Definition::Enum(values) => {
            let first = values.values.first().map(|value| &value.variant);
            let variant = values.default.as_ref().or(first).map(|it| format_ident!("{it}"));
            quote!(#ty::#variant)
        }
        Definition::Struct(fields) => {
            let in_request = version.find(name).is_some_and(|named| named.in_request);
            let arguments = fields.iter().filter(|field| in_request && field.required);
            let arguments = arguments.map(|field| neutral(version, &field.ty));
            quote!(#ty::new(#(#arguments),*))
        }
    }
}

fn definition<'a>(version: &'a Version, ty: &'a model::Type) -> Option<(&'a str, &'a Definition)> {
    match ty {
        model::Type::Named(name) => Some((name, &version.find(name)?.definition)),
        model::Type::Optional(inner) => definition(version, inner),
        _ => None,
    }
}
