//! What changed within one schema.

use serde_json::Value;

use super::change::{At, Claims};
use super::rest::{NULL, TEXTS, shown, turned};
use super::types::component;
use super::{Comparison, Kind};

/// The keywords that make a type what it is, beside those that have rules of their own.
const TYPE: &[&str] = &[
    "$ref",
    "type",
    "format",
    "default",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "discriminator",
    "additionalProperties",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "readOnly",
    "writeOnly",
    "x-delimited",
    "x-open-enum",
    "nullable",
];

/// Whose schema it is that is compared.
pub(super) struct Scene<'s> {
    /// The type, field or operation, as it is called in reports.
    pub(super) subject: &'s str,
    /// Whether requests are made of it.
    pub(super) asked: bool,
    field: bool,
    nullability_told: bool,
}

impl<'s> Scene<'s> {
    pub(super) fn new(subject: &'s str, asked: bool) -> Self {
        Self { subject, asked, field: false, nullability_told: false }
    }

    /// The same for the schema of a field, which has a documentation of its own.
    pub(super) fn of_field(self) -> Self {
        Self { field: true, ..self }
    }

    /// The same, once what `nullable` means for the field has been told.
    pub(super) fn nullability_told(self) -> Self {
        Self { nullability_told: true, ..self }
    }

    fn apart(&self) -> &'static [&'static str] {
        if self.nullability_told {
            &["properties", "required", "nullable"]
        } else {
            &["properties", "required"]
        }
    }
}

impl<'a> Comparison<'a> {
    /// Compares two schemas.
    pub(super) fn object(&mut self, scene: &Scene<'_>, old: &'a Value, new: &'a Value, at: &At) {
        let subject = scene.subject;
        let same_target = match (reference(old), reference(new)) {
            (Some(before), Some(after)) => before == after || self.is_renamed(before, after),
            _ => false,
        };
        let mut of_type = Claims::default();
        let mut message = None;
        self.each(old, new, at, scene.apart(), |this, key, at, old, new| {
            let claims = at.claims(old, new);
            match key {
                // The rename has claimed the reference; what is left is how it is written.
                "$ref" | "allOf" if same_target => {
                    if old.is_none() || new.is_none() {
                        // What stands beside a bare `$ref` is not read.
                        let (kind, message) = if scene.field {
                            (
                                Kind::DocumentationChanged,
                                "refers in a way that can, or can't, be described",
                            )
                        } else {
                            (Kind::LayoutChanged, "the same reference, written otherwise")
                        };
                        this.push(kind, subject, message, claims);
                    }
                }
                "items" if old.is_some() && new.is_some() => {
                    let item = format!("{subject}[]");
                    let scene = Scene::new(&item, scene.asked);
                    this.object(&scene, old.unwrap_or(&NULL), new.unwrap_or(&NULL), at);
                }
                "enum" if old.is_some() && new.is_some() => {}
                "x-enum-descriptions" | "x-enum-aliases" | "x-enum-names" => {}
                "x-rust-name" => {
                    let text = format!("is {} in Rust where it was {}", shown(new), shown(old));
                    this.push(Kind::TypeRenamed, subject, text, claims);
                }
                "items" | "enum" => {
                    message.get_or_insert_with(|| format!("its `{key}` came or went"));
                    of_type.extend(claims);
                }
                key if TYPE.contains(&key) => {
                    message.get_or_insert_with(|| turned(key, old, new));
                    of_type.extend(claims);
                }
                key if TEXTS.contains(&key) => this.text_or_rest(subject, key, claims),
                _ => this.rest(subject, key, claims),
            }
        });
        if let Some(message) = message {
            self.push(Kind::TypeChanged, subject, message, of_type);
        }
        self.values(subject, old, new, at);
        self.fields(scene, old, new, at);
    }

    fn is_renamed(&self, before: &str, after: &str) -> bool {
        let pair = component(before).zip(component(after));
        pair.is_some_and(|(before, after)| {
            self.renamed.iter().any(|(was, is)| was == before && is == after)
        })
    }
}

/// What a schema refers to, if it is nothing but a reference: written as `$ref`, or as `allOf` of
/// one so that it can be described.
pub(super) fn reference(schema: &Value) -> Option<&str> {
    if let Some(reference) = schema.get("$ref") {
        return reference.as_str();
    }
    match schema.get("allOf")?.as_array()?.as_slice() {
        [one] => one.get("$ref")?.as_str(),
        _ => None,
    }
}
