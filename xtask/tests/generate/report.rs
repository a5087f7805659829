//! What `cargo xtask generate` prints, and its exit codes.

use std::fs;

use crate::description::{Description, add_scope};
use crate::snapshot;

#[test]
fn everything_is_created_then_unchanged() {
    let description = Description::committed().unwrap();
    let first = description.generate(&[]);
    assert_eq!((first.code, first.err.as_str()), (0, ""));
    snapshot("created", &first.out);

    let second = description.generate(&[]);
    assert_eq!((second.code, second.err.as_str()), (0, ""));
    snapshot("unchanged", &second.out);
}

#[test]
fn check_names_every_stale_file_and_writes_none() {
    let description = Description::committed().unwrap();
    assert_eq!(description.generate(&[]).code, 0);
    description.edit("oauth.json", |fragment| add_scope(fragment, "wallets")).unwrap();
    let scope = description.out().join("crates/voucherify-oauth-types/src/generated/v1.rs");
    let before = fs::read_to_string(&scope).unwrap();

    let check = description.generate(&["--check"]);

    assert_eq!(check.code, 1);
    assert_eq!(fs::read_to_string(&scope).unwrap(), before);
    snapshot("stale", &check.out);
    assert_eq!(description.generate(&[]).code, 0);
    assert_eq!(description.generate(&["--check"]).code, 0);
}

#[test]
fn verbose_shows_what_changes() {
    let description = Description::committed().unwrap();
    assert_eq!(description.generate(&[]).code, 0);
    let shorten = |fragment: &mut serde_json::Value| {
        fragment["info"]["version"] = "v2027-01-01".into();
    };
    description.edit("oauth.json", shorten).unwrap();
    let check = description.generate(&["--check", "-v"]);
    assert_eq!(check.code, 1);
    snapshot("diff", &check.out);
}

#[test]
fn an_unknown_flag_is_refused_with_code_2() {
    let outcome = Description::committed().unwrap().generate(&["--chekc"]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.err.contains("--check"), "{}", outcome.err);
}
