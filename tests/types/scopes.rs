//! The scope enum, locked down: a changed line here is a changed public API.

use voucherify_oauth_types::{Scope, ScopeSet};

#[test]
fn the_scope_enum() {
    let lines: Vec<_> = Scope::ALL
        .iter()
        .map(|scope| {
            format!("{:<28} {:<30} {}", format!("{scope:?}"), scope.as_str(), scope.description())
        })
        .collect();
    snapshot!("scope_enum", &lines.join("\n"));
}

#[test]
fn the_aliases() {
    let lines: Vec<_> =
        Scope::ALIASES.iter().map(|(alias, scope)| format!("{alias} is read as {scope}")).collect();
    snapshot!("scope_aliases", &lines.join("\n"));
}

#[test]
fn what_a_person_may_have_typed() {
    let typed = [
        "",
        "vouchers,campaigns",
        "voucher",
        "Vouchers",
        "client-api",
        "wallets",
        "api api",
        " skus  SKUs ",
    ];
    let lines: Vec<_> = typed
        .iter()
        .map(|text| match text.parse::<ScopeSet>() {
            Ok(scopes) => format!("{text:?} is {scopes}"),
            Err(error) => format!("{text:?}: {error}"),
        })
        .collect();
    snapshot!("typed_scopes", &lines.join("\n"));
}
