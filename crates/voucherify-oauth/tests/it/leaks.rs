//! No error contains a secret, for any response of the service.

use std::error::Error as StdError;
use std::fmt::Write;

use voucherify_oauth::{AccessToken, Client, Error, Scope};

use crate::support::{ACTIVE, APP_ID, APP_TOKEN, Response, Server, TOKEN, credentials};

/// Part of each token.
const TOKEN_SECRET: &str = "s3cret";
/// Part of both keys.
const KEY_SECRET: &str = "k3y";
/// Part of each body that does not come from the service, such as the page of a proxy.
const PAGE: &str = "nginx";

/// Returns all texts of an error and its sources.
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

/// Returns malformed responses, most of which contain a token.
fn malformed() -> Vec<(&'static str, Response)> {
    let both = [TOKEN, ACTIVE];
    let changed = |from: &str, to: &str| both.map(|body| body.replace(from, to));
    let mut responses = Vec::new();
    for status in [200, 201, 204, 301, 400, 401, 404, 429, 500, 502] {
        let mut add = |name, body: &str| responses.push((name, Response::json(status, body)));
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
                add("the token in another field", &body);
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
        add("an incomplete error object of the service", r#"{"code": 400, "detail": "s3cret"}"#);
        add(
            "an error object of the service with other types",
            r#"{"code": "s3cret", "message": "s3cret"}"#,
        );
        add(
            "the error object of RFC 6749",
            r#"{"error": "s3cret", "error_description": "s3cret"}"#,
        );
        add("too deep", &"[\"s3cret\",".repeat(200));
        add("too long", &"s3cret ".repeat(200_000));
        let whole = Response::json(status, TOKEN);
        responses.push(("a broken connection", whole.broken_off_after(60)));
        responses.push(("a proxy's page", Response::html(status)));
        responses.push((
            "JSON that calls itself a page",
            Response::new(status, "s3cret").header("content-type", "text/html"),
        ));
        responses.push((
            "a secret in a header",
            Response::empty(status).header("location", "/s3cret").header("x-echo", "k3y"),
        ));
        responses.push(("bytes that are not text", Response::json(status, b"\xff\xfes3cret")));
    }
    responses.push(("not HTTP", Response::raw("s3cret\r\n\r\n")));
    responses.push(("a broken header", Response::raw("HTTP/1.1 200 OK\r\ns3cret\r\n\r\n")));
    responses.push(("a broken status", Response::raw("HTTP/1.1 s3cret s3cret\r\n\r\n")));
    responses.push(("a secret as a reason", Response::raw("HTTP/1.1 500 s3cret\r\n\r\n")));
    responses.push((
        "a broken length",
        Response::raw("HTTP/1.1 200 OK\r\ncontent-length: s3cret\r\n\r\n"),
    ));
    responses.push((
        "a broken chunk",
        Response::raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\ns3cret\r\n"),
    ));
    responses
}

#[tokio::test]
async fn a_malformed_response_leaks_no_secret() {
    let token = AccessToken::new("s3cret-token-to-look-up");
    let malformed = malformed();
    let thrice = malformed.iter().flat_map(|(_, response)| [(); 3].map(|()| response.clone()));
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
    assert!(errors > 2000, "only {errors} of the responses were errors");
}

#[tokio::test]
async fn an_echoing_error_object_leaks_no_secret() {
    let token = AccessToken::new("s3cret+token/to look up");
    let echo = format!(
        "bad token {} of {APP_ID} with {APP_TOKEN} \
         in access_token=s3cret%2Btoken%2Fto+look+up",
        token.expose_secret()
    );
    let body = format!(
        r#"{{"code":400,"key":"{echo}","message":"{echo}","details":"{echo}","request_id":"{echo}",
            "resource_id":"{echo}","resource_type":"{echo}","error":{{"message":"{echo}"}}}}"#
    );
    let server = Server::start([(); 3].map(|()| Response::json(400, &body))).await;
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
async fn a_failed_connection_leaks_no_secret() {
    let client = Client::builder(credentials()).base_url("http://127.0.0.1:1").build().unwrap();
    let token = AccessToken::new("s3cret-token-to-look-up");
    assert_silent(&client.token(Scope::Vouchers).await.unwrap_err(), "token");
    assert_silent(&client.introspect(&token).await.map(drop).unwrap_err(), "introspect");
    assert_silent(&client.revoke(&token).await.unwrap_err(), "revoke");
}

#[tokio::test]
async fn a_valid_response_leaks_no_secret() {
    let server = Server::start([Response::json(200, TOKEN), Response::json(200, ACTIVE)]).await;
    let client = server.client();
    let token = client.token(Scope::Vouchers).await.unwrap();
    let active = client.introspect(&token.access_token).await.unwrap();
    let text = format!("{client:?} {token:?} {token:#?} {active:?} {active:#?}");
    assert!(!text.contains(TOKEN_SECRET) && !text.contains(KEY_SECRET), "{text}");
    server.finish().await;
}
