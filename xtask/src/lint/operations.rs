//! Operations, their bodies, parameters and credentials, and the servers.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Context;
use crate::openapi::pointer::join;
use crate::openapi::{self, Kind, grammar, members, reference, text};
use crate::read::{alternatives, version_name};
use crate::rust_name;
use crate::shape::{Shape, shape};

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

/// Each operation has an id of its own, by which its method is named.
pub(super) fn have_ids(context: &mut Context<'_>, kind: Kind, _: &str, document: &Value) {
    if kind != Kind::Document {
        return;
    }
    let mut seen: BTreeMap<&str, String> = BTreeMap::new();
    let mut count = 0;
    for operation in openapi::operations(document) {
        count += 1;
        let (id, at) = (operation.id(), &operation.pointer);
        if id.is_empty() {
            let message = "has no operationId, by which its method is named";
            context.error(at, message, "give it an operationId in the fragment");
        } else if rust_name::snake(id).is_none() {
            let message = format!("the operationId `{id}` has no letter to name a method by");
            context.error(&join(at, "operationId"), message, "give it another operationId");
        } else if let Some(earlier) = seen.insert(id, at.clone()) {
            let message = format!("`{id}` is also the operationId of {earlier}");
            context.error(&join(at, "operationId"), message, "give each operation its own id");
        }
    }
    if count == 0 {
        context.error("/paths", "has no operations", "give a document with operations");
    }
}

/// Each path starts with the segment of its API version.
pub(super) fn have_versions(context: &mut Context<'_>, kind: Kind, _: &str, document: &Value) {
    if kind == Kind::Document {
        for (path, _) in members(document, "paths") {
            if version_name(path).is_none() {
                context.error(
                    &join("/paths", path),
                    "does not start with an API version such as `/v1/`, which names the module",
                    "leave the path out of import.json",
                );
            }
        }
    }
}

/// At least one alternative of an operation's security can be expressed.
pub(super) fn have_known_security(
    context: &mut Context<'_>,
    kind: Kind,
    at: &str,
    operation: &Value,
) {
    if kind != Kind::Operation {
        return;
    }
    let alternatives = alternatives(context.document, operation);
    let none = !alternatives.is_empty() && alternatives.iter().all(|it| it.credentials.is_err());
    for (scheme, reason) in alternatives.into_iter().filter_map(|it| it.credentials.err()) {
        let message = format!("{reason} (for {at})");
        if none {
            let help = "describe an API key in a header or HTTP Basic as another alternative";
            context.error(&scheme, message, help);
        } else {
            let message = format!("{message}: this alternative is left out");
            context.warning(&scheme, message, "remove the alternative in the overlay");
        }
    }
}

/// A request is one form or JSON object, a successful response one JSON body or none.
pub(super) fn have_expressible_bodies(
    context: &mut Context<'_>,
    kind: Kind,
    at: &str,
    operation: &Value,
) {
    if kind != Kind::Operation {
        return;
    }
    let document = context.document;
    if let Some(body) = operation.get("requestBody")
        && let Some((at, body)) = reference::follow(document, &join(at, "requestBody"), body)
    {
        check_content(context, &at, body, &[FORM, JSON]);
    }
    let mut bodies = Vec::new();
    let responses = join(at, "responses");
    for (status, response) in members(operation, "responses") {
        let Some((at, response)) = reference::follow(document, &join(&responses, status), response)
        else {
            continue;
        };
        if status.starts_with('2') {
            check_content(context, &at, response, &[JSON]);
            let schema = members(response, "content").next().and_then(|(_, it)| it.get("schema"));
            if !bodies.is_empty() && !bodies.contains(&schema) {
                context.error(
                    &at,
                    "is a second kind of successful response, and a method returns one type",
                    "remove one of the responses by an overlay action",
                );
            }
            bodies.push(schema);
        }
    }
    if bodies.is_empty() {
        let message = "describes no successful response, whose type the method returns";
        context.error(&responses, message, "describe a 2xx response in the overlay");
    }
}

fn check_content(context: &mut Context<'_>, at: &str, body: &Value, known: &[&str]) {
    let at = join(at, "content");
    let mut count = 0;
    for (media_type, content) in members(body, "content") {
        count += 1;
        let at = join(&at, media_type);
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        if !known.contains(&essence) {
            let message = format!("only {} can be expressed", known.join(" and "));
            context.error(&at, message, "remove the media type by an overlay action");
        }
        if content.get("schema").is_none() {
            let help = "give it a schema in the overlay";
            context.error(&at, "has no schema, so that its type is unknown", help);
        }
        if members(content, "encoding").next().is_some() {
            context.error(
                &join(&at, "encoding"),
                "gives fields an encoding of their own, which cannot be expressed",
                "describe a list in a field as a string with `x-delimited`, and remove the encoding",
            );
        }
    }
    if count > 1 {
        let message = format!("has {count} media types, and a body is sent in one");
        context.error(&at, message, "remove the other media types by an overlay action");
    }
}

/// Parameters have names of their own in Rust, are sent in a place that can be expressed, and are
/// not secrets.
pub(super) fn have_expressible_parameters(
    context: &mut Context<'_>,
    kind: Kind,
    at: &str,
    item: &Value,
) {
    if kind != Kind::PathItem {
        return;
    }
    if item.get("$ref").is_some() {
        context.error(&join(at, "$ref"), "refers to another path", "write the operations here");
    }
    for method in grammar::METHODS {
        let Some(operation) = item.get(*method) else { continue };
        let mut seen = BTreeMap::new();
        if operation.get("requestBody").is_some() {
            seen.insert("body".to_owned(), "the request body".to_owned());
        }
        for (at, owner) in [(at.to_owned(), item), (join(at, method), operation)] {
            let parameters = owner.get("parameters").and_then(Value::as_array);
            for (index, parameter) in parameters.into_iter().flatten().enumerate() {
                let at = format!("{at}/parameters/{index}");
                check_parameter(context, &at, parameter, &mut seen);
            }
        }
    }
}

fn check_parameter(
    context: &mut Context<'_>,
    at: &str,
    parameter: &Value,
    seen: &mut BTreeMap<String, String>,
) {
    let Some((at, parameter)) = reference::follow(context.document, at, parameter) else { return };
    let name = text(parameter, "name");
    if !matches!(text(parameter, "in"), "query" | "header" | "path") {
        let message = format!("the parameter `{name}` is sent in `{}`", text(parameter, "in"));
        context.error(&at, message, "remove it: only query, header and path can be expressed");
    }
    let Some(rust) = rust_name::snake(name) else {
        let message = format!("the parameter `{name}` has no letter to name an argument by");
        context.error(&at, message, "remove it by an overlay action");
        return;
    };
    if let Some(earlier) = seen.insert(rust.clone(), format!("the parameter `{name}`")) {
        let message = format!("the parameter `{name}` and {earlier} both become `{rust}` in Rust");
        context.error(&at, message, "remove one of them by an overlay action");
    }
    let schema = parameter.get("schema").unwrap_or(&Value::Null);
    let secret = crate::effective::is_secret(name)
        && schema.get(crate::effective::SECRET) != Some(&Value::Bool(false));
    match reference::meant(context.document, &at, schema).map(|(_, meant)| shape(meant)) {
        Some(Ok(Shape::Secret)) => refuse_secret(context, &at, name),
        Some(Ok(Shape::Scalar("string"))) if secret => refuse_secret(context, &at, name),
        Some(Ok(Shape::Struct | Shape::Map(_) | Shape::List(_))) => {
            let message = format!("the parameter `{name}` is not a single value");
            context.error(&at, message, "describe a list as a string with `x-delimited`");
        }
        Some(_) => {}
        None => {
            let message = format!("the parameter `{name}` has no schema");
            context.error(&at, message, "give it a schema in the overlay");
        }
    }
}

fn refuse_secret(context: &mut Context<'_>, at: &str, name: &str) {
    let message = format!("the parameter `{name}` is a secret, and would appear in logs");
    let help = "describe it as a security scheme, or say `x-secret: false` in its schema";
    context.error(at, message, help);
}

/// The clusters are the only variable of the server's address, and its default is one of them.
pub(super) fn servers_have_one_variable(
    context: &mut Context<'_>,
    kind: Kind,
    at: &str,
    server: &Value,
) {
    if kind != Kind::Server {
        return;
    }
    let variables: Vec<_> = members(server, "variables").collect();
    let at = join(at, "variables");
    if variables.len() > 1 {
        let help = "remove the other variables by an overlay action";
        context.error(&at, "has more than one variable, and the clusters are one", help);
    }
    for (name, variable) in variables {
        let (at, default) = (join(&at, name), variable.get("default"));
        let values = variable.get("enum").and_then(Value::as_array);
        if values.is_none_or(|values| values.is_empty()) {
            context.error(&at, "has no values", "list its values in `enum` in the overlay");
        } else if !default.is_some_and(|it| values.is_some_and(|values| values.contains(it))) {
            let message = "has a default that is not one of its values";
            context.error(&at, message, "list it, or give another default in the overlay");
        }
        if !text(server, "url").contains(&format!("{{{name}}}")) {
            context.error(&at, "does not occur in the address", "correct its name");
        }
    }
}
