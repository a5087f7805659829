//! Checks the scopes against descriptions that the vendor published, in the folder
//! `VOUCHERIFY_UPSTREAM_DIR`:
//! `VOUCHERIFY_UPSTREAM_DIR=… cargo test -p voucherify-oauth-tests --test types -- --ignored`.

use voucherify_oauth_types::{Scope, ScopeSet};

/// Every operation for which a published description lists scopes gets the narrowest of them. The
/// descriptions belong to the vendor, so they are not in this repository.
#[test]
#[ignore = "needs the folder VOUCHERIFY_UPSTREAM_DIR of published documents"]
fn scopes_cover_the_paths_of_published_descriptions() {
    let folder = std::env::var_os("VOUCHERIFY_UPSTREAM_DIR").unwrap();
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
                    let covering =
                        Scope::ALL.iter().filter(|scope| ScopeSet::from(**scope).allows(path));
                    assert_eq!(covering.copied().collect::<ScopeSet>(), named, "{path}");
                    let narrow = Scope::for_path(path).or_else(|| Scope::whole_side_for_path(path));
                    assert!(named.contains(narrow.unwrap()), "{path}");
                    operations += 1;
                }
            }
        }
    }
    assert!(operations > 0, "no description in the folder lists scopes");
}
