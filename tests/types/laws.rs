//! Laws of the scope set, against a plain set of strings.

use std::collections::BTreeSet;

use proptest::prelude::*;
use voucherify_oauth_types::{Scope, ScopeSet};

/// Any value that could stand between spaces: known, alias, unknown, and what no scope may be.
fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (0..Scope::ALL.len()).prop_map(|index| Scope::ALL[index].as_str().to_owned()),
        1 => Just("SKUs".to_owned()),
        2 => "[a-z]{1,3}",
        1 => "[^ \t\r\n\x0b\x0c]{1,6}".prop_filter("no ASCII space", |text| !text.contains(|c: char| c.is_ascii_whitespace())),
    ]
}

fn values() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(value(), 0..60)
}

fn set(values: &[String]) -> ScopeSet {
    ScopeSet::from_wire(&values.join(" "))
}

/// The same values as a plain set, with the alias read as its value.
fn model(values: &[String]) -> BTreeSet<String> {
    values
        .iter()
        .map(|value| if value == "SKUs" { "skus".to_owned() } else { value.clone() })
        .collect()
}

fn content(set: &ScopeSet) -> BTreeSet<String> {
    let known = set.known().map(|scope| scope.as_str().to_owned());
    known.chain(set.unrecognized().map(str::to_owned)).collect()
}

proptest! {
    #[test]
    fn reading_what_was_written_gives_the_same(values in values()) {
        let once = set(&values);
        let again = ScopeSet::from_wire(&once.to_string());
        prop_assert_eq!(once.to_string(), again.to_string());
        prop_assert_eq!(&once, &again);
        let json: ScopeSet = serde_json::from_str(&serde_json::to_string(&once).unwrap()).unwrap();
        prop_assert_eq!(&once, &json);
    }

    #[test]
    fn it_holds_what_was_put_in(values in values()) {
        let (set, model) = (set(&values), model(&values));
        prop_assert_eq!(content(&set), model.clone());
        prop_assert_eq!(set.len(), model.len());
        prop_assert_eq!(set.is_empty(), model.is_empty());
        for scope in Scope::ALL {
            prop_assert_eq!(set.contains(*scope), model.contains(scope.as_str()));
        }
    }

    #[test]
    fn order_and_repeats_do_not_matter(values in values(), spaces in " {1,3}") {
        let mut backwards: Vec<_> = values.iter().rev().cloned().collect();
        backwards.extend(values.clone());
        let other = ScopeSet::from_wire(&format!("{spaces}{}{spaces}", backwards.join(&spaces)));
        prop_assert_eq!(set(&values), other);
    }

    #[test]
    fn the_operations_are_those_of_sets(these in values(), those in values()) {
        let (a, b) = (set(&these), set(&those));
        let (x, y) = (model(&these), model(&those));
        prop_assert_eq!(content(&a.union(&b)), &x | &y);
        prop_assert_eq!(content(&a.intersection(&b)), &x & &y);
        prop_assert_eq!(content(&a.difference(&b)), &x - &y);
        prop_assert_eq!(a.is_superset(&b), x.is_superset(&y));
        prop_assert_eq!(a.is_subset(&b), x.is_subset(&y));
        prop_assert_eq!(a == b, x == y);
        prop_assert!(a.union(&b).is_superset(&a));
    }

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        let set = ScopeSet::from_wire(&text);
        prop_assert_eq!(&ScopeSet::from_wire(&set.to_string()), &set);
        let strict = text.parse::<ScopeSet>();
        prop_assert!(strict.is_err() || strict.as_ref() == Ok(&set));
    }
}

#[test]
fn many_unrecognized_scopes_take_no_quadratic_time() {
    let text: Vec<_> = (0..200_000).map(|number| format!("x{number}")).collect();
    let set = set(&text);
    assert_eq!(set.len(), 200_000);
    assert!(set.is_superset(&set.clone()));
}
