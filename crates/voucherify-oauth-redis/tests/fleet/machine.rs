//! One machine of the fleet, with the code that a user would write.

use voucherify_oauth::token_source::{SharedFetcher, TokenStore};
use voucherify_oauth::{Client, Credentials, Scope, TokenSource};
use voucherify_oauth_redis::{EncryptionKey, RedisStore};

pub(crate) const APP_ID: &str = "k3y-application-id";
pub(crate) const APP_TOKEN: &str = "k3y-application-token";

/// Returns the encryption key of the fleet in hexadecimal digits.
pub(crate) fn key() -> String {
    "4f".repeat(32)
}

pub(crate) fn store(redis: &str, key: &str) -> RedisStore {
    let key: EncryptionKey = key.parse().unwrap();
    RedisStore::builder(key).connect(redis).unwrap()
}

/// Returns the token source of a machine with its own connection.
pub(crate) fn source(redis: &str, endpoint: &str, key: &str) -> TokenSource {
    with_store(store(redis, key), endpoint)
}

/// Returns the token source of a new machine that uses an existing connection.
pub(crate) fn with_store(store: impl TokenStore, endpoint: &str) -> TokenSource {
    let credentials = Credentials::new(APP_ID, APP_TOKEN).unwrap();
    let client = Client::builder(credentials).base_url(endpoint).build().unwrap();
    TokenSource::builder(SharedFetcher::new(client, store)).build(Scope::Vouchers)
}

/// Returns the secret of a machine's token.
pub(crate) async fn secret(source: &TokenSource) -> String {
    source.token().await.unwrap().access_token().expose_secret().to_owned()
}
