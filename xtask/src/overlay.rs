//! Applying the overlay action by action, so that an action that does nothing, or something other
//! than it was written for, is reported.

use roas_overlay::apply::{Apply, ApplyOptions};
use roas_overlay::v1_0::Overlay;
use roas_overlay::validation::Validate;
use serde_json::Value;

use crate::openapi::pointer::{join, steps};
use crate::report::{Diagnostic, Report};

/// The extension of an action that replaces a published value: the value that it replaces.
pub const WAS: &str = "x-was";

/// What became of the actions.
#[derive(Debug, Default)]
pub struct Applied {
    /// Warnings about actions that match nothing, change nothing, or replace without [`WAS`].
    pub warnings: Vec<Diagnostic>,
    /// Warnings about actions that replace another value than [`WAS`] says.
    pub mismatches: Vec<Diagnostic>,
}

/// Applies `overlay` (the content of the file called `name`) to `document`.
pub fn apply(name: &str, overlay: &Value, document: &mut Value) -> Result<Applied, Report> {
    let overlay = parse(name, overlay)?;
    let mut applied = Applied::default();
    let whole = Overlay { actions: Vec::new(), ..overlay.clone() };
    let published = document.clone();
    for (index, action) in overlay.actions.iter().enumerate() {
        let pointer = format!("/actions/{index}");
        let before = document.clone();
        let one = Overlay { actions: vec![action.clone()], ..whole.clone() };
        let report =
            one.apply(document, ApplyOptions::ErrorOnMixedKindMatch.into()).map_err(|error| {
                Diagnostic::error(
                    name,
                    &pointer,
                    error.kind.to_string(),
                    "correct the action's target",
                )
            })?;
        let was = action.extensions.as_ref().and_then(|extensions| extensions.get(WAS));
        let matched: usize = report.actions.iter().map(|outcome| outcome.matched).sum();
        let mut changes = Vec::new();
        compare(&before, document, String::new(), &mut changes);
        let target = &action.target;
        let action = Action { file: name, pointer: &pointer, target, was, published: &published };
        action.judge(matched, &changes, &mut applied);
    }
    Ok(applied)
}

/// A place that an action changed.
struct Change<'a> {
    at: String,
    before: Option<&'a Value>,
    after: Option<&'a Value>,
}

struct Action<'a> {
    file: &'a str,
    pointer: &'a str,
    target: &'a str,
    was: Option<&'a Value>,
    published: &'a Value,
}

impl Action<'_> {
    fn judge(&self, matched: usize, changes: &[Change<'_>], applied: &mut Applied) {
        if let Some(was) = self.was {
            let differs = |change: &&Change<'_>| change.before != Some(was);
            if matched == 0 {
                applied.mismatches.push(self.mismatch(
                    was,
                    "nothing there",
                    "the action has no effect",
                ));
            } else if changes.is_empty() {
                let now = "what the action would make of it";
                applied.mismatches.push(self.mismatch(was, now, "the action has no effect"));
            }
            for change in changes.iter().filter(differs) {
                let now = change.before.map_or("nothing".to_owned(), |now| format!("`{now}`"));
                let effect = match change.after {
                    Some(after) => format!("the action makes it `{after}` at {}", change.at),
                    None => format!("the action removes it at {}", change.at),
                };
                applied.mismatches.push(self.mismatch(was, &now, &effect));
            }
            return;
        }
        if matched == 0 {
            applied.warnings.push(self.warning(
                format!("matches nothing: `{}`", self.target),
                "correct the target if the description moved, remove the action if it is obsolete",
            ));
        } else if changes.is_empty() {
            applied.warnings.push(self.warning(
                format!("changes nothing at `{}`: the description already says so", self.target),
                "remove the action",
            ));
        }
        for change in changes.iter().filter(|change| change.replaces(self.published)) {
            let before = change.before.unwrap_or(&Value::Null);
            applied.warnings.push(self.warning(
                format!("replaces the published `{before}` at {}", change.at),
                format!("add to what is published by an extension, or say `\"{WAS}\": {before}`"),
            ));
        }
    }

    fn mismatch(&self, was: &Value, now: &str, effect: &str) -> Diagnostic {
        self.warning(
            format!("was written to replace `{was}`, but the description has {now}: {effect}"),
            format!("adapt the action and its `{WAS}`, or remove it"),
        )
    }

    fn warning(&self, message: String, help: impl Into<String>) -> Diagnostic {
        Diagnostic::warning(self.file, self.pointer, message, help)
    }
}

impl Change<'_> {
    /// Returns whether the change hides something published. A text is for people, and the overlay's
    /// own earlier actions may be changed.
    fn replaces(&self, published: &Value) -> bool {
        self.before.is_some()
            && self.before == published.pointer(&self.at)
            && steps(&self.at).last().is_none_or(|key| key != "description" && key != "summary")
    }
}

/// Adds the outermost places in which `after` differs from `before`. An array that only grew at its
/// end is an addition.
fn compare<'a>(before: &'a Value, after: &'a Value, at: String, changes: &mut Vec<Change<'a>>) {
    match (before, after) {
        (Value::Object(old), Value::Object(new)) => {
            for (key, before) in old.iter().filter(|(key, value)| new.get(*key) != Some(value)) {
                match new.get(key) {
                    Some(after) => compare(before, after, join(&at, key), changes),
                    None => changes.push(Change {
                        at: join(&at, key),
                        before: Some(before),
                        after: None,
                    }),
                }
            }
            let added = new.iter().filter(|(key, _)| !old.contains_key(*key));
            changes.extend(added.map(|(key, after)| Change {
                at: join(&at, key),
                before: None,
                after: Some(after),
            }));
        }
        (Value::Array(old), Value::Array(new)) if new.len() >= old.len() => {
            for (index, (before, after)) in old.iter().zip(new).enumerate() {
                compare(before, after, join(&at, &index.to_string()), changes);
            }
            let added = new.iter().enumerate().skip(old.len());
            changes.extend(added.map(|(index, after)| Change {
                at: join(&at, &index.to_string()),
                before: None,
                after: Some(after),
            }));
        }
        _ if before != after => {
            changes.push(Change { at, before: Some(before), after: Some(after) });
        }
        _ => {}
    }
}

fn parse(name: &str, overlay: &Value) -> Result<Overlay, Report> {
    let parsed: Overlay = serde_json::from_value(overlay.clone()).map_err(|error| {
        Diagnostic::error(
            name,
            "",
            format!("is not an OpenAPI Overlay 1.0 document: {error}"),
            "write it as https://spec.openapis.org/overlay/v1.0.0.html says",
        )
    })?;
    match parsed.validate(Default::default()) {
        Ok(()) => Ok(parsed),
        Err(errors) => Err(errors
            .errors
            .iter()
            .map(|error| {
                let message = format!("is not a valid overlay: {error}");
                Diagnostic::error(name, "", message, "correct it at that place")
            })
            .collect()),
    }
}
