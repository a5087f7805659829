//! Secrets must be of the one type that can't be printed.
//!
//! What the overlay says of them is worth nothing where its targets match no more, so that the
//! names are looked at too.

use serde_json::Value;

use super::grammar::{Kind, walk};
use super::pointer::{join, resolve};
use crate::finding::Finding;

/// The component whose Rust type redacts itself; the types crate has it.
pub const ACCESS_TOKEN: &str = "AccessToken";

/// The extension by which the overlay says that a string is no secret, whatever its name.
const SECRET: &str = "x-secret";

/// Names of secrets, in snake case; so are those that end in `_` and one of these.
const NAMES: &[&str] = &["token", "secret", "password", "passphrase"];

/// How many references are followed before one is taken for a string.
const DEPTH: usize = 32;

/// Every secret of `document` that would become a type that prints it.
pub fn exposed(document: &Value, file: &dyn Fn(&str) -> String) -> Vec<Finding> {
    let kept = join("/components/schemas", ACCESS_TOKEN);
    let mut findings = Vec::new();
    let mut named = false;
    walk(document, Kind::Document, "", &mut |kind, at, schema| {
        if kind != Kind::Schema {
            return;
        }
        if schema.get("format").and_then(Value::as_str) == Some("password") && at != kept {
            findings.push(Finding::new(
                file(at),
                at,
                "is a secret, and would become a string that `Debug` prints",
                format!("refer to `#{kept}` instead, whose type redacts itself"),
            ));
        }
        let properties = schema.get("properties").and_then(Value::as_object);
        for (name, property) in properties.into_iter().flatten() {
            if !is_secret(name) || property.get(SECRET) == Some(&Value::Bool(false)) {
                continue;
            }
            let at = join(&join(at, "properties"), name);
            match holds(document, property, DEPTH) {
                Holds::Secret => named = true,
                // Said above already.
                Holds::String if property.get("format").is_some_and(|it| it == "password") => {}
                Holds::String => findings.push(Finding::new(
                    file(&at),
                    &at,
                    format!("`{name}` is a secret by its name, and would become a string that `Debug` prints"),
                    format!(
                        "refer to `#{kept}` by an overlay action (is its target still right?), or \
                         say `{SECRET}: false` there"
                    ),
                )),
                Holds::Other => {}
            }
        }
    });
    let format = document.pointer(&kept).and_then(|component| component.get("format"));
    if named && format.and_then(Value::as_str) != Some("password") {
        findings.push(Finding::new(
            file(&kept),
            &kept,
            "is what the secrets refer to, and is no `format: password`",
            "say `type: string`, `format: password` in the overlay",
        ));
    }
    findings
}

enum Holds {
    Secret,
    String,
    Other,
}

/// What a property of `schema` holds.
fn holds(document: &Value, schema: &Value, depth: usize) -> Holds {
    let text = |key| schema.get(key).and_then(Value::as_str);
    if depth == 0 || text("type").is_some_and(|kind| kind == "string") {
        return Holds::String;
    }
    if let Some(reference) = text("$ref") {
        if reference.strip_prefix("#/components/schemas/") == Some(ACCESS_TOKEN) {
            return Holds::Secret;
        }
        return resolve(document, reference)
            .map_or(Holds::Other, |target| holds(document, target, depth - 1));
    }
    let parts = ["allOf", "oneOf", "anyOf"].into_iter().filter_map(|key| schema.get(key));
    let mut found = Holds::Other;
    for part in parts.filter_map(Value::as_array).flatten() {
        match holds(document, part, depth - 1) {
            // One way to print it is enough.
            Holds::String => return Holds::String,
            Holds::Secret => found = Holds::Secret,
            Holds::Other => {}
        }
    }
    found
}

/// Whether a property called `name` is a secret: `clientSecret`, `refresh_token`, not `token_type`.
fn is_secret(name: &str) -> bool {
    let mut snake = String::with_capacity(name.len() + 2);
    let mut lower = false;
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && lower {
            snake.push('_');
        }
        lower = letter.is_ascii_lowercase() || letter.is_ascii_digit();
        snake.push(if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '_' });
    }
    NAMES.contains(&snake.rsplit('_').next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::is_secret;

    #[test]
    fn a_secret_is_known_by_the_end_of_its_name() {
        for name in ["access_token", "refreshToken", "client-secret", "CLIENT_SECRET", "token"] {
            assert!(is_secret(name), "{name}");
        }
        for name in ["token_type", "tokens", "scope", "secretary", "tokenized", ""] {
            assert!(!is_secret(name), "{name}");
        }
    }
}
