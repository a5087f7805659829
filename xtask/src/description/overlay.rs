//! Applying the overlay, action by action, so that one that does nothing any more is noticed.

use roas_overlay::apply::{Apply, ApplyOptions};
use roas_overlay::v1_0::Overlay;
use roas_overlay::validation::Validate;
use serde_json::Value;

use crate::finding::{Finding, Findings};

/// Applies `overlay` (read from the file called `name`) to `document`.
///
/// Returns a warning for each action that matched nothing or changed nothing.
pub fn apply(name: &str, overlay: &Value, document: &mut Value) -> Result<Vec<Finding>, Findings> {
    let overlay = parse(name, overlay)?;
    let mut warnings = Vec::new();
    let whole = Overlay { actions: Vec::new(), ..overlay.clone() };
    for (index, action) in overlay.actions.iter().enumerate() {
        let pointer = format!("/actions/{index}");
        let before = document.clone();
        let one = Overlay { actions: vec![action.clone()], ..whole.clone() };
        let report =
            one.apply(document, ApplyOptions::ErrorOnMixedKindMatch.into()).map_err(|error| {
                Finding::new(name, &pointer, error.kind.to_string(), "mend the action's target")
            })?;
        let matched: usize = report.actions.iter().map(|outcome| outcome.matched).sum();
        if matched == 0 {
            warnings.push(Finding::new(
                name,
                &pointer,
                format!("matches nothing any more: `{}`", action.target),
                "mend the target if the description moved, remove the action if it is obsolete",
            ));
        } else if *document == before {
            warnings.push(Finding::new(
                name,
                &pointer,
                format!(
                    "changes nothing any more at `{}`: the description says so itself",
                    action.target
                ),
                "remove the action",
            ));
        }
    }
    Ok(warnings)
}

fn parse(name: &str, overlay: &Value) -> Result<Overlay, Findings> {
    let parsed: Overlay = serde_json::from_value(overlay.clone()).map_err(|error| {
        Finding::new(
            name,
            "",
            format!("is not an OpenAPI Overlay 1.0 document: {error}"),
            "write it as https://spec.openapis.org/overlay/v1.0.0.html says",
        )
    })?;
    if let Err(errors) = parsed.validate(Default::default()) {
        let findings = errors.errors.iter().map(|error| {
            Finding::new(
                name,
                "",
                format!("is not a valid overlay: {error}"),
                "mend it at that place",
            )
        });
        Findings::into_result(findings.collect())?;
    }
    Ok(parsed)
}
