//! `required: true` on a property.

use serde_json::{Value, json};

use super::Rule;
use crate::description::grammar::{Kind, walk_mut};
use crate::description::pointer::join;

pub(super) const RULE: Rule = Rule {
    name: "flag-on-property",
    reason: "`required` as a flag is of an older JSON Schema: it belongs in the object's list",
    apply: |excerpt, _| {
        let mut repaired = Vec::new();
        walk_mut(excerpt, Kind::Document, "", &mut |kind, at, value| {
            if kind == Kind::Schema {
                repaired.extend(move_flags(value).map(|name| join(&join(at, "properties"), &name)));
            }
        });
        Ok(repaired)
    },
};

/// Moves the flags of the schema's properties into its list, and tells the properties' names.
fn move_flags(schema: &mut Value) -> impl Iterator<Item = String> + use<> {
    let mut moved = Vec::new();
    let mut required = Vec::new();
    let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
    for (name, property) in properties.into_iter().flatten() {
        let Some(flag) = property.get("required").and_then(Value::as_bool) else { continue };
        if let Some(members) = property.as_object_mut() {
            members.shift_remove("required");
        }
        if flag {
            required.push(name.clone());
        }
        moved.push(name.clone());
    }
    if let (false, Some(members)) = (required.is_empty(), schema.as_object_mut()) {
        let list = members.entry("required").or_insert_with(|| json!([]));
        if let Some(list) = list.as_array_mut() {
            for name in required {
                if !list.iter().any(|listed| listed.as_str() == Some(name.as_str())) {
                    list.push(Value::String(name));
                }
            }
        }
    }
    moved.into_iter()
}
