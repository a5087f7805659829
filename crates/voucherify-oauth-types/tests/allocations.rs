//! Creating and using a set of known scopes does not allocate.

use std::hint::black_box;

use voucherify_oauth_types::{Scope, ScopeSet};

/// Asserts that `work` does not allocate.
#[track_caller]
fn free<T>(work: impl FnOnce() -> T) {
    let info = allocation_counter::measure(|| drop(black_box(work())));
    assert_eq!(info.count_total, 0, "allocations");
}

#[test]
fn known_scopes_allocate_nothing() {
    let all: ScopeSet = Scope::ALL.iter().copied().collect();
    let text = all.to_string();
    let json = serde_json::to_string(&all).unwrap();

    free(|| ScopeSet::from_wire(&text));
    free(|| ScopeSet::from_wire("  SKUs skus   api "));
    free(|| text.parse::<ScopeSet>().unwrap());
    free(|| serde_json::from_str::<ScopeSet>(&json).unwrap());
    free(|| Scope::Vouchers | Scope::Campaigns);
    free(|| ((&all & Scope::Api, &all - Scope::Api), (&all | &all, all.clone() == all)));
    free(|| all.is_superset(&Scope::Api.into()) && all.known().count() == all.len());
    free(|| (all.allows("/v1/vouchers/abc"), Scope::for_path("/client/v1/redeem")));
}

#[test]
fn the_counter_counts() {
    let info =
        allocation_counter::measure(|| drop(black_box(ScopeSet::from_wire("made-up-scope"))));
    assert!(info.count_total > 0);
}
