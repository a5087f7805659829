//! Transcripts: the output and the exit codes of the commands.
//!
//! `TRYCMD=overwrite cargo test -p voucherify-oauth-cli` records the current output. Review the
//! diff before committing it.

use std::io;
use std::time::Duration;

use serde_json::json;
use voucherify_oauth::Scope;
use voucherify_oauth_sandbox::{Fault, RateLimit};

use crate::support;

#[test]
fn commands_without_a_service() {
    support::alone().case("tests/transcripts/alone/*.trycmd").case("README.md");
}

#[test]
fn invalid_settings() {
    let with = |variables: &[(&str, &str)], name: &str| {
        let cases = support::alone();
        for (name, value) in variables {
            cases.env(*name, *value);
        }
        cases.case(format!("tests/transcripts/settings/{name}.trycmd")).run();
    };
    let (id, token) = (("VOUCHERIFY_APP_ID", "id"), ("VOUCHERIFY_APP_TOKEN", "token"));
    with(&[id], "one-key");
    with(&[id, ("VOUCHERIFY_APP_TOKEN", "s3 cret")], "invalid-key");
    with(&[id, token, ("VOUCHERIFY_BASE_URL", "s3cret")], "invalid-base-url");
    with(&[id, token, ("VOUCHERIFY_ACCESS_TOKEN", "s3 cret")], "invalid-token");
}

#[test]
fn token() -> io::Result<()> {
    let sandbox = support::builder().start_on_thread()?;
    support::at(&sandbox).case("tests/transcripts/service/token.trycmd").run();
    let sandbox = support::builder().start_on_thread()?;
    support::at(&sandbox).case("tests/transcripts/service/verbose.trycmd").run();
    Ok(())
}

#[cfg(unix)]
#[test]
fn exec() -> io::Result<()> {
    let sandbox = support::builder().start_on_thread()?;
    support::at(&sandbox).case("tests/transcripts/service/exec.trycmd").run();
    let tokens = sandbox.tokens();
    assert_eq!((tokens.issued, tokens.revoked), (6, 6));
    Ok(())
}

#[test]
fn other_scopes_than_requested() -> io::Result<()> {
    let sandbox = support::builder().grant(|_| Scope::Api.into()).start_on_thread()?;
    support::at(&sandbox).case("tests/transcripts/service/granted.trycmd").run();
    Ok(())
}

#[test]
fn introspect_and_revoke() -> io::Result<()> {
    let sandbox = support::builder().start_on_thread()?;
    let token = sandbox.issue(Scope::Vouchers).ok_or(io::ErrorKind::Other)?;
    let cases = support::at(&sandbox);
    cases.env("VOUCHERIFY_ACCESS_TOKEN", token.access_token.expose_secret());
    cases.case("tests/transcripts/service/introspect-and-revoke.trycmd").run();
    sandbox.assert_active(0);
    Ok(())
}

#[test]
fn faults() -> io::Result<()> {
    let with = |fault: Fault, name: &str| -> io::Result<()> {
        let sandbox = support::builder().start_on_thread()?;
        sandbox.inject(fault.always());
        support::at(&sandbox).case(format!("tests/transcripts/faults/{name}.trycmd")).run();
        Ok(())
    };
    let page = "<h1>s3cret</h1>";
    with(Fault::status(502).header("content-type", "text/html").body(page), "gateway")?;
    with(Fault::dropped(), "dropped")?;
    with(Fault::truncated(40), "truncated")?;
    with(Fault::garbage(), "garbage")?;
    with(Fault::status(503), "retry")?;
    let response = |token: &str| {
        let body = json!({
            "access_token": token, "client_id": "\u{1b}[2J", "scope": "\u{1b}[2J",
            "expires_at": 1, "expires_in": 1, "token_type": "Bearer",
        });
        Fault::status(200).json(&body)
    };
    with(response("a b"), "not-a-token")?;
    with(response("ab"), "escapes")
}

#[test]
fn rejected_scope_and_refused_connection() -> io::Result<()> {
    let sandbox = support::builder().start_on_thread()?;
    support::at(&sandbox).case("tests/transcripts/service/errors.trycmd").run();
    Ok(())
}

#[test]
fn wrong_keys() -> io::Result<()> {
    let sandbox = support::builder().start_on_thread()?;
    let cases = support::at(&sandbox);
    cases.env("VOUCHERIFY_APP_TOKEN", "wrong").env("VOUCHERIFY_ACCESS_TOKEN", "abc");
    cases.case("tests/transcripts/service/wrong-keys.trycmd").run();
    Ok(())
}

#[test]
fn another_server() -> io::Result<()> {
    let sandbox = support::builder().start_on_thread()?;
    let cases = support::at(&sandbox);
    let elsewhere = sandbox.url("/elsewhere");
    cases.env("VOUCHERIFY_BASE_URL", elsewhere).env("VOUCHERIFY_ACCESS_TOKEN", "abc");
    cases.case("tests/transcripts/service/not-the-api.trycmd").run();
    Ok(())
}

#[test]
fn forbidden() -> io::Result<()> {
    let sandbox = support::builder().start_on_thread()?;
    sandbox.forbid_key(sandbox.app_id());
    support::at(&sandbox).case("tests/transcripts/service/forbidden.trycmd").run();
    Ok(())
}

#[test]
fn rate_limits() -> io::Result<()> {
    let limit = RateLimit::new(0, Duration::from_secs(60)).retry_after();
    let sandbox = support::builder().rate_limit(limit).start_on_thread()?;
    support::at(&sandbox).case("tests/transcripts/service/rate-limit.trycmd").run();
    let sandbox = support::builder().token_limit(0).start_on_thread()?;
    support::at(&sandbox).case("tests/transcripts/service/token-limit.trycmd").run();
    Ok(())
}
