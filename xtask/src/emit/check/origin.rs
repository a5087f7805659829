//! Which part of the description a name in Rust is from.

use serde_json::Value;
use syn::{Ident, Item};

use super::super::old_types::renames;
use crate::description::Effective;
use crate::description::pointer::join;
use crate::description::undescribed::operations;

const SCHEMAS: &str = "/components/schemas";

/// The names of the description, to be looked up by those in Rust.
pub(super) struct Origin<'a> {
    effective: &'a Effective,
    renames: Vec<(String, String)>,
}

/// What it is, its file and its pointer.
type Place = (String, String, String);

impl<'a> Origin<'a> {
    pub(super) fn new(effective: &'a Effective) -> Self {
        Self { effective, renames: renames(&effective.document) }
    }

    /// The components that are called `name` in Rust: none for a type that typify made of a part
    /// of one, then the schemas as a whole.
    pub(super) fn types(&self, name: &str) -> Vec<Place> {
        let what = format!("the type `{name}`");
        let schemas = self.effective.document.pointer(SCHEMAS).and_then(Value::as_object);
        let named = schemas.into_iter().flatten().map(|(component, _)| component).filter(|own| {
            let renamed = self.renames.iter().find(|(component, _)| component == *own);
            renamed.map_or_else(|| plain(own) == plain(name), |(_, rust)| rust == name)
        });
        let places: Vec<_> =
            named.map(|component| self.place(what.clone(), join(SCHEMAS, component))).collect();
        if places.is_empty() { vec![self.place(what, SCHEMAS.to_owned())] } else { places }
    }

    /// The last of [`types`](Self::types).
    pub(super) fn one(&self, name: &str) -> Place {
        let whole = || self.place(format!("the type `{name}`"), SCHEMAS.to_owned());
        self.types(name).pop().unwrap_or_else(whole)
    }

    /// The property that is the field `name` of `item`.
    pub(super) fn field(&self, item: &Ident, name: &str) -> Place {
        let what = format!("`{item}::{name}`");
        let (_, _, at) = self.one(&item.to_string());
        let properties = join(&at, "properties");
        let known = self.effective.document.pointer(&properties).and_then(Value::as_object);
        let own = known.and_then(|known| known.keys().find(|key| plain(key) == plain(name)));
        let at = own.map_or(at, |own| join(&properties, own));
        self.place(what, at)
    }

    /// The type that `item` makes or implements something for.
    pub(super) fn item(&self, item: &Item) -> Place {
        let name = match item {
            Item::Struct(item) => item.ident.to_string(),
            Item::Enum(item) => item.ident.to_string(),
            Item::Type(item) => item.ident.to_string(),
            Item::Impl(item) => {
                let ty = &item.self_ty;
                quote::quote!(#ty).to_string()
            }
            _ => String::new(),
        };
        self.one(&name)
    }

    /// The operations whose method is `name`, or all.
    pub(super) fn operations(&self, name: &str) -> Vec<Place> {
        let what = format!("the client's method `{name}`");
        let own: Vec<_> = operations(&self.effective.document)
            .filter(|(_, operation)| {
                let id = operation.get("operationId").and_then(Value::as_str);
                id.is_some_and(|id| plain(id) == plain(name))
            })
            .map(|(at, _)| self.place(what.clone(), join(&at, "operationId")))
            .collect();
        if own.is_empty() { vec![self.place(what, "/paths".to_owned())] } else { own }
    }

    fn place(&self, what: String, at: String) -> Place {
        (what, self.effective.file(&at), at)
    }
}

/// A name without what differs between the description's spelling and Rust's.
fn plain(name: &str) -> String {
    let kept = name.chars().filter(char::is_ascii_alphanumeric);
    kept.map(|letter| letter.to_ascii_lowercase()).collect()
}
