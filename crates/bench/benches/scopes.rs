//! Parses, writes and compares all scopes, and parses a token response with all of them.

use std::collections::HashSet;
use std::hint::black_box;

use divan::Bencher;
use serde::Deserialize;
use voucherify_oauth::{Scope, ScopeSet, TokenResponse};

fn main() {
    divan::main();
}

/// Parses scopes to bits with a literal `match`, and drops unknown scopes. This is the fastest
/// hand-written code.
fn by_hand(text: &str) -> u64 {
    text.split(' ').fold(0, |bits, value| bits | bit(value))
}

fn bit(value: &str) -> u64 {
    match value {
        "api" => 1 << 0,
        "assets" => 1 << 1,
        "async-actions" => 1 << 2,
        "campaigns" => 1 << 3,
        "categories" => 1 << 4,
        "client_api" => 1 << 5,
        "client_consents" => 1 << 6,
        "client_customers" => 1 << 7,
        "client_events" => 1 << 8,
        "client_promotions" => 1 << 9,
        "client_publish" => 1 << 10,
        "client_qualifications" => 1 << 11,
        "client_redeem" => 1 << 12,
        "client_redemptions" => 1 << 13,
        "client_validate" => 1 << 14,
        "client_validations" => 1 << 15,
        "client_vouchers" => 1 << 16,
        "consents" => 1 << 17,
        "customers" => 1 << 18,
        "events" => 1 << 19,
        "exports" => 1 << 20,
        "locations" => 1 << 21,
        "loyalties" => 1 << 22,
        "metadata-schemas" => 1 << 23,
        "orders" => 1 << 24,
        "product-collections" => 1 << 25,
        "products" => 1 << 26,
        "promotions" => 1 << 27,
        "publications" => 1 << 28,
        "qualifications" => 1 << 29,
        "redemptions" => 1 << 30,
        "referrals" => 1 << 31,
        "rewards" => 1 << 32,
        "segments" => 1 << 33,
        "skus" => 1 << 34,
        "task-results" => 1 << 35,
        "templates" => 1 << 36,
        "trash-bin" => 1 << 37,
        "validation-rules-assignments" => 1 << 38,
        "validation-rules" => 1 << 39,
        "validations" => 1 << 40,
        "vouchers" => 1 << 41,
        _ => 0,
    }
}

/// The response with the scopes as a string, as in most libraries.
#[derive(Deserialize)]
#[allow(dead_code, reason = "the fields are only deserialized")]
struct Strings {
    access_token: String,
    client_id: String,
    expires_at: i64,
    expires_in: i64,
    scope: String,
    token_type: String,
}

mod parse {
    use super::*;

    #[divan::bench(sample_size = 200)]
    fn ours_lenient(bencher: Bencher<'_, '_>) {
        let text = bench::all_scopes();
        bencher.bench_local(|| ScopeSet::from_wire(black_box(&text)));
    }

    #[divan::bench(sample_size = 200)]
    fn ours_strict(bencher: Bencher<'_, '_>) {
        let text = bench::all_scopes();
        bencher.bench_local(|| black_box(&text).parse::<ScopeSet>().unwrap());
    }

    #[divan::bench(sample_size = 200)]
    fn by_hand_match(bencher: Bencher<'_, '_>) {
        let text = bench::all_scopes();
        bencher.bench_local(|| by_hand(black_box(&text)));
    }

    #[divan::bench(sample_size = 200)]
    fn oauth2_vec(bencher: Bencher<'_, '_>) {
        let text = bench::all_scopes();
        bencher.bench_local(|| {
            let scopes =
                black_box(&text).split(' ').map(|value| oauth2::Scope::new(value.to_owned()));
            scopes.collect::<Vec<_>>()
        });
    }

    #[divan::bench(sample_size = 200)]
    fn hash_set(bencher: Bencher<'_, '_>) {
        let text = bench::all_scopes();
        bencher.bench_local(|| {
            black_box(&text).split(' ').map(str::to_owned).collect::<HashSet<String>>()
        });
    }
}

mod serialize {
    use super::*;

    #[divan::bench(sample_size = 200)]
    fn ours(bencher: Bencher<'_, '_>) {
        let scopes: ScopeSet = Scope::ALL.iter().copied().collect();
        bencher.bench_local(|| black_box(&scopes).to_string());
    }

    #[divan::bench(sample_size = 200)]
    fn by_hand_join(bencher: Bencher<'_, '_>) {
        let text = bench::all_scopes();
        let scopes: HashSet<&str> = text.split(' ').collect();
        bencher.bench_local(|| black_box(&scopes).iter().copied().collect::<Vec<_>>().join(" "));
    }
}

mod subset {
    use super::*;

    #[divan::bench(sample_size = 200)]
    fn ours(bencher: Bencher<'_, '_>) {
        let all: ScopeSet = Scope::ALL.iter().copied().collect();
        let some = Scope::Vouchers | Scope::Campaigns;
        bencher.bench_local(|| black_box(&all).is_superset(black_box(&some)));
    }

    #[divan::bench(sample_size = 200)]
    fn by_hand_u64(bencher: Bencher<'_, '_>) {
        let all = by_hand(&bench::all_scopes());
        let some = by_hand("vouchers campaigns");
        bencher.bench_local(|| black_box(some) & !black_box(all) == 0);
    }

    #[divan::bench(sample_size = 200)]
    fn hash_set(bencher: Bencher<'_, '_>) {
        let text = bench::all_scopes();
        let all: HashSet<&str> = text.split(' ').collect();
        let some = HashSet::from(["vouchers", "campaigns"]);
        bencher.bench_local(|| black_box(&all).is_superset(black_box(&some)));
    }
}

mod token_json {
    use super::*;

    #[divan::bench(sample_size = 200)]
    fn ours(bencher: Bencher<'_, '_>) {
        let json = bench::token_json(&bench::all_scopes());
        bencher.bench_local(|| serde_json::from_str::<TokenResponse>(black_box(&json)).unwrap());
    }

    #[divan::bench(sample_size = 200)]
    fn by_hand_match(bencher: Bencher<'_, '_>) {
        let json = bench::token_json(&bench::all_scopes());
        bencher.bench_local(|| {
            let token: Strings = serde_json::from_str(black_box(&json)).unwrap();
            by_hand(&token.scope)
        });
    }

    #[divan::bench(sample_size = 200)]
    fn oauth2(bencher: Bencher<'_, '_>) {
        let json = bench::token_json(&bench::all_scopes());
        bencher.bench_local(|| {
            serde_json::from_str::<oauth2::basic::BasicTokenResponse>(black_box(&json)).unwrap()
        });
    }
}
