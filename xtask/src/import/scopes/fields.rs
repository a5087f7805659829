//! Where a description holds scopes.

use serde_json::Value;

use crate::description::grammar::{Kind, walk};
use crate::description::pointer::{join, resolve};

/// The name that RFC 6749 gives to the field, in requests and answers.
pub(super) const FIELD: &str = "scope";

/// The pointers of the scope fields, those of requests first: what can be asked for decides.
pub(super) fn find(excerpt: &Value) -> Vec<String> {
    let mut fields = Vec::new();
    walk(excerpt, Kind::Document, "", &mut |kind, at, value| {
        let properties = value.get("properties").filter(|_| kind == Kind::Schema);
        if properties.and_then(|properties| properties.get(FIELD)).is_some() {
            fields.push(join(&join(at, "properties"), FIELD));
        }
    });
    let asked: Vec<String> = request_schemas(excerpt);
    fields.sort_by_key(|at| !asked.iter().any(|schema| at.starts_with(schema.as_str())));
    fields
}

/// `schema`, or what it refers to.
pub(super) fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    let parts = schema.get("allOf").and_then(Value::as_array).map(Vec::as_slice);
    let inner = if let Some([one]) = parts { one } else { schema };
    let reference = inner.get("$ref").and_then(Value::as_str);
    reference.and_then(|reference| resolve(document, reference)).unwrap_or(schema)
}

/// The pointers of the schemas that requests have, each with a `/` behind it.
fn request_schemas(excerpt: &Value) -> Vec<String> {
    let mut found = Vec::new();
    walk(excerpt, Kind::Document, "", &mut |kind, at, value| {
        if kind != Kind::RequestBody {
            return;
        }
        found.push(format!("{at}/"));
        for media in value.get("content").and_then(Value::as_object).into_iter().flatten() {
            let reference = media.1.pointer("/schema/$ref").and_then(Value::as_str);
            found.extend(reference.and_then(|r| r.strip_prefix('#')).map(|at| format!("{at}/")));
        }
    });
    found
}
