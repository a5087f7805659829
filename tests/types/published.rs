//! The scopes against the descriptions that the vendor published, in the folder that
//! VOUCHERIFY_UPSTREAM_DIR names:
//! `VOUCHERIFY_UPSTREAM_DIR=… cargo test -p voucherify-oauth-tests --test types -- --ignored`.

use voucherify_oauth_types::{Scope, ScopeSet};

/// Every operation for which a published description names scopes gets the narrowest scope. Such
/// a description is the vendor's, so its place comes from outside.
#[test]
#[ignore = "needs the folder VOUCHERIFY_UPSTREAM_DIR of published documents"]
fn the_scopes_open_what_published_descriptions_say() {
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
