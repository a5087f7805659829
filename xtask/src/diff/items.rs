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

impl Entry {
    /// Creates an item with the tokens of its attributes, which nobody outside sees.
    fn new(what: What, owner: &str, name: &str, attributes: &[Attribute]) -> Self {
        Self {
            what,
            public: None,
            private: tokens(attributes, &TokenStream::new()),
            deprecated: attributes.iter().any(|one| one.path().is_ident("deprecated")),
            added: Level::Minor,
            owner: owner.to_owned(),
            name: name.to_owned(),
        }
    }

    /// Sets the signature, if the item is public.
    fn public(self, signature: Option<String>) -> Self {
        Self { public: signature, ..self }
    }

    /// Adds the tokens of `item` to those that nobody outside sees.
    fn with(mut self, item: &impl ToTokens) -> Self {
        self.private.push_str(&clean(item.to_token_stream()).to_string());
        self
    }

    /// Says whether the owner is `#[non_exhaustive]`: if not, a new part breaks its users.
    fn part_of(self, open: bool) -> Self {
        Self { added: if open { Level::Minor } else { Level::Major }, ..self }
    }
}

/// Items by their path, such as `types::v1::Scope::Orders`.
pub(super) type Items = BTreeMap<String, Entry>;

/// Returns the items of all Rust files. The text `digest`, which differs with each description, is
/// left out.
pub(super) fn items(files: &[Emitted], digest: &str) -> Result<Items, (String, syn::Error)> {
    let mut items = Items::new();
    for file in files.iter().filter(|file| file.path.ends_with(".rs")) {
        let mut place = file.path.split('/').skip(1);
        let package = place.next().unwrap_or_default();
        let stem = file.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs");
        let crate_name = if package.ends_with("-types") { "types" } else { "client" };
        let path = match stem {
            "mod" => crate_name.to_owned(),
            stem => format!("{crate_name}::{stem}"),
        };
        let parsed = syn::parse_file(&file.text.replace(digest, ""))
            .map_err(|error| (file.path.clone(), error))?;
        module(&mut items, &parsed.items, &path, true);
    }
    Ok(items)
}

/// Adds an item. Several items of one path count as one.
fn add(items: &mut Items, path: String, entry: Entry) {
    match items.get_mut(&path) {
        Some(own) => {
            own.private.push_str(&entry.private);
            if let Some(public) = entry.public {
                own.public.get_or_insert_default().push_str(&public);
            }
        }
        None => drop(items.insert(path, entry)),
    }
}

/// Adds the items of a module, which is `public` or not.
fn module(items: &mut Items, content: &[Item], path: &str, public: bool) {
    let seen = |vis: &Visibility| public && matches!(vis, Visibility::Public(_));
    for item in content {
        match item {
            Item::Struct(item) => {
                let (generics, owner) = (&item.generics, item.ident.to_string());
                let signature = quote!(struct #generics).to_string() + shape(&item.fields);
                let signature = seen(&item.vis).then_some(signature);
                let open = add_type(items, path, &owner, &item.attrs, signature);
                for (index, field) in item.fields.iter().enumerate() {
                    let name = field.ident.as_ref().map(ToString::to_string);
                    let name = name.unwrap_or_else(|| index.to_string());
                    let name = name.trim_start_matches("r#");
                    let visible = seen(&item.vis) && seen(&field.vis);
                    let ty = field.ty.to_token_stream();
                    let entry = Entry::new(What::Field, &owner, name, &field.attrs);
                    let entry = entry.public(visible.then(|| ty.to_string())).with(&ty);
                    add(items, format!("{path}::{owner}.{name}"), entry.part_of(open));
                }
            }
            Item::Enum(item) => {
                let (generics, owner) = (&item.generics, item.ident.to_string());
                let signature = seen(&item.vis).then(|| quote!(enum #generics).to_string());
                let open = add_type(items, path, &owner, &item.attrs, signature);
                for variant in &item.variants {
                    let (name, fields) = (variant.ident.to_string(), &variant.fields);
                    let signature = seen(&item.vis).then(|| quote!(#fields).to_string());
                    let entry = Entry::new(What::Variant, &owner, &name, &variant.attrs);
                    let entry = entry.public(signature).part_of(open);
                    add(items, format!("{path}::{owner}::{name}"), entry);
                }
            }
            Item::Type(item) => {
                let (generics, ty) = (&item.generics, &item.ty);
                let signature = seen(&item.vis).then(|| quote!(type #generics = #ty).to_string());
                add_type(items, path, &item.ident.to_string(), &item.attrs, signature);
            }
            Item::Fn(one) => {
                let signature = seen(&one.vis).then(|| one.sig.to_token_stream().to_string());
                let name = one.sig.ident.to_string();
                let entry =
                    Entry::new(What::Other, &name, &name, &one.attrs).public(signature).with(one);
                add(items, format!("{path}::{name}"), entry);
            }
            Item::Const(one) => {
                let signature = seen(&one.vis).then(|| one.ty.to_token_stream().to_string());
                let name = one.ident.to_string();
                let entry =
                    Entry::new(What::Other, &name, &name, &one.attrs).public(signature).with(one);
                add(items, format!("{path}::{name}"), entry);
            }
            Item::Impl(item) => implementation(items, item, path),
            Item::Use(item) => {
                let mut leaves = Vec::new();
                leaves_of(&item.tree, String::new(), &mut leaves);
                for (name, source) in leaves {
                    // Where it comes from does not matter as long as its definition is the same.
                    let signature = seen(&item.vis).then(|| format!("use {name}"));
                    let mut entry = Entry::new(What::Other, &name, &name, &[]).public(signature);
                    entry.private = source;
                    add(items, format!("{path}::use {name}"), entry);
                }
            }
            Item::Mod(item) => {
                let name = item.ident.to_string();
                let entry = Entry::new(What::Module, &name, &name, &item.attrs);
                let path = format!("{path}::{name}");
                add(items, path.clone(), entry.public(seen(&item.vis).then(String::new)));
                let content = item.content.as_ref().map(|(_, items)| items.as_slice());
                module(items, content.unwrap_or_default(), &path, seen(&item.vis));
            }
            other => {
                let text = clean(other.to_token_stream()).to_string();
                let name: String = text.split(' ').take(8).collect::<Vec<_>>().join(" ");
                let entry = Entry::new(What::Other, &name, &name, &[]).with(other);
                add(items, format!("{path}::{name}"), entry);
            }
        }
    }
}

/// Adds a type with its derived implementations. Returns whether it is `#[non_exhaustive]`.
fn add_type(
    items: &mut Items,
    path: &str,
    name: &str,
    attributes: &[Attribute],
    signature: Option<String>,
) -> bool {
    let open = attributes.iter().any(|one| one.path().is_ident("non_exhaustive"));
    for (condition, derived) in derives(attributes) {
        let condition = signature.is_some().then_some(condition);
        let entry = Entry::new(What::Other, name, &derived, &[]).public(condition);
        add(items, format!("{path}::impl {derived} for {name}"), entry);
    }
    let signature = signature.map(|text| text + if open { " non_exhaustive" } else { "" });
    let entry = Entry::new(What::Type, name, name, attributes).public(signature);
    add(items, format!("{path}::{name}"), entry);
    open
}

fn implementation(items: &mut Items, item: &syn::ItemImpl, path: &str) {
    let (target, generics) = (&item.self_ty, &item.generics);
    let target = quote!(#target).to_string();
    let owner = target.split(['<', ' ']).next().unwrap_or_default();
    if let Some((of, _)) = &item.trait_ {
        let name = last_segment(&quote!(#of).to_string());
        let associated = item.items.iter().filter(|one| matches!(one, ImplItem::Type(_)));
        let signature = quote!(#generics #(#associated)*).to_string();
        let entry = Entry::new(What::Other, owner, &name, &[]).public(Some(signature)).with(item);
        return add(items, format!("{path}::impl {name} for {target}"), entry);
    }
    for one in &item.items {
        let (name, signature, attributes) = match one {
            ImplItem::Fn(one) => (Some(&one.sig.ident), signature(&one.vis, &one.sig), &one.attrs),
            ImplItem::Const(one) => (Some(&one.ident), signature(&one.vis, &one.ty), &one.attrs),
            _ => (None, None, &item.attrs),
        };
        let name = name.map(ToString::to_string).unwrap_or_default();
        let deprecated = attributes.iter().any(|one| one.path().is_ident("deprecated"));
        let entry = Entry::new(What::Other, owner, &name, &[]).public(signature).with(one);
        add(items, format!("{path}::{owner}::{name}()"), Entry { deprecated, ..entry });
    }
}

fn signature(vis: &Visibility, signature: &impl ToTokens) -> Option<String> {
    matches!(vis, Visibility::Public(_)).then(|| signature.to_token_stream().to_string())
}

fn shape(fields: &Fields) -> &'static str {
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
