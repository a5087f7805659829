//! Caches tokens for later commands of the same user, so that a loop of commands shares one token.

mod store;

use std::fs::File;
use std::io;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use tokio::time::{Instant, sleep};
use voucherify_oauth::{ScopeSet, TokenResponse};

use crate::credentials::Keys;
use crate::failure::Failure;
use crate::output::Log;
use crate::session::Session;

pub(crate) use store::Store;

/// The longest time before its expiry for which a token is not reused, in seconds. It is also at
/// most a fifth of the lifetime.
const LONGEST_MARGIN: i64 = 180;

/// The longest lifetime of a token, in seconds. The tokens of the service live for 900 seconds. The
/// limit ensures that a token with an invalid lifetime is replaced.
const LONGEST_LIFETIME: i64 = 24 * 60 * 60;

/// The pause before another attempt to take a lock.
const LOCK_INTERVAL: Duration = Duration::from_millis(50);

/// A cached token, as stored in a file.
#[derive(Serialize, Deserialize)]
pub(crate) struct Cached {
    /// When the token arrived, in seconds on the local clock.
    received_at: i64,
    /// The scopes that were requested.
    requested: String,
    pub(crate) token: TokenResponse,
}

impl Cached {
    /// Returns the remaining lifetime in seconds.
    ///
    /// Returns 0 if the token arrived in the future: a clock that was set back must not lengthen
    /// the lifetime.
    pub(crate) fn left(&self) -> i64 {
        let age = now().saturating_sub(self.received_at);
        if age < 0 { 0 } else { (self.token.expires_in.clamp(0, LONGEST_LIFETIME) - age).max(0) }
    }

    fn is_fresh(&self) -> bool {
        self.left() > LONGEST_MARGIN.min(self.token.expires_in / 5).max(0)
    }

    /// Returns whether the session has the keys and the address with which the token was requested.
    pub(crate) fn is_from(&self, name: &str, session: &Session) -> bool {
        let requested = ScopeSet::from_wire(&self.requested);
        name == name_of(&session.keys, session.client.base_url(), &requested)
    }
}

/// Returns a cached token, or gets a new one and caches it.
pub(crate) async fn token(
    session: &Session,
    scopes: &ScopeSet,
    refresh: bool,
    log: &Log<'_>,
) -> Result<TokenResponse, Failure> {
    let store = match Store::open() {
        Ok(store) => store,
        Err(problem) => {
            log.warn(format_args!("could not cache the token: {problem}"));
            return session.token(scopes, log).await;
        }
    };
    let name = name_of(&session.keys, session.client.base_url(), scopes);
    let cached = || store.read(&name).filter(|cached| !refresh && cached.is_fresh()).map(aged);
    if let Some(token) = cached() {
        return Ok(token);
    }
    let _lock = match lock(&store, &name, session.timeout).await {
        Ok(lock) => lock,
        Err(problem) => {
            log.warn(format_args!("could not cache the token: {problem}"));
            return session.token(scopes, log).await;
        }
    };
    // The process that had the lock may have cached a token.
    if let Some(token) = cached() {
        return Ok(token);
    }
    let token = session.token(scopes, log).await?;
    let cached = Cached { received_at: now(), requested: scopes.to_string(), token: token.clone() };
    if let Err(error) = store.write(&name, &cached) {
        log.warn(format_args!("could not cache the token: {error}"));
    }
    Ok(token)
}

/// Returns the token with its remaining lifetime.
fn aged(cached: Cached) -> TokenResponse {
    let left = cached.left();
    let mut token = cached.token;
    token.expires_in = left;
    token
}

/// Waits for the lock of a name, within the time limit of the command.
async fn lock(store: &Store, name: &str, limit: Duration) -> io::Result<File> {
    let deadline = Instant::now() + limit;
    loop {
        match store.try_lock(name)? {
            Some(lock) => return Ok(lock),
            None if Instant::now() < deadline => sleep(LOCK_INTERVAL).await,
            None => return Err(io::Error::other("another process is requesting the same token")),
        }
    }
}

/// Returns the file name for everything that a token depends on. Computing it needs the app token,
/// so other keys never find the token.
fn name_of(keys: &Keys, base_url: &str, scopes: &ScopeSet) -> String {
    let scopes = scopes.to_string();
    let Ok(mut mac) = <Hmac<Sha256> as KeyInit>::new_from_slice(keys.app_token.as_bytes()) else {
        // HMAC accepts keys of any length.
        return String::new();
    };
    for part in [keys.app_id.as_str(), base_url, &scopes] {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part.as_bytes());
    }
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use voucherify_oauth::Scope;
    use voucherify_oauth::types::TokenType;
    use zeroize::Zeroizing;

    use super::*;

    fn cached(age: i64, expires_in: i64) -> Cached {
        let scope = ScopeSet::from(Scope::Vouchers);
        let token = TokenResponse::new()
            .with_access_token("token")
            .with_client_id("client")
            .with_expires_in(expires_in)
            .with_scope(scope)
            .with_token_type(TokenType::Bearer);
        Cached { received_at: now() - age, requested: "vouchers".to_owned(), token }
    }

    #[test]
    fn a_token_is_reused_for_four_fifths_of_its_lifetime() {
        for (age, expires_in, fresh) in [
            (0, 900, true),
            (710, 900, true),
            (720, 900, false),
            (7, 10, true),
            (8, 10, false),
            (3419, 3600, true),
            (3421, 3600, false),
            (-5, 900, false),
            (0, 0, false),
            (0, -5, false),
            (5, i64::MIN, false),
            (86_401, i64::MAX, false),
        ] {
            assert_eq!(cached(age, expires_in).is_fresh(), fresh, "{age} of {expires_in}");
        }
        assert_eq!(aged(cached(100, 900)).expires_in, 800);
    }

    #[test]
    fn the_file_name_depends_on_keys_address_and_scopes() {
        let name = |app_id: &str, app_token: &str, base_url: &str, scopes: ScopeSet| {
            let app_token = Zeroizing::new(app_token.to_owned());
            let keys = Keys { app_id: app_id.to_owned(), app_token, base_url: None };
            name_of(&keys, base_url, &scopes)
        };
        let vouchers = || ScopeSet::from(Scope::Vouchers);
        let names = [
            name("id", "token", "url", vouchers()),
            name("id2", "token", "url", vouchers()),
            name("id", "token2", "url", vouchers()),
            name("id", "token", "url2", vouchers()),
            name("id", "token", "url", Scope::Api.into()),
            name("idu", "token", "rl", vouchers()),
        ];
        for (index, one) in names.iter().enumerate() {
            assert_eq!(one.len(), 64);
            assert!(!names[..index].contains(one), "{index}");
        }
        assert_eq!(names[0], name("id", "token", "url", vouchers()));
    }
}
