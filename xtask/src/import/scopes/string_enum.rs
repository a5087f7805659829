//! A string with the values as its enum.
//!
//! Taken at its word it could hold one scope only; what is meant is a list of them.

use serde_json::Value;

use super::Witness;

pub(super) fn read(schema: &Value, at: &str) -> Option<Witness> {
    let values = schema.get("enum")?.as_array()?;
    // `null` is how a nullable field lists that it may be absent.
    let values = values.iter().filter(|value| !value.is_null());
    let values =
        values.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
    Some(Witness { at: format!("{at}/enum"), values: values.collect(), ordered: true })
}
