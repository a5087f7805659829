//! The effective document: the fragment, with the overlay applied, and with those of our extensions
//! carried out that change what other tools must see.

use serde_json::{Value, json};

use crate::generation::Input;
use crate::openapi::pointer::{join, split_last};
use crate::openapi::{Kind, members, reference, text, visit};
use crate::openapi::{canonical, load};
use crate::overlay;
use crate::report::{Diagnostic, Report};

/// The extension that leaves values of an enum or of a server variable out.
pub const ENUM_OMIT: &str = "x-enum-omit";
/// The extension that names a boolean property: the other ones are only there when it is true.
pub const PRESENT_WHEN: &str = "x-present-when";
/// The extension that says that a string is not a secret, whatever its name.
pub const SECRET: &str = "x-secret";

/// The last words of the names of secrets.
const SECRET_WORDS: &[&str] = &["token", "secret", "password", "passphrase"];

/// The document that everything is generated from.
#[derive(Debug)]
pub struct Effective<'a> {
    /// The document, in canonical order.
    pub document: Value,
    /// Warnings about the overlay and its extensions.
    pub warnings: Vec<Diagnostic>,
    /// Warnings about published values that the overlay replaces and that have changed.
    pub mismatches: Vec<Diagnostic>,
    /// Where each part of the document is from.
    pub files: Files<'a>,
}

/// The two files that a document is made of.
#[derive(Clone, Copy, Debug)]
pub struct Files<'a> {
    /// The name of the fragment's file.
    pub fragment: &'a str,
    /// The name of the overlay's file.
    pub overlay: &'a str,
    published: &'a Value,
}

impl<'a> Files<'a> {
    /// Returns the overlay's name for what only the overlay adds, the fragment's for everything else.
    pub fn of(&self, pointer: &str) -> &'a str {
        let missing = |pointer: &str| self.published.pointer(pointer).is_none();
        let parent = split_last(pointer).map(|(parent, _)| parent);
        if missing(pointer) && parent.is_some_and(missing) { self.overlay } else { self.fragment }
    }
}

impl<'a> Effective<'a> {
    /// Applies the overlay of `input` to its fragment.
    pub fn of(input: &Input<'a>) -> Result<Self, Report> {
        load::check_version(input.fragment_file, input.fragment)?;
        let files = Files {
            fragment: input.fragment_file,
            overlay: input.overlay_file,
            published: input.fragment,
        };
        let mut document = input.fragment.clone();
        let mut applied = match input.overlay {
            Some(overlay) => overlay::apply(files.overlay, overlay, &mut document)?,
            None => overlay::Applied::default(),
        };
        load::check_version(input.overlay_file, &document)?;
        if let Some(members) = document.as_object_mut() {
            let by = "cargo xtask generate, from oauth.json and overlay.json: do not edit";
            members.insert("x-generated-by".to_owned(), json!(by));
        }
        carry_out(&mut document, &files, &mut applied.warnings)?;
        Ok(Self {
            document: canonical::order(&document),
            warnings: applied.warnings,
            mismatches: applied.mismatches,
            files,
        })
    }
}

/// Carries out the extensions that standard tools do not know: leaves values out, makes fields
/// optional, and marks every secret by `format: password`.
fn carry_out(
    document: &mut Value,
    files: &Files<'_>,
    warnings: &mut Vec<Diagnostic>,
) -> Result<(), Report> {
    let mut edits = Vec::new();
    let mut errors = Report::default();
    visit(document, Kind::Document, "", &mut |kind, at, object| match kind {
        Kind::Schema | Kind::ServerVariable => {
            if let Some(omitted) = object.get(ENUM_OMIT).and_then(Value::as_array) {
                let values = object.get("enum").and_then(Value::as_array);
                let values = values.map(Vec::as_slice).unwrap_or_default();
                for value in omitted.iter().filter(|value| !values.contains(value)) {
                    warnings.push(Diagnostic::warning(
                        files.of(at),
                        join(at, ENUM_OMIT),
                        format!("leaves out {value}, which is not a value there"),
                        "remove the entry, or correct its spelling",
                    ));
                }
                let kept = values.iter().filter(|value| !omitted.contains(value)).cloned();
                edits.push((join(at, "enum"), kept.collect()));
            }
            if kind == Kind::Schema {
                if let Some(flag) = object.get(PRESENT_WHEN) {
                    match only_flag(object, flag) {
                        Some(required) => edits.push((join(at, "required"), required)),
                        None => errors.push(Diagnostic::error(
                            files.of(at),
                            join(at, PRESENT_WHEN),
                            format!("{flag} is not the name of a boolean property"),
                            "name the property that says whether the other ones are present",
                        )),
                    }
                }
                edits.extend(secrets(document, at, object));
            }
        }
        _ => {}
    });
    errors.check()?;
    for (at, value) in edits {
        if let Some((parent, key)) = split_last(&at)
            && let Some(members) = document.pointer_mut(parent).and_then(Value::as_object_mut)
        {
            members.insert(key, value);
        }
    }
    Ok(())
}

/// Returns what is required of `object` when only `flag` decides, or `None` if `flag` is not a
/// boolean property.
fn only_flag(object: &Value, flag: &Value) -> Option<Value> {
    let property = object.get("properties")?.get(flag.as_str()?)?;
    let required = object.get("required").and_then(Value::as_array).into_iter().flatten();
    let kept: Value = required.filter(|name| *name == flag).cloned().collect();
    (text(property, "type") == "boolean").then_some(kept)
}

/// Returns each property of `object` that is a secret by its name, and how it is described then.
fn secrets(document: &Value, at: &str, object: &Value) -> Vec<(String, Value)> {
    let at = join(at, "properties");
    let named = members(object, "properties").filter(|(name, _)| is_secret(name));
    named
        .filter(|(_, property)| property.get(SECRET) != Some(&Value::Bool(false)))
        .filter_map(|(name, property)| {
            let at = join(&at, name);
            let (_, meant) = reference::meant(document, &at, property)?;
            let plain = text(meant, "type") == "string"
                && ["enum", "x-delimited"].iter().all(|key| meant.get(*key).is_none())
                && text(meant, "format") != "password";
            let mut secret = meant.as_object().filter(|_| plain)?.clone();
            secret.insert("format".to_owned(), json!("password"));
            if let Some(text) = property.get("description") {
                secret.insert("description".to_owned(), text.clone());
            }
            Some((at, Value::Object(secret)))
        })
        .collect()
}

/// Returns whether a property called `name` is a secret: `clientSecret` and `refresh_token` are,
/// `token_type` is not.
pub fn is_secret(name: &str) -> bool {
    let words = heck::ToSnakeCase::to_snake_case(name);
    SECRET_WORDS.contains(&words.rsplit('_').next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::is_secret;

    #[test]
    fn the_last_word_of_a_name_tells_a_secret() {
        for name in ["access_token", "refreshToken", "client-secret", "CLIENT_SECRET", "token"] {
            assert!(is_secret(name), "{name}");
        }
        for name in ["token_type", "tokens", "scope", "secretary", "tokenized", ""] {
            assert!(!is_secret(name), "{name}");
        }
    }
}
