//! Requests of a reqwest-middleware client, without a network.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use http::{Extensions, StatusCode, header};
use reqwest::{Body, Request, Response, ResponseBuilderExt};
use reqwest_middleware::{ClientBuilder, ClientWithMiddleware, Middleware, Next};
use voucherify_oauth::middleware::TokenMiddleware;
use voucherify_oauth::{Error, TokenSource};

use crate::support::{Reply, Service, builder, source};

const API: &str = "https://api.voucherify.io";

/// An API that rejects some tokens and records the tokens of requests.
#[derive(Clone, Default)]
struct Api {
    refuses: Arc<Mutex<Vec<&'static str>>>,
    seen: Arc<Mutex<Vec<Option<String>>>>,
}

impl Api {
    fn refusing(tokens: &[&'static str]) -> Self {
        Self { refuses: Arc::new(Mutex::new(tokens.to_vec())), ..Self::default() }
    }

    fn seen(&self) -> Vec<Option<String>> {
        self.seen.lock().unwrap().clone()
    }

    fn client(&self, source: TokenSource) -> ClientWithMiddleware {
        self.behind(TokenMiddleware::new(source, [API]).unwrap())
    }

    fn behind(&self, middleware: TokenMiddleware) -> ClientWithMiddleware {
        let client = ClientBuilder::new(reqwest::Client::new()).with(middleware);
        client.with(self.clone()).build()
    }
}

#[async_trait]
impl Middleware for Api {
    async fn handle(
        &self,
        request: Request,
        _: &mut Extensions,
        _: Next<'_>,
    ) -> reqwest_middleware::Result<Response> {
        let token = request.headers().get(header::AUTHORIZATION).map(|value| {
            assert!(value.is_sensitive());
            value.to_str().unwrap().trim_start_matches("Bearer ").to_owned()
        });
        let refused =
            token.as_deref().is_none_or(|token| self.refuses.lock().unwrap().contains(&token));
        self.seen.lock().unwrap().push(token);
        let url = request.url().clone();
        let status = if refused { StatusCode::UNAUTHORIZED } else { StatusCode::OK };
        Ok(http::Response::builder().status(status).url(url).body("").unwrap().into())
    }
}

fn seen(tokens: &[&str]) -> Vec<Option<String>> {
    tokens.iter().map(|token| Some((*token).to_owned())).collect()
}

#[tokio::test(start_paused = true)]
async fn requests_to_the_api_get_a_token() {
    let api = Api::default();
    let client = api.client(source(&Service::new(Reply::Token(900))));
    for _ in 0..2 {
        assert_eq!(client.get(format!("{API}/v1/vouchers")).send().await.unwrap().status(), 200);
    }
    assert_eq!(api.seen(), seen(&["secret-1", "secret-1"]));
}

#[tokio::test(start_paused = true)]
async fn requests_to_other_servers_get_no_token() {
    let api = Api::default();
    let service = Service::new(Reply::Token(900));
    let client = api.client(source(&service));
    for url in [
        "http://api.voucherify.io/v1/vouchers",
        "https://api.voucherify.io:8443/v1/vouchers",
        "https://api.voucherify.io.example/v1/vouchers",
        "https://example/https://api.voucherify.io/v1",
    ] {
        client.get(url).send().await.unwrap();
    }
    assert_eq!(api.seen(), vec![None; 4]);
    assert_eq!(service.requests(), 0);
}

#[tokio::test(start_paused = true)]
async fn without_a_token_no_request_is_sent() {
    let api = Api::default();
    let client = api.client(source(&Service::new(Reply::Refused)));
    let error = client.get(format!("{API}/v1/vouchers")).send().await.unwrap_err();
    let reqwest_middleware::Error::Middleware(error) = error else { panic!("{error}") };
    assert!(!error.downcast_ref::<Error>().unwrap().is_transient());
    assert!(api.seen().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_rejected_request_is_sent_again_with_another_token() {
    let api = Api::refusing(&["secret-1"]);
    let client = api.client(source(&Service::new(Reply::Token(900))));
    let response = client.post(format!("{API}/v1/vouchers")).body("{}").send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(api.seen(), seen(&["secret-1", "secret-2"]));
}

#[tokio::test(start_paused = true)]
async fn the_second_rejection_is_final() {
    let api = Api::refusing(&["secret-1", "secret-2", "secret-3"]);
    let client = api.client(source(&Service::new(Reply::Token(900))));
    let response = client.get(format!("{API}/v1/vouchers")).send().await.unwrap();
    assert_eq!(response.status(), 401);
    assert_eq!(api.seen(), seen(&["secret-1", "secret-2"]));
}

#[tokio::test(start_paused = true)]
async fn a_streaming_body_is_not_sent_twice() {
    let api = Api::refusing(&["secret-1"]);
    let client = api.client(source(&Service::new(Reply::Token(900))));
    let send = async || {
        let body = Body::wrap(http_body_util::Full::new(bytes::Bytes::from("{}")));
        client.post(format!("{API}/v1/vouchers")).body(body).send().await.unwrap().status()
    };
    assert_eq!(send().await, 401);
    // The token is invalidated nevertheless.
    assert_eq!(send().await, 200);
    assert_eq!(api.seen(), seen(&["secret-1", "secret-2"]));
}

#[tokio::test(start_paused = true)]
async fn a_rejection_is_returned_without_another_token() {
    let api = Api::refusing(&["secret-1"]);
    let service = Service::new(Reply::Refused);
    service.next([Reply::Token(900)]);
    let client = api.client(source(&service));
    let response = client.get(format!("{API}/v1/vouchers")).send().await.unwrap();
    assert_eq!(response.status(), 401);
    assert_eq!(api.seen(), seen(&["secret-1"]));
}

#[tokio::test(start_paused = true)]
async fn an_authorization_header_of_the_caller_is_kept() {
    let api = Api::refusing(&["own"]);
    let service = Service::new(Reply::Token(900));
    let client = api.client(source(&service));
    let mut own = header::HeaderValue::from_static("own");
    own.set_sensitive(true);
    let request = client.get(format!("{API}/v1/vouchers")).header(header::AUTHORIZATION, own);
    assert_eq!(request.send().await.unwrap().status(), 401);
    assert_eq!((api.seen(), service.requests()), (seen(&["own"]), 0));
}

#[tokio::test(start_paused = true)]
async fn each_request_can_get_the_narrowest_scope() {
    let api = Api::default();
    let sources = builder(&Service::new(Reply::Token(900))).build_sources();
    let client = api.behind(TokenMiddleware::by_path(sources, [API]).unwrap());
    for path in ["/v1/vouchers", "/v1/campaigns", "/v1/vouchers/abc?page=1"] {
        client.get(format!("{API}{path}")).send().await.unwrap();
    }
    assert_eq!(api.seen(), seen(&["secret-1", "secret-2", "secret-1"]));
    // Using the scope for the whole API is a decision of the caller.
    for path in ["/health", "/v1/made-up-scope"] {
        let error = client.get(format!("{API}{path}")).send().await.unwrap_err();
        assert!(error.to_string().contains("no narrow scope covers the path"), "{error}");
    }
    assert_eq!(api.seen().len(), 3);
}

#[test]
fn plain_http_to_other_hosts_is_refused() {
    for unfit in ["http://api.voucherify.io", "https://api.voucherify.io?s3cret", "s3cret"] {
        let error = TokenMiddleware::new(source_without_runtime(), [unfit]).unwrap_err();
        assert!(error.is_builder() && !format!("{error} {error:?}").contains("s3cret"), "{unfit}");
    }
}

fn source_without_runtime() -> TokenSource {
    TokenSource::builder(Service::new(Reply::Refused)).build(voucherify_oauth::Scope::Vouchers)
}
