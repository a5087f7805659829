//! The Rust items of generated files, as a table: what is public of each, and the rest.

use std::collections::BTreeMap;

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Attribute, Fields, ImplItem, Item, UseTree, Visibility};

use super::rules::Level;
use crate::emit::Emitted;

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    Module,
    Field,
    Variant,
    Type,
    /// A function, a constant, an implementation of a trait or a re-export.
    Other,
}

/// An item, or a part of one that can differ by itself.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) what: What,
    /// The signature, if the item is public.
    pub(super) public: Option<String>,
    /// All other tokens, without documentation.
    pub(super) private: String,
    pub(super) deprecated: bool,
    /// The level of adding it.
    pub(super) added: Level,
    /// The type or function that it belongs to.
    pub(super) owner: String,
    /// Its own name.
    pub(super) name: String,
}

/// Items by their path, such as `types::v1::Scope::Orders`.
pub(super) type Items = BTreeMap<String, Entry>;

/// Returns the items of all Rust files. The text `digest`, which differs with each description, is
/// left out.
pub(super) fn items(files: &[Emitted], digest: &str) -> Result<Items, (String, syn::Error)> {
    let mut table = Table { items: Items::new() };
    for file in files.iter().filter(|file| file.path.ends_with(".rs")) {
        let mut place = file.path.split('/').skip(1);
        let package = place.next().unwrap_or_default();
        let module = file.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs");
        let crate_name = if package.ends_with("-types") { "types" } else { "client" };
        let path = match module {
            "mod" => crate_name.to_owned(),
            module => format!("{crate_name}::{module}"),
        };
        let parsed = syn::parse_file(&file.text.replace(digest, ""))
            .map_err(|error| (file.path.clone(), error))?;
        table.module(&parsed.items, &path, true);
    }
    Ok(table.items)
}

struct Table {
    items: Items,
}

/// Where an item is.
struct At<'p> {
    path: &'p str,
    owner: &'p str,
    name: String,
    attributes: &'p [Attribute],
}

impl Table {
    fn add(&mut self, at: At<'_>, what: What, public: Option<String>, private: String) {
        let entry = Entry {
            what,
            public,
            private,
            deprecated: at.attributes.iter().any(|one| one.path().is_ident("deprecated")),
            added: Level::Minor,
            owner: at.owner.to_owned(),
            name: at.name,
        };
        self.merge(at.path, entry);
    }

    /// Several items may have one path: they count as one.
    fn merge(&mut self, path: &str, entry: Entry) {
        match self.items.get_mut(path) {
            Some(own) => {
                own.private.push_str(&entry.private);
                if let Some(public) = entry.public {
                    own.public.get_or_insert_default().push_str(&public);
                }
            }
            None => drop(self.items.insert(path.to_owned(), entry)),
        }
    }

    fn module(&mut self, items: &[Item], path: &str, public: bool) {
        for item in items {
            self.item(item, path, public);
        }
    }

    fn item(&mut self, item: &Item, path: &str, outer: bool) {
        let seen = |vis: &Visibility| outer && matches!(vis, Visibility::Public(_));
        match item {
            Item::Struct(item) => {
                let name = item.ident.to_string();
                let (generics, kind) = (&item.generics, fields_kind(&item.fields));
                let signature = quote!(struct #generics).to_string() + kind;
                let open = self.type_item(path, &name, &item.attrs, seen(&item.vis), signature);
                self.fields(&item.fields, &format!("{path}::{name}"), seen(&item.vis), open);
            }
            Item::Enum(item) => {
                let (name, public) = (item.ident.to_string(), seen(&item.vis));
                let generics = &item.generics;
                let signature = quote!(enum #generics).to_string();
                let open = self.type_item(path, &name, &item.attrs, public, signature);
                for variant in &item.variants {
                    let path = format!("{path}::{name}::{}", variant.ident);
                    let fields = &variant.fields;
                    let entry = Entry {
                        what: What::Variant,
                        public: public.then(|| quote!(#fields).to_string()),
                        private: tokens(&variant.attrs, &TokenStream::new()),
                        deprecated: variant.attrs.iter().any(|a| a.path().is_ident("deprecated")),
                        added: if open { Level::Minor } else { Level::Major },
                        owner: name.clone(),
                        name: variant.ident.to_string(),
                    };
                    self.merge(&path, entry);
                }
            }
            Item::Type(item) => {
                let (generics, ty) = (&item.generics, &item.ty);
                let signature = quote!(type #generics = #ty).to_string();
                let name = item.ident.to_string();
                self.type_item(path, &name, &item.attrs, seen(&item.vis), signature);
            }
            Item::Fn(item) => {
                let (name, signature) = (item.sig.ident.to_string(), &item.sig);
                let at = At {
                    path: &format!("{path}::{name}"),
                    owner: &name,
                    name: name.clone(),
                    attributes: &item.attrs,
                };
                let public = seen(&item.vis).then(|| quote!(#signature).to_string());
                self.add(at, What::Other, public, tokens(&item.attrs, item));
            }
            Item::Const(item) => {
                let (name, ty) = (item.ident.to_string(), &item.ty);
                let at = At {
                    path: &format!("{path}::{name}"),
                    owner: &name,
                    name: name.clone(),
                    attributes: &item.attrs,
                };
                let public = seen(&item.vis).then(|| quote!(const #ty).to_string());
                self.add(at, What::Other, public, tokens(&item.attrs, item));
            }
            Item::Impl(item) => self.implementation(item, path),
            Item::Use(item) => {
                let mut leaves = Vec::new();
                leaves_of(&item.tree, String::new(), &mut leaves);
                for (name, source) in leaves {
                    let at = At {
                        path: &format!("{path}::use {name}"),
                        owner: &name,
                        name: name.clone(),
                        attributes: &[],
                    };
                    // Where it comes from is of no account as long as its definition is the same.
                    let public = seen(&item.vis).then(|| format!("use {name}"));
                    self.add(at, What::Other, public, source);
                }
            }
            Item::Mod(item) => {
                let name = item.ident.to_string();
                let path = format!("{path}::{name}");
                let at =
                    At { path: &path, owner: &name, name: name.clone(), attributes: &item.attrs };
                let public = seen(&item.vis).then(String::new);
                self.add(at, What::Module, public, String::new());
                let content = item.content.as_ref().map(|(_, items)| items.as_slice());
                self.module(content.unwrap_or_default(), &path, seen(&item.vis));
            }
            other => {
                let all = clean(other.to_token_stream()).to_string();
                let name: String = all.split(' ').take(8).collect::<Vec<_>>().join(" ");
                let at = At {
                    path: &format!("{path}::{name}"),
                    owner: &name,
                    name: name.clone(),
                    attributes: &[],
                };
                self.add(at, What::Other, None, all);
            }
        }
    }

    /// Adds a type with its derived implementations. Returns whether it is `#[non_exhaustive]`.
    fn type_item(
        &mut self,
        path: &str,
        name: &str,
        attributes: &[Attribute],
        public: bool,
        signature: String,
    ) -> bool {
        let open = attributes.iter().any(|one| one.path().is_ident("non_exhaustive"));
        let signature = format!("{signature} {}", if open { "non_exhaustive" } else { "" });
        let at =
            At { path: &format!("{path}::{name}"), owner: name, name: name.to_owned(), attributes };
        self.add(
            at,
            What::Type,
            public.then_some(signature),
            tokens(attributes, &TokenStream::new()),
        );
        for (condition, derived) in derives(attributes) {
            let path = format!("{path}::impl {derived} for {name}");
            let at = At { path: &path, owner: name, name: derived.clone(), attributes: &[] };
            self.add(at, What::Other, public.then_some(condition), String::new());
        }
        open
    }

    fn fields(&mut self, fields: &Fields, path: &str, public: bool, open: bool) {
        let owner = path.rsplit("::").next().unwrap_or_default();
        for (index, field) in fields.iter().enumerate() {
            let name = field.ident.as_ref().map_or_else(|| index.to_string(), ToString::to_string);
            let name = name.trim_start_matches("r#").to_owned();
            let (ty, seen) = (&field.ty, public && matches!(field.vis, Visibility::Public(_)));
            let entry = Entry {
                what: What::Field,
                public: seen.then(|| quote!(#ty).to_string()),
                private: tokens(&field.attrs, ty),
                deprecated: field.attrs.iter().any(|one| one.path().is_ident("deprecated")),
                added: if open { Level::Minor } else { Level::Major },
                owner: owner.to_owned(),
                name: name.clone(),
            };
            self.merge(&format!("{path}.{name}"), entry);
        }
    }

    fn implementation(&mut self, item: &syn::ItemImpl, path: &str) {
        let (target, generics) = (&item.self_ty, &item.generics);
        let target = quote!(#target).to_string();
        let owner = target.split(['<', ' ']).next().unwrap_or_default().to_owned();
        if let Some((of, _)) = &item.trait_ {
            let name = last_segment(&quote!(#of).to_string());
            let associated = item.items.iter().filter(|one| matches!(one, ImplItem::Type(_)));
            let public = quote!(#generics #(#associated)*).to_string();
            let path = format!("{path}::impl {name} for {target}");
            let at = At { path: &path, owner: &owner, name, attributes: &item.attrs };
            // A derived implementation and a written one are the same to a caller.
            let public = if public.is_empty() { String::new() } else { public };
            return self.add(at, What::Other, Some(public), tokens(&[], item));
        }
        for one in &item.items {
            let (name, public, attributes) = match one {
                ImplItem::Fn(one) => {
                    (one.sig.ident.to_string(), signature(&one.vis, &one.sig), &one.attrs)
                }
                ImplItem::Const(one) => {
                    (one.ident.to_string(), signature(&one.vis, &one.ty), &one.attrs)
                }
                _ => (String::new(), None, &item.attrs),
            };
            let at =
                At { path: &format!("{path}::{owner}::{name}()"), owner: &owner, name, attributes };
            self.add(at, What::Other, public, clean(one.to_token_stream()).to_string());
        }
    }
}

fn signature(vis: &Visibility, signature: &impl ToTokens) -> Option<String> {
    matches!(vis, Visibility::Public(_)).then(|| signature.to_token_stream().to_string())
}

fn fields_kind(fields: &Fields) -> &'static str {
    match fields {
        Fields::Named(_) => "{}",
        Fields::Unnamed(_) => "()",
        Fields::Unit => "",
    }
}

/// Returns the derived traits, each with the condition that it depends on.
fn derives(attributes: &[Attribute]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for attribute in attributes {
        let text = attribute.to_token_stream().to_string();
        let Some((condition, list)) = text.split_once("derive") else { continue };
        let condition = condition.split_once("cfg_attr").map_or("", |(_, condition)| condition);
        let names = list.split([',', '(', ')', ']']).map(last_segment);
        found
            .extend(names.filter(|name| !name.is_empty()).map(|name| (condition.to_owned(), name)));
    }
    found
}

/// Returns the last segment of a path, with its arguments.
fn last_segment(path: &str) -> String {
    let start = path.find('<').unwrap_or(path.len());
    let (path, arguments) = path.split_at(start);
    format!("{}{arguments}", path.rsplit("::").next().unwrap_or_default().trim())
}

fn leaves_of(tree: &UseTree, path: String, found: &mut Vec<(String, String)>) {
    match tree {
        UseTree::Path(one) => leaves_of(&one.tree, format!("{path}{}::", one.ident), found),
        UseTree::Name(one) => found.push((one.ident.to_string(), path)),
        UseTree::Rename(one) => {
            found.push((one.rename.to_string(), format!("{path}{}", one.ident)))
        }
        UseTree::Glob(_) => found.push((format!("{path}*"), path)),
        UseTree::Group(group) => {
            group.items.iter().for_each(|one| leaves_of(one, path.clone(), found));
        }
    }
}

/// Returns the tokens of an item with its attributes, other than documentation, derives and
/// deprecation.
fn tokens(attributes: &[Attribute], item: &impl ToTokens) -> String {
    let own = ["doc", "derive", "deprecated", "non_exhaustive"];
    let kept = attributes.iter().filter(|one| {
        let text = one.to_token_stream().to_string();
        !own.iter().any(|name| one.path().is_ident(name)) && !text.contains("derive")
    });
    clean(quote!(#(#kept)* #item)).to_string()
}

/// Removes documentation and deprecation at any depth.
fn clean(stream: TokenStream) -> TokenStream {
    let mut kept = Vec::new();
    let mut all = stream.into_iter().peekable();
    while let Some(tree) = all.next() {
        match (&tree, all.peek()) {
            (TokenTree::Punct(mark), Some(TokenTree::Group(group))) if mark.as_char() == '#' => {
                let text = group.stream().to_string();
                if text.starts_with("doc") || text.starts_with("deprecated") {
                    all.next();
                    continue;
                }
                kept.push(tree);
            }
            (TokenTree::Group(group), _) => {
                let inner = proc_macro2::Group::new(group.delimiter(), clean(group.stream()));
                kept.push(inner.into());
            }
            _ => kept.push(tree),
        }
    }
    kept.into_iter().collect()
}
