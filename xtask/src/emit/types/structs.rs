//! typify's structs, made fit for a public crate.

use std::collections::BTreeSet;

use quote::{ToTokens, format_ident, quote};
use serde_json::Value;
use syn::visit_mut::VisitMut;
use syn::{Attribute, Fields, File, Item, LitStr, Meta, Path, Token, parse_quote};

use super::{Context, Meaning, constructors};
use crate::emit::docs;
use crate::model::Struct;
use crate::openapi::grammar::Kind;
use crate::openapi::pointer::join;
use crate::openapi::reference::reach;
use crate::openapi::visit::visit;

/// Returns the structs of the version with their constructors.
pub(super) fn items(context: &Context<'_>, structs: File) -> Vec<Item> {
    let mut items: Vec<Item> = structs.items.into_iter().filter(is_wanted).collect();
    let names: BTreeSet<String> = items.iter().filter_map(name).collect();
    for item in &mut items {
        Shorten { names: &names }.visit_item_mut(item);
    }
    let floats = with_floats(context, &items);
    let constructors = constructors::Constructors::new(context, &items);
    let mut result = Vec::new();
    for mut item in items {
        let implementation = constructors.of(&item);
        dress(context, &mut item, &floats);
        result.push(item);
        result.extend(implementation);
    }
    result
}

/// Leaves out what typify adds to each type: an error type of its own, whose conversions nothing
/// needs, `From<&Self>`, which is `clone`, and `Default`, which the constructors decide.
fn is_wanted(item: &Item) -> bool {
    match item {
        Item::Mod(module) => module.ident != "error",
        Item::Impl(block) => {
            let Some((path, _)) = &block.trait_ else { return true };
            let (name, target) = (path.segments.last(), &block.self_ty);
            let from_reference = quote!(::std::convert::From<&#target>).to_string();
            name.is_none_or(|name| name.ident != "Default")
                && path.to_token_stream().to_string() != from_reference
                && !block.to_token_stream().to_string().contains("ConversionError")
        }
        _ => true,
    }
}

fn name(item: &Item) -> Option<String> {
    match item {
        Item::Struct(item) => Some(item.ident.to_string()),
        Item::Enum(item) => Some(item.ident.to_string()),
        Item::Type(item) => Some(item.ident.to_string()),
        _ => None,
    }
}

/// Gives a type its documentation and derives, and each field its documentation.
fn dress(context: &Context<'_>, item: &mut Item, floats: &BTreeSet<String>) {
    let Some(name) = name(item) else { return open_defaults(item) };
    let model = match context.meaning(&name) {
        Some((_, Meaning::Struct(model))) => Some(model),
        _ => None,
    };
    let eq = !floats.contains(&name);
    match item {
        Item::Struct(item) => {
            dress_type(&mut item.attrs, &name, model, eq);
            let fields = item.fields.iter_mut().filter(|field| field.ident.is_some());
            for field in fields {
                let wire = wire_name(&field.attrs);
                let rust = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
                let known =
                    model.and_then(|model| model.fields.iter().find(|own| own.rust == rust));
                let fallback = wire.unwrap_or_else(|| rust.trim_start_matches("r#").to_owned());
                let text = match known {
                    Some(known) if !known.doc.is_empty() => known.doc.clone(),
                    _ => docs::text(&field.attrs),
                };
                let text = if text.is_empty() {
                    format!(
                        "The property `{fallback}`, which the API description does not explain."
                    )
                } else {
                    text
                };
                let deprecation = docs::deprecation(known.is_some_and(|known| known.deprecated));
                document(&mut field.attrs, &text, deprecation);
            }
        }
        Item::Enum(item) => {
            dress_type(&mut item.attrs, &name, model, eq);
            for variant in &mut item.variants {
                let text = docs::text(&variant.attrs);
                let text = if text.is_empty() { format!("`{}`.", variant.ident) } else { text };
                document(&mut variant.attrs, &text, None);
            }
        }
        Item::Type(item) => {
            let text = documentation(&item.attrs, &name, model);
            document(&mut item.attrs, &text, None);
        }
        _ => {}
    }
}

fn dress_type(attributes: &mut Vec<Attribute>, name: &str, model: Option<&Struct>, eq: bool) {
    let text = documentation(attributes, name, model);
    derive(attributes, eq);
    document(attributes, &text, None);
    attributes
        .push(parse_quote!(#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]));
    attributes.push(parse_quote!(#[non_exhaustive]));
}

/// Replaces the documentation, which comes before all other attributes.
fn document(attributes: &mut Vec<Attribute>, text: &str, deprecation: Option<Attribute>) {
    attributes.retain(|attribute| docs::line(attribute).is_none());
    let others = std::mem::take(attributes);
    *attributes = docs::attributes(text).into_iter().chain(deprecation).chain(others).collect();
}

fn documentation(attributes: &[Attribute], name: &str, model: Option<&Struct>) -> String {
    let own = model.map(|model| model.doc.clone()).filter(|doc| !doc.is_empty());
    let mut text = own.unwrap_or_else(|| docs::text(attributes));
    if text.is_empty() {
        text = format!("The type `{name}`, which the API description does not explain.");
    }
    match model.map(|model| model.component.as_str()) {
        Some(component) if !component.is_empty() && component != name => {
            format!("{text}\n\nThe service's schema: `{component}`.")
        }
        _ => text,
    }
}

/// Adds the comparisons to the derives, and leaves out `Default`.
fn derive(attributes: &mut [Attribute], eq: bool) {
    for attribute in attributes.iter_mut().filter(|attribute| attribute.path().is_ident("derive")) {
        let parsed = attribute
            .parse_args_with(syn::punctuated::Punctuated::<Path, Token![,]>::parse_terminated);
        let Ok(derives) = parsed else { continue };
        let kept = derives
            .into_iter()
            .filter(|path| !["Default", "PartialEq", "Eq"].iter().any(|name| path.is_ident(name)));
        let comparisons: &[&str] = if eq { &["PartialEq", "Eq"] } else { &["PartialEq"] };
        let comparisons = comparisons.iter().map(|name| Path::from(format_ident!("{name}")));
        let derives = kept.chain(comparisons);
        *attribute = parse_quote!(#[derive(#(#derives),*)]);
    }
}

/// Returns the name that `#[serde(rename = "…")]` gives.
fn wire_name(attributes: &[Attribute]) -> Option<String> {
    let mut name = None;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        // Other options have values that this does not read, which ends the parsing.
        let _ = attribute.parse_nested_meta(|meta| {
            let value = meta.value()?.parse::<LitStr>()?.value();
            if meta.path.is_ident("rename") {
                name = Some(value);
            }
            Ok(())
        });
    }
    name
}

/// The functions that make defaults are for serde and for the constructors.
fn open_defaults(item: &mut Item) {
    let Item::Mod(module) = item else { return };
    document(&mut module.attrs, "The values of fields that are left out.", None);
    module.vis = syn::Visibility::Inherited;
}

/// Returns the types that contain a floating-point number, and therefore are not `Eq`.
fn with_floats(context: &Context<'_>, items: &[Item]) -> BTreeSet<String> {
    let mut floats: BTreeSet<String> = ["f32", "f64"].map(str::to_owned).into();
    // The types of an earlier version are not in this file, but in its document.
    let earlier = context.version.reexports.iter().filter(|(name, _)| {
        context.meaning(name).is_some_and(|(owner, _)| has_number(&owner.lowered, name))
    });
    floats.extend(earlier.map(|(name, _)| name.clone()));
    loop {
        let before = floats.len();
        for item in items {
            let Some(name) = name(item) else { continue };
            let fields: Vec<&Fields> = match item {
                Item::Struct(item) => vec![&item.fields],
                Item::Enum(item) => item.variants.iter().map(|variant| &variant.fields).collect(),
                _ => Vec::new(),
            };
            let mut types = fields.into_iter().flatten().map(|field| &field.ty);
            if types.any(|ty| mentions(ty.to_token_stream(), &floats)) {
                floats.insert(name);
            }
        }
        if floats.len() == before {
            return floats;
        }
    }
}

/// Returns whether the component `name` contains a number that is no integer.
fn has_number(document: &Value, name: &str) -> bool {
    let at = join("/components/schemas", name);
    let Some(schema) = document.pointer(&at) else { return false };
    let mut reached = reach(document, [(Kind::Schema, schema)]);
    reached.insert(at);
    reached.iter().filter_map(|at| document.pointer(at)).any(|schema| {
        let mut found = false;
        visit(schema, Kind::Schema, "", &mut |_, _, schema| {
            found |= schema.get("type").and_then(Value::as_str) == Some("number");
        });
        found
    })
}

fn mentions(tokens: proc_macro2::TokenStream, names: &BTreeSet<String>) -> bool {
    tokens.into_iter().any(|token| match token {
        proc_macro2::TokenTree::Ident(ident) => names.contains(&ident.to_string()),
        proc_macro2::TokenTree::Group(group) => mentions(group.stream(), names),
        _ => false,
    })
}

/// Writes the names of the prelude without their paths, unless a type has the same name.
struct Shorten<'a> {
    names: &'a BTreeSet<String>,
}

const PRELUDE: &[&str] = &["Option", "String", "Vec", "Box", "Into", "From", "Result"];

impl VisitMut for Shorten<'_> {
    fn visit_path_mut(&mut self, path: &mut Path) {
        syn::visit_mut::visit_path_mut(self, path);
        let is_standard = path.leading_colon.is_some()
            && path.segments.len() == 3
            && path.segments.first().is_some_and(|first| first.ident == "std");
        let Some(last) = path.segments.last().filter(|_| is_standard) else { return };
        let name = last.ident.to_string();
        if PRELUDE.contains(&name.as_str()) && !self.names.contains(&name) {
            *path = Path::from(last.clone());
        }
    }

    fn visit_attribute_mut(&mut self, attribute: &mut Attribute) {
        if let Meta::List(list) = &mut attribute.meta
            && list.path.is_ident("serde")
            && !self.names.contains("Option")
        {
            let text = list.tokens.to_string();
            let text = text.replace("::std::option::Option::is_none", "Option::is_none");
            list.tokens = text.parse().unwrap_or_else(|_| list.tokens.clone());
        }
    }
}
