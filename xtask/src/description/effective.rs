//! The effective document: the fragment with the overlay applied, checked.

use std::path::Path;

use serde_json::{Value, json};

use super::enums::{Notes, StringEnum};
use super::pointer::{join, resolve};
use super::{canonical, closed, load, overlay, references, scopes, secrets, undescribed, validate};
use crate::finding::{Finding, Findings};

/// The extension that makes an enum of answers an open one.
pub const OPEN_ENUM: &str = "x-open-enum";

/// A checked description, ready to be generated from.
#[derive(Debug)]
pub struct Effective {
    /// The document, in canonical order.
    pub document: Value,
    /// The document's text, as it is written to `effective.json`.
    pub text: String,
    /// The scopes.
    pub scopes: StringEnum,
    /// The enums that keep a value which they do not know.
    pub open_enums: Vec<OpenEnum>,
    /// What could be better.
    pub warnings: Vec<Finding>,
    files: Files,
}

/// An enum that keeps values which it does not know.
#[derive(Clone, Debug)]
pub struct OpenEnum {
    /// Its values.
    pub values: StringEnum,
    /// Whether a value is known in any case.
    pub case_insensitive: bool,
}

impl Effective {
    /// Reads `oauth.json` and `overlay.json` (if there is one) in `dir`.
    pub fn from_dir(dir: &Path) -> Result<Self, Findings> {
        let fragment = load::json(&dir.join("oauth.json"))?;
        let overlay = load::overlay(dir)?;
        Self::of(dir, fragment, overlay.as_ref())
    }

    /// Checks `fragment` with `overlay`, as if they stood in `dir`.
    pub fn of(dir: &Path, fragment: Value, overlay: Option<&Value>) -> Result<Self, Findings> {
        let files = Files {
            fragment: dir.join("oauth.json").display().to_string(),
            overlay: dir.join("overlay.json").display().to_string(),
            published: fragment.clone(),
        };
        Self::new(fragment, overlay, files)
    }

    fn new(fragment: Value, overlay: Option<&Value>, files: Files) -> Result<Self, Findings> {
        validate::version(&files.fragment, &fragment)?;
        let mut document = fragment;
        let mut notes = Notes::default();
        if let Some(overlay) = overlay {
            notes.warnings = overlay::apply(&files.overlay, overlay, &mut document)?;
        }
        validate::version(&files.overlay, &document)?;
        if let Some(members) = document.as_object_mut() {
            let by = "cargo xtask generate, from oauth.json and overlay.json: do not edit";
            members.insert("x-generated-by".to_owned(), json!(by));
        }
        let document = canonical::order(&document);

        let file = |at: &str| files.of(at);
        notes.problems.extend(validate::operation_ids(&document, &file));
        notes.problems.extend(references::dangling(&document, &file));
        notes.problems.extend(references::endless(&document, &file));
        notes.problems.extend(secrets::exposed(&document, &file));
        let scopes = scopes::read(&document, &file, &mut notes);
        let open_enums = open_enums(&document, &file, &mut notes);
        Findings::into_result(notes.problems)?;
        notes.warnings.extend(closed::warnings(&document, &file));
        notes.warnings.extend(undescribed::warnings(&document, &files.overlay));

        let text = canonical::text(&document);
        Ok(Self { document, text, scopes, open_enums, warnings: notes.warnings, files })
    }

    /// The file that the part of the document at `pointer` is from.
    pub fn file(&self, pointer: &str) -> String {
        self.files.of(pointer)
    }
}

/// The two files, and which part of the document is from which.
#[derive(Debug)]
struct Files {
    fragment: String,
    overlay: String,
    published: Value,
}

impl Files {
    /// The overlay's name for what only the overlay brings, else the fragment's.
    fn of(&self, pointer: &str) -> String {
        let brought_in = self.published.pointer(pointer).is_none()
            && parent(pointer).is_some_and(|parent| self.published.pointer(parent).is_none());
        if brought_in { self.overlay.clone() } else { self.fragment.clone() }
    }
}

fn parent(pointer: &str) -> Option<&str> {
    pointer.rsplit_once('/').map(|(parent, _)| parent)
}

fn open_enums(document: &Value, file: &dyn Fn(&str) -> String, notes: &mut Notes) -> Vec<OpenEnum> {
    let schemas = resolve(document, "#/components/schemas").and_then(Value::as_object);
    let mut found = Vec::new();
    for (name, schema) in schemas.into_iter().flatten() {
        let Some(options) = schema.get(OPEN_ENUM) else { continue };
        if syn::parse_str::<syn::Ident>(name).is_err() {
            let at = join("/components/schemas", name);
            notes.problems.push(Finding::new(
                file(&at),
                &at,
                "an open enum needs a name that Rust can spell",
                "rename the component",
            ));
            continue;
        }
        found.push(OpenEnum {
            values: StringEnum::read(document, name, file, notes),
            case_insensitive: options
                .get("case-insensitive")
                .and_then(Value::as_bool)
                .unwrap_or(false),
        });
    }
    found
}
