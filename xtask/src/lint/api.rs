//! Checks of a version of the model: Rust names are unique, structs are finite, and enums accept
//! new values.

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use crate::model::{Enum, Type, Version};
use crate::openapi::join;
use crate::read::{NAMES, OPEN_ENUM, PATHS};
use crate::rust_name;

/// The methods that every generated client has.
const CLIENT_METHODS: [&str; 8] =
    ["new_with_client", "api_version", "baseurl", "client", "inner", "pre", "post", "exec"];

/// The names from the prelude that generated code uses.
const PRELUDE: [&str; 8] = ["Box", "Default", "From", "Into", "Option", "Result", "String", "Vec"];

/// The types of a version have unique names.
pub(super) fn types_have_names(context: &mut Context<'_>, version: &Version) {
    for named in &version.types {
        let (name, at) = (&named.name, named.pointer());
        if !rust_name::is_identifier(name) || PRELUDE.contains(&name.as_str()) {
            let message = format!("`{name}` is not allowed as a type name");
            context.error(at, message, "add an `x-rust-name` in the overlay");
        }
        let first = version.find(name).map_or(at, |first| first.pointer());
        if first != at {
            let message = format!("becomes the type `{}::{name}`, like {first}", version.name);
            let help = "give one of them another `x-rust-name` in the overlay, or make them equal";
            context.error(at, message, help);
        }
    }
}

/// The variants of each enum have unique names.
pub(super) fn values_have_names(context: &mut Context<'_>, version: &Version) {
    for (named, values) in version.enums() {
        check_values(context, &named.name, named.pointer(), values);
    }
}

/// The variants of the enum `name` have unique names.
pub(super) fn check_values(context: &mut Context<'_>, name: &str, at: &str, values: &Enum) {
    // The constants of the enum, and the variant of open enums for unlisted values.
    let mut seen = BTreeSet::from(["ALL", "ALIASES"]);
    seen.extend(values.open.then_some("Unrecognized"));
    for value in values.values.iter().filter(|value| !seen.insert(&value.variant)) {
        let (wire, variant) = (&value.wire, &value.variant);
        let message = format!("`{wire}` becomes `{name}::{variant}`, which already exists");
        let help = format!("name the variant with `{NAMES}` in the overlay");
        context.error(&join(at, "enum"), message, help);
    }
}

/// The fields of a struct have unique names.
pub(super) fn fields_have_names(context: &mut Context<'_>, version: &Version) {
    for (named, fields) in version.structs() {
        let mut seen = BTreeSet::new();
        for field in fields.iter().filter(|field| !seen.insert(&field.rust)) {
            let (wire, rust) = (&field.wire, &field.rust);
            let message = format!("`{wire}` becomes the field `{rust}`, which already exists");
            let at = join(&join(named.pointer(), "properties"), wire);
            context.error(&at, message, "remove one of the properties in the overlay");
        }
    }
}

/// The methods of a client have unique names.
pub(super) fn methods_have_names(context: &mut Context<'_>, version: &Version) {
    let mut seen = BTreeSet::from(CLIENT_METHODS);
    let operations = version.operations.iter();
    for operation in operations.filter(|operation| !seen.insert(&operation.method_name)) {
        let (id, method) = (&operation.id, &operation.method_name);
        let message = format!("`{id}` becomes the method `{method}`, which already exists");
        let at = join(&operation.pointer, "operationId");
        context.error(&at, message, "change the operationId in the fragment");
    }
}

/// A struct does not require itself, since no value of it could be constructed.
pub(super) fn structs_are_finite(context: &mut Context<'_>, version: &Version) {
    for (named, _) in version.structs() {
        let required = version.parts(&named.name, |field| match &field.ty {
            Type::Named(name) => Some(name),
            _ => None,
        });
        if required.iter().any(|part| part.name == named.name) {
            let message = "is recursive through required properties";
            let help = "make one of the properties optional in the overlay";
            context.error(named.pointer(), message, help);
        }
    }
}

/// The maximum number of secrets in a request body.
const MOST_SECRETS: usize = 100;

/// The generated client lists the secrets of a body, each with its path, to redact them in errors.
pub(super) fn bodies_have_few_secrets(context: &mut Context<'_>, version: &Version) {
    let mut counts = BTreeMap::new();
    for operation in &version.operations {
        let body = operation.body.as_ref().and_then(Type::name);
        if body.is_some_and(|body| secrets(version, body, &mut counts) > MOST_SECRETS) {
            let at = join(&operation.pointer, "requestBody");
            let message = format!("has more than {MOST_SECRETS} secrets");
            context.error(&at, message, "remove properties in the overlay");
        }
    }
}

/// Returns the number of secrets in a type, at all paths to them.
fn secrets<'a>(
    version: &'a Version,
    name: &'a str,
    counts: &mut BTreeMap<&'a str, usize>,
) -> usize {
    if let Some(count) = counts.get(name) {
        return *count;
    }
    // A type within itself is not listed again.
    counts.insert(name, 0);
    let Some(named) = version.find(name) else { return 0 };
    let own = usize::from(named.is_secret());
    let parts = named.fields().iter().filter_map(|field| field.ty.name());
    let count = parts.fold(own, |sum, part| sum.saturating_add(secrets(version, part, counts)));
    counts.insert(name, count);
    count
}

/// Each scope gives access to a path.
pub(super) fn scopes_have_paths(context: &mut Context<'_>, version: &Version) {
    for (named, values) in version.enums() {
        for value in values.values.iter().filter(|it| values.has_paths() && it.path.is_none()) {
            let at = join(&join(named.pointer(), PATHS), &value.wire);
            let message = format!("`{}` has no path, so it gives no access by itself", value.wire);
            context.warning(&at, message, "add its path in the overlay");
        }
    }
}

/// An enum in a response accepts values that the service adds later.
pub(super) fn enums_of_responses_are_open(context: &mut Context<'_>, version: &Version) {
    let in_set = |name: &str| version.sets().any(|(_, set)| set.items == name);
    for (named, values) in version.enums() {
        if named.in_response && !values.open && !in_set(&named.name) {
            let message = "is a closed enum in a response: unlisted values fail to decode";
            let help = format!("add `{OPEN_ENUM}: {{}}` in the overlay");
            context.warning(named.pointer(), message, help);
        }
    }
}
