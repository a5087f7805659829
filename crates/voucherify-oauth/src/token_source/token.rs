//! A token as callers get it.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;
use std::time::SystemTime;

use arc_swap::Guard;
use http::HeaderValue;

use super::clock::Moment;
use super::error::TokenError;
use super::lifetime::{Lifetime, Phase};
use super::served::Served;
use crate::{AccessToken, ScopeSet, TokenResponse};

/// A token that was good when the source gave it, with all that a request needs.
///
/// Cheap to clone. Ask the source again for every request instead of keeping it: that costs some nanoseconds, and the source
/// knows when the token has to be replaced.
#[derive(Clone)]
pub struct Token {
    grant: Arc<Grant>,
}

struct Grant {
    access_token: AccessToken,
    authorization: HeaderValue,
    scopes: ScopeSet,
    missing: ScopeSet,
    lifetime: Lifetime,
}

impl Token {
    /// Takes over what the service answered.
    pub(super) fn new(
        response: TokenResponse,
        asked_for: &ScopeSet,
        lifetime: Lifetime,
    ) -> Result<Self, TokenError> {
        let TokenResponse { access_token, scope, token_type, .. } = response;
        let mut authorization = zeroize::Zeroizing::new(String::new());
        authorization.push_str(token_type.as_str());
        authorization.push(' ');
        authorization.push_str(access_token.expose_secret());
        let mut authorization =
            HeaderValue::from_str(&authorization).map_err(|_| TokenError::unfit_for_a_header())?;
        authorization.set_sensitive(true);
        let missing = missing(asked_for, &scope);
        Ok(Self {
            grant: Arc::new(Grant {
                access_token,
                authorization,
                scopes: scope,
                missing,
                lifetime,
            }),
        })
    }

    /// What stands where there is no token. It is never served.
    pub(super) fn placeholder() -> Self {
        let start = Moment { monotonic: 0, wall: 0 };
        Self {
            grant: Arc::new(Grant {
                access_token: AccessToken::new(String::new()),
                authorization: HeaderValue::from_static(""),
                scopes: ScopeSet::default(),
                missing: ScopeSet::default(),
                lifetime: Lifetime { asked: start, advisory: 0, mandatory: 0, expiry: 0 },
            }),
        }
    }

    /// The value of the `Authorization` header: the token behind its type. It is marked sensitive, so that HTTP libraries
    /// neither print nor index it.
    #[must_use]
    pub fn authorization(&self) -> &HeaderValue {
        &self.grant.authorization
    }

    /// The token itself.
    #[must_use]
    pub fn access_token(&self) -> &AccessToken {
        &self.grant.access_token
    }

    /// The scopes that were granted, which need not be those that were asked for.
    #[must_use]
    pub fn scopes(&self) -> &ScopeSet {
        &self.grant.scopes
    }

    /// The scopes that were asked for and that the granted ones don't open. Usually empty.
    #[must_use]
    pub fn missing_scopes(&self) -> &ScopeSet {
        &self.grant.missing
    }

    /// From when on the token is not served any more, by this machine's wall clock as it stood when the token was asked for.
    ///
    /// That is its expiry less a second, for the request that it is sent with has to arrive. The service's clock plays no
    /// part.
    #[must_use]
    pub fn expires_at(&self) -> SystemTime {
        let lifetime = self.lifetime();
        lifetime.asked.after(lifetime.expiry).system_time()
    }

    pub(super) fn lifetime(&self) -> &Lifetime {
        &self.grant.lifetime
    }

    pub(super) fn phase(&self, now: Moment) -> Phase {
        self.lifetime().phase(now)
    }

    /// Whether both are one token, in constant time.
    pub(super) fn is(&self, other: &AccessToken) -> bool {
        self.grant.access_token == *other
    }
}

/// The scopes asked for that the granted ones don't open. A wide one opens what its narrow ones do.
fn missing(asked_for: &ScopeSet, granted: &ScopeSet) -> ScopeSet {
    let mut missing = asked_for.difference(granted);
    for scope in missing.known() {
        if granted.covers(&ScopeSet::from(scope)) {
            missing.remove(scope);
        }
    }
    missing
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token")
            .field("access_token", &"[redacted]")
            .field("scopes", &self.grant.scopes.to_string())
            .field("expires_at", &self.expires_at())
            .finish_non_exhaustive()
    }
}

/// A token that is borrowed from its source: what [`Token`] gives, without touching a counter that all threads share.
///
/// Use it for the request at hand and drop it; clone the [`Token`] behind it to keep that.
pub struct TokenRef {
    served: Guard<Arc<Served>>,
}

impl TokenRef {
    pub(super) fn new(served: Guard<Arc<Served>>) -> Self {
        Self { served }
    }
}

impl Deref for TokenRef {
    type Target = Token;

    fn deref(&self) -> &Token {
        &self.served.token
    }
}

impl fmt::Debug for TokenRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Token::fmt(self, f)
    }
}
