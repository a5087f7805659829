//! The dependencies and compiler errors of crates that depend on ours.
#![allow(clippy::unwrap_used, reason = "so a test fails")]

use std::collections::BTreeSet;
use std::process::Command;

use voucherify_oauth_tests::workspace;

/// Returns the names of the crates that `package` depends on with these features.
fn tree(package: &str, features: &[&str]) -> BTreeSet<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args([
            "tree",
            "--offline",
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--no-default-features",
        ])
        .args(["--format", "{p}", "--package", package, "--features", &features.join(",")])
        .current_dir(workspace::root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

#[test]
fn the_types_depend_on_serde_and_little_else() {
    let crates = tree("voucherify-oauth-types", &[]);
    let lines: Vec<_> = crates.into_iter().collect();
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("types_tree", lines.join("\n"))
    });
}

#[test]
fn the_types_depend_on_no_http_async_or_tls() {
    let crates = tree("voucherify-oauth-types", &["schemars"]);
    for heavy in
        ["reqwest", "hyper", "http", "tokio", "rustls", "native-tls", "progenitor-client", "url"]
    {
        assert!(!crates.contains(heavy), "{heavy}");
    }
    assert!(crates.contains("schemars"));
}

#[test]
fn the_client_depends_on_tls_only_with_a_feature() {
    assert!(!tree("voucherify-oauth", &[]).contains("rustls"));
    assert!(tree("voucherify-oauth", &["rustls"]).contains("rustls"));
}

#[test]
fn a_string_as_scopes_gets_a_helpful_compiler_error() {
    let package = tempfile::tempdir().unwrap();
    let types = workspace::root().join("crates/voucherify-oauth-types");
    let manifest = format!(
        "[workspace]\n[package]\nname = \"misuse\"\nedition = \"2024\"\n\
         [dependencies]\nvoucherify-oauth-types = {{ path = {types:?} }}\n"
    );
    let program = "use voucherify_oauth_types::TokenRequest;\n\
                   fn main() { drop(TokenRequest::client_credentials(\"vouchers\")); }\n";
    std::fs::create_dir(package.path().join("src")).unwrap();
    std::fs::write(package.path().join("Cargo.toml"), manifest).unwrap();
    std::fs::write(package.path().join("src/main.rs"), program).unwrap();
    let lock = workspace::root().join("Cargo.lock");
    std::fs::copy(lock, package.path().join("Cargo.lock")).unwrap();
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["check", "--offline", "--quiet", "--target-dir"])
        .arg(workspace::root().join("target/consumers"))
        .current_dir(package.path())
        .output()
        .unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("`&str` can't be converted to"), "{error}");
    assert!(
        error.contains("must be parsed, which can fail: `text.parse::<ScopeSet>()?`"),
        "{error}"
    );
}
