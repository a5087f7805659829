//! Uses of the public API, as a downstream crate writes them. Each function is one use, without
//! reqwest.

use std::error::Error as StdError;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use voucherify_oauth::test_util::{FixedToken, MemoryStore, check_store};
use voucherify_oauth::token_source::{
    Account, FetchRequest, Server, SharedFetcher, TokenFetcher, TokenStore, async_trait,
};
use voucherify_oauth::types::{IntrospectionResponse, TokenRequest};
use voucherify_oauth::{
    AccessToken, Client, ClientBuilder, Cluster, Credentials, Error, Introspection, Revocation,
    Scope, ScopeSet, TokenError, TokenResponse, TokenSource,
};
use voucherify_oauth_sandbox::{Fault, ManualClock, Sandbox};

fn client(sandbox: &Sandbox) -> Result<Client, Error> {
    let credentials = Credentials::new(sandbox.app_id(), sandbox.app_token())?;
    Client::builder(credentials).base_url(sandbox.base_url()).build()
}

/// All settings of the connection, without a type of reqwest.
fn a_connection_of_its_own(credentials: Credentials, pem: &str) -> ClientBuilder {
    Client::builder(credentials)
        .cluster(Cluster::Europe)
        .timeout(Duration::from_secs(5))
        .connect_timeout(Duration::from_secs(1))
        .proxy("http://proxy.example:3128")
        .no_proxy()
        .root_certificates(pem)
        .user_agent_suffix("my-shop/1.2")
}

/// A client and a source return the same error, which has two names.
async fn one_error(client: &Client, source: &TokenSource) -> Result<(), TokenError> {
    client.token(Scope::Vouchers).await?;
    source.token().await?;
    Ok(())
}

/// A match on a non-exhaustive outcome.
async fn outcomes(client: &Client, token: &AccessToken) -> Result<Option<Duration>, Error> {
    let left = match client.introspect(token).await? {
        Introspection::Active(active) => active.lifetime(),
        _ => None,
    };
    match client.revoke(token).await? {
        Revocation::Revoked => Ok(left),
        _ => Ok(None),
    }
}

/// A custom fetcher.
struct Counted(Arc<dyn TokenFetcher>);

#[async_trait]
impl TokenFetcher for Counted {
    async fn fetch(&self, request: FetchRequest<'_>) -> Result<TokenResponse, Error> {
        match request.scopes.is_empty() {
            true => Err(Error::permanent("no scope")),
            false => self.0.fetch(request).await,
        }
    }

    async fn revoke(&self, token: &AccessToken) -> Result<(), Error> {
        self.0.revoke(token).await
    }

    fn server(&self) -> Option<Server> {
        Some(Server::new("auth.example", 443))
    }
}

/// All types that convert to a set of scopes.
fn scopes_of_many_types(text: &str) -> Result<Vec<TokenRequest>, Box<dyn StdError>> {
    let set = Scope::Vouchers | Scope::Campaigns;
    Ok(vec![
        TokenRequest::client_credentials(Scope::Vouchers),
        TokenRequest::client_credentials([Scope::Vouchers, Scope::Campaigns]),
        TokenRequest::client_credentials(vec![Scope::Vouchers]),
        TokenRequest::client_credentials(Scope::Vouchers | Scope::Campaigns),
        TokenRequest::client_credentials(&set),
        TokenRequest::client_credentials(text.parse::<ScopeSet>()?),
    ])
}

fn keys_of_the_environment() -> Result<Client, Error> {
    Client::new(Credentials::from_env()?)
}

#[test]
fn settings_and_scopes_compile() {
    let credentials = Credentials::new("id", "token").unwrap();
    let refused = a_connection_of_its_own(credentials, "not a certificate").build().unwrap_err();
    assert!(refused.is_builder());
    assert_eq!(scopes_of_many_types("vouchers campaigns").unwrap().len(), 6);
    // The variables are not set in tests.
    let _ = keys_of_the_environment;
}

#[tokio::test(start_paused = true)]
async fn pointers_to_traits_are_fetchers_and_stores() {
    let fetcher: Arc<dyn TokenFetcher> = Arc::new(FixedToken::new("s3cret"));
    let store: Box<dyn TokenStore> = Box::new(MemoryStore::new());
    check_store(&store).await;
    let account = Account::new("id", Cluster::Europe.base_url());
    let shared = SharedFetcher::builder(Counted(fetcher), account, store).build();
    assert_eq!(shared.server(), Some(Server::new("auth.example", 443)));
    let shared: Arc<dyn TokenFetcher> = Arc::new(shared);
    let source = TokenSource::builder(shared).build(Scope::Vouchers);
    assert_eq!(source.token().await.unwrap().authorization(), "Bearer s3cret");
}

#[tokio::test]
async fn a_fixed_token_replaces_the_service() {
    let source = TokenSource::builder(FixedToken::new("s3cret")).build(Scope::Vouchers);
    let token = source.token().await.unwrap();
    assert!(token.expires_at() > SystemTime::now());
    assert!(token.scopes().covers(&Scope::Vouchers.into()) && token.missing_scopes().is_empty());
}

#[tokio::test]
async fn one_clock_for_source_and_sandbox() {
    let clock = ManualClock::new();
    let sandbox = Sandbox::builder().clock(clock.reader()).start().await.unwrap();
    let reader = clock.reader();
    let source = TokenSource::builder(client(&sandbox).unwrap())
        .clock(move || reader().into())
        .build(Scope::Vouchers);
    source.token().await.unwrap();
    clock.advance(Duration::from_secs(900));
    source.token().await.unwrap();
    sandbox.assert_issued(2);
}

#[tokio::test]
async fn errors_describe_the_cause() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox).unwrap();
    let source = TokenSource::builder(client.clone()).attempts(1).build(Scope::Vouchers);
    one_error(&client, &source).await.unwrap();

    let source = TokenSource::builder(client.clone()).attempts(1).build(Scope::Campaigns);
    sandbox.inject(Fault::status(503));
    let unavailable = source.token().await.unwrap_err();
    assert_eq!(unavailable.to_string(), "could not get a token: 503 Service Unavailable");
    assert!(unavailable.is_transient() && unavailable.error_key().is_none());

    source.shutdown().await.unwrap();
    let ended = source.token().await.unwrap_err();
    assert!(ended.is_shut_down() && !ended.is_no_runtime());
    // The output of a `main` that returns the error.
    assert_eq!(format!("{ended:?}"), "could not get a token: the token source was shut down");
}

#[tokio::test]
async fn times_are_durations() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox).unwrap();
    let address = sandbox.base_url().strip_prefix("http://127.0.0.1:").unwrap();
    assert_eq!(client.server(), Some(Server::new("127.0.0.1", address.parse().unwrap())));
    let response: TokenResponse = client.token(Scope::Vouchers).await.unwrap();
    assert_eq!(response.lifetime(), Duration::from_secs(900));
    assert!(response.expiry() > SystemTime::now());
    let left = outcomes(&client, &response.access_token).await.unwrap();
    assert!(left.is_some_and(|left| left > Duration::from_secs(880)));
    assert_eq!(IntrospectionResponse::new().expiry(), None);
}

#[cfg(all(feature = "middleware", feature = "tower"))]
#[test]
fn tokens_for_a_gateway_with_a_path() {
    use voucherify_oauth::TokenSources;
    use voucherify_oauth::middleware::TokenMiddleware;
    use voucherify_oauth::tower::TokenLayer;

    let gateway = ["https://gateway.example/voucherify"];
    let fixed = || TokenSource::builder(FixedToken::new("s3cret"));
    TokenMiddleware::new(fixed().build(Scope::Vouchers), gateway).unwrap();
    TokenMiddleware::by_path(fixed().build_sources(), gateway).unwrap();
    let _ = TokenLayer::new(fixed().build(Scope::Vouchers), gateway).unwrap().relative_requests();
    let _: TokenSources = fixed().build_sources();
}
