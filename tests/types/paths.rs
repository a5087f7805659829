//! Which path each scope opens, and which scope is the narrowest for a path.

use voucherify_oauth_types::{Scope, ScopeSet};

#[test]
fn the_narrowest_scope() {
    let paths = [
        "/v1/vouchers",
        "/v1/vouchers/",
        "/v1/vouchers/abc?page=2",
        "/v1/validation-rules",
        "/v1/validation-rules-assignments",
        "/v1/validation-rules/val_1/assignments",
        "/v1/products/prod_1/skus/sku_1",
        "/v1/skus/sku_1",
        "/v1/SKUs/sku_1",
        "/v1/redemptions",
        "/client/v1/redemptions",
        "/client/v1/redeem",
        "/client/v1/unheard-of",
        "/v1/unheard-of",
        "/v1",
        "/v10/vouchers",
        "/v3/templates",
        "vouchers",
        "",
    ];
    let name = |scope: Option<Scope>| scope.map_or("-", Scope::as_str);
    let lines: Vec<_> = paths
        .iter()
        .map(|path| {
            let (narrow, whole) = (Scope::for_path(path), Scope::whole_side_for_path(path));
            format!("{path:<40} {:<29} {}", name(narrow), name(whole))
        })
        .collect();
    snapshot!("narrowest_scope", &lines.join("\n"));
}

#[test]
fn a_set_allows_what_its_scopes_open() {
    let (client, server) = (ScopeSet::from(Scope::ClientApi), ScopeSet::from(Scope::Api));
    for scope in Scope::ALL {
        let path = scope.path_prefix().unwrap();
        assert!(ScopeSet::from(*scope).allows(path), "{path}");
        assert_eq!(client.allows(path), path.starts_with("/client/"), "{path}");
        assert_eq!(server.allows(path), path.starts_with("/v1"), "{path}");
    }
    let unrecognized = ScopeSet::from_wire("wallets");
    assert!(!unrecognized.allows("/v1/wallets"), "an unrecognized scope opens nothing");
}

/// Least privilege holds for every operation that a published description names scopes for. Such
/// a description is the vendor's, so its place comes from outside.
#[test]
fn it_holds_for_a_published_description() {
    let Some(folder) = std::env::var_os("VOUCHERIFY_UPSTREAM_DIR") else {
        println!("skipped: VOUCHERIFY_UPSTREAM_DIR names no folder");
        return;
    };
    let mut operations = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let document: serde_json::Value = serde_json::from_str(&text).unwrap();
        for (path, item) in document["paths"].as_object().unwrap() {
            for operation in item.as_object().unwrap().values().filter(|value| value.is_object()) {
                let named = operation["security"].as_array().into_iter().flatten();
                let named = named
                    .filter_map(|requirement| requirement["X-Voucherify-OAuth"].as_array())
                    .flatten();
                let named: ScopeSet =
                    named.map(|scope| scope.as_str().unwrap().parse::<Scope>().unwrap()).collect();
                if !named.is_empty() {
                    let opening =
                        Scope::ALL.iter().filter(|scope| ScopeSet::from(**scope).allows(path));
                    assert_eq!(opening.copied().collect::<ScopeSet>(), named, "{path}");
                    let narrow = Scope::for_path(path).or_else(|| Scope::whole_side_for_path(path));
                    assert!(named.contains(narrow.unwrap()), "{path}");
                    operations += 1;
                }
            }
        }
    }
    assert!(operations > 0, "no description there names scopes");
}
