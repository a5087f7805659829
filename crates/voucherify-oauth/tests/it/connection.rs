//! Connections: redirects, proxies, limits, timeouts and cancellation.

use std::future::{Future, pending};
use std::pin::Pin;
use std::time::Duration;

use reqwest::{Proxy, dns};
use tokio::time::Instant;
use voucherify_oauth::{AccessToken, Client, Error, Scope};

use crate::support::{ACTIVE, Response, Server, TOKEN, credentials};

const MEBIBYTE: usize = 1 << 20;

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Server::start([]).await;
    for status in [301, 302, 303, 307, 308] {
        let location = format!("{}/v1/oauth/token", elsewhere.base_url());
        let redirect = Response::empty(status).header("location", &location);
        let server = Server::start([redirect.clone(), redirect]).await;
        // Not even with a redirect policy of the caller.
        let http = || reqwest::Client::builder().redirect(reqwest::redirect::Policy::limited(5));
        let other = Client::builder(credentials()).base_url(server.base_url()).http(http);
        for client in [server.client(), other.build().unwrap()] {
            let error = client.token(Scope::Vouchers).await.unwrap_err();
            assert_eq!(error.status().unwrap(), status);
            assert!(!error.is_transient());
        }
        assert_eq!(server.finish().await.len(), 2);
    }
    assert_eq!(elsewhere.connections(), 0);
    elsewhere.finish().await;
}

#[tokio::test]
async fn plain_http_does_not_go_through_a_proxy() {
    let proxy = Server::start([]).await;
    let server = Server::start([Response::json(200, TOKEN), Response::json(200, TOKEN)]).await;
    let url = proxy.base_url();
    let http = move || reqwest::Client::builder().proxy(Proxy::all(&url).unwrap());
    let client = Client::builder(credentials()).base_url(server.base_url()).http(http);
    client.build().unwrap().token(Scope::Vouchers).await.unwrap();
    let client = Client::builder(credentials()).base_url(server.base_url());
    client.proxy(proxy.base_url()).build().unwrap().token(Scope::Vouchers).await.unwrap();
    assert_eq!(proxy.connections(), 0);
    server.finish().await;
    proxy.finish().await;
}

#[tokio::test]
async fn the_user_agent_overrides_that_of_the_caller() {
    let server = Server::start([Response::json(200, TOKEN)]).await;
    let http = || reqwest::Client::builder().user_agent("mine/1");
    let client = Client::builder(credentials()).base_url(server.base_url()).http(http);
    client.build().unwrap().token(Scope::Vouchers).await.unwrap();
    let request = &server.finish().await[0].0;
    assert!(request.contains("\r\nuser-agent: voucherify-oauth/"), "{request}");
}

#[tokio::test]
async fn the_user_agent_can_have_a_suffix() {
    let server = Server::start([Response::json(200, TOKEN)]).await;
    let client = Client::builder(credentials()).base_url(server.base_url());
    let client = client.user_agent_suffix("my-shop/1.2 (test)").build().unwrap();
    client.token(Scope::Vouchers).await.unwrap();
    let request = &server.finish().await[0].0;
    let line = request.lines().find(|line| line.starts_with("user-agent: ")).unwrap();
    let expected = concat!("voucherify-oauth/", env!("CARGO_PKG_VERSION"), " my-shop/1.2 (test)");
    assert_eq!(line, format!("user-agent: {expected}"));
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
#[tokio::test]
async fn https_goes_through_the_proxy() {
    let proxy = Server::start([Response::empty(502), Response::empty(502)]).await;
    let url = proxy.base_url().replace("http://", "http://user:s3cret@");
    let client = Client::builder(credentials()).base_url("https://voucherify.invalid").proxy(url);
    let error = client.build().unwrap().token(Scope::Vouchers).await.unwrap_err();
    assert!(error.is_connect() && !format!("{error:?}").contains("s3cret"), "{error:?}");
    // The setting also applies to a reqwest builder of the caller.
    let url = proxy.base_url();
    let client = Client::builder(credentials())
        .base_url("https://voucherify.invalid")
        .http(|| reqwest::Client::builder().proxy(Proxy::all("http://127.0.0.1:1").unwrap()))
        .proxy(url);
    client.build().unwrap().token(Scope::Vouchers).await.unwrap_err();
    let requests = proxy.finish().await;
    assert!(requests[0].0.starts_with("CONNECT voucherify.invalid:443 "), "{:?}", requests[0]);
    // `user:s3cret`.
    assert!(requests[0].0.contains("Basic dXNlcjpzM2NyZXQ="), "{:?}", requests[0]);
    assert!(requests[1].0.starts_with("CONNECT "), "{:?}", requests[1]);
}

#[tokio::test]
async fn a_response_of_one_mebibyte_is_read() {
    let body = format!("{TOKEN}{}", " ".repeat(MEBIBYTE - TOKEN.len()));
    let server = Server::start([Response::json(200, body)]).await;
    assert!(server.client().token(Scope::Vouchers).await.is_ok());
    server.finish().await;
}

#[tokio::test]
async fn a_longer_response_is_refused() {
    let body = format!("{TOKEN}{}", " ".repeat(MEBIBYTE + 1 - TOKEN.len()));
    for response in [Response::json(200, body), Response::endless(200)] {
        let server = Server::start([response]).await;
        let error = server.client().token(Scope::Vouchers).await.unwrap_err();
        assert!(error.is_decode() && !error.is_transient() && !error.is_timeout());
        assert_eq!(error.status().unwrap(), 200);
        assert_eq!(error.to_string(), "could not get a token: the response is longer than 1 MiB");
        // The client also closes the connection.
        server.closed(1).await;
        server.finish().await;
    }
}

#[tokio::test]
async fn a_broken_connection_is_transient() {
    let cut = Response::json(200, TOKEN).broken_off_after(20);
    for response in
        [Response::hang_up(), Response::raw("HTTP/1.1 20"), Response::raw("SSH-2.0-x\r\n"), cut]
    {
        let server = Server::start([response]).await;
        let error = server.client().token(Scope::Vouchers).await.unwrap_err();
        assert!(error.is_transient() && !error.is_connect() && !error.is_timeout());
        assert_eq!(error.status(), None);
        assert_eq!(error.to_string(), "could not get a token: no complete response arrived");
        let shown = format!("{error:?}").replace(&server.base_url(), "");
        assert!(!shown.contains("http://"), "{shown}");
        server.finish().await;
    }
}

/// Asserts that the error is a timeout after this many seconds of paused time.
fn assert_timeout(error: Result<impl Sized, Error>, started: Instant, seconds: u64) -> Error {
    let Err(error) = error else { panic!("no timeout") };
    assert!(error.is_timeout() && error.is_transient(), "{error:?}");
    assert_eq!(started.elapsed().as_secs(), seconds);
    error
}

/// A resolver that never returns.
struct Lost;

impl dns::Resolve for Lost {
    fn resolve(&self, _: dns::Name) -> Pin<Box<dyn Future<Output = Lookup> + Send>> {
        Box::pin(pending())
    }
}

type Lookup = Result<dns::Addrs, Box<dyn std::error::Error + Send + Sync>>;

fn lost() -> voucherify_oauth::ClientBuilder {
    let http = || reqwest::Client::builder().dns_resolver(Lost);
    Client::builder(credentials()).base_url("http://localhost:1").http(http)
}

#[tokio::test(start_paused = true)]
async fn connecting_times_out_after_five_seconds() {
    let started = Instant::now();
    let error = lost().build().unwrap().token(Scope::Api).await;
    let error = assert_timeout(error, started, 5);
    assert!(error.is_connect());
    assert_eq!(error.to_string(), "could not get a token: connecting timed out");
}

#[tokio::test(start_paused = true)]
async fn the_connect_timeout_can_be_set() {
    let started = Instant::now();
    let client = lost().connect_timeout(Duration::from_secs(7)).build().unwrap();
    assert_timeout(client.token(Scope::Api).await, started, 7);
}

#[tokio::test(start_paused = true)]
async fn the_timeout_can_be_shorter_than_the_connect_timeout() {
    let started = Instant::now();
    let client = lost().timeout(Duration::from_secs(2)).build().unwrap();
    assert_timeout(client.token(Scope::Api).await, started, 2);
}

#[tokio::test]
async fn an_operation_times_out_after_fifteen_seconds() {
    // The response arrives without its last byte. From then on, the clock jumps.
    let server = Server::start([Response::json(200, ACTIVE).stalled_after(ACTIVE.len() - 1)]).await;
    let client = server.client();
    let started = Instant::now();
    let error = client.introspect(&AccessToken::new("s3cret")).await;
    let error = assert_timeout(error, started, 15);
    assert!(!error.is_connect());
    assert_eq!(
        error.to_string(),
        "could not introspect the token: timed out waiting for the response"
    );
    server.finish().await;
}

#[tokio::test]
async fn a_dropped_future_ends_its_request_and_no_other() {
    let server = Server::start([Response::silence(), Response::json(200, TOKEN)]).await;
    let client = server.client();
    tokio::select! {
        biased;
        () = server.requests(1) => {}
        outcome = client.token(Scope::Vouchers) => panic!("{outcome:?}"),
    }
    server.closed(1).await;
    client.token(Scope::Vouchers).await.unwrap();
    assert_eq!(server.finish().await.len(), 2);
}

#[test]
fn futures_are_send() {
    fn movable<T: Send>(_: &T) {}
    let client = Client::builder(credentials()).base_url("http://localhost").build().unwrap();
    let token = AccessToken::new("s3cret");
    movable(&client.token(Scope::Api | Scope::Vouchers));
    movable(&client.introspect(&token));
    movable(&client.revoke(&token));
}

#[test]
fn public_types_are_send_and_sync() {
    fn shared<T: Send + Sync + Clone + std::fmt::Debug + 'static>() {}
    shared::<Client>();
    shared::<Error>();
    shared::<voucherify_oauth::Credentials>();
    shared::<voucherify_oauth::Introspection>();
    shared::<voucherify_oauth::Revocation>();
}
