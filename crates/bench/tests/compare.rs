//! The table in the README of `voucherify-oauth`: one test for each row, in the order of the rows.
//!
//! `oauth2` is used as a careful program would use it: with the keys in the two headers of the
//! service, and without redirects. `by_hand` is a `reqwest::Client` with its default settings.

use std::time::Duration;

use oauth2::basic::BasicClient;
use oauth2::{
    AccessToken, AuthUrl, ClientId, CsrfToken, DeviceAuthorizationUrl, EndpointNotSet, EndpointSet,
    HttpRequest, HttpResponse, IntrospectionUrl, PkceCodeChallenge, RequestTokenError,
    RevocationUrl, TokenResponse, TokenUrl,
};
use voucherify_oauth::types::GrantType;
use voucherify_oauth::{
    Client, Credentials, Introspection, Revocation, Scope, ScopeSet, TokenSource,
};
use voucherify_oauth_sandbox::{Fault, Sandbox};

/// The address for `oauth2`, which revokes over `https` only. The HTTP client replaces it.
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

/// Returns the HTTP client of `oauth2`, which sends requests to the sandbox, with or without keys.
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
        let mut converted = HttpResponse::new(response.bytes().await?.to_vec());
        *converted.status_mut() = status;
        Ok(converted)
    }
}

/// Returns the request as a program writes it with reqwest.
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
async fn scopes_are_an_enum_that_keeps_unknown_values() {
    let granted = || ScopeSet::from_wire("vouchers made-up-scope");
    let sandbox = Sandbox::builder().grant(move |_| granted()).start().await.unwrap();
    let token = ours(&sandbox).token(Scope::Vouchers).await.unwrap();
    assert!(token.scope.contains(Scope::Vouchers));
    assert_eq!(token.scope.unrecognized().collect::<Vec<_>>(), ["made-up-scope"]);

    let client = oauth2(&sandbox);
    let request = client.exchange_client_credentials();
    let request = request.add_scope(oauth2::Scope::new("vouchers".into()));
    let token = request.request_async(&http!(&sandbox, true)).await.unwrap();
    let scopes: Vec<&str> = token.scopes().unwrap().iter().map(|scope| scope.as_str()).collect();
    assert_eq!(scopes, ["vouchers", "made-up-scope"]);
    let response = by_hand(&sandbox).send().await.unwrap().text().await.unwrap();
    let response: serde_json::Value = serde_json::from_str(&response).unwrap();
    assert_eq!(response["scope"], "vouchers made-up-scope");
}

#[tokio::test]
async fn an_invalid_scope_has_a_predicate() {
    let sandbox = Sandbox::start().await.unwrap();
    let unknown = voucherify_oauth::ScopeSet::from_wire("made-up-scope");
    let error = ours(&sandbox).token(&unknown).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 400);
    assert!(error.is_invalid_scope() && error.request_id().is_some());

    let scope = oauth2::Scope::new("made-up-scope".into());
    let request = oauth2(&sandbox);
    let request = request.exchange_client_credentials().add_scope(scope);
    let error = request.request_async(&http!(&sandbox, true)).await.unwrap_err();
    let RequestTokenError::Parse(reason, body) = &error else { panic!("{error:?}") };
    assert!(!error.to_string().contains("400") && !reason.to_string().contains("400"));
    assert!(String::from_utf8_lossy(body).contains("invalid_scope"));
}

#[tokio::test]
async fn only_our_client_revokes_a_token() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = sandbox.issue(Scope::Vouchers).unwrap().access_token;
    assert_eq!(ours(&sandbox).revoke(&token).await.unwrap(), Revocation::Revoked);
    assert_eq!(ours(&sandbox).revoke(&token).await.unwrap(), Revocation::NotActive);

    // The field has another name, and the service responds with 204.
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
async fn only_our_client_introspects_a_token() {
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
async fn our_error_contains_no_token_of_a_truncated_response() {
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
async fn a_redirect_to_another_server_is_not_followed() {
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
async fn a_server_that_does_not_respond_causes_a_timeout() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.inject(Fault::hanging().always());
    let limit = Duration::from_secs(20);
    let client = ours(&sandbox);
    let (ours, by_hand) = tokio::join!(
        tokio::time::timeout(limit, client.token(Scope::Vouchers)),
        tokio::time::timeout(limit, by_hand(&sandbox).send()),
    );
    assert!(ours.unwrap().unwrap_err().is_timeout());
    assert!(by_hand.is_err(), "reqwest has a default timeout now");
}

#[tokio::test]
async fn a_hundred_callers_cause_one_request() {
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

#[test]
fn other_grants_need_oauth2() {
    assert_eq!(GrantType::ALL, [GrantType::ClientCredentials]);
    let url = |path: &str| format!("https://server.example{path}");
    let client = BasicClient::new(ClientId::new("id".into()))
        .set_auth_uri(AuthUrl::new(url("/authorize")).unwrap())
        .set_device_authorization_url(DeviceAuthorizationUrl::new(url("/device")).unwrap());
    let (challenge, _) = PkceCodeChallenge::new_random_sha256();
    let request = client.authorize_url(CsrfToken::new_random).set_pkce_challenge(challenge);
    let query = request.url().0.query().unwrap().to_owned();
    assert!(query.contains("response_type=code") && query.contains("code_challenge="), "{query}");
    let _ = client.exchange_device_code();
}
