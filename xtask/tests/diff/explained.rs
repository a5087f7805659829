//! No difference is left out, and each change has a place.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};
use xtask::diff::Kind;
use xtask::openapi::canonical;

use crate::support::remove;
use crate::verdicts::{halves, judged};

#[test]
fn each_change_has_a_place_in_one_of_the_documents() {
    let all = halves().iter().flat_map(|half| half.mutations.iter().map(move |one| (half, one)));
    for ((half, one), judged) in all.zip(judged()) {
        let changed = half.changed(one);
        for change in &judged.forth.changes {
            // A module of the generated code has no place in the document.
            let is_module = change.subject == "types::v1::secret_kinds";
            assert_eq!(change.pointer.is_empty(), is_module, "{}: {change:?}", one.name);
            let place = [&half.document, &changed].map(|it| it.pointer(&change.pointer));
            assert!(place.iter().any(Option::is_some), "{}: {change:?}", one.name);
            // These kinds have the place of the text itself, and links are not compared in parts.
            if let Kind::DocumentationChanged | Kind::ScopePathChanged | Kind::ScopeRespelled =
                change.kind
            {
                let is_text = !place.into_iter().flatten().any(Value::is_object)
                    || change.pointer.ends_with("/links");
                assert!(is_text && place[0] != place[1], "{}: {change:?}", one.name);
            }
        }
    }
}

/// Returns the JSON pointers of everything in `value`.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    let members = value.as_object().into_iter().flatten();
    members.for_each(|(key, one)| places(one, &xtask::openapi::join(at, key), found));
    let items = value.as_array().into_iter().flatten().enumerate();
    items.for_each(|(index, one)| places(one, &format!("{at}/{index}"), found));
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 24,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// A change of any place is reported in both directions, or in neither.
    #[test]
    fn any_change_anywhere_is_seen_both_ways(
        effective in any::<bool>(),
        harms in proptest::collection::vec((any::<Index>(), select(vec![
            json!(null), json!(true), json!(7), json!("other"), json!([]), json!({}),
            json!(["a", "b"]), json!({ "type": "string" }),
            json!({ "$ref": "#/components/schemas/Error" }),
        ]), any::<bool>()), 1..4),
    ) {
        let half = &halves()[usize::from(effective)];
        let mut changed = half.document.clone();
        for (place, value, removed) in harms {
            let mut found = Vec::new();
            places(&changed, "", &mut found);
            let Some(at) = found.get(1..).filter(|rest| !rest.is_empty()) else { break };
            let at = place.get(at).clone();
            if removed {
                remove(&mut changed, &at);
            } else {
                *changed.pointer_mut(&at).unwrap() = value;
            }
        }
        let (before, after) = (half.before(), half.side(&changed));
        let (there, back) = (before.compare(&after), after.compare(before));
        prop_assert_eq!(there.changes.is_empty(), back.changes.is_empty());
        if canonical::order(&half.document) == canonical::order(&changed) {
            prop_assert!(there.changes.is_empty(), "{:?}", there.changes);
        }
    }
}
