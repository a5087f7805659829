//! The fragment's own shape: a reference to the delimited set.

use serde_json::Value;

use super::{Witness, fields};
use crate::description::pointer::resolve;
use crate::description::scopes::DELIMITED;

pub(super) fn read(document: &Value, field: &Value) -> Option<Witness> {
    let set = fields::resolved(document, field);
    let reference = set.get(DELIMITED)?.pointer("/items/$ref")?.as_str()?;
    let values = resolve(document, reference)?.get("enum")?.as_array()?;
    Some(Witness {
        at: format!("{}/enum", reference.strip_prefix('#')?),
        values: values.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        ordered: true,
    })
}
