//! Which credentials an operation takes.

use serde_json::{Map, Value};

use crate::model::Credential;
use crate::openapi::pointer::join;
use crate::openapi::{reference, text};

/// One alternative of an operation's security.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// The credentials that are sent together, or the pointer of the first scheme that cannot be
    /// expressed, and why.
    pub credentials: Result<Vec<Credential>, (String, String)>,
}

/// Returns the alternatives of `operation`, in the published order; the document's where the
/// operation has none of its own.
pub fn alternatives(document: &Value, operation: &Value) -> Vec<Alternative> {
    let requirements = operation.get("security").or_else(|| document.get("security"));
    let requirements = requirements.and_then(Value::as_array).into_iter().flatten();
    // A published `[[]]` is read as an empty list: only objects name a scheme.
    let requirements = requirements.filter_map(Value::as_object);
    requirements
        .map(|schemes| Alternative { credentials: credentials(document, schemes) })
        .collect()
}

fn credentials(
    document: &Value,
    schemes: &Map<String, Value>,
) -> Result<Vec<Credential>, (String, String)> {
    schemes.keys().map(|name| credential(document, name)).collect()
}

fn credential(document: &Value, name: &str) -> Result<Credential, (String, String)> {
    let at = join("/components/securitySchemes", name);
    let scheme = document.pointer(&at).and_then(|value| reference::follow(document, &at, value));
    let Some((at, scheme)) = scheme else {
        return Err((at, format!("is required by an operation, and is missing")));
    };
    match (text(scheme, "type"), text(scheme, "in"), text(scheme, "scheme")) {
        ("apiKey", "header", _) if !text(scheme, "name").is_empty() => {
            Ok(Credential::Header(text(scheme, "name").to_ascii_lowercase()))
        }
        ("http", _, basic) if basic.eq_ignore_ascii_case("basic") => Ok(Credential::Basic),
        (kind, _, _) => {
            Err((at, format!("is a security scheme (`{kind}`) that cannot be expressed")))
        }
    }
}
