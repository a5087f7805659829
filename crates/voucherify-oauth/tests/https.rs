//! Handshakes with a TLS server, with the library that the features select:
//!
//! ```text
//! cargo test -p voucherify-oauth --test https
//! cargo test -p voucherify-oauth --test https --no-default-features --features native-tls
//! ```

#![cfg(any(feature = "rustls", feature = "native-tls"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "so a test fails")]

#[allow(dead_code, reason = "the other tests need more of it")]
mod support;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use voucherify_oauth::{Client, Error, Scope};

use support::{Response, Server, TOKEN, credentials};

const HOST: &str = "acme.voucherify.example";

/// Starts a server with a self-signed certificate for [`HOST`] and 127.0.0.1. Returns the
/// certificate in PEM format too.
async fn start(responses: impl IntoIterator<Item = Response>) -> (Server, String) {
    let names = [HOST.to_owned(), "127.0.0.1".to_owned()];
    let certified = rcgen::generate_simple_self_signed(names).unwrap();
    let certificate = certified.cert.der().clone();
    let key = PrivateKeyDer::Pkcs8(certified.signing_key.serialize_der().into());
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.clone()], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let server = Server::start_with(responses, move |stream| {
        let acceptor = acceptor.clone();
        async move { acceptor.accept(stream?).await }
    });
    (server.await, certified.cert.pem())
}

async fn token(server: &Server, host: &str, trusted: Option<String>) -> Result<(), Error> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, server.port()));
    let name = host.to_owned();
    let http = move || {
        let http = reqwest::Client::builder().resolve(&name, address);
        #[cfg(feature = "rustls")]
        let http = http.tls_backend_rustls();
        match &trusted {
            Some(pem) => {
                http.tls_certs_only([reqwest::Certificate::from_pem(pem.as_bytes()).unwrap()])
            }
            None => http,
        }
    };
    let base_url = format!("https://{host}:{}", server.port());
    let client = Client::builder(credentials()).base_url(base_url).http(http).build()?;
    client.token(Scope::Vouchers).await.map(drop)
}

#[tokio::test]
async fn a_trusted_server_gets_the_request() {
    let (server, certificate) = start([Response::json(200, TOKEN)]).await;
    token(&server, HOST, Some(certificate)).await.unwrap();
    let requests = server.finish().await;
    assert!(requests[0].0.ends_with("\r\n\r\ngrant_type=client_credentials&scope=vouchers"));
}

#[tokio::test]
async fn a_root_certificate_of_the_caller_is_trusted() {
    let (server, pem) = start([Response::json(200, TOKEN)]).await;
    let base_url = format!("https://127.0.0.1:{}", server.port());
    let builder = Client::builder(credentials()).base_url(base_url).no_proxy();
    let untrusted = builder.build().unwrap().token(Scope::Vouchers).await.unwrap_err();
    assert!(untrusted.is_connect(), "{untrusted:?}");
    let base_url = format!("https://127.0.0.1:{}", server.port());
    let builder = Client::builder(credentials()).base_url(base_url).root_certificates(pem);
    builder.no_proxy().build().unwrap().token(Scope::Vouchers).await.unwrap();
    server.finish().await;
}

#[tokio::test]
async fn an_untrusted_server_gets_no_request() {
    let (server, _) = start([]).await;
    let error = token(&server, HOST, None).await.unwrap_err();
    assert!(error.is_connect() && !error.is_timeout(), "{error:?}");
    assert!(server.finish().await.is_empty());
}

#[tokio::test]
async fn a_server_with_another_name_gets_no_request() {
    let (server, certificate) = start([]).await;
    let error = token(&server, "other.voucherify.example", Some(certificate)).await.unwrap_err();
    assert!(error.is_connect() && !error.is_timeout(), "{error:?}");
    assert!(server.finish().await.is_empty());
}

/// If both libraries are compiled in, reqwest defaults to native-tls.
#[tokio::test]
#[cfg(feature = "rustls")]
async fn rustls_is_preferred() {
    let (server, _) = start([]).await;
    let base_url = format!("https://127.0.0.1:{}", server.port());
    let client = Client::builder(credentials()).base_url(base_url).build().unwrap();
    let error = client.token(Scope::Vouchers).await.unwrap_err();
    // The message of rustls.
    assert!(format!("{error:?}").contains("invalid peer certificate"), "{error:?}");
    server.finish().await;
}
