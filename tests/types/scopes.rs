//! The scopes. A changed line of the snapshot is a change of the public API.

use voucherify_oauth_types::Scope;

#[test]
fn the_scopes_and_aliases() {
    let scope = |scope: &Scope| {
        let path = scope.path_prefix().unwrap_or("no path");
        format!("{:<28} {:<30} {path}\n", format!("{scope:?}"), scope.as_str())
    };
    let scopes: String = Scope::ALL.iter().map(scope).collect();
    let alias = |(alias, scope): &(&str, Scope)| format!("{alias} is parsed as {scope}\n");
    let aliases: String = Scope::ALIASES.iter().map(alias).collect();
    snapshot!("scopes", &format!("{scopes}\n{aliases}"));
}
