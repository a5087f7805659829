//! Reads JSON, and rejects duplicate keys.

use std::fmt;
use std::fs;
use std::path::Path;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::join;
use crate::report::Diagnostic;

/// Reads and parses `path`.
pub fn json(path: &Path) -> Result<Value, Diagnostic> {
    parse(&path.display().to_string(), &text(path)?)
}

/// Reads the text of `path`.
pub fn text(path: &Path) -> Result<String, Diagnostic> {
    const HELP: &str =
        "check the path, or name another folder with --openapi DIR, and save the file as UTF-8";
    fs::read_to_string(path).map_err(|error| Diagnostic::io(path, "read", &error, HELP))
}

/// Reads and parses `path`. Returns `None` if there is no such file.
pub fn json_if_present(path: &Path) -> Result<Option<Value>, Diagnostic> {
    match fs::exists(path) {
        Ok(false) => Ok(None),
        _ => json(path).map(Some),
    }
}

/// Parses the text of the file called `name`.
pub fn parse(name: &str, text: &str) -> Result<Value, Diagnostic> {
    serde_json::from_str(text).map(|Unique(value)| value).map_err(|error| {
        let help = "correct the file or download it again: it must be JSON in UTF-8, without a \
                    byte order mark";
        Diagnostic::error(name, "", format!("is not valid JSON: {error}"), help)
    })
}

/// Rejects a document that is not OpenAPI 3.0.
pub fn check_version(name: &str, document: &Value) -> Result<(), Diagnostic> {
    let mut keys = ["openapi", "swagger"].into_iter();
    let (at, version) = match keys.find_map(|key| Some((key, document.get(key)?))) {
        Some((_, Value::String(version))) if version == "3.0" || version.starts_with("3.0.") => {
            return Ok(());
        }
        Some((key, version)) => (join("", key), format!("is {version}")),
        None => (String::new(), "has no `openapi`".to_owned()),
    };
    let message = format!("{version:.40}, but only OpenAPI \"3.0\" (a string) is supported");
    let help = "import a published description (OpenAPI 3.0.1, in JSON); do not just change the \
                version number, since schemas differ between versions";
    Err(Diagnostic::error(name, at, message, help))
}

/// A [`Value`] without duplicate keys.
struct Unique(Value);

impl<'de> Deserialize<'de> for Unique {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json.deserialize_any(Json).map(Self)
    }
}

struct Json;

macro_rules! scalars {
    ($($visit:ident: $scalar:ty),*) => {$(
        fn $visit<E>(self, value: $scalar) -> Result<Value, E> {
            Ok(Value::from(value))
        }
    )*};
}

impl<'de> Visitor<'de> for Json {
    type Value = Value;

    scalars! { visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str }

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(Unique(item)) = list.next_element()? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some((key, Unique(value))) = map.next_entry::<String, Unique>()? {
            if members.contains_key(&key) {
                return Err(A::Error::custom(format_args!("duplicate key {key:?}")));
            }
            members.insert(key, value);
        }
        Ok(Value::Object(members))
    }
}
