//! Checks of operations, bodies, parameters, credentials and servers.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Context;
use crate::effective::{SECRET, is_secret};
use crate::openapi::{
    Operation, flag, items, join, members, operations, reference, text, version_of,
};
use crate::read::{Shape, alternatives, shape, version_number};
use crate::rust_name;

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

/// Each operation has an id, which names its method, and belongs to an API version.
pub(super) fn have_ids_and_versions(context: &mut Context<'_>, _: &str, document: &Value) {
    if operations(document).next().is_none() {
        context.error("/paths", "has no operations", "use a description with operations");
    }
    for operation in operations(document) {
        if rust_name::snake(operation.id()).is_none() {
            let message = "has no operationId that can name its method";
            let help = "write an operationId such as `create-token` in the fragment";
            context.error(&operation.pointer, message, help);
        }
    }
    for (path, item) in members(document, "paths") {
        let at = join("/paths", path);
        if version_number(version_of(path)).is_none() {
            let message =
                "does not start with an API version such as `/v1/`, which names the module";
            context.error(&at, message, "remove the operation from import.json");
        }
        if !path.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '?' | '#')) {
            let help = "percent-encode the path in the document, without query and fragment";
            context.error(&at, "is not the path of a URL", help);
        }
        if item.get("$ref").is_some() {
            let message = "is a reference to another path item";
            context.error(&join(&at, "$ref"), message, "copy the operations to this path");
        }
    }
}

/// At least one security alternative of an operation is supported.
pub(super) fn have_supported_security(context: &mut Context<'_>, at: &str, operation: &Value) {
    let alternatives = alternatives(context.document, operation);
    let none = !alternatives.is_empty() && alternatives.iter().all(Result::is_err);
    for (scheme, reason) in alternatives.into_iter().filter_map(Result::err) {
        let message = format!("{reason} (for {at})");
        if none {
            let help = "add an API key in a header or HTTP Basic as another alternative";
            context.error(&scheme, message, help);
        } else {
            let message = format!("{message}: the alternative is ignored");
            context.warning(&scheme, message, "remove the alternative in the overlay");
        }
    }
}

/// A request body is a form or JSON, a successful response has at most one type of JSON body.
pub(super) fn have_supported_bodies(context: &mut Context<'_>, _: &str, document: &Value) {
    for operation in operations(document) {
        if let Some((at, body)) = operation.body(document) {
            check_content(context, &at, body, &[FORM, JSON]);
        }
        check_responses(context, document, &operation);
    }
}

fn check_responses(context: &mut Context<'_>, document: &Value, operation: &Operation<'_>) {
    for (status, _) in members(operation.value, "responses").filter(|(it, _)| !is_status(it)) {
        let at = join(&join(&operation.pointer, "responses"), status);
        let help = "write a status such as `200`, a range such as `4XX`, or `default`";
        context.error(&at, "is not an HTTP status", help);
    }
    let mut bodies = Vec::new();
    let responses = operation.responses(document).into_iter();
    for (_, at, response) in responses.filter(|(status, ..)| status.starts_with('2')) {
        check_content(context, &at, response, &[JSON]);
        let schema = members(response, "content").next().and_then(|(_, it)| it.get("schema"));
        if !bodies.is_empty() && !bodies.contains(&schema) {
            let message = "is a successful response of another type, but a method returns one type";
            context.error(&at, message, "remove one of the responses in the overlay");
        }
        bodies.push(schema);
    }
    if bodies.is_empty() {
        let message = "has no successful response, which is needed for the return type of the \
                       method";
        let at = join(&operation.pointer, "responses");
        context.error(&at, message, "add a 2xx response in the overlay");
    }
}

/// Returns whether a key of `responses` is a status, or an extension, which is ignored.
fn is_status(key: &str) -> bool {
    match key.as_bytes() {
        [b'1'..=b'5', b'X', b'X'] | [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9'] => true,
        _ => key == "default" || key.starts_with("x-"),
    }
}

fn check_content(context: &mut Context<'_>, at: &str, body: &Value, known: &[&str]) {
    let at = join(at, "content");
    for (media_type, content) in members(body, "content") {
        let at = join(&at, media_type);
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        if !known.contains(&essence) {
            let message = format!("only {} is supported", known.join(" and "));
            context.error(&at, message, "remove the media type in the overlay");
        }
        if content.get("schema").is_none() {
            let help = "add a schema in the overlay";
            context.error(&at, "has no schema, which is needed for its type", help);
        }
        if members(content, "encoding").next().is_some() {
            let message = "is not supported";
            let help = "describe a list in a field as a string with `x-delimited`, and remove the \
                        encoding";
            context.error(&join(&at, "encoding"), message, help);
        }
    }
    let count = members(body, "content").count();
    if count > 1 {
        let message = format!("has {count} media types, but only one is supported");
        context.error(&at, message, "remove the other media types in the overlay");
    }
}

/// The arguments of a method have unique names, and those in the path are exactly its parameters. A
/// parameter of an operation can override one of its path.
pub(super) fn parameters_have_names(context: &mut Context<'_>, _: &str, document: &Value) {
    for operation in operations(document) {
        let parameters = operation.parameters(document);
        let in_path = parameters.iter().filter(|(_, it)| text(it, "in") == "path");
        // Without `required`, it does not match any name.
        let in_path =
            in_path.map(|(_, it)| if flag(it, "required") { text(it, "name") } else { "" });
        if in_path.collect::<BTreeSet<_>>() != places(operation.path) {
            let message = "has other parameters in its path than in `parameters`";
            let help = "give each name in braces one parameter, `in: path` and `required: true`";
            context.error(&operation.pointer, message, help);
        }
        let body = operation.value.get("requestBody").map(|_| ("body".to_owned(), ("", "")));
        let mut seen: BTreeMap<_, _> = body.into_iter().collect();
        for (at, parameter) in parameters {
            let own = (text(parameter, "in"), text(parameter, "name"));
            let argument = rust_name::snake(own.1).unwrap_or_default();
            if argument.is_empty() || seen.get(&argument).is_some_and(|other| *other != own) {
                let message = format!("the parameter `{}` has no argument name of its own", own.1);
                context.error(&at, message, "remove the parameter in the overlay");
            }
            seen.insert(argument, own);
        }
    }
}

/// Returns the names in braces in a path or a URL.
fn places(template: &str) -> BTreeSet<&str> {
    let starts = template.split('{').skip(1);
    starts.map(|rest| rest.split_once('}').map_or("", |(name, _)| name)).collect()
}

/// A parameter is a single value of a supported type and not a secret.
pub(super) fn have_supported_parameters(context: &mut Context<'_>, at: &str, parameter: &Value) {
    if parameter.get("$ref").is_some() {
        return;
    }
    let (name, place) = (text(parameter, "name"), text(parameter, "in"));
    if !matches!(place, "query" | "header" | "path") {
        let message = format!("the parameter `{name}` is in `{place}`, which is not supported");
        context.error(at, message, "remove it: only query, header and path are supported");
    }
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if place == "header" && !name.chars().all(is_token) {
        let message = format!("the parameter `{name}` is not the name of a header");
        context.error(at, message, "correct the name, or remove the parameter in the overlay");
    }
    let schema = parameter.get("schema").unwrap_or(&Value::Null);
    let by_name = is_secret(name) && schema.get(SECRET) != Some(&Value::Bool(false));
    let shape = reference::meant(context.document, at, schema).map(|(_, meant)| shape(meant));
    let (message, help) = match shape {
        Some(Ok(Shape::Scalar("string"))) if !by_name => return,
        Some(Ok(Shape::Secret | Shape::Scalar("string"))) => (
            "is a secret, and would appear in logs",
            "describe it as a security scheme, or add `x-secret: false` to its schema",
        ),
        Some(Ok(Shape::Scalar(_) | Shape::Enum | Shape::Set)) => return,
        _ => ("is not a single value", "describe a list as a string with `x-delimited`"),
    };
    context.error(at, format!("the parameter `{name}` {message}"), help);
}

/// Paths and operations have no servers of their own: a client sends all requests, with their
/// credentials, to one server.
pub(super) fn use_the_servers_of_the_document(context: &mut Context<'_>, at: &str, owner: &Value) {
    if items(owner, "servers").next().is_some() {
        let help = "remove it in the overlay if the servers of the document serve the operation";
        context.error(&join(at, "servers"), "is only supported in the document itself", help);
    }
}

/// A server has at most one variable, the cluster, which its URL contains, and its default is one
/// of its values.
pub(super) fn servers_have_one_variable(context: &mut Context<'_>, at: &str, server: &Value) {
    let url = text(server, "url");
    let names: BTreeSet<_> = members(server, "variables").map(|(name, _)| name.as_str()).collect();
    if names != places(url) {
        let help = "correct the URL, or the names in `variables`";
        context.error(&join(at, "url"), "does not contain exactly the server's variables", help);
    }
    if !names.is_empty() && !url.starts_with("https://") && !url.starts_with("http://") {
        let help = "write the whole address, such as `https://{cluster}.example.com`";
        context.error(&join(at, "url"), "does not start with `https://`", help);
    }
    let at = join(at, "variables");
    if names.len() > 1 {
        let help = "remove the other variables in the overlay";
        context.error(&at, "has more than one variable, but only one is supported", help);
    }
    for (name, variable) in members(server, "variables") {
        let default = variable.get("default");
        if !items(variable, "enum").any(|value| Some(value) == default) {
            let message = "has a default that is not one of its values";
            let help = "add it to `enum`, or change the default in the overlay";
            context.error(&join(&at, name), message, help);
        }
    }
}
