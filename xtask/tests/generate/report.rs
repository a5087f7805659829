//! The output and the exit codes of `cargo xtask generate`.

use std::fs;

use crate::snapshot;
use crate::support::{Description, add_scope};

#[test]
fn the_report_lists_each_file_with_its_state() {
    let description = Description::frozen();
    let file = description.out().join("crates/voucherify-oauth-types/src/generated/v1.rs");
    let mut printed = String::new();
    let mut run = |arguments: &[&str], code: u8| {
        let outcome = description.generate(arguments);
        assert_eq!(outcome.code, code, "{outcome:?}");
        printed += &format!("$ generate {}\n{}{}\n", arguments.join(" "), outcome.out, outcome.err);
        outcome.out
    };
    assert!(run(&[], 0).contains("5 written"));
    assert!(run(&[], 0).contains("0 written"));

    description.edit("oauth.json", |fragment| add_scope(fragment, "made-up-scope"));
    let before = fs::read_to_string(&file).unwrap();
    assert!(run(&["--check"], 1).contains("5 stale"));
    assert_eq!(fs::read_to_string(&file).unwrap(), before, "the check changed the file");
    snapshot("report", &printed);
    assert_eq!(description.generate(&[]).code, 0);
    assert!(fs::read_to_string(&file).unwrap().contains("MadeUpScope"));
    assert_eq!(description.generate(&["--check"]).code, 0);
}

#[test]
fn verbose_shows_what_changes() {
    let description = Description::frozen();
    assert_eq!(description.generate(&[]).code, 0);
    description.edit("oauth.json", |fragment| fragment["info"]["version"] = "v2027-01-01".into());
    let check = description.generate(&["--check", "-v"]);
    assert_eq!(check.code, 1);
    for file in ["crates/voucherify-oauth/src/generated/v1.rs", "openapi/effective.json"] {
        let (_, diff) = check.out.split_once(&format!("--- {file}\n+++ {file}\n@@ ")).unwrap();
        let changed = |mark: char, version: &str| {
            let mut lines = diff.lines().take_while(|line| !line.starts_with("--- "));
            lines.any(|line| line.starts_with(mark) && line.contains(version))
        };
        assert!(changed('-', "v2018-08-01") && changed('+', "v2027-01-01"), "{}", check.out);
    }
}

#[test]
fn an_unknown_flag_exits_with_code_2() {
    let outcome = Description::frozen().generate(&["--chekc"]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.err.contains("--check"), "{}", outcome.err);
}
