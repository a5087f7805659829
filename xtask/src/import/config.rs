//! What to take from the vendor's document: `import.json`, beside the fragment.

use std::path::Path;

use serde_json::Value;

use crate::description::load;
use crate::description::pointer::join;
use crate::finding::Finding;

/// The file's name.
pub const FILE: &str = "import.json";

/// What to take.
#[derive(Clone, Debug)]
pub struct Config {
    /// The file, as a person would name it.
    pub file: String,
    /// The domain that the vendor's servers are in.
    pub host: String,
    /// The ids of the wanted operations.
    pub operations: Vec<String>,
}

impl Config {
    /// Reads `import.json` in `dir`.
    pub fn from_dir(dir: &Path) -> Result<Self, Finding> {
        let path = dir.join(FILE);
        let value = load::json(&path)?;
        Self::read(&path.display().to_string(), &value)
    }

    /// Reads the content of the file called `file`.
    pub fn read(file: &str, value: &Value) -> Result<Self, Finding> {
        let wrong = |pointer: &str, message: &str, remedy: &str| {
            Err(Finding::new(file, pointer, message, remedy))
        };
        let remedy = "write {\"host\": \"…\", \"operations\": [\"an operationId\", …]}";
        let Some(host) = value.get("host").and_then(Value::as_str) else {
            return wrong("/host", "the domain of the vendor's servers is missing", remedy);
        };
        let Some(listed) = value.get("operations").and_then(Value::as_array) else {
            return wrong("/operations", "the list of the wanted operations is missing", remedy);
        };
        let mut operations: Vec<String> = Vec::with_capacity(listed.len());
        for (index, id) in listed.iter().enumerate() {
            let at = join("/operations", &index.to_string());
            match id.as_str() {
                Some(id) if operations.iter().any(|earlier| earlier == id) => {
                    return wrong(&at, &format!("lists `{id}` a second time"), "list it once");
                }
                Some(id) => operations.push(id.to_owned()),
                None => return wrong(&at, "is not a string", "write the operationId"),
            }
        }
        if operations.is_empty() {
            return wrong("/operations", "no operation is wanted", "list at least one operationId");
        }
        Ok(Self { file: file.to_owned(), host: host.to_owned(), operations })
    }
}
