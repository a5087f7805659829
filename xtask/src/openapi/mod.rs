//! A document model of OpenAPI 3.0: grammar, visitor, JSON pointers, references, layout, loading.
//!
//! This module does not depend on this project's API or on Rust.

pub mod canonical;
pub mod grammar;
pub mod load;
pub mod reference;

pub use grammar::{Kind, visit, visit_mut};
pub use reference::{reach, resolve};

use serde_json::{Map, Value};

/// An operation of a description.
#[derive(Clone, Debug)]
pub struct Operation<'a> {
    /// Its JSON pointer.
    pub pointer: String,
    /// The path, as in the description.
    pub path: &'a str,
    /// The HTTP method in lower case.
    pub method: &'static str,
    /// The operation object.
    pub value: &'a Value,
}

impl<'a> Operation<'a> {
    /// Returns the `operationId`, or an empty string.
    pub fn id(&self) -> &'a str {
        text(self.value, "operationId")
    }

    /// Returns the parameters with their pointers, the path's parameters first. Follows references.
    pub fn parameters(&self, document: &'a Value) -> Vec<(String, &'a Value)> {
        let item = self.pointer.rsplit_once('/').map_or("", |(item, _)| item);
        let lists = [item, &self.pointer].map(|owner| format!("{owner}/parameters"));
        let found = lists.iter().flat_map(|at| {
            let list = document.pointer(at).and_then(Value::as_array).into_iter().flatten();
            list.enumerate().filter_map(move |(index, parameter)| {
                reference::follow(document, &format!("{at}/{index}"), parameter)
            })
        });
        found.collect()
    }

    /// Returns the request body with its pointer. Follows references.
    pub fn body(&self, document: &'a Value) -> Option<(String, &'a Value)> {
        let at = join(&self.pointer, "requestBody");
        reference::follow(document, &at, self.value.get("requestBody")?)
    }

    /// Returns the responses with their statuses and pointers. Follows references.
    pub fn responses(&self, document: &'a Value) -> Vec<(&'a String, String, &'a Value)> {
        let at = join(&self.pointer, "responses");
        let found = members(self.value, "responses").filter_map(|(status, response)| {
            let (at, response) = reference::follow(document, &join(&at, status), response)?;
            Some((status, at, response))
        });
        found.collect()
    }
}

/// Returns the operations of `document`, in the order of the document.
pub fn operations(document: &Value) -> impl Iterator<Item = Operation<'_>> {
    members(document, "paths").flat_map(|(path, item)| {
        grammar::METHODS.iter().filter_map(move |method| {
            let pointer = join(&join("/paths", path), method);
            Some(Operation { pointer, path, method, value: item.get(*method)? })
        })
    })
}

/// Returns the API version that `path` belongs to: its first segment, such as `v1`.
pub fn version_of(path: &str) -> &str {
    path.split('/').nth(1).unwrap_or_default()
}

/// Returns the component schemas of `document`, in the order of the document.
pub fn schemas(document: &Value) -> impl Iterator<Item = (&String, &Value)> {
    document.get("components").into_iter().flat_map(|components| members(components, "schemas"))
}

/// Returns the JSON pointer `pointer` (RFC 6901) with one more step, escaped.
pub fn join(pointer: &str, step: &str) -> String {
    format!("{pointer}/{}", step.replace('~', "~0").replace('/', "~1"))
}

/// Returns the pointer to the schema component `name`.
pub fn component_at(name: &str) -> String {
    join("/components/schemas", name)
}

/// Returns the steps of `pointer`, unescaped.
pub fn steps(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~"))
}

/// Returns the name of the schema component at `pointer`, or `None` for another pointer.
pub fn component(pointer: &str) -> Option<String> {
    let mut steps = pointer.strip_prefix("/components/schemas").map(steps)?;
    let name = steps.next()?;
    steps.next().is_none().then_some(name)
}

/// Returns the members of the object at `key`, or no members if there is no such object.
pub fn members<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = (&'a String, &'a Value)> {
    value.get(key).and_then(Value::as_object).into_iter().flat_map(Map::iter)
}

/// Returns the items of the list at `key`, or no items if there is no such list.
pub fn items<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}

/// Returns the string at `key`, or an empty one.
pub fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// Returns whether the value at `key` is `true`.
pub fn flag(value: &Value, key: &str) -> bool {
    value.get(key) == Some(&Value::Bool(true))
}
