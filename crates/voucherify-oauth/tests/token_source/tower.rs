//! Requests through a tower stack, without a network.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use http::{Request, Response, StatusCode, header};
use tower::util::BoxCloneService;
use tower::{BoxError, ServiceBuilder, ServiceExt};
use voucherify_oauth::Error;
use voucherify_oauth::tower::TokenLayer;

use crate::support::{Reply, Service, source};

const API: &str = "https://api.voucherify.io";

/// An API that records the tokens of requests and rejects one token.
#[derive(Clone, Default)]
struct Api {
    refuses: Option<&'static str>,
    seen: Arc<Mutex<Vec<Option<String>>>>,
}

impl Api {
    fn seen(&self) -> Vec<Option<String>> {
        self.seen.lock().unwrap().clone()
    }

    fn below(&self, layer: TokenLayer) -> BoxCloneService<Request<()>, Response<()>, BoxError> {
        let api = self.clone();
        let connection = tower::service_fn(move |request: Request<()>| {
            let token = request.headers().get(header::AUTHORIZATION);
            let token = token.map(|value| value.to_str().unwrap().to_owned());
            let refused = token.as_deref() == api.refuses;
            api.seen.lock().unwrap().push(token);
            let mut response = Response::new(());
            *response.status_mut() =
                if refused { StatusCode::UNAUTHORIZED } else { StatusCode::OK };
            async move { Ok::<_, Infallible>(response) }
        });
        BoxCloneService::new(ServiceBuilder::new().layer(layer).service(connection))
    }
}

fn layer(service: &Service) -> TokenLayer {
    TokenLayer::new(source(service), [API]).unwrap()
}

fn get(uri: &str) -> Request<()> {
    Request::get(uri).body(()).unwrap()
}

#[tokio::test(start_paused = true)]
async fn only_requests_to_the_api_get_a_token() {
    let api = Api { refuses: Some(""), ..Api::default() };
    let client = api.below(layer(&Service::new(Reply::Token(900))));
    for uri in [
        "https://api.voucherify.io/v1/vouchers",
        "https://api.voucherify.io:443/v1/vouchers",
        "https://api.voucherify.io:99999/v1/vouchers",
        "https://api.voucherify.io:/v1/vouchers",
        "https://example/v1/vouchers",
        "/v1/vouchers",
    ] {
        client.clone().oneshot(get(uri)).await.unwrap();
    }
    let token = Some("Bearer secret-1".to_owned());
    assert_eq!(api.seen(), [token.clone(), token, None, None, None, None]);
}

#[tokio::test(start_paused = true)]
async fn relative_requests_get_a_token_if_enabled() {
    let api = Api::default();
    let layer = layer(&Service::new(Reply::Token(900))).relative_requests();
    api.below(layer).oneshot(get("/v1/vouchers")).await.unwrap();
    assert_eq!(api.seen(), [Some("Bearer secret-1".to_owned())]);
}

#[tokio::test(start_paused = true)]
async fn a_rejected_token_is_replaced_for_the_next_request() {
    let api = Api { refuses: Some("Bearer secret-1"), ..Api::default() };
    let client = api.below(layer(&Service::new(Reply::Token(900))));
    for status in [401, 200] {
        let response =
            client.clone().oneshot(get("https://api.voucherify.io/v1/vouchers")).await.unwrap();
        assert_eq!(response.status(), status);
    }
}

/// A connection that is closed.
#[derive(Clone)]
struct Closed;

impl tower::Service<Request<()>> for Closed {
    type Response = Response<()>;
    type Error = &'static str;
    type Future = std::future::Pending<Result<Response<()>, &'static str>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), &'static str>> {
        Poll::Ready(Err("closed"))
    }

    fn call(&mut self, _: Request<()>) -> Self::Future {
        std::future::pending()
    }
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_is_not_ready_gets_no_request() {
    let layer = layer(&Service::new(Reply::Token(900)));
    let error = ServiceBuilder::new().layer(layer).service(Closed).ready().await.err().unwrap();
    assert_eq!(error.to_string(), "closed");
}

#[tokio::test(start_paused = true)]
async fn without_a_token_no_request_is_sent() {
    let api = Api::default();
    let client = api.below(layer(&Service::new(Reply::Refused)));
    let error = client.oneshot(get("https://api.voucherify.io/v1/vouchers")).await.unwrap_err();
    assert!(error.downcast_ref::<Error>().is_some());
    assert!(api.seen().is_empty());
}
