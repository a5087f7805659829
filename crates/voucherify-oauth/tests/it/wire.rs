//! The requests, byte for byte.

use voucherify_oauth::{AccessToken, Client, Scope};

use crate::support::{ACTIVE, Response, Server, TOKEN, credentials};

/// Returns the expected request. Only operations that return JSON send `accept`.
fn request(server: &str, path: &str, accept: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\n\
         {accept}\
         content-type: application/x-www-form-urlencoded\r\n\
         x-app-id: k3y-application-id\r\n\
         x-app-token: k3y-application-token\r\n\
         {any}user-agent: voucherify-oauth/{version}\r\n\
         host: {server}\r\n\
         content-length: {length}\r\n\
         \r\n\
         {body}",
        any = if accept.is_empty() { "accept: */*\r\n" } else { "" },
        version = env!("CARGO_PKG_VERSION"),
        length = body.len(),
    )
}

const JSON: &str = "accept: application/json\r\n";

#[tokio::test]
async fn a_token_request_is_sent_byte_for_byte() {
    let server = Server::start([Response::json(200, TOKEN)]).await;
    let host = format!("127.0.0.1:{}", server.port());
    let scopes = [Scope::Qualifications, Scope::Validations, Scope::Redemptions];
    server.client().token(scopes).await.unwrap();
    // Scopes are sent in the order of the API description.
    let body = "grant_type=client_credentials&scope=qualifications+redemptions+validations";
    assert_eq!(body.len(), 74, "as long as the body that the vendor's clients send");
    let expected = request(&host, "/v1/oauth/token", JSON, body);
    assert_eq!(server.finish().await[0].0, expected);
}

#[tokio::test]
async fn an_introspection_is_sent_byte_for_byte() {
    let server = Server::start([Response::json(200, ACTIVE)]).await;
    let host = format!("127.0.0.1:{}", server.port());
    let _ = server.client().introspect(&AccessToken::new("a+b/c=&d e")).await.unwrap();
    let body = "access_token=a%2Bb%2Fc%3D%26d+e";
    let expected = request(&host, "/v1/oauth/introspect", JSON, body);
    assert_eq!(server.finish().await[0].0, expected);
}

#[tokio::test]
async fn a_revocation_is_sent_byte_for_byte() {
    let server = Server::start([Response::empty(204)]).await;
    let host = format!("127.0.0.1:{}", server.port());
    server.client().revoke(&AccessToken::new("a+b/c=&d e")).await.unwrap();
    let body = "access_token=a%2Bb%2Fc%3D%26d+e";
    let expected = request(&host, "/v1/oauth/token/revoke", "", body);
    assert_eq!(server.finish().await[0].0, expected);
}

#[tokio::test]
async fn the_path_of_the_base_url_is_a_prefix() {
    let server = Server::start([Response::json(200, TOKEN)]).await;
    let base_url = format!("{}/gateway/voucherify/", server.base_url());
    let client = Client::builder(credentials()).base_url(base_url).build().unwrap();
    client.token(Scope::Api).await.unwrap();
    let request = &server.finish().await[0].0;
    assert!(
        request.starts_with("POST /gateway/voucherify/v1/oauth/token HTTP/1.1\r\n"),
        "{request}"
    );
}

#[tokio::test]
async fn an_empty_set_of_scopes_is_not_sent() {
    let server = Server::start([]).await;
    let error = server.client().token([]).await.unwrap_err();
    assert!(error.is_builder() && !error.is_transient());
    assert_eq!(error.status(), None);
    assert_eq!(error.to_string(), "could not get a token: no scope is requested");
    assert!(server.finish().await.is_empty());
}

#[tokio::test]
async fn requests_share_a_connection() {
    let server = Server::start([Response::json(200, TOKEN), Response::json(200, ACTIVE)]).await;
    let client = server.client();
    let token = client.token(Scope::Api).await.unwrap();
    let _ = client.clone().introspect(&token.access_token).await.unwrap();
    assert_eq!(server.connections(), 1);
    server.finish().await;
}
