//! The description on disk, and the effective document: the fragment with the overlay applied, and
//! with those of our extensions resolved that standard tools do not know.

use std::path::Path;

use serde_json::{Value, json};

use crate::openapi::{Kind, canonical, join, load, members, reference, text, visit_mut};
use crate::overlay;
use crate::report::{Diagnostic, Report};

/// The extension that removes values of an enum or of a server variable.
pub const ENUM_OMIT: &str = "x-enum-omit";
/// The extension that names a boolean property: the other properties are present only if it is
/// true.
pub const PRESENT_WHEN: &str = "x-present-when";
/// The extension that makes a string with the name of a secret a plain string (`false`).
pub const SECRET: &str = "x-secret";

/// The last words of the names of secrets.
const SECRET_WORDS: &[&str] = &["token", "secret", "password", "passphrase"];

/// A description: the input of a generation.
#[derive(Clone, Debug)]
pub struct Description {
    /// The fragment.
    pub fragment: Value,
    /// The overlay, if there is one.
    pub overlay: Option<Value>,
    /// The name of the fragment's file, for diagnostics.
    pub fragment_file: String,
    /// The name of the overlay's file, for diagnostics.
    pub overlay_file: String,
}

impl Description {
    /// Reads `oauth.json` and `overlay.json` (if there is one) in `folder`.
    pub fn from_dir(folder: &Path) -> Result<Self, Report> {
        let (fragment, overlay) = (folder.join("oauth.json"), folder.join("overlay.json"));
        Ok(Self {
            fragment: load::json(&fragment)?,
            overlay: load::json_if_present(&overlay)?,
            fragment_file: fragment.display().to_string(),
            overlay_file: overlay.display().to_string(),
        })
    }

    /// Returns the file of the part at a pointer: the overlay if only the overlay adds it, else the
    /// fragment.
    pub fn file_of(&self, pointer: &str) -> &str {
        let missing = |pointer: &str| self.fragment.pointer(pointer).is_none();
        let parent = pointer.rsplit_once('/').map(|(parent, _)| parent);
        let is_added = missing(pointer) && parent.is_some_and(missing);
        if is_added { &self.overlay_file } else { &self.fragment_file }
    }
}

/// The document from which all code is generated.
#[derive(Debug)]
pub struct Effective<'a> {
    /// The document, in canonical order.
    pub document: Value,
    /// All warnings about the overlay and its extensions.
    pub report: Report,
    /// The warnings about replaced values that have changed in the published description.
    pub mismatches: Vec<Diagnostic>,
    /// The description.
    pub source: &'a Description,
}

impl<'a> Effective<'a> {
    /// Applies the overlay of a description to its fragment.
    pub fn of(source: &'a Description) -> Result<Self, Report> {
        load::check_version(&source.fragment_file, &source.fragment)?;
        let mut document = source.fragment.clone();
        let applied = match &source.overlay {
            Some(overlay) => overlay::apply(&source.overlay_file, overlay, &mut document)?,
            None => overlay::Applied::default(),
        };
        load::check_version(&source.overlay_file, &document)?;
        document["x-generated-by"] =
            json!("cargo xtask generate, from oauth.json and overlay.json: do not edit");
        let mut report: Report = applied.mismatches.iter().cloned().collect();
        report.extend(applied.warnings);
        resolve_extensions(&mut document, source, &mut report);
        Ok(Self {
            document: canonical::order(&document),
            report: report.check()?,
            mismatches: applied.mismatches,
            source,
        })
    }
}

/// Resolves the extensions that standard tools do not know: removes values, makes fields optional,
/// and marks secrets with `format: password`.
fn resolve_extensions(document: &mut Value, source: &Description, report: &mut Report) {
    let whole = document.clone();
    visit_mut(document, Kind::Document, "", &mut |kind, at, object| {
        if matches!(kind, Kind::Schema | Kind::ServerVariable) {
            omit_values(object, at, source, report);
        }
        if kind == Kind::Schema {
            make_optional(object, at, source, report);
            mark_secrets(object, &whole);
        }
    });
}

fn omit_values(object: &mut Value, at: &str, source: &Description, report: &mut Report) {
    let omitted = object.get(ENUM_OMIT).and_then(Value::as_array).cloned().unwrap_or_default();
    let mut none = Vec::new();
    let values = object.get_mut("enum").and_then(Value::as_array_mut).unwrap_or(&mut none);
    for value in omitted.iter().filter(|value| !values.contains(value)) {
        report.push(Diagnostic::warning(
            source.file_of(at),
            join(at, ENUM_OMIT),
            format!("omits {value}, which is not a value of the enum"),
            "remove the entry, or correct its spelling",
        ));
    }
    values.retain(|value| !omitted.contains(value));
}

fn make_optional(object: &mut Value, at: &str, source: &Description, report: &mut Report) {
    let Some(flag) = object.get(PRESENT_WHEN).cloned() else { return };
    let property = object.get("properties").and_then(|all| all.get(flag.as_str()?));
    if property.is_none_or(|property| text(property, "type") != "boolean") {
        report.push(Diagnostic::error(
            source.file_of(at),
            join(at, PRESENT_WHEN),
            format!("{flag} is not a boolean property of the schema"),
            "name the boolean property that says whether the others are present",
        ));
    } else if let Some(required) = object.get_mut("required").and_then(Value::as_array_mut) {
        required.retain(|name| *name == flag);
    }
}

/// Marks each property that is a secret by its name. A reference to a plain string is replaced by a
/// secret string.
fn mark_secrets(object: &mut Value, whole: &Value) {
    let secrets: Vec<_> = members(object, "properties")
        .filter(|(name, property)| is_secret(name) && property.get(SECRET) != Some(&json!(false)))
        .filter_map(|(name, property)| {
            let (_, meant) = reference::meant(whole, "", property)?;
            let is_plain = text(meant, "type") == "string"
                && ["enum", "x-delimited"].iter().all(|key| meant.get(*key).is_none())
                && text(meant, "format") != "password";
            let mut secret = Some(meant).filter(|_| is_plain)?.clone();
            secret["format"] = json!("password");
            if let Some(text) = property.get("description") {
                secret["description"] = text.clone();
            }
            Some((name.clone(), secret))
        })
        .collect();
    for (name, secret) in secrets {
        object["properties"][name] = secret;
    }
}

/// Returns whether a property called `name` is a secret, such as `clientSecret` or `refresh_token`,
/// but not `token_type`.
pub fn is_secret(name: &str) -> bool {
    let words = heck::ToSnakeCase::to_snake_case(name);
    SECRET_WORDS.contains(&words.rsplit('_').next().unwrap_or_default())
}
