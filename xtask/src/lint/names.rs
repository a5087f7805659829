//! Names in Rust are unique where they are used.

use std::collections::BTreeMap;

use super::Context;
use crate::model::{Api, Enum};
use crate::openapi::pointer::join;
use crate::read::NAMES;

/// The methods that every generated client has.
const CLIENT_METHODS: &[&str] =
    &["new_with_client", "api_version", "baseurl", "client", "inner", "pre", "post", "exec"];

/// The variant of an open enum for values that are not listed.
const UNRECOGNIZED: &str = "Unrecognized";

/// A version has one type of each name.
pub(super) fn of_types(context: &mut Context<'_>, api: &Api) {
    for version in &api.versions {
        let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
        for named in &version.types {
            let Some(at) = named.places.first() else { continue };
            if let Some(earlier) = seen.insert(&named.name, at) {
                context.error(
                    at,
                    format!(
                        "becomes the type `{}::{}`, which {earlier} becomes too",
                        version.name, named.name
                    ),
                    "give one of them another `x-rust-name` in the overlay, or make them equal",
                );
            }
        }
    }
}

/// An enum has one variant of each name, and reads each spelling as one value.
pub(super) fn of_values(context: &mut Context<'_>, api: &Api) {
    let clusters = api.clusters.iter().map(|clusters| &clusters.values);
    let enums = api.versions.iter().flat_map(|version| &version.enums);
    for values in enums.chain(clusters) {
        check_values(context, values);
    }
}

fn check_values(context: &mut Context<'_>, values: &Enum) {
    let at = join(&values.pointer, "enum");
    let help = format!("name one of them in `{NAMES}` in the overlay");
    let mut variants: BTreeMap<&str, &str> = BTreeMap::new();
    for value in &values.values {
        let (wire, variant) = (&value.wire, &value.variant);
        if let Some(earlier) = variants.insert(variant, wire) {
            let name = &values.name;
            let message = format!("`{earlier}` and `{wire}` both become `{name}::{variant}`");
            context.error(&at, message, help.clone());
        }
        if values.open && variant == UNRECOGNIZED {
            let message = format!("`{wire}` takes the name of the variant for unlisted values");
            context.error(&at, message, format!("name it in `{NAMES}` in the overlay"));
        }
    }
    let mut spellings: BTreeMap<String, &str> = BTreeMap::new();
    let listed = values.values.iter().map(|value| (&value.wire, &value.wire));
    let aliases = values.aliases.iter().map(|(alias, wire)| (alias, wire));
    for (spelling, wire) in listed.chain(aliases).filter(|_| values.case_insensitive) {
        let earlier = spellings.insert(spelling.to_ascii_lowercase(), wire);
        if earlier.is_some_and(|earlier| earlier != wire) {
            let message = format!("`{spelling}` has the letters of another value in another case");
            context.error(&at, message, "remove `case-insensitive` in the overlay");
        }
    }
}

/// A struct has one field of each name.
pub(super) fn of_fields(context: &mut Context<'_>, api: &Api) {
    for object in api.versions.iter().flat_map(|version| &version.structs) {
        let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
        for field in &object.fields {
            if let Some(earlier) = seen.insert(&field.rust, &field.wire) {
                context.error(
                    &join(&join(&object.pointer, "properties"), &field.wire),
                    format!(
                        "`{earlier}` and `{}` both become the field `{}`",
                        field.wire, field.rust
                    ),
                    "remove one of the properties by an overlay action",
                );
            }
        }
    }
}

/// A client has one method of each name.
pub(super) fn of_methods(context: &mut Context<'_>, api: &Api) {
    for version in &api.versions {
        let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
        for operation in &version.operations {
            let (method, at) = (&operation.method_name, join(&operation.pointer, "operationId"));
            if CLIENT_METHODS.contains(&method.as_str()) {
                let message =
                    format!("`{}` takes the name of the client's `{method}`", operation.id);
                context.error(&at, message, "give the operation another id");
            } else if let Some(earlier) = seen.insert(method, &operation.id) {
                let message = format!("`{earlier}` and `{}` both become `{method}`", operation.id);
                context.error(&at, message, "give one of the operations another id");
            }
        }
    }
}
