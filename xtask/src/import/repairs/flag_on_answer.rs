//! `required: true` on a response.

use super::Rule;
use crate::description::grammar::{Kind, walk_mut};

pub(super) const RULE: Rule = Rule {
    name: "flag-on-answer",
    reason: "`required` belongs to a request: an answer comes or does not, and nobody is asked",
    apply: |excerpt, _| {
        let mut repaired = Vec::new();
        walk_mut(excerpt, Kind::Document, "", &mut |kind, at, value| {
            let answer = value.as_object_mut().filter(|_| kind == Kind::Response);
            if answer.is_some_and(|members| members.shift_remove("required").is_some()) {
                repaired.push(at.to_owned());
            }
        });
        Ok(repaired)
    },
};
