//! Finding the wanted operations in a document.

use serde_json::{Map, Value};

use super::Request;
use super::report::{Report, Topic};
use crate::description::pointer::join;
use crate::description::undescribed::operations;
use crate::finding::{Finding, Findings};

/// What to do about an operation whose place is known and whose id is another now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renamed {
    /// Refuse: the configuration has to follow.
    Refuse,
    /// Take it: only a comparison is wanted.
    Take,
}

/// The wanted operations of a document: their path items, with no other method in them.
#[derive(Debug, Default)]
pub struct Selected {
    /// Path items by path.
    pub paths: Map<String, Value>,
    /// The wanted operations that the document lacks.
    pub missing: Vec<String>,
}

/// Finds the operations that `request` wants.
pub fn select(request: &Request<'_>, report: &mut Report) -> Result<Selected, Findings> {
    of_that_vendor(request)?;
    let mut selected = Selected::default();
    let mut problems = Vec::new();
    for id in &request.config.operations {
        let mut found = operations(request.document).filter(|(_, operation)| is(operation, id));
        match (found.next(), found.next()) {
            (Some((first, _)), Some((second, _))) => problems.push(Finding::new(
                request.file,
                join(&second, "operationId"),
                format!("`{id}` is the operationId of {first} too"),
                "ask the vendor which is meant, and remove the other from the file",
            )),
            (Some((at, _)), None) => take(request.document, &at, &mut selected.paths),
            (None, _) => match renamed(request, id) {
                Some((at, new)) if request.renamed == Renamed::Refuse => {
                    problems.push(Finding::new(
                        request.file,
                        join(&at, "operationId"),
                        format!("where `{id}` was is an operation called `{new}` now"),
                        format!("if it is the same one, name it so in {}", request.config.file),
                    ));
                }
                Some((at, _)) => take(request.document, &at, &mut selected.paths),
                None => selected.missing.push(id.clone()),
            },
        }
    }
    Findings::into_result(problems)?;
    if selected.paths.is_empty() {
        return Err(Finding::new(
            request.file,
            "/paths",
            format!("has none of the wanted operations: {}", request.config.operations.join(", ")),
            format!("give a description that has them, or name others in {}", request.config.file),
        )
        .into());
    }
    for id in &selected.missing {
        let message = if established(request, id).is_some() {
            format!("the document lacks `{id}`: it stays as it was")
        } else {
            format!("the document lacks `{id}`, and nothing is known of it")
        };
        report.note(Topic::Kept, "/paths", message);
    }
    Ok(selected)
}

/// The established operation `id`, with its pointer.
pub fn established<'a>(request: &Request<'a>, id: &str) -> Option<(String, &'a Value)> {
    operations(request.fragment?).find(|(_, operation)| is(operation, id))
}

fn is(operation: &Value, id: &str) -> bool {
    operation.get("operationId").and_then(Value::as_str) == Some(id)
}

/// The operation that stands where `id` is established, and is none of the wanted by its own id.
fn renamed(request: &Request<'_>, id: &str) -> Option<(String, String)> {
    let (at, _) = established(request, id)?;
    let now = request.document.pointer(&at)?.get("operationId")?.as_str()?;
    (!request.config.operations.iter().any(|wanted| wanted == now)).then(|| (at, now.to_owned()))
}

/// A document whose servers are elsewhere is another vendor's, whatever its operations are called.
fn of_that_vendor(request: &Request<'_>) -> Result<(), Finding> {
    let host = &request.config.host;
    let servers = request.document.get("servers").and_then(Value::as_array);
    let mut urls = servers.into_iter().flatten().filter_map(|server| server.get("url")?.as_str());
    // One that names no host is served from wherever the document is: it tells nothing.
    let elsewhere = urls.clone().find(|url| url.contains("://"));
    if urls.any(|url| within(url, host)) || elsewhere.is_none() {
        return Ok(());
    }
    Err(Finding::new(
        request.file,
        "/servers",
        format!("is not of this vendor: its server is {}", elsewhere.unwrap_or_default()),
        format!("give a description with a server in {host}, or mend {}", request.config.file),
    ))
}

fn within(url: &str, host: &str) -> bool {
    let Some((_, rest)) = url.split_once("://") else { return false };
    let name = rest.split(['/', ':', '?', '#']).next().unwrap_or_default();
    name == host || name.strip_suffix(host).is_some_and(|rest| rest.ends_with('.'))
}

/// Copies the operation at `at` with what its path item says for all methods.
fn take(document: &Value, at: &str, paths: &mut Map<String, Value>) {
    let Some((item_at, method)) = at.rsplit_once('/') else { return };
    let (Some(item), Some(operation)) = (document.pointer(item_at), document.pointer(at)) else {
        return;
    };
    let path = item_at.trim_start_matches("/paths/").replace("~1", "/").replace("~0", "~");
    let entry = paths.entry(path).or_insert_with(|| shared(item));
    if let Some(members) = entry.as_object_mut() {
        members.insert(method.to_owned(), operation.clone());
    }
}

/// The members of a path item that are no operations.
fn shared(item: &Value) -> Value {
    let members = item.as_object().into_iter().flatten();
    let kept =
        members.filter(|(key, _)| !crate::description::grammar::METHODS.contains(&key.as_str()));
    Value::Object(kept.map(|(key, member)| (key.clone(), member.clone())).collect())
}
