//! rustls with and without a default `CryptoProvider`:
//!
//! ```text
//! cargo test -p voucherify-oauth --test provider \
//!     --no-default-features --features rustls-no-provider
//! ```

#![cfg(all(feature = "rustls-no-provider", not(feature = "rustls")))]

use tokio_rustls::rustls::crypto::aws_lc_rs;
use voucherify_oauth::{Client, Credentials};

#[test]
fn a_client_without_a_crypto_provider_is_an_error() {
    let credentials = Credentials::new("id", "token").unwrap();
    for base_url in ["https://api.voucherify.io", "http://localhost:1"] {
        let builder = Client::builder(credentials.clone()).base_url(base_url);
        let error = builder.build().unwrap_err();
        assert!(error.is_builder());
        assert!(error.to_string().contains("install a default `CryptoProvider`"), "{error}");
    }
    aws_lc_rs::default_provider().install_default().unwrap();
    Client::new(credentials).unwrap();
}
