//! The facts of generated Rust code: the signatures of public items, and the code of each item.

use quote::{ToTokens, quote};
use serde_json::Value;
use syn::ext::IdentExt;
use syn::visit_mut::VisitMut;
use syn::{Attribute, Ident, ImplItem, Item, UseTree, Visibility};

use super::facts::{self, Fact, Facts, Place};
use super::rules::Aspect;
use crate::generation::Generation;
use crate::openapi::canonical;
use crate::report::Diagnostic;

/// Returns the facts of all generated Rust files. Their keys are paths such as
/// `types::v1::Scope::Orders`.
pub(super) fn read(generation: &Generation) -> Result<Facts, Diagnostic> {
    // The digest differs for each description.
    let digest = canonical::digest(&canonical::text(&generation.effective));
    let mut reader = Reader { facts: Facts::new() };
    for file in generation.files.iter().filter(|file| file.path.ends_with(".rs")) {
        let parsed = syn::parse_file(&file.text.replace(&digest, "")).map_err(|error| {
            let (path, message) = (file.path.as_str(), format!("is not Rust: {error}"));
            Diagnostic::error(path, "", message, "report this as a bug")
        })?;
        let root = if file.path.contains("-types/") { "types" } else { "client" };
        let module = file.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs");
        let path = if module == "mod" { root.to_owned() } else { format!("{root}::{module}") };
        reader.module(&parsed.items, &path, true);
    }
    Ok(reader.facts)
}

/// A field or variant: whether it is public, its name, its value, and its attributes.
type Part<'a> = (bool, String, String, &'a Vec<Attribute>);

struct Reader {
    facts: Facts,
}

impl Reader {
    /// Adds a fact about the item at `path`, or about its part `name`.
    fn add(&mut self, path: &str, name: &str, aspect: Aspect, value: impl Into<Value>) {
        let mark = match aspect {
            Aspect::Tokens => "(code)",
            Aspect::Attribute => "(deprecated)",
            // A field and a method can have the same name.
            Aspect::ItemField => "(field)",
            _ => "",
        };
        let steps = [path, name, mark].into_iter().filter(|step| !step.is_empty());
        let key = steps.collect::<Vec<_>>().join("::");
        let owner = path.rsplit("::").next().unwrap_or_default();
        let place = Place {
            pointer: String::new(),
            subject: key.clone(),
            key,
            owners: vec![owner.to_owned()],
            member: Some(name.to_owned()).filter(|name| !name.is_empty()),
        };
        facts::add(&mut self.facts, place, aspect, value);
    }

    /// Adds the code of an item, and whether it is deprecated. Items with the same path are merged.
    fn code(&mut self, path: &str, attributes: &[Attribute], item: &Item) {
        self.deprecated(path, "", attributes);
        let mut item = item.clone();
        Undocumented.visit_item_mut(&mut item);
        let mut code = tokens(&item);
        if let Some(Fact { value, .. }) = self.facts.remove(&format!("{path}::(code)")) {
            code.insert_str(0, value.as_str().unwrap_or_default());
        }
        self.add(path, "", Aspect::Tokens, code);
    }

    fn deprecated(&mut self, path: &str, name: &str, attributes: &[Attribute]) {
        if attributes.iter().any(|one| one.path().is_ident("deprecated")) {
            self.add(path, name, Aspect::Attribute, true);
        }
    }

    /// Adds the items of a module. Generated items are not generic.
    fn module(&mut self, items: &[Item], path: &str, public: bool) {
        let seen = |vis: &Visibility| public && matches!(vis, Visibility::Public(_));
        for item in items {
            let (name, vis, attributes, signature, aspect, parts): (_, _, _, _, _, Vec<Part<'_>>) =
                match item {
                    Item::Struct(one) => {
                        let parts = one.fields.iter().enumerate().map(|(index, field)| {
                            let name = field.ident.as_ref().map_or(index.to_string(), name);
                            (seen(&field.vis), name, tokens(&field.ty), &field.attrs)
                        });
                        let (what, parts) = (quote!(struct), parts.collect());
                        (&one.ident, &one.vis, &one.attrs, what, Aspect::ItemField, parts)
                    }
                    Item::Enum(one) => {
                        let parts = one.variants.iter().map(|variant| {
                            let (name, fields) = (&variant.ident, &variant.fields);
                            let value = quote!(#name #fields).to_string();
                            (true, name.to_string(), value, &variant.attrs)
                        });
                        let (what, parts) = (quote!(enum), parts.collect());
                        (&one.ident, &one.vis, &one.attrs, what, Aspect::Variant, parts)
                    }
                    Item::Type(one) => {
                        let ty = &one.ty;
                        let what = quote!(type = #ty);
                        (&one.ident, &one.vis, &one.attrs, what, Aspect::Item, Vec::new())
                    }
                    Item::Const(one) => {
                        let signature = one.ty.to_token_stream();
                        (&one.ident, &one.vis, &one.attrs, signature, Aspect::Api, Vec::new())
                    }
                    other => {
                        self.other(other, path, public);
                        continue;
                    }
                };
            let path = format!("{path}::{}", self::name(name));
            let open = attributes.iter().find(|one| one.path().is_ident("non_exhaustive"));
            if seen(vis) {
                let whole = if aspect == Aspect::Api { Aspect::Api } else { Aspect::Item };
                self.add(&path, "", whole, quote!(#signature #open).to_string());
                for (name, condition) in attributes.iter().flat_map(derives) {
                    self.add(&path, &format!("impl {name}"), Aspect::Api, condition);
                }
            }
            for (seen_part, name, value, attributes) in parts {
                if seen(vis) && seen_part {
                    let aspect = if open.is_some() { aspect } else { Aspect::ClosedPart };
                    self.add(&path, &name, aspect, value);
                }
                self.deprecated(&path, &name, attributes);
            }
            self.code(&path, attributes, item);
        }
    }

    /// Adds an item without a definition of its own.
    fn other(&mut self, item: &Item, path: &str, public: bool) {
        let seen = |vis: &Visibility| public && matches!(vis, Visibility::Public(_));
        match item {
            Item::Impl(one) => self.implementation(one, item, path),
            Item::Use(one) => {
                for (name, source) in leaves(&one.tree, "") {
                    let path = format!("{path}::{name}");
                    if seen(&one.vis) {
                        self.add(&path, "use", Aspect::Api, "");
                    }
                    // Its definition is compared elsewhere.
                    self.add(&path, "use", Aspect::Tokens, source);
                }
            }
            Item::Mod(one) => {
                let path = format!("{path}::{}", one.ident);
                if seen(&one.vis) {
                    // Reported by the operations of the version.
                    let version = one.content.is_none();
                    let aspect = if version { Aspect::Module } else { Aspect::Api };
                    self.add(&path, "", aspect, Value::Null);
                }
                let content = one.content.as_ref().map(|(_, items)| items.as_slice());
                self.module(content.unwrap_or_default(), &path, seen(&one.vis));
            }
            other => self.code(&format!("{path}::{}", tokens(other)), &[], other),
        }
    }

    fn implementation(&mut self, one: &syn::ItemImpl, item: &Item, path: &str) {
        let (target, generics) = (tokens(&one.self_ty), &one.generics);
        let owner = target.rsplit(":: ").next().unwrap_or_default();
        let path = format!("{path}::{owner}");
        if let Some((of, _)) = &one.trait_ {
            let types = one.items.iter().filter(|one| matches!(one, ImplItem::Type(_)));
            let name = format!("impl {}", last_segment(&tokens(of)));
            self.add(&path, &name, Aspect::Api, quote!(#generics #(#types)*).to_string());
        }
        for one in one.items.iter().filter(|_| one.trait_.is_none()) {
            let (name, vis, signature, attributes) = match one {
                ImplItem::Fn(one) => (&one.sig.ident, &one.vis, tokens(&one.sig), &one.attrs),
                ImplItem::Const(one) => (&one.ident, &one.vis, tokens(&one.ty), &one.attrs),
                _ => continue,
            };
            let name = self::name(name);
            if matches!(vis, Visibility::Public(_)) {
                self.add(&path, &name, Aspect::Api, signature);
            }
            self.deprecated(&path, &name, attributes);
        }
        self.code(&path, &one.attrs, item);
    }
}

/// Removes what is compared elsewhere: documentation, and attributes that belong to a signature.
struct Undocumented;

impl VisitMut for Undocumented {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
        let elsewhere = ["doc", "deprecated", "non_exhaustive", "derive"];
        attributes.retain(|one| {
            !elsewhere.iter().any(|name| one.path().is_ident(name))
                && !tokens(one).contains("derive")
        });
    }
}

fn tokens(item: &impl ToTokens) -> String {
    item.to_token_stream().to_string()
}

fn name(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// Returns the traits that an attribute derives, each with its `cfg` condition.
fn derives(attribute: &Attribute) -> Vec<(String, String)> {
    let text = if attribute.path().is_ident("doc") { String::new() } else { tokens(attribute) };
    let (condition, list) = text.split_once("derive").unwrap_or_default();
    let names = list.split([',', '(', ')', ']']).map(last_segment).filter(|name| !name.is_empty());
    names.map(|name| (name, condition.to_owned())).collect()
}

/// Returns the last segment of a path, with its arguments.
fn last_segment(path: &str) -> String {
    let (path, arguments) = path.split_at(path.find('<').unwrap_or(path.len()));
    format!("{}{arguments}", path.rsplit("::").next().unwrap_or_default().trim())
}

/// Returns the names that a `use` imports, each with its source.
fn leaves(tree: &UseTree, path: &str) -> Vec<(String, String)> {
    match tree {
        UseTree::Path(one) => leaves(&one.tree, &format!("{path}{}::", one.ident)),
        UseTree::Name(one) => vec![(one.ident.to_string(), path.to_owned())],
        UseTree::Rename(one) => vec![(one.rename.to_string(), format!("{path}{}", one.ident))],
        UseTree::Glob(_) => vec![(format!("{path}*"), path.to_owned())],
        UseTree::Group(group) => group.items.iter().flat_map(|one| leaves(one, path)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the changes from one generated file to another, with the items that changed.
    fn changes(old: &str, new: &str) -> Vec<String> {
        let facts = |code: &str| {
            let mut reader = Reader { facts: Facts::new() };
            reader.module(&syn::parse_file(code).unwrap().items, "types", true);
            reader.facts
        };
        let changes = facts::compare(&facts(old), &facts(new));
        changes.iter().map(|one| format!("{} {}", one.kind.word(), one.subject)).collect()
    }

    #[test]
    fn every_difference_between_items_is_a_change() {
        for (old, new, expected) in [
            ("/// One.\nstruct A;", "/// Two.\nstruct A;", &[][..]),
            (
                "pub struct A;",
                "#[deprecated] pub struct A;",
                &["deprecated types::A::(deprecated)"],
            ),
            (
                "pub struct A;",
                "#[derive(a::B)] #[cfg_attr(c, derive(D))] pub struct A;",
                &["api-added types::A::impl B", "api-added types::A::impl D"],
            ),
            // Private items are compared by their code only.
            ("struct A(u8);", "struct A(u16);", &["unclassified types::A::(code)"]),
            (
                "pub struct A { a: u8 }",
                "pub struct A { a: u16 }",
                &["unclassified types::A::(code)"],
            ),
            (
                "mod a { pub struct A(pub u8); }",
                "mod a { pub struct A(pub u16); }",
                &["unclassified types::a::A::(code)"],
            ),
            ("", "use a::A;", &["unclassified types::A::use::(code)"]),
            ("", "pub use a::A;", &["api-added types::A::use"]),
            (
                "impl A { fn a() { 1; } }",
                "impl A { fn a() { 2; } }",
                &["unclassified types::A::(code)"],
            ),
            (
                "impl A { pub const A: u8 = 1; pub fn a() {} }",
                "impl A { pub const A: u16 = 1; #[deprecated] pub fn a() {} }",
                &[
                    "unclassified types::A::(code)",
                    "api-changed types::A::A",
                    "deprecated types::A::a::(deprecated)",
                ],
            ),
        ] {
            assert_eq!(changes(old, new), expected, "{old} {new}");
        }
    }
}
