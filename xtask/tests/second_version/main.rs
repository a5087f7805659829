//! A second version of the API beside the first, as ARCHITECTURE.md tells it: one line in
//! import.json, `import`, `generate`, no line of code and no overlay action.

// Outside of `#[test]` functions too, what goes wrong here fails the test.
#![allow(clippy::panic, clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use support::{Folder, read};

const OPERATION: &str = "generate-oauth-v2-token";

/// A copy of the workspace into which the second version was brought, and what `generate` printed.
fn with_second_version() -> (Folder, String) {
    let folder = Folder::committed();
    let mut config = read(&folder.path("import.json"));
    config["operations"].as_array_mut().unwrap().push(json!(OPERATION));
    folder.write("import.json", config.to_string());
    let description = Path::new(env!("CARGO_MANIFEST_DIR"));
    let description = description.join("tests/documents/second-version.json");
    let imported = folder.import(&description, &[]);
    assert_eq!(imported.code, 0, "{}", imported.err);

    let copy = folder.path("copy");
    support::workspace::copy_libraries(&copy, &["second-version"]).unwrap();
    let [openapi, out] = [folder.0.path(), &copy].map(|path| path.display().to_string());
    let generated = support::run(&["generate", "--openapi", &openapi, "--out", &out]);
    assert_eq!(generated.code, 0, "{}", generated.err);
    (folder, generated.out + &generated.err)
}

fn generated(folder: &Path, file: &str) -> String {
    let text = fs::read_to_string(folder.join("crates").join(file)).unwrap();
    // The header names the digest of the whole description.
    text.lines().skip(3).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_second_version_needs_one_line_in_import_json() {
    let (folder, printed) = with_second_version();
    assert!(printed.contains("warning") && !printed.contains("error"), "{printed}");

    // The first version stays as it is, with its scopes.
    let copy = folder.path("copy");
    for file in
        ["voucherify-oauth-types/src/generated/v1.rs", "voucherify-oauth/src/generated/v1.rs"]
    {
        assert_eq!(generated(&copy, file), generated(&support::workspace::root(), file), "{file}");
    }
    let fragment: Value = read(&folder.path("oauth.json"));
    let scopes = fragment["components"]["schemas"]["Scope"]["enum"].as_array().unwrap();
    assert_eq!(scopes.len(), 42);
    assert_eq!(read(&folder.path("overlay.json")), read(&support::openapi().join("overlay.json")));
}

#[test]
fn a_second_version_is_called_with_its_own_credentials() {
    let (folder, _) = with_second_version();
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("regenerate");
    let copy = folder.path("copy");
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
    insta::assert_snapshot!("second_version", transcript);
}
