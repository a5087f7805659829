//! The generated operations and their credentials.

use voucherify_oauth::types::{IntrospectionRequest, RevocationRequest, TokenRequest};
use voucherify_oauth::{AccessToken, Client, Credentials, Scope};

use crate::support::{ACTIVE, APP_ID, APP_TOKEN, Response, Server, TOKEN};

#[tokio::test]
async fn a_generated_operation_sends_the_same_request() {
    let server = Server::start([(); 2].map(|()| Response::json(200, TOKEN))).await;
    let client = server.client();
    let facade = client.token(Scope::Vouchers).await.unwrap();
    let request = TokenRequest::client_credentials(Scope::Vouchers);
    let described = client.v1().generate_oauth_token(&request).await.unwrap();
    assert_eq!(described.access_token, facade.access_token);
    let requests = server.finish().await;
    assert_eq!(requests[0].0, requests[1].0);
}

#[tokio::test]
async fn errors_of_generated_operations_contain_no_secret() {
    let secret = "s3cret+token";
    let body = format!(
        r#"{{"code":400,"message":"{secret} s3cret%2Btoken {APP_ID} {APP_TOKEN}","key":"bad"}}"#
    );
    let server = Server::start([(); 2].map(|()| Response::json(400, &body))).await;
    let v1 = server.client().v1();
    let token = AccessToken::new(secret);
    let errors = [
        v1.introspect_oauth_token(&IntrospectionRequest::new(token.clone())).await.map(drop),
        v1.revoke_oauth_token(&RevocationRequest::new(token)).await,
    ];
    let blank = ["[redacted]"; 4].join(" ");
    for (error, id) in errors.iter().zip(["introspect_oauth_token", "revoke_oauth_token"]) {
        let error = error.as_ref().unwrap_err();
        let expected = format!("could not call `{id}`: 400 Bad Request: bad: {blank}");
        assert_eq!(error.to_string(), expected);
        assert!(!format!("{error:?}").contains("s3cret"), "{error:?}");
    }
    server.finish().await;
}

#[tokio::test]
async fn other_credentials_are_refused_before_sending() {
    let server = Server::start([]).await;
    let credentials = Credentials::basic("k3y-id", "k3y-secret").unwrap();
    let client = Client::builder(credentials).base_url(server.base_url()).build().unwrap();
    let token = AccessToken::new("s3cret");
    let errors = [
        ("could not get a token", client.token(Scope::Vouchers).await.map(drop)),
        ("could not introspect the token", client.introspect(&token).await.map(drop)),
        ("could not revoke the token", client.revoke(&token).await.map(drop)),
    ];
    for (what, error) in errors {
        let error = error.unwrap_err();
        assert!(error.is_builder() && !error.is_transient());
        assert_eq!(
            error.to_string(),
            format!(
                "{what}: the operation accepts `x-app-id` with `x-app-token`, but the credentials \
                 are for HTTP Basic"
            )
        );
    }
    assert!(server.finish().await.is_empty());
}

#[tokio::test]
async fn generated_operations_redact_secrets() {
    let server = Server::start([Response::json(200, ACTIVE)]).await;
    let v1 = server.client().v1();
    let response = v1.introspect_oauth_token(&IntrospectionRequest::new("s3cret")).await;
    let text = format!("{v1:?} {response:?}");
    assert!(text.starts_with("Operations { base_url: \"http://127.0.0.1:"), "{text}");
    assert!(!text.contains("s3cret") && !text.contains("k3y"), "{text}");
    server.finish().await;
}
