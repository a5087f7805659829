//! Applies the overlay action by action, and reports actions that have no effect or another effect
//! than the author expected.

use roas_overlay::apply::{Apply, ApplyOptions};
use roas_overlay::v1_0::Overlay;
use roas_overlay::validation::Validate;
use serde_json::Value;

use crate::openapi::{join, steps};
use crate::report::{Diagnostic, Report};

/// The extension of an action that replaces a published value: that value.
pub const WAS: &str = "x-was";

/// The warnings about the actions.
#[derive(Debug, Default)]
pub struct Applied {
    /// Warnings about actions that match nothing, change nothing, or replace without [`WAS`].
    pub warnings: Report,
    /// Warnings about actions whose replaced value differs from [`WAS`].
    pub mismatches: Vec<Diagnostic>,
}

/// Applies `overlay` (the content of the file called `name`) to `document`.
pub fn apply(name: &str, overlay: &Value, document: &mut Value) -> Result<Applied, Report> {
    let overlay = parse(name, overlay)?;
    let mut applied = Applied::default();
    let published = document.clone();
    for (index, action) in overlay.actions.iter().enumerate() {
        let pointer = format!("/actions/{index}");
        let before = document.clone();
        let single = Overlay { actions: vec![action.clone()], ..overlay.clone() };
        let report = single.apply(document, ApplyOptions::ErrorOnMixedKindMatch.into());
        let report = report.map_err(|error| {
            let help = "correct the action's target";
            Diagnostic::error(name, &pointer, error.kind.to_string(), help)
        })?;
        let matched = report.actions.iter().any(|outcome| outcome.matched > 0);
        let mut changes = Vec::new();
        compare(Some(&before), Some(document), String::new(), &mut changes);
        let warn = |message, help| Diagnostic::warning(name, &pointer, message, help);
        match action.extensions.as_ref().and_then(|extensions| extensions.get(WAS)) {
            Some(was) => {
                let help = format!("adapt the action and its `{WAS}`, or remove it");
                let found = mismatches(was, matched, &changes);
                let found = found.into_iter().map(|message| warn(message, help.clone()));
                applied.mismatches.extend(found);
            }
            None => {
                let found = surprises(&action.target, matched, &changes, &published);
                applied
                    .warnings
                    .extend(found.into_iter().map(|(message, help)| warn(message, help)));
            }
        }
    }
    Ok(applied)
}

/// A place that an action changed.
struct Change<'a> {
    at: String,
    before: Option<&'a Value>,
    after: Option<&'a Value>,
}

/// Returns a message for each replaced value that differs from `was`.
fn mismatches(was: &Value, matched: bool, changes: &[Change<'_>]) -> Vec<String> {
    let mismatch = |now: &str, effect: String| {
        format!("expects `{was}`, but the description has {now}: {effect}")
    };
    if changes.is_empty() {
        let now = if matched { "the new value already" } else { "nothing there" };
        return vec![mismatch(now, "the action has no effect".to_owned())];
    }
    let others = changes.iter().filter(|change| change.before != Some(was));
    let messages = others.map(|change| {
        let now = change.before.map_or("nothing".to_owned(), |now| format!("`{now}`"));
        let effect = match change.after {
            Some(after) => format!("the action makes it `{after}` at {}", change.at),
            None => format!("the action removes it at {}", change.at),
        };
        mismatch(&now, effect)
    });
    messages.collect()
}

/// Returns the problems of an action without [`WAS`], each with its help.
fn surprises(
    target: &str,
    matched: bool,
    changes: &[Change<'_>],
    published: &Value,
) -> Vec<(String, String)> {
    if !matched {
        let help =
            "correct the target if the part was moved, or remove the action if it is obsolete";
        return vec![(format!("matches nothing: `{target}`"), help.to_owned())];
    }
    if changes.is_empty() {
        let message = format!("has no effect: the description already has the value at `{target}`");
        return vec![(message, "remove the action".to_owned())];
    }
    let replaced = changes.iter().filter(|change| {
        // Actions may replace texts, and values of earlier actions.
        let is_prose =
            steps(&change.at).last().is_some_and(|key| key == "description" || key == "summary");
        change.before.is_some() && change.before == published.pointer(&change.at) && !is_prose
    });
    let messages = replaced.map(|change| {
        let before = change.before.unwrap_or(&Value::Null);
        (
            format!("replaces the published `{before}` at {}", change.at),
            format!("use an extension instead, or add `\"{WAS}\": {before}` to the action"),
        )
    });
    messages.collect()
}

/// Adds the outermost places at which `after` differs from `before`. Items appended to an array are
/// additions.
fn compare<'a>(
    before: Option<&'a Value>,
    after: Option<&'a Value>,
    at: String,
    changes: &mut Vec<Change<'a>>,
) {
    match (before, after) {
        (before, after) if before == after => {}
        (Some(Value::Object(old)), Some(Value::Object(new))) => {
            let added = new.keys().filter(|key| !old.contains_key(*key));
            for key in old.keys().chain(added) {
                compare(old.get(key), new.get(key), join(&at, key), changes);
            }
        }
        (Some(Value::Array(old)), Some(Value::Array(new))) if new.len() >= old.len() => {
            for index in 0..new.len() {
                compare(old.get(index), new.get(index), format!("{at}/{index}"), changes);
            }
        }
        (before, after) => changes.push(Change { at, before, after }),
    }
}

fn parse(name: &str, overlay: &Value) -> Result<Overlay, Report> {
    let help = "see https://spec.openapis.org/overlay/v1.0.0.html";
    let invalid = |message: String| Diagnostic::error(name, "", message, help);
    let parsed: Overlay = serde_json::from_value(overlay.clone())
        .map_err(|error| invalid(format!("is not an OpenAPI Overlay 1.0 document: {error}")))?;
    parsed.validate(Default::default()).map_err(|error| {
        let errors = error.errors.iter();
        errors.map(|error| invalid(format!("is not a valid overlay: {error}"))).collect::<Report>()
    })?;
    Ok(parsed)
}
