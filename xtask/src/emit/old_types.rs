//! typify's types, made fit for a public crate.

use quote::{format_ident, quote};
use serde_json::Value;
use syn::{Attribute, File, Item, ItemEnum, LitStr, parse_quote};

use super::docs;
use crate::description::Effective;
use crate::description::enums::DESCRIPTIONS;
use crate::description::pointer::join;
use crate::finding::{Finding, Findings};

/// The extension by which a component gets its name in Rust.
const RUST_NAME: &str = "x-rust-name";

/// Each component that has a name of its own in Rust, and that name.
pub(super) fn renames(document: &Value) -> Vec<(String, String)> {
    let schemas = document.pointer("/components/schemas").and_then(Value::as_object);
    schemas
        .into_iter()
        .flatten()
        .filter_map(|(component, schema)| {
            let name = schema.get(RUST_NAME)?.as_str()?;
            Some((component.clone(), name.to_owned()))
        })
        .collect()
}

/// The module of the types.
pub(super) fn file(mut types: File, effective: &Effective) -> Result<File, Findings> {
    check_names(&types, effective)?;
    let renames = renames(&effective.document);
    for item in &mut types.items {
        let (attributes, name) = match item {
            Item::Struct(item) => (&mut item.attrs, item.ident.to_string()),
            Item::Enum(item) => {
                describe_variants(item, &renames, &effective.document);
                (&mut item.attrs, item.ident.to_string())
            }
            Item::Mod(module) if module.ident == "defaults" => {
                open_defaults(module);
                continue;
            }
            Item::Mod(error) => {
                document_errors(error);
                continue;
            }
            _ => continue,
        };
        drop_schema_text(attributes);
        if let Some((component, _)) = renames.iter().find(|(_, rust)| *rust == name) {
            let line = format!(" The service's schema: `{component}`.");
            attributes.extend([parse_quote!(#[doc = ""]), parse_quote!(#[doc = #line])]);
        }
        attributes
            .push(parse_quote!(#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]));
        attributes.push(parse_quote!(#[non_exhaustive]));
    }
    types.items.retain(|item| !is_clone_from_reference(item));
    types.attrs.push(parse_quote!(#![doc = " The requests and answers, as typify makes them."]));
    Ok(types)
}

/// typify documents an enum's variants only where each is a schema of its own.
fn describe_variants(item: &mut ItemEnum, renames: &[(String, String)], document: &Value) {
    let name = item.ident.to_string();
    let component =
        renames.iter().find(|(_, rust)| *rust == name).map_or(&name, |(component, _)| component);
    let at = join(&join("/components/schemas", component), DESCRIPTIONS);
    for variant in &mut item.variants {
        let wire =
            variant.attrs.iter().find_map(serde_name).unwrap_or_else(|| variant.ident.to_string());
        let text = document.pointer(&join(&at, &wire)).and_then(Value::as_str);
        let text = text.map_or_else(|| format!(" `{wire}`."), |text| format!(" {text}"));
        variant.attrs.insert(0, parse_quote!(#[doc = #text]));
    }
}

/// The name that `#[serde(rename = "…")]` gives.
fn serde_name(attribute: &Attribute) -> Option<String> {
    if !attribute.path().is_ident("serde") {
        return None;
    }
    let mut name = None;
    let parsed = attribute.parse_nested_meta(|meta| {
        if meta.path.is_ident("rename") {
            name = Some(meta.value()?.parse::<LitStr>()?.value());
        }
        Ok(())
    });
    parsed.ok().and(name)
}

/// The root of the generated module: what is public of the modules with types, and the modules
/// that only implement.
pub(super) fn modules(types: &[String], implementations: &[&str]) -> File {
    let types: Vec<_> = types.iter().map(|name| format_ident!("{name}")).collect();
    let implementations = implementations.iter().map(|name| format_ident!("{name}"));
    parse_quote! {
        #![doc = " What is generated from the API description."]
        #(mod #implementations;)*
        #(mod #types;)*
        #(pub use self::#types::*;)*
    }
}

/// A patch for a name that is not there is silently ignored: so make sure that each took.
fn check_names(types: &File, effective: &Effective) -> Result<(), Findings> {
    let made: Vec<String> = types
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Struct(item) => Some(item.ident.to_string()),
            Item::Enum(item) => Some(item.ident.to_string()),
            Item::Type(item) => Some(item.ident.to_string()),
            _ => None,
        })
        .collect();
    let missing = renames(&effective.document).into_iter().filter(|(_, name)| !made.contains(name));
    let findings = missing.map(|(component, name)| {
        let at = join(&join("/components/schemas", &component), RUST_NAME);
        Finding::new(
            effective.file(&at),
            at,
            format!("`{component}` did not become the Rust type `{name}`"),
            "name a component that becomes a type of its own, by a name that Rust can spell",
        )
    });
    Findings::into_result(findings.collect())
}

/// typify repeats the JSON Schema in the documentation; the schema is in the effective document,
/// and behind the feature `schemars`.
fn drop_schema_text(attributes: &mut Vec<Attribute>) {
    for attribute in attributes.iter_mut() {
        let Some(text) = docs::text(attribute) else { continue };
        if let Some((kept, _)) = text.split_once("<details>") {
            let kept = kept.trim_end();
            *attribute = parse_quote!(#[doc = #kept]);
        }
    }
    attributes.retain(|attribute| docs::text(attribute).is_none_or(|text| !text.is_empty()));
}

/// typify gives every type `From<&Self>`, a second way to write `clone`.
fn is_clone_from_reference(item: &Item) -> bool {
    let Item::Impl(item) = item else { return false };
    let Some((path, _)) = &item.trait_ else { return false };
    let target = &item.self_ty;
    let from = quote!(::std::convert::From<&#target>);
    quote!(#path).to_string() == from.to_string()
}

/// typify leaves its error type's module without a word.
fn document_errors(module: &mut syn::ItemMod) {
    module.attrs.retain(|attribute| docs::text(attribute).is_none());
    module.attrs.push(parse_quote!(#[doc = " Errors of conversions."]));
    let items = module.content.iter_mut().flat_map(|(_, items)| items);
    for item in items {
        if let Item::Struct(item) = item {
            item.attrs.retain(|attribute| docs::text(attribute).is_none());
            item.attrs.push(parse_quote!(#[doc = " A value that its type does not have."]));
        }
    }
}

/// The functions that make defaults are for serde, and for the constructors, which are a module
/// beside this one: for the crate then, and nobody else.
fn open_defaults(module: &mut syn::ItemMod) {
    module.attrs.retain(|attribute| docs::text(attribute).is_none());
    module.attrs.push(parse_quote!(#[doc = " What stands for a field that is left out."]));
    module.vis = parse_quote!(pub(crate));
    for item in module.content.iter_mut().flat_map(|(_, items)| items) {
        if let Item::Fn(function) = item {
            function.vis = parse_quote!(pub(crate));
        }
    }
}
