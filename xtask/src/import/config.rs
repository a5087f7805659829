//! What to take from the vendor's document: `import.json`, beside the fragment.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use super::scope_lists::is_scope;
use crate::openapi::load;
use crate::openapi::pointer::join;
use crate::report::Diagnostic;

/// The file's name.
pub const FILE: &str = "import.json";

const HELP: &str = "write {\"host\": \"…\", \"operations\": [\"an operationId\", …]}, and where needed \
                    \"keep\": [\"an operationId\", …] and \"scope-lists\": {\"/a/pointer\": [\"a scope\", …]}";

/// What to take.
#[derive(Clone, Debug)]
pub struct Config {
    /// The file, as a person would name it.
    pub file: String,
    /// The domain that the vendor's servers are in.
    pub host: String,
    /// The ids of the wanted operations.
    pub operations: Vec<String>,
    /// The ids of the operations that stay as established where the document lacks them.
    pub keep: Vec<String>,
    /// Scope lists given by hand, by the pointer of the property in the vendor's document. `None`
    /// if the property is a plain string.
    pub scope_lists: BTreeMap<String, Option<Vec<String>>>,
}

impl Config {
    /// Reads `import.json` in `dir`.
    pub fn from_dir(dir: &Path) -> Result<Self, Diagnostic> {
        let path = dir.join(FILE);
        Self::read(&path.display().to_string(), &load::json(&path)?)
    }

    /// Reads the content of the file called `file`.
    pub fn read(file: &str, value: &Value) -> Result<Self, Diagnostic> {
        let wrong =
            |pointer: &str, message: String| Err(Diagnostic::error(file, pointer, message, HELP));
        let known = ["host", "operations", "keep", "scope-lists"];
        let mut keys = value.as_object().into_iter().flat_map(|members| members.keys());
        if let Some(key) = keys.find(|key| !known.contains(&key.as_str())) {
            return wrong(&join("", key), "is not a key of this file".to_owned());
        }
        let Some(host) = value.get("host").and_then(Value::as_str) else {
            return wrong("/host", "the domain of the vendor's servers is missing".to_owned());
        };
        let operations = strings(file, "/operations", value.get("operations"))?;
        if operations.is_empty() {
            return wrong("/operations", "lists no operation".to_owned());
        }
        let keep = strings(file, "/keep", value.get("keep"))?;
        if let Some(id) = keep.iter().find(|id| !operations.contains(id)) {
            return wrong("/keep", format!("`{id}` is not in `operations`"));
        }
        let mut scope_lists = BTreeMap::new();
        let lists = value.get("scope-lists").and_then(Value::as_object);
        for (pointer, list) in lists.into_iter().flatten() {
            let at = join("/scope-lists", pointer);
            let values = if list.is_null() { None } else { Some(strings(file, &at, Some(list))?) };
            let unfit = values.iter().flatten().find(|value| !is_scope(value));
            if let Some(value) = unfit {
                return wrong(&at, format!("{value:?} cannot be a scope"));
            }
            if values.as_ref().is_some_and(Vec::is_empty) {
                return wrong(&at, "is empty; `null` makes the property a plain string".to_owned());
            }
            scope_lists.insert(pointer.clone(), values);
        }
        Ok(Self { file: file.to_owned(), host: host.to_owned(), operations, keep, scope_lists })
    }
}

/// Returns a list of different strings. A missing list is empty.
fn strings(file: &str, pointer: &str, list: Option<&Value>) -> Result<Vec<String>, Diagnostic> {
    let wrong = |at: &str, message: String| Err(Diagnostic::error(file, at, message, HELP));
    let Some(list) = list else { return Ok(Vec::new()) };
    let Some(list) = list.as_array() else { return wrong(pointer, "is not a list".to_owned()) };
    let mut all: Vec<String> = Vec::with_capacity(list.len());
    for (index, item) in list.iter().enumerate() {
        let at = join(pointer, &index.to_string());
        match item.as_str() {
            Some(item) if all.iter().any(|earlier| earlier == item) => {
                return wrong(&at, format!("lists `{item}` a second time"));
            }
            Some(item) => all.push(item.to_owned()),
            None => return wrong(&at, "is not a string".to_owned()),
        }
    }
    Ok(all)
}
