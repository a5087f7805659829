//! No error says a secret, whatever the service answers.

use std::error::Error as StdError;
use std::fmt::Write;

use voucherify_oauth::{AccessToken, Client, Error, Scope};

use crate::support::{ACTIVE, APP_ID, APP_TOKEN, Answer, Server, TOKEN, credentials};

/// Part of the token in each answer, and of the one that is asked about.
const TOKEN_SECRET: &str = "s3cret";
/// Part of both keys.
const KEY_SECRET: &str = "k3y";
/// Part of a proxy's page, and of all else that is no answer of the service.
const PAGE: &str = "nginx";

/// Everything that can be printed of an error.
fn printable(error: &Error) -> String {
    let mut text = format!("{error} {error:#} {error:?} {error:#?} {:?}", error.api_error());
    let mut source = error.source();
    while let Some(error) = source {
        write!(text, " {error} {error:#} {error:?} {error:#?}").unwrap();
        source = error.source();
    }
    text
}

fn assert_silent(error: &Error, about: &str) {
    let text = printable(error);
    for secret in [TOKEN_SECRET, KEY_SECRET, PAGE] {
        assert!(!text.contains(secret), "{about}: {text}");
    }
}

/// Answers that are wrong in some way, most of them with a token in them.
fn malformed() -> Vec<(&'static str, Answer)> {
    let both = [TOKEN, ACTIVE];
    let changed = |from: &str, to: &str| both.map(|body| body.replace(from, to));
    let mut answers = Vec::new();
    for status in [200, 201, 204, 301, 400, 401, 404, 429, 500, 502] {
        let mut add = |name, body: &str| answers.push((name, Answer::json(status, body)));
        for body in both {
            add("whole, under this status", body);
            for length in [1, body.len() / 2, body.len() - 1] {
                add("cut short", &body[..length]);
            }
        }
        for body in changed("\"s3cret", "s3cret") {
            add("no quotation mark before the token", &body);
        }
        for body in changed("0123\",", "0123") {
            add("no quotation mark after the token", &body);
        }
        for field in
            ["access_token", "client_id", "expires_at", "expires_in", "scope", "token_type"]
        {
            for body in
                changed(&format!("\"{field}\""), &format!("\"{field}\": \"s3cret\", \"other\""))
            {
                add("the token in every field", &body);
            }
            for body in changed(&format!("\"{field}\""), &format!("\"{field}\": 1, \"{field}\"")) {
                add("a field twice", &body);
            }
            for value in ["[\"s3cret\"]", "{\"s3cret\": \"s3cret\"}", "null", "1.5", "true"] {
                for body in
                    changed(&format!("\"{field}\""), &format!("\"{field}\": {value}, \"other\""))
                {
                    add("a field of another type", &body);
                }
            }
        }
        for body in changed("true", "\"s3cret\"") {
            add("active is a string", &body);
        }
        for body in changed("900", "\"s3cret\"") {
            add("a string for a number", &body);
        }
        for body in changed("}", "} s3cret") {
            add("text after the object", &body);
        }
        add("a list", "[\"s3cret\"]");
        add("a string", "\"s3cret\"");
        add("a bare word", "s3cret");
        add("an object in a token", r#"{"access_token": {"value": "s3cret"}}"#);
        add("an object of the service's, incomplete", r#"{"code": 400, "detail": "s3cret"}"#);
        add(
            "an object of the service's, of another type",
            r#"{"code": "s3cret", "message": "s3cret"}"#,
        );
        add("RFC 6749's error", r#"{"error": "s3cret", "error_description": "s3cret"}"#);
        add("too deep", &"[\"s3cret\",".repeat(200));
        add("too long", &"s3cret ".repeat(200_000));
        let whole = Answer::json(status, TOKEN);
        answers.push(("a broken connection", whole.broken_off_after(60)));
        answers.push(("a proxy's page", Answer::html(status)));
        answers.push((
            "JSON that calls itself a page",
            Answer::new(status, "s3cret").header("content-type", "text/html"),
        ));
        answers.push((
            "a secret in a header",
            Answer::empty(status).header("location", "/s3cret").header("x-echo", "k3y"),
        ));
        answers.push(("bytes that are no text", Answer::json(status, b"\xff\xfes3cret")));
    }
    answers.push(("no HTTP", Answer::raw("s3cret\r\n\r\n")));
    answers.push(("a broken header", Answer::raw("HTTP/1.1 200 OK\r\ns3cret\r\n\r\n")));
    answers.push(("a broken status", Answer::raw("HTTP/1.1 s3cret s3cret\r\n\r\n")));
    answers.push(("a secret as a reason", Answer::raw("HTTP/1.1 500 s3cret\r\n\r\n")));
    answers.push((
        "a broken length",
        Answer::raw("HTTP/1.1 200 OK\r\ncontent-length: s3cret\r\n\r\n"),
    ));
    answers.push((
        "a broken chunk",
        Answer::raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\ns3cret\r\n"),
    ));
    answers
}

#[tokio::test]
async fn of_no_malformed_answer() {
    let token = AccessToken::new("s3cret-token-that-is-asked-about");
    let malformed = malformed();
    let thrice = malformed.iter().flat_map(|(_, answer)| [(); 3].map(|()| answer.clone()));
    let server = Server::start(thrice.collect::<Vec<_>>()).await;
    let client = server.client();
    let mut errors = 0;
    for (name, _) in &malformed {
        let outcomes = [
            client.token(Scope::Vouchers).await.map(drop),
            client.introspect(&token).await.map(drop),
            client.revoke(&token).await.map(drop),
        ];
        for error in outcomes.iter().filter_map(|outcome| outcome.as_ref().err()) {
            assert_silent(error, name);
            errors += 1;
        }
    }
    server.finish().await;
    assert!(errors > 2000, "only {errors} of the answers were errors");
}

#[tokio::test]
async fn of_no_error_object_that_repeats_what_was_sent() {
    let token = AccessToken::new("s3cret+token/that is asked about");
    let echo = format!(
        "bad token {} of {APP_ID} with {APP_TOKEN} \
         in access_token=s3cret%2Btoken%2Fthat+is+asked+about",
        token.expose_secret()
    );
    let body = format!(
        r#"{{"code":400,"key":"{echo}","message":"{echo}","details":"{echo}","request_id":"{echo}",
            "resource_id":"{echo}","resource_type":"{echo}","error":{{"message":"{echo}"}}}}"#
    );
    let server = Server::start([(); 3].map(|()| Answer::json(400, &body))).await;
    let client = server.client();
    let keys_alone = client.token(Scope::Vouchers).await.unwrap_err();
    let text = printable(&keys_alone);
    assert!(!text.contains(KEY_SECRET), "{text}");
    let errors = [
        client.introspect(&token).await.map(drop).unwrap_err(),
        client.revoke(&token).await.map(drop).unwrap_err(),
    ];
    for error in &errors {
        assert_silent(error, "echo");
        assert_eq!(
            error.api_error().unwrap().message,
            "bad token [redacted] of [redacted] with [redacted] in access_token=[redacted]"
        );
    }
    server.finish().await;
}

#[tokio::test]
async fn of_no_server_that_is_not_there() {
    let client = Client::builder(credentials()).base_url("http://127.0.0.1:1").build().unwrap();
    let token = AccessToken::new("s3cret-token-that-is-asked-about");
    assert_silent(&client.token(Scope::Vouchers).await.unwrap_err(), "token");
    assert_silent(&client.introspect(&token).await.map(drop).unwrap_err(), "introspect");
    assert_silent(&client.revoke(&token).await.unwrap_err(), "revoke");
}

#[tokio::test]
async fn of_no_answer_that_is_all_right() {
    let server = Server::start([Answer::json(200, TOKEN), Answer::json(200, ACTIVE)]).await;
    let client = server.client();
    let token = client.token(Scope::Vouchers).await.unwrap();
    let active = client.introspect(&token.access_token).await.unwrap();
    let text = format!("{client:?} {token:?} {token:#?} {active:?} {active:#?}");
    assert!(!text.contains(TOKEN_SECRET) && !text.contains(KEY_SECRET), "{text}");
    server.finish().await;
}
