//! `nullable: true` beside an enum without `null`.

use serde_json::Value;

use super::Rule;
use crate::description::grammar::{Kind, walk_mut};

pub(super) const RULE: Rule = Rule {
    name: "nullable-enum",
    reason: "`nullable` allows `null` only where the enum lists it too, and an answer with `null` \
             must not fail to decode: it is listed",
    apply: |excerpt, _| {
        let mut repaired = Vec::new();
        walk_mut(excerpt, Kind::Document, "", &mut |kind, at, value| {
            if kind != Kind::Schema || value.get("nullable") != Some(&Value::Bool(true)) {
                return;
            }
            if let Some(values) = value.get_mut("enum").and_then(Value::as_array_mut)
                && !values.contains(&Value::Null)
            {
                values.push(Value::Null);
                repaired.push(at.to_owned());
            }
        });
        Ok(repaired)
    },
};
