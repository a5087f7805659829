//! Names that two things would have.

use std::collections::BTreeSet;

use quote::ToTokens;
use syn::{Fields, File, ImplItem, Item, ItemImpl};

use super::origin::Origin;
use crate::finding::Finding;

/// What people wrote beside the generated types, public under the same root.
const WRITTEN: &[&str] = &[
    "AccessToken",
    "Known",
    "ParseScopeError",
    "ParseScopeSetError",
    "ScopeSet",
    "Unrecognized",
    "UnrecognizedValue",
];

/// What the generated methods call on the client themselves.
const CALLED: &[&str] = &["exec", "post", "pre"];

/// The names that are taken so far.
pub(super) struct Names<'a> {
    origin: &'a Origin<'a>,
    items: BTreeSet<(bool, String)>,
    methods: BTreeSet<(String, String)>,
    of_client: bool,
}

impl<'a> Names<'a> {
    pub(super) fn of_types(origin: &'a Origin<'a>) -> Self {
        let items = WRITTEN.iter().map(|name| (true, (*name).to_owned())).collect();
        Self { origin, items, methods: BTreeSet::new(), of_client: false }
    }

    pub(super) fn of_client(origin: &'a Origin<'a>) -> Self {
        let methods = CALLED.iter().map(|name| ("Client".to_owned(), (*name).to_owned()));
        Self { origin, items: BTreeSet::new(), methods: methods.collect(), of_client: true }
    }

    /// Takes the names of `file`, the module called `module`.
    pub(super) fn file(&mut self, module: &str, file: &File, findings: &mut Vec<Finding>) {
        if !self.items.insert((true, module.to_owned())) {
            let message = format!("two modules would be called `{module}`");
            let (_, file, at) = self.origin.one(module);
            findings.push(Finding::new(file, at, message, RENAME_COMPONENT));
        }
        if syn::parse_str::<syn::Ident>(module).is_err() {
            let message = format!("its module would be called `{module}`, which Rust can't spell");
            let (_, file, at) = self.origin.one(module);
            findings.push(Finding::new(file, at, message, RENAME_COMPONENT));
        }
        for item in &file.items {
            self.item(item, findings);
        }
    }

    fn item(&mut self, item: &Item, findings: &mut Vec<Finding>) {
        let (of_types, name) = match item {
            Item::Struct(item) => {
                self.fields(&item.ident, &item.fields, findings);
                (true, &item.ident)
            }
            Item::Enum(item) => {
                let mut seen = BTreeSet::new();
                for variant in &item.variants {
                    if !seen.insert(&variant.ident) {
                        let message =
                            format!("two values would be `{}::{}`", item.ident, variant.ident);
                        let (_, file, at) = self.origin.one(&item.ident.to_string());
                        findings.push(Finding::new(file, at, message, NAME_THE_VALUE));
                    }
                }
                (true, &item.ident)
            }
            Item::Type(item) => (true, &item.ident),
            Item::Trait(item) => (true, &item.ident),
            Item::Union(item) => (true, &item.ident),
            Item::Mod(item) => (true, &item.ident),
            Item::Fn(item) => (false, &item.sig.ident),
            Item::Const(item) => (false, &item.ident),
            Item::Static(item) => (false, &item.ident),
            Item::Impl(block) => return self.methods(block, findings),
            _ => return,
        };
        let name = name.to_string();
        if !self.items.insert((of_types, name.clone())) {
            let message = format!("`{name}` is the name of another type, generated or written");
            let places = self.origin.types(&name).into_iter();
            findings.extend(
                places.map(|(_, file, at)| Finding::new(file, at, message.clone(), RENAME)),
            );
        }
    }

    fn fields(&self, item: &syn::Ident, fields: &Fields, findings: &mut Vec<Finding>) {
        let mut seen = BTreeSet::new();
        for name in fields.iter().filter_map(|field| field.ident.as_ref()) {
            if !seen.insert(name) {
                let (_, file, at) = self.origin.field(item, &name.to_string());
                let message = format!("two properties would be `{item}::{name}`");
                findings.push(Finding::new(
                    file,
                    at,
                    message,
                    "remove one of them in the overlay: a field's name can't be chosen",
                ));
            }
        }
    }

    /// A trait's method gives way to one of the type's own, which the generated code calls then.
    fn methods(&mut self, block: &ItemImpl, findings: &mut Vec<Finding>) {
        if block.trait_.is_some() && !self.of_client {
            return;
        }
        let ty = block.self_ty.to_token_stream().to_string();
        for item in &block.items {
            let ImplItem::Fn(method) = item else { continue };
            let name = method.sig.ident.to_string();
            if self.methods.insert((ty.clone(), name.clone())) {
                continue;
            }
            let (places, remedy) = if self.of_client {
                (self.origin.operations(&name), "give the operation another id in the overlay")
            } else {
                (self.origin.types(&ty), "rename the property in the overlay")
            };
            let message = format!("`{ty}::{name}` would be there twice");
            findings.extend(
                places
                    .into_iter()
                    .map(|(_, file, at)| Finding::new(file, at, message.clone(), remedy)),
            );
        }
    }
}

const RENAME: &str = "name the component otherwise, by `x-rust-name` in the overlay";
const NAME_THE_VALUE: &str = "name one of the values otherwise, by `x-enum-names` in the overlay";
const RENAME_COMPONENT: &str =
    "rename the component: an open enum and its module are called like it";
