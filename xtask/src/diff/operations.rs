//! Which operation of the old document is which of the new one.

use serde_json::Value;

use super::change::At;
use super::rest::keys;
use super::{Comparison, Kind};
use crate::description::grammar::METHODS;
use crate::description::undescribed::operations;

/// An operation with its place.
struct Found<'a> {
    at: String,
    id: &'a str,
}

fn found(document: &Value) -> Vec<Found<'_>> {
    operations(document)
        .map(|(at, operation)| Found {
            at,
            id: operation.get("operationId").and_then(Value::as_str).unwrap_or_default(),
        })
        .collect()
}

impl<'a> Comparison<'a> {
    /// Compares all operations: those of one id first, then those of one place.
    pub(super) fn operations(&mut self) {
        let (mut old, mut new) = (found(self.old), found(self.new));
        self.pair(&mut old, &mut new, |a, b| a.id == b.id && a.at == b.at);
        self.pair(&mut old, &mut new, |a, b| a.id == b.id && !a.id.is_empty());
        self.pair(&mut old, &mut new, |a, b| a.at == b.at);
        for gone in old {
            let at = At::same(&gone.at);
            let message =
                format!("the operation at {} is gone, and its method with it", place(&gone.at));
            self.push(Kind::OperationRemoved, gone.id, message, at.only_old());
        }
        for added in new {
            let at = At::same(&added.at);
            let message = format!("a new operation at {}", place(&added.at));
            self.push(Kind::OperationAdded, added.id, message, at.only_new());
        }
        self.path_items();
    }

    /// What paths hold beside their operations.
    fn path_items(&mut self) {
        let at = At::same("/paths");
        let (old, new): (&'a Value, &'a Value) = (self.old, self.new);
        let (old, new) = (&old["paths"], &new["paths"]);
        for path in keys(old, new) {
            let at = at.join(path);
            self.each(&old[path], &new[path], &at, METHODS, |this, key, at, old, new| {
                let claims = at.claims(old, new);
                match key {
                    "parameters" => {
                        let message = "the parameters of all its methods changed";
                        this.push(Kind::ParametersChanged, path, message, claims);
                    }
                    "servers" => {
                        this.push(Kind::ServerChanged, path, "has other servers", claims);
                    }
                    _ => this.text_or_rest(path, key, claims),
                }
            });
        }
    }

    /// Takes out of both lists the pairs that are the `same`, and compares them.
    fn pair(
        &mut self,
        old: &mut Vec<Found<'_>>,
        new: &mut Vec<Found<'_>>,
        same: impl Fn(&Found<'_>, &Found<'_>) -> bool,
    ) {
        old.retain(|before| {
            let Some(index) = new.iter().position(|after| same(before, after)) else { return true };
            let after = new.remove(index);
            self.matched(before, &after);
            false
        });
    }

    fn matched(&mut self, old: &Found<'_>, new: &Found<'_>) {
        let at = At { old: old.at.clone(), new: new.at.clone() };
        if old.at != new.at {
            let message = format!("moved from {} to {}", place(&old.at), place(&new.at));
            self.push(Kind::PathChanged, new.id, message, at.both());
        }
        if old.id != new.id {
            let message = format!("was `{}`: the method has another name", old.id);
            self.push(Kind::OperationRenamed, new.id, message, at.join("operationId").both());
        }
        self.operation(new.id, &at);
    }
}

/// `POST /v1/oauth/token`, of a pointer.
fn place(pointer: &str) -> String {
    let mut steps = pointer.split('/').skip(2);
    let path = steps.next().unwrap_or_default().replace("~1", "/").replace("~0", "~");
    let method = steps.next().unwrap_or_default().to_uppercase();
    format!("`{method} {path}`")
}
