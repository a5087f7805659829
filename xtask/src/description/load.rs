//! Reading a JSON file, with an error that a person can act on.

use std::fs;
use std::io;
use std::path::Path;

use serde_json::Value;
use serde_json::error::Category;

use super::duplicates;
use crate::finding::Finding;

/// Reads and parses `path`.
pub fn json(path: &Path) -> Result<Value, Finding> {
    let text = text(path)?;
    parse(&path.display().to_string(), &text)
}

/// Reads and parses `path`, or `None` if there is no such file.
pub fn json_if_present(path: &Path) -> Result<Option<Value>, Finding> {
    match fs::exists(path) {
        Ok(false) => Ok(None),
        _ => json(path).map(Some),
    }
}

/// Reads and parses `overlay.json` in `dir`, if there is one.
///
/// One in another format is refused: it was meant to be applied.
pub fn overlay(dir: &Path) -> Result<Option<Value>, Finding> {
    let overlay = json_if_present(&dir.join("overlay.json"))?;
    let other = ["overlay.yaml", "overlay.yml"].map(|name| dir.join(name));
    match other.iter().find(|path| overlay.is_none() && path.exists()) {
        Some(path) => Err(Finding::new(
            path.display().to_string(),
            "",
            "is not read: only JSON is",
            "write it as overlay.json",
        )),
        None => Ok(overlay),
    }
}

fn text(path: &Path) -> Result<String, Finding> {
    fs::read_to_string(path).map_err(|error| {
        let remedy = match error.kind() {
            io::ErrorKind::NotFound => "name the folder that holds it with --openapi DIR",
            io::ErrorKind::InvalidData => "save the file as UTF-8",
            _ => "make the file readable",
        };
        Finding::new(path.display().to_string(), "", format!("can't be read: {error}"), remedy)
    })
}

/// Parses the text of the file that is called `name`.
pub fn parse(name: &str, text: &str) -> Result<Value, Finding> {
    let refusal = |message: &str, remedy: &str| Err(Finding::new(name, "", message, remedy));
    if text.starts_with('\u{feff}') {
        return refusal("begins with a byte order mark", "save the file as UTF-8 without one");
    }
    if text.trim().is_empty() {
        return refusal("is empty", "fetch the whole document again");
    }
    let parsed = serde_json::from_str(text).map_err(|error| {
        let place = format!("line {}, column {}", error.line(), error.column());
        let (message, remedy) = match error.classify() {
            Category::Eof => (
                format!("is cut short: it ends at {place} in the middle of a value"),
                "fetch the whole document again",
            ),
            _ if error.to_string().starts_with("recursion limit exceeded") => (
                format!("is nested too deeply at {place}"),
                "take out what is nested more than a hundred levels deep",
            ),
            _ => (format!("is not JSON: {error}"), "mend the JSON at that place"),
        };
        Finding::new(name, "", message, remedy)
    })?;
    match duplicates::keys(text).first() {
        Some(at) => Err(Finding::new(
            name,
            at,
            "stands there twice, and only one of the two would be read",
            "remove one of them",
        )),
        None => Ok(parsed),
    }
}
