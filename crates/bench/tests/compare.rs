//! What a program gets for its requests: the table in the README of `voucherify-oauth`, row by row.
//!
//! `oauth2` gets what a careful program gives it: the keys in the two headers of the service, and
//! no redirects. "By hand" is a `reqwest::Client` as it comes.

use std::time::Duration;

use oauth2::basic::BasicClient;
use oauth2::{
    AccessToken, ClientId, EndpointNotSet, EndpointSet, HttpRequest, HttpResponse,
    IntrospectionUrl, RequestTokenError, RevocationUrl, TokenUrl,
};
use voucherify_oauth::{Client, Credentials, Introspection, Revocation, Scope, TokenSource};
use voucherify_oauth_sandbox::{Fault, Sandbox};

/// Where `oauth2` sends requests: it revokes over `https` only.
const API: &str = "https://api.voucherify.io";
const TOKEN: &str = "0123456789-0123456789-0123456789-0123456789-012345";

fn ours(sandbox: &Sandbox) -> Client {
    let credentials = Credentials::new(sandbox.app_id(), sandbox.app_token()).unwrap();
    Client::builder(credentials).base_url(sandbox.base_url()).build().unwrap()
}

type Peer = BasicClient<EndpointNotSet, EndpointNotSet, EndpointSet, EndpointSet, EndpointSet>;

fn oauth2(sandbox: &Sandbox) -> Peer {
    let url = |path| format!("{API}{path}");
    BasicClient::new(ClientId::new(sandbox.app_id().to_owned()))
        .set_token_uri(TokenUrl::new(url("/v1/oauth/token")).unwrap())
        .set_introspection_url(IntrospectionUrl::new(url("/v1/oauth/introspect")).unwrap())
        .set_revocation_url(RevocationUrl::new(url("/v1/oauth/token/revoke")).unwrap())
}

/// The HTTP client of `oauth2`: sends requests to the sandbox, with the keys or without.
fn http(
    sandbox: &Sandbox,
    with_keys: bool,
) -> impl AsyncFn(HttpRequest) -> Result<HttpResponse, oauth2_reqwest::Error> {
    let http = oauth2_reqwest::Client::builder()
        .redirect(oauth2_reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    let base_url = sandbox.base_url().to_owned();
    let keys = [sandbox.app_id().to_owned(), sandbox.app_token().to_owned()];
    async move |request: HttpRequest| {
        let (parts, body) = request.into_parts();
        let url = parts.uri.to_string().replace(API, &base_url);
        let mut request = http.request(parts.method, url).headers(parts.headers).body(body);
        if with_keys {
            request = request.header("X-App-Id", &keys[0]).header("X-App-Token", &keys[1]);
        }
        let response = request.send().await?;
        let status = response.status();
        let mut answer = HttpResponse::new(response.bytes().await?.to_vec());
        *answer.status_mut() = status;
        Ok(answer)
    }
}

/// The request that a program writes with reqwest.
fn by_hand(sandbox: &Sandbox) -> reqwest::RequestBuilder {
    reqwest::Client::new()
        .post(sandbox.url("/v1/oauth/token"))
        .header("X-App-Id", sandbox.app_id())
        .header("X-App-Token", sandbox.app_token())
        .header("Content-Type", "application/x-www-form-urlencoded")
        .body("grant_type=client_credentials&scope=vouchers")
}

/// Lets `oauth2` use a closure that borrows itself.
macro_rules! http {
    ($sandbox:expr, $keys:expr) => {{
        let http = std::sync::Arc::new(http($sandbox, $keys));
        move |request: HttpRequest| {
            let http = std::sync::Arc::clone(&http);
            async move { http(request).await }
        }
    }};
}

#[tokio::test]
async fn keys_are_two_headers() {
    let sandbox = Sandbox::start().await.unwrap();
    ours(&sandbox).token(Scope::Vouchers).await.unwrap();
    by_hand(&sandbox).send().await.unwrap().error_for_status().unwrap();
    let client = oauth2(&sandbox);
    client.exchange_client_credentials().request_async(&http!(&sandbox, false)).await.unwrap_err();
    let request = sandbox.requests().to("/v1/oauth/token");
    request.matching(|request| request.header("x-app-id").is_none()).assert_count(1);
    let scope = oauth2::Scope::new("vouchers".into());
    let request = client.exchange_client_credentials().add_scope(scope);
    request.request_async(&http!(&sandbox, true)).await.unwrap();
}

#[tokio::test]
async fn an_error_object_of_the_service() {
    let sandbox = Sandbox::start().await.unwrap();
    let unknown = voucherify_oauth::ScopeSet::from_wire("made-up-scope");
    let error = ours(&sandbox).token(&unknown).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 400);
    assert!(error.is_invalid_scope() && error.request_id().is_some());

    let scope = oauth2::Scope::new("made-up-scope".into());
    let request = oauth2(&sandbox);
    let request = request.exchange_client_credentials().add_scope(scope);
    let error = request.request_async(&http!(&sandbox, true)).await.unwrap_err();
    let RequestTokenError::Parse(reason, _) = &error else { panic!("{error:?}") };
    assert!(reason.to_string().contains("missing field `error`"), "{reason}");
    assert!(!error.to_string().contains("400"));
}

#[tokio::test]
async fn revoking_a_token() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = sandbox.issue(Scope::Vouchers).unwrap().access_token;
    assert_eq!(ours(&sandbox).revoke(&token).await.unwrap(), Revocation::Revoked);
    assert_eq!(ours(&sandbox).revoke(&token).await.unwrap(), Revocation::NotActive);

    // The service responds 204. The field has another name, too.
    let client = oauth2(&sandbox);
    let token = sandbox.issue(Scope::Vouchers).unwrap().access_token;
    let token = || AccessToken::new(token.expose_secret().to_owned());
    let error = client.revoke_token(token().into()).unwrap();
    error.request_async(&http!(&sandbox, true)).await.unwrap_err();
    let requests = sandbox.requests().to("/v1/oauth/token/revoke");
    requests.matching(|request| request.form("token").is_some()).assert_count(1);
    sandbox.assert_active(1);
    sandbox.inject(Fault::status(204));
    let error = client.revoke_token(token().into()).unwrap();
    error.request_async(&http!(&sandbox, true)).await.unwrap_err();
}

#[tokio::test]
async fn introspecting_a_token() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = sandbox.issue(Scope::Vouchers).unwrap().access_token;
    let active = ours(&sandbox).introspect(&token).await.unwrap();
    assert!(matches!(active, Introspection::Active(_)));

    let token = AccessToken::new(token.expose_secret().to_owned());
    let client = oauth2(&sandbox);
    client.introspect(&token).request_async(&http!(&sandbox, true)).await.unwrap_err();
    let requests = sandbox.requests().to("/v1/oauth/introspect");
    requests.matching(|request| request.form("token").is_some()).assert_count(1);
}

#[tokio::test]
async fn a_response_that_breaks_off_with_a_token() {
    let body = format!(r#"{{"access_token":"{TOKEN}","token_type"#);
    let broken = || Fault::status(200).header("content-type", "application/json").body(&*body);
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.inject(broken());
    let error = ours(&sandbox).token(Scope::Vouchers).await.unwrap_err();
    assert!(error.is_decode() && !format!("{error:?}").contains(TOKEN));

    sandbox.inject(broken());
    let client = oauth2(&sandbox);
    let request = client.exchange_client_credentials();
    let error = request.request_async(&http!(&sandbox, true)).await.unwrap_err();
    let bytes = format!("{:?}", TOKEN.as_bytes());
    assert!(format!("{error:?}").contains(bytes.trim_matches(['[', ']'])), "{error:?}");
}

#[tokio::test]
async fn a_redirect_to_another_server() {
    let other = Sandbox::start().await.unwrap();
    let redirect = || Fault::status(307).header("location", &*other.url("/v1/oauth/token"));
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.inject(redirect());
    assert_eq!(ours(&sandbox).token(Scope::Vouchers).await.unwrap_err().status().unwrap(), 307);
    other.requests().assert_count(0);

    sandbox.inject(redirect());
    by_hand(&sandbox).send().await.unwrap();
    other.requests().assert_one().assert_header("x-app-token", sandbox.app_token());
}

#[tokio::test]
async fn a_server_that_does_not_respond() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.inject(Fault::hanging().always());
    let limit = Duration::from_secs(20);
    let client = ours(&sandbox);
    let (ours, by_hand) = tokio::join!(
        tokio::time::timeout(limit, client.token(Scope::Vouchers)),
        tokio::time::timeout(limit, by_hand(&sandbox).send()),
    );
    assert!(ours.unwrap().unwrap_err().is_timeout());
    assert!(by_hand.is_err(), "reqwest has a timeout now");
}

#[tokio::test]
async fn a_hundred_callers() {
    let sandbox = Sandbox::start().await.unwrap();
    let source = TokenSource::new(ours(&sandbox), Scope::Vouchers);
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..100 {
        let source = source.clone();
        calls.spawn(async move { source.token().await.unwrap() });
    }
    calls.join_all().await;
    sandbox.assert_issued(1);
    source.shutdown().await.unwrap();
    sandbox.assert_active(0);
}
