//! Redirects of requests that carry a token, over real connections.

use reqwest_middleware::ClientBuilder;
use voucherify_oauth::middleware::TokenMiddleware;
use voucherify_oauth::test_util::FixedToken;
use voucherify_oauth::{Scope, TokenSource};

#[path = "../support/mod.rs"]
#[allow(dead_code, reason = "other tests need more of it")]
mod server;

use server::{Response, Server};

#[tokio::test]
async fn a_401_from_another_origin_has_no_effect() {
    for status in [303, 307, 308] {
        let elsewhere = Server::start([Response::empty(401)]).await;
        let location = format!("{}/v1/vouchers", elsewhere.base_url());
        let api = Server::start([Response::empty(status).header("location", &location)]).await;
        let source = TokenSource::builder(FixedToken::new("s3cret")).build(Scope::Vouchers);
        let middleware = TokenMiddleware::new(source.clone(), [api.base_url()]).unwrap();
        let http = ClientBuilder::new(reqwest::Client::new()).with(middleware).build();

        let url = format!("{}/v1/vouchers", api.base_url());
        let response = http.post(url).body("{}").send().await.unwrap();
        assert_eq!(response.status(), 401, "{status}");

        let [sent] = &api.finish().await[..] else { panic!("{status}: sent twice") };
        assert!(sent.0.contains("authorization: Bearer s3cret\r\n"));
        let [redirected] = &elsewhere.finish().await[..] else { panic!("{status}: sent twice") };
        assert!(!redirected.0.contains("authorization"), "{redirected:?}");
        assert_eq!(source.metrics().rejections, 0, "{status}: gave up a good token");
    }
}

#[tokio::test]
async fn a_401_from_the_same_origin_counts() {
    let redirect = Response::empty(307).header("location", "/v1/vouchers/");
    let refused = [redirect.clone(), Response::empty(401)];
    let accepted = [redirect, Response::json(200, "{}")];
    let api = Server::start(refused.into_iter().chain(accepted)).await;
    let source = TokenSource::builder(FixedToken::new("s3cret")).build(Scope::Vouchers);
    let middleware = TokenMiddleware::new(source.clone(), [api.base_url()]).unwrap();
    let http = ClientBuilder::new(reqwest::Client::new()).with(middleware).build();
    let url = format!("{}/v1/vouchers", api.base_url());
    assert_eq!(http.post(url).body("{}").send().await.unwrap().status(), 200);
    assert_eq!(api.finish().await.len(), 4);
    assert_eq!(source.metrics().rejections, 1);
}
