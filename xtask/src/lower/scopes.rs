//! One scope is a type of ours.

use serde_json::Value;

use super::Rule;
use crate::description::scopes::SCOPE;

pub(super) const SET_STANDS_FOR_SCOPE: Rule = Rule {
    name: "set-stands-for-scope",
    reason: "nothing but the extension on the set refers to a single scope, so progenitor would \
             generate a closed enum that nobody uses, beside the one that is made here.",
    apply: remove_scope,
};

fn remove_scope(document: &mut Value) {
    if let Some(schemas) =
        document.pointer_mut("/components/schemas").and_then(Value::as_object_mut)
    {
        schemas.shift_remove(SCOPE);
    }
}
