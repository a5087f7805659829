//! `cargo xtask update`: its steps, and what is left when one fails or is interrupted.
//!
//! A stand-in for Cargo builds and tests, since the real one takes minutes here.
#![cfg(unix)]
// Helpers outside of `#[test]` functions may also fail the test.
#![allow(clippy::panic, clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod interrupted;
mod release;
mod workspace;

use serde_json::{Value, json};

use support::{at, document};
use workspace::{Ran, WILLING, Workspace, changed};

/// Does not build.
const BROKEN: &str = "echo \"error[E0599]: no variant named \\`Rewards\\`\" >&2; exit 101";
/// Builds; one test fails, and one snapshot is pending.
const FAILING: &str = "\
[ \"$1\" = test ] || exit 0
mkdir -p tests/snapshots target && touch tests/snapshots/scopes.snap.new target/old.snap.new
echo 'test scopes::all ... ok'
echo 'test scopes::opens ... FAILED'
echo 'test transcripts::alone ... FAILED'
echo 'Testing tests/cmd/scopes.trycmd:3 ... failed 12ms'
echo \"thread 'transcripts::alone' (7) panicked at /registry/trycmd-1.2.1/src/runner.rs:123:17:\"
exit 101";

#[test]
fn a_change_passes_through_all_steps() {
    let workspace = Workspace::new(WILLING);
    let ran = workspace.update(&changed(), &[]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    insta::assert_snapshot!("transcript", ran.out);
    insta::assert_snapshot!("changelog", workspace.read("CHANGELOG.md"));
    assert!(workspace.read("Cargo.toml").contains("version = \"0.1.0\""));
    let calls = workspace.calls();
    let verbs: Vec<_> = calls.lines().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(verbs, ["build", "test"]);
    // What was written is what `generate` would write.
    let root = workspace.path(".").display().to_string();
    let dir = workspace.path("openapi").display().to_string();
    assert_eq!(support::run(&["generate", "--check", "--openapi", &dir, "--out", &root]).code, 0);
}

#[test]
fn an_update_that_cannot_be_written_writes_nothing() {
    let workspace = Workspace::new(WILLING);
    let folder = workspace.path("crates/voucherify-oauth-types/src/generated");
    std::fs::remove_dir_all(&folder).unwrap();
    std::os::unix::fs::symlink("nowhere", &folder).unwrap();
    workspace.commit();
    let ran = workspace.update(&changed(), &[]);
    assert_eq!(ran.code, Some(2), "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("cannot be written"), "{}", ran.err);
    assert_eq!(workspace.git(&["status", "--porcelain"]), "");
}

#[test]
fn an_unchanged_description_is_not_built() {
    let workspace = Workspace::new(BROKEN);
    let before = workspace.content();
    let ran = workspace.update(&document("prose-list.json"), &["--write-version"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    let nothing = "no changes: nothing to build, test or review\n";
    assert!(ran.out.ends_with(nothing), "{}", ran.out);
    assert!(workspace.content() == before);
    assert_eq!(workspace.calls(), "");
}

#[test]
fn failing_tests_and_pending_snapshots_are_named() {
    let Ran { code, out, .. } = Workspace::new(FAILING).update(&changed(), &[]);
    assert_eq!(code, Some(1), "{out}");
    assert!(out.contains("==> test: 1 failing\n"), "{out}");
    assert!(out.contains("failing tests:\n      scopes::opens\n"), "{out}");
    assert!(out.contains("cargo insta review\n      tests/snapshots/scopes.snap.new\n"), "{out}");
    assert!(!out.contains("old.snap.new"), "{out}");
    assert!(out.contains("then git diff\n      tests/cmd/scopes.trycmd:3\n"), "{out}");
}

#[test]
fn tests_that_abort_fail_an_update() {
    let aborted = "echo 'Caused by:'; echo \"  process didn't exit successfully: (signal: 6)\"";
    let cargo = FAILING.replace("echo 'test scopes::opens ... FAILED'", aborted);
    let Ran { code, out, .. } = Workspace::new(&cargo).update(&changed(), &[]);
    assert_eq!(code, Some(1), "{out}");
    assert!(out.contains("==> test: FAILED\n"), "{out}");
    assert!(out.contains("fix the tests, which did not run to their end\n"), "{out}");
}

#[test]
fn snapshots_alone_do_not_fail_an_update() {
    let workspace =
        Workspace::new(&FAILING.replace("scopes::opens ... FAILED", "scopes::opens ... ok"));
    let Ran { code, out, .. } = workspace.update(&changed(), &[]);
    assert_eq!(code, Some(0), "{out}");
    assert!(out.contains("==> test: all tests pass, except for snapshots to review\n"), "{out}");
    assert!(!out.contains("transcripts::alone"), "{out}");
    assert!(out.contains("then git diff\n      tests/cmd/scopes.trycmd:3\n"), "{out}");
}

#[test]
fn files_that_use_what_changed_are_named() {
    let workspace = Workspace::new(WILLING);
    let folder = "crates/voucherify-oauth/src";
    workspace.write(&format!("{folder}/gone.rs"), "fn a() { Scope::Rewards; }");
    workspace.write(&format!("{folder}/field.rs"), "use TokenResponse;");
    workspace.write(&format!("{folder}/neither.rs"), "use Scope; use ScopeSet;");
    workspace.commit();
    let Ran { out, .. } = workspace.update(&changed(), &[]);
    assert!(out.contains(&format!("{folder}/gone.rs: `Scope` (`Rewards`)\n")), "{out}");
    assert!(out.contains(&format!("{folder}/field.rs: `TokenResponse`\n")), "{out}");
    assert!(!out.contains("neither.rs"), "{out}");
}

#[test]
fn a_call_of_an_operation_that_is_deprecated_is_named() {
    let workspace = Workspace::new(WILLING);
    let client = "crates/voucherify-oauth/src/client.rs";
    workspace.write(client, "fn a() { client.introspect_oauth_token(); }");
    workspace.commit();
    let mut document = document("prose-list.json");
    at(&mut document, "/paths/~1v1~1oauth~1introspect/post")["deprecated"] = json!(true);
    let Ran { out, .. } = workspace.update(&document, &[]);
    let named = format!("{client}: calls the deprecated operation `introspect-oauth-token`");
    assert!(out.contains(&named), "{out}");
    let changelog = workspace.read("CHANGELOG.md");
    let entry = "### Deprecated\n\n- `introspect-oauth-token`: is deprecated.\n";
    assert!(changelog.contains(entry), "{changelog}");
}

#[test]
fn the_summary_is_fit_for_a_pull_request() {
    let Ran { out, err, .. } =
        Workspace::new(FAILING).update(&changed(), &["--format", "markdown"]);
    insta::assert_snapshot!("markdown", out);
    assert!(err.starts_with("==> import: vendor.json\n"), "{err}");
}

#[test]
fn progress_and_on_request_all_output_is_shown() {
    let workspace = Workspace::new(&format!("echo '   Compiling it' >&2\n{FAILING}"));
    let Ran { out, .. } = workspace.update(&changed(), &[]);
    assert!(out.contains(" s    Compiling it\n"), "{out}");
    assert!(!out.contains("scopes::all"), "{out}");
    let Ran { out, .. } = workspace.update(&changed(), &["-v"]);
    assert!(out.contains(" s test scopes::all ... ok\n"), "{out}");
}

/// The five changes that the overlay swallowed: each is seen, and none ends with "nothing changed".
#[test]
fn a_change_behind_the_overlay_is_seen() {
    type Change = fn(&mut Value);
    let changes: [(&str, Change); 5] = [
        ("a grant", |d| {
            let grants =
                "/components/schemas/OAuthTokenGenerateRequestBody/properties/grant_type/enum";
            at(d, grants).as_array_mut().unwrap().push(json!("refresh_token"));
        }),
        ("a token type", |d| {
            let types = "/components/schemas/OAuthToken/properties/token_type/enum";
            at(d, types).as_array_mut().unwrap().push(json!("DPoP"));
        }),
        ("no list of grants", |d| {
            let grants =
                "/components/schemas/OAuthTokenGenerateRequestBody/properties/grant_type/enum";
            support::remove(d, grants);
        }),
        ("an optional field", |d| {
            let names = "/components/schemas/OAuthTokenIntrospectResponseBody/required";
            at(d, names).as_array_mut().unwrap().retain(|name| name != "active");
        }),
        ("a cluster", |d| {
            at(d, "/servers/0/variables/cluster/enum")
                .as_array_mut()
                .unwrap()
                .push(json!("eu2.api"));
        }),
    ];
    let mut verdicts = String::new();
    for (name, change) in changes {
        let mut document = document("prose-list.json");
        change(&mut document);
        let Ran { code, out, .. } = Workspace::new(WILLING).update(&document, &[]);
        assert!(!out.contains("no changes"), "{name}: {out}");
        assert_eq!(code, Some(0), "{name}: {out}");
        let lines = out.lines().filter(|line| {
            let words = ["major ", "minor ", "patch ", "none ", "verdict", "error"];
            words.iter().any(|word| line.starts_with(word))
        });
        verdicts += &format!("{name}:\n");
        lines.for_each(|line| verdicts += &format!("    {line}\n"));
    }
    insta::assert_snapshot!("behind_the_overlay", verdicts);
}

#[test]
fn an_operation_beside_ours_is_left_to_a_person() {
    let workspace = Workspace::new(WILLING);
    let mut document = document("prose-list.json");
    document["paths"]["/v2/oauth/token"] =
        json!({ "post": { "operationId": "v2", "responses": { "204": { "description": "" } } } });
    let Ran { code, out, .. } = workspace.update(&document, &[]);
    assert_eq!(code, Some(0), "{out}");
    assert!(out.contains("to import it, add \"v2\" to `operations`"), "{out}");
    assert!(!out.contains("no changes"), "{out}");
    assert!(!out.contains("CHANGELOG.md for its readers"), "{out}");
    // It is recorded, so that the next update is quiet about it.
    workspace.commit();
    let Ran { out, .. } = workspace.update(&document, &[]);
    assert!(!out.contains("==> build"), "{out}");
}

#[test]
fn the_version_is_written_on_request() {
    let workspace = Workspace::new(WILLING);
    let Ran { out, .. } = workspace.update(&changed(), &["--write-version"]);
    assert!(out.contains("version: now 0.2.0 in Cargo.toml"), "{out}");
    let manifest = workspace.read("Cargo.toml");
    assert_eq!(manifest.matches("0.2.0").count(), 2, "{manifest}");
}

#[test]
fn a_crate_versioned_apart_moves_along() {
    let workspace = Workspace::new(WILLING);
    let own = "crates/voucherify-oauth/Cargo.toml";
    workspace.write(own, "[package]\nversion = \"0.4.1\"\n");
    workspace.commit();
    workspace.update(&changed(), &["--write-version"]);
    assert_eq!(workspace.read(own), "[package]\nversion = \"0.5.0\"\n");
    let manifest = workspace.read("Cargo.toml");
    assert!(manifest.contains("[workspace.package]\nversion = \"0.2.0\""), "{manifest}");
    assert!(manifest.contains("version = \"0.5.0\", path"), "{manifest}");
}

/// A version that is written already is not moved a second time for the same change.
#[test]
fn a_second_update_writes_nothing_more() {
    let workspace = Workspace::new(WILLING);
    assert_eq!(workspace.update(&changed(), &["--write-version"]).code, Some(0));
    assert!(workspace.read("Cargo.toml").contains("version = \"0.2.0\""));
    let after = workspace.content();
    assert_eq!(workspace.update(&changed(), &["--write-version"]).code, Some(0));
    assert!(workspace.content() == after);
}

#[test]
fn a_refusal_changes_nothing() {
    let mut dangling = changed();
    support::remove(&mut dangling, "/components/schemas/Error");
    let mut clash = document("array-and-string-enum.json");
    at(&mut clash, "/components/schemas/OAuthToken/properties/scope/enum")
        .as_array_mut()
        .unwrap()
        .push(json!("client-api"));
    let mut inexpressible = changed();
    at(&mut inexpressible, "/components/schemas/Error/properties/code")["type"] = json!("text");
    for (document, why) in
        [(dangling, "which is not in the document"), (clash, "ClientApi"), (inexpressible, "text")]
    {
        let workspace = Workspace::new(BROKEN);
        let before = workspace.content();
        let Ran { code, err, .. } = workspace.update(&document, &["--write-version"]);
        assert_eq!(code, Some(2), "{err}");
        assert!(err.contains(why), "{err}");
        assert!(workspace.content() == before);
        assert_eq!(workspace.calls(), "");
    }
}
