//! A parsed set of scopes is written and parsed again unchanged, and the set operations keep their
//! laws.
#![no_main]

use libfuzzer_sys::fuzz_target;
use voucherify_oauth_types::ScopeSet;

fuzz_target!(|text: &str| {
    let set = ScopeSet::from_wire(text);
    let written = set.to_string();
    assert_eq!(ScopeSet::from_wire(&written), set, "the written text is the same set");

    let json = serde_json::to_string(&set).expect("a set is a string");
    assert_eq!(serde_json::from_str::<ScopeSet>(&json).ok(), Some(set.clone()));
    assert_eq!(serde_json::from_str::<String>(&json).ok(), Some(written), "both texts are equal");

    // The strict parser accepts less, and never returns another set.
    match text.parse::<ScopeSet>() {
        Ok(typed) => assert_eq!(typed, set),
        Err(error) => assert!(!error.to_string().is_empty()),
    }

    let mut middle = text.len() / 2;
    while !text.is_char_boundary(middle) {
        middle += 1;
    }
    let (left, right) = text.split_at(middle);
    let (left, right) = (ScopeSet::from_wire(left), ScopeSet::from_wire(right));
    let union = &left | &right;
    assert!(union.is_superset(&left) && union.is_superset(&right));
    assert!(left.is_superset(&(&left & &right)));
    assert_eq!((&left - &right) | (&left & &right), left);
    assert!(((&left - &right) & &right).is_empty());
});
