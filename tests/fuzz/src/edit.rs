//! Edits of a JSON document for a fuzzer. Edited text would rarely be a valid document.

use arbitrary::Arbitrary;
use serde_json::{Value, json};

/// One change, at a place given by its index in the document.
#[derive(Arbitrary, Debug)]
pub struct Edit {
    at: u16,
    change: Change,
}

#[derive(Arbitrary, Debug)]
enum Change {
    Remove,
    Scalar(Scalar),
    EmptyList,
    EmptyObject,
    /// A copy of another part of the document.
    Copy(u16),
    /// Another part, inserted under a known key, such as a keyword of OpenAPI.
    Insert(u8, u16),
    /// The text with a prefix or a suffix.
    Affix(Affix),
    /// The part, nested this many levels deep.
    Nest(u8),
}

#[derive(Arbitrary, Debug)]
enum Scalar {
    Null,
    Bool(bool),
    Number(i32),
    Fraction(f32),
    Text(String),
}

#[derive(Arbitrary, Debug)]
enum Affix {
    Before(char),
    After(char),
    Slash,
    Tilde,
    Hash,
}

/// Keys that the generator reads.
const KEYS: &[&str] = &[
    "$ref",
    "additionalProperties",
    "allOf",
    "anyOf",
    "content",
    "default",
    "deprecated",
    "description",
    "enum",
    "format",
    "items",
    "nullable",
    "oneOf",
    "operationId",
    "parameters",
    "properties",
    "requestBody",
    "required",
    "responses",
    "schema",
    "security",
    "servers",
    "type",
    "x-delimited",
    "x-enum-aliases",
    "x-enum-names",
    "x-enum-omit",
    "x-enum-paths",
    "x-open-enum",
    "x-present-when",
    "x-rust-name",
    "x-secret",
    "x-was",
];

/// Applies the edits in order, up to a limit.
pub fn apply(document: &mut Value, edits: &[Edit]) {
    // A long list finds no more than several short ones, and is slower.
    for edit in edits.iter().take(8) {
        let mut places = Vec::new();
        collect(document, String::new(), &mut places);
        let place = &places[usize::from(edit.at) % places.len()];
        let copied = |from: u16| {
            let from = &places[usize::from(from) % places.len()];
            document.pointer(from).cloned().unwrap_or_default()
        };
        let old = document.pointer(place).cloned().unwrap_or_default();
        let new = match &edit.change {
            Change::Remove => {
                remove(document, place);
                continue;
            }
            Change::Scalar(scalar) => scalar.value(),
            Change::EmptyList => json!([]),
            Change::EmptyObject => json!({}),
            Change::Copy(from) => copied(*from),
            Change::Insert(key, from) => {
                let (key, part) = (KEYS[usize::from(*key) % KEYS.len()], copied(*from));
                let mut object = old;
                match &mut object {
                    Value::Object(members) => drop(members.insert(key.to_owned(), part)),
                    Value::Array(items) => items.push(part),
                    other => *other = json!({ (key): part }),
                }
                object
            }
            Change::Affix(affix) => match old {
                Value::String(text) => Value::String(affix.apply_to(&text)),
                other => json!([other]),
            },
            Change::Nest(levels) => {
                (0..*levels).fold(old, |inner, _| json!({ "allOf": [inner], "items": {} }))
            }
        };
        if let Some(target) = document.pointer_mut(place) {
            *target = new;
        }
    }
}

impl Scalar {
    fn value(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => json!(value),
            Self::Number(value) => json!(value),
            Self::Fraction(value) => json!(value),
            Self::Text(value) => json!(value),
        }
    }
}

impl Affix {
    fn apply_to(&self, text: &str) -> String {
        match self {
            Self::Before(character) => format!("{character}{text}"),
            Self::After(character) => format!("{text}{character}"),
            Self::Slash => format!("{text}/{text}"),
            Self::Tilde => format!("{text}~1~0"),
            Self::Hash => format!("#/{text}"),
        }
    }
}

/// Collects the pointers of all parts. The pointer of the whole document is the last.
fn collect(value: &Value, at: String, places: &mut Vec<String>) {
    let below = |key: &str| format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(key, value)| collect(value, below(key), places));
        }
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items.for_each(|(index, value)| collect(value, below(&index.to_string()), places));
        }
        _ => {}
    }
    places.push(at);
}

fn remove(document: &mut Value, place: &str) {
    let Some((parent, last)) = place.rsplit_once('/') else { return };
    let last = last.replace("~1", "/").replace("~0", "~");
    match document.pointer_mut(parent) {
        Some(Value::Object(members)) => drop(members.shift_remove(&last)),
        Some(Value::Array(items)) => {
            if let Ok(index) = last.parse::<usize>() {
                items.remove(index);
            }
        }
        _ => {}
    }
}
