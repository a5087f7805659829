//! Adds a second version of the API as described in ARCHITECTURE.md: one line in import.json, then
//! `import` and `generate`, without changes of code or overlay.

// Helpers outside of `#[test]` functions may also fail the test.
#![allow(clippy::panic, clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

use std::fs;
use std::path::Path;

use serde_json::json;
use support::{Description, Established, committed};

const OPERATION: &str = "generate-oauth-v2-token";

/// Returns a copy of the workspace with the second version, and the output of `generate`.
fn with_second_version() -> (Description, String) {
    let description = Description::committed();
    description.edit("import.json", |config| {
        config["operations"].as_array_mut().unwrap().push(json!(OPERATION));
    });
    let document = Path::new(env!("CARGO_MANIFEST_DIR"));
    let imported = description.import(&document.join("tests/documents/second-version.json"), &[]);
    assert_eq!(imported.code, 0, "{}", imported.err);

    support::workspace::copy_libraries(&description.out(), &["second-version"]).unwrap();
    let generated = description.generate(&[]);
    assert_eq!(generated.code, 0, "{}", generated.err);
    (description, generated.out + &generated.err)
}

fn generated(folder: &Path, file: &str) -> String {
    let text = fs::read_to_string(folder.join("crates").join(file)).unwrap();
    // Skips the header, which contains the digest of the description.
    text.lines().skip(3).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_second_version_needs_one_line_in_import_json() {
    let (description, printed) = with_second_version();
    assert!(printed.contains("warning") && !printed.contains("error"), "{printed}");

    // The first version and its scopes do not change.
    let copy = description.out();
    for file in
        ["voucherify-oauth-types/src/generated/v1.rs", "voucherify-oauth/src/generated/v1.rs"]
    {
        assert_eq!(generated(&copy, file), generated(&support::workspace::root(), file), "{file}");
    }
    let before = Established::from_dir(&committed());
    let after = Established::from_dir(&description.openapi());
    assert_eq!(after.overlay, before.overlay);
    let scopes = "/components/schemas/Scope/enum";
    assert_eq!(after.fragment.pointer(scopes), before.fragment.pointer(scopes));
}

#[test]
fn a_second_version_is_called_with_its_own_credentials() {
    let (description, _) = with_second_version();
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("regenerate");
    let copy = description.out();
    let run = ["run", "--quiet", "--package", "downstream-second-version"];
    let ran = support::workspace::cargo(&copy, &target, &run).unwrap();
    let transcript = String::from_utf8(ran.stdout).unwrap();

    let (_, requests) = transcript.split_once("---\n").unwrap();
    let requests: Vec<&str> = requests.split("---\n").collect();
    let [first, second, again] = requests.as_slice() else { panic!("{transcript}") };
    assert!(first.starts_with("POST /v1/oauth/token HTTP/1.1\n"), "{first}");
    assert!(first.contains("\nx-app-id: made-up-id\nx-app-token: made-up-token\n"), "{first}");
    assert!(first.ends_with("\n\ngrant_type=client_credentials&scope=vouchers\n"), "{first}");
    assert!(!first.contains("authorization"), "{first}");
    assert!(second.starts_with("POST /v2/oauth/token HTTP/1.1\n"), "{second}");
    let basic = "\nauthorization: Basic bWFkZS11cC1rZXk6bWFkZS11cC1zZWNyZXQ=\n";
    assert!(second.contains(basic) && !second.contains("x-app-"), "{second}");
    assert!(!transcript.contains("api-version"), "{transcript}");
    assert_eq!(second, again);
    let agent = concat!("voucherify-oauth/", env!("CARGO_PKG_VERSION"));
    let transcript = transcript.replace(agent, "voucherify-oauth/[version]");
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("second_version", transcript);
    });
}
