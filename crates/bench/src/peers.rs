//! Published token sources, set up to use an endpoint on a loopback address.

use std::sync::Arc;

use azure_core::http::headers::Headers;
use azure_core::http::{AsyncRawResponse, ClientOptions, HttpClient, Request, Transport};
use azure_identity::{ClientSecretCredential, ClientSecretCredentialOptions};
use google_cloud_auth::credentials::{Credentials, user_account};

/// Returns a source of google-cloud-auth.
pub fn google(address: &str) -> Credentials {
    let user = serde_json::json!({
        "type": "authorized_user", "client_id": "id", "client_secret": "secret",
        "refresh_token": "refresh",
    });
    user_account::Builder::new(user).with_token_uri(address).build().unwrap()
}

/// Returns a source of azure_identity with its default retries.
pub fn azure(address: &str) -> Arc<ClientSecretCredential> {
    let http = Loopback { http: Default::default(), address: address.to_owned() };
    let client_options =
        ClientOptions { transport: Some(Transport::new(Arc::new(http))), ..Default::default() };
    let options = ClientSecretCredentialOptions { client_options };
    ClientSecretCredential::new("tenant", "id".to_owned(), "secret".into(), Some(options)).unwrap()
}

/// Sends each request to the endpoint, regardless of its URL.
#[derive(Debug)]
struct Loopback {
    http: reqwest::Client,
    address: String,
}

#[async_trait::async_trait]
impl HttpClient for Loopback {
    async fn execute_request(&self, _: &Request) -> azure_core::Result<AsyncRawResponse> {
        let failed = |error| azure_core::Error::new(azure_core::error::ErrorKind::Io, error);
        let response = self.http.post(&self.address).body("a=b").send().await.map_err(failed)?;
        let status = response.status().as_u16().into();
        let body = response.bytes().await.map_err(failed)?;
        Ok(AsyncRawResponse::from_bytes(status, Headers::new(), body))
    }
}
