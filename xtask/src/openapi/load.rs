//! Reading JSON: one pass that also refuses a key that an object has twice, with errors that name
//! the place.

use std::cell::RefCell;
use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use serde_json::{Map, Number, Value};

use super::pointer::join;
use crate::report::Diagnostic;

/// Reads and parses `path`.
pub fn json(path: &Path) -> Result<Value, Diagnostic> {
    parse(&path.display().to_string(), &text(path)?)
}

/// Reads the text of `path`.
pub fn text(path: &Path) -> Result<String, Diagnostic> {
    fs::read_to_string(path).map_err(|error| {
        let help = match error.kind() {
            io::ErrorKind::NotFound => "name the folder that contains it with --openapi DIR",
            io::ErrorKind::InvalidData => "save the file as UTF-8",
            _ => "make the file readable",
        };
        Diagnostic::io(path, "read", &error, help)
    })
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
    let refusal = |message: &str, help: &str| Err(Diagnostic::error(name, "", message, help));
    if text.starts_with('\u{feff}') {
        return refusal("begins with a byte order mark", "save the file as UTF-8 without one");
    }
    if text.trim().is_empty() {
        return refusal("is empty", "fetch the whole document again");
    }
    let twice = RefCell::new(None);
    let mut json = serde_json::Deserializer::from_str(text);
    let parsed = Seed { at: String::new(), twice: &twice }.deserialize(&mut json);
    let parsed = parsed.and_then(|value| json.end().map(|()| value));
    if let Some(at) = twice.into_inner() {
        let message = "is a key that its object has twice: only one of the two would be read";
        return Err(Diagnostic::error(name, at, message, "remove one of them"));
    }
    parsed.map_err(|error| {
        let place = format!("line {}, column {}", error.line(), error.column());
        let (message, help) = match error.classify() {
            Category::Eof => (
                format!("is cut short: it ends at {place} in the middle of a value"),
                "fetch the whole document again",
            ),
            _ if error.to_string().starts_with("recursion limit exceeded") => (
                format!("is nested too deeply at {place}"),
                "remove what is nested more than a hundred levels deep",
            ),
            _ if looks_like_yaml(text) => (
                format!("is not JSON, and looks like YAML: {error}"),
                "convert the document to JSON: the published one is JSON",
            ),
            _ => (format!("is not JSON: {error}"), "correct the JSON at that place"),
        };
        Diagnostic::error(name, "", message, help)
    })
}

/// Refuses a document that is not OpenAPI 3.0, with what it is and what to do.
pub fn check_version(name: &str, document: &Value) -> Result<(), Diagnostic> {
    const PUBLISHED: &str = "import a published description: those are OpenAPI 3.0.1, in JSON";
    let refusal = |pointer: &str, message: String, help: &str| {
        Err(Diagnostic::error(name, pointer, message, help))
    };
    match (document.get("openapi"), document.get("swagger")) {
        (Some(Value::String(version)), _) if version == "3.0" || version.starts_with("3.0.") => {
            Ok(())
        }
        (Some(Value::String(version)), _) => {
            let help = "import a published description (OpenAPI 3.0.1, in JSON); changing the number \
                        is not enough, since other versions have other schemas";
            refusal(
                "/openapi",
                format!("is OpenAPI {version:.20?}, and only 3.0 is supported"),
                help,
            )
        }
        (Some(Value::Number(number)), _) => {
            let help = "write the version as text, such as \"3.0.1\"; a conversion from YAML may \
                        have made a number of it";
            refusal("/openapi", format!("is the number {number}, not a text"), help)
        }
        (Some(_), _) => refusal("/openapi", "is not a text".to_owned(), PUBLISHED),
        (None, Some(_)) => {
            refusal("/swagger", "is a Swagger document, not OpenAPI 3.0".to_owned(), PUBLISHED)
        }
        (None, None) => {
            let message = "is not an OpenAPI document: it has no `openapi`".to_owned();
            refusal("", message, PUBLISHED)
        }
    }
}

fn looks_like_yaml(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#'));
    first.is_some_and(|line| {
        line.starts_with("---")
            || line.split_once(':').is_some_and(|(key, _)| {
                !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric())
            })
    })
}

/// Builds a [`Value`], and keeps the pointer of the first key that its object has twice.
struct Seed<'a> {
    at: String,
    twice: &'a RefCell<Option<String>>,
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Value, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            let at = join(&self.at, &key);
            if members.contains_key(&key) {
                self.twice.borrow_mut().get_or_insert(at);
                return Err(A::Error::custom("a key is there twice"));
            }
            let value = map.next_value_seed(Seed { at, twice: self.twice })?;
            members.insert(key, value);
        }
        Ok(Value::Object(members))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut all = Vec::new();
        loop {
            let at = join(&self.at, &all.len().to_string());
            match items.next_element_seed(Seed { at, twice: self.twice })? {
                Some(item) => all.push(item),
                None => return Ok(Value::Array(all)),
            }
        }
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        parse("a.json", text).unwrap_err().to_string()
    }

    #[test]
    fn a_key_that_is_there_twice_is_refused_with_its_pointer() {
        let refused = refusal(r#"{"a": {"b/c": 1, "d": [{"e": 1, "e": 2}]}}"#);
        assert!(refused.starts_with("a.json#/a/d/0/e: is a key that its object has twice"));
    }

    #[test]
    fn what_is_not_json_is_named() {
        assert!(refusal("openapi: 3.0.1\n").contains("looks like YAML"));
        assert!(refusal("---\na: 1\n").contains("looks like YAML"));
        assert!(refusal("{\"a\": ").contains("cut short"));
        assert!(refusal("{} {}").contains("is not JSON"));
        assert!(refusal(&"[".repeat(10_000)).contains("nested too deeply"));
    }

    #[test]
    fn values_are_those_of_serde_json() {
        let text = r#"{"a": [1, -2, 1.5, true, null, "x", 18446744073709551615], "b": {}}"#;
        assert_eq!(parse("a", text).unwrap(), serde_json::from_str::<Value>(text).unwrap());
    }
}
