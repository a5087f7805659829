//! The token that callers get, and its lifetime.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::HeaderValue;
use zeroize::Zeroizing;

use super::builder::Settings;
use super::clock::{Moment, nanos};
use super::jitter::share;
use crate::types::Printable;
use crate::{AccessToken, Error, ScopeSet, TokenResponse, response};

/// The longest lifetime of a token. The tokens of the service live for 900 seconds. The limit
/// ensures that a token with an invalid lifetime is refreshed.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// How early a token counts as expired: a request takes time to arrive, and coarse clocks are a few
/// milliseconds late.
const MARGIN: Duration = Duration::from_secs(1);

/// How far the wall clock may be set back without a refresh. Corrections by time servers are
/// smaller.
const SET_BACK: u64 = 60 * 1_000_000_000;

/// An access token with its `Authorization` header, valid when the source returned it.
///
/// Clones are cheap. Do not keep a token: get it from the source for every request, which takes
/// tens of nanoseconds and returns a new token when it was replaced.
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
    /// Converts the response of the service to a request for these scopes.
    pub(super) fn new(
        response: TokenResponse,
        requested: &ScopeSet,
        lifetime: Lifetime,
    ) -> Result<Self, Error> {
        response::usable(&response).map_err(Error::not_usable)?;
        let TokenResponse { access_token, scope, token_type, .. } = response;
        let secret = access_token.expose_secret();
        let mut authorization =
            Zeroizing::new(String::with_capacity(token_type.as_str().len() + 1 + secret.len()));
        authorization.push_str(token_type.as_str());
        authorization.push(' ');
        authorization.push_str(secret);
        let mut authorization = HeaderValue::from_str(&authorization)
            .map_err(|_| Error::not_usable("a header can't contain it"))?;
        authorization.set_sensitive(true);
        let missing = missing(requested, &scope);
        let grant = Grant { access_token, authorization, scopes: scope, missing, lifetime };
        Ok(Self { grant: Arc::new(grant) })
    }

    /// Returns a token that is never served, for a cache without a token.
    pub(super) fn placeholder() -> Self {
        let start = Moment { monotonic: 0, wall: 0 };
        let grant = Grant {
            access_token: AccessToken::new(String::new()),
            authorization: HeaderValue::from_static(""),
            scopes: ScopeSet::default(),
            missing: ScopeSet::default(),
            lifetime: Lifetime { requested_at: start, advisory: 0, mandatory: 0, expiry: 0 },
        };
        Self { grant: Arc::new(grant) }
    }

    /// Returns the value of the `Authorization` header. It is marked as sensitive, so that HTTP
    /// libraries do not print or index it.
    #[must_use]
    pub fn authorization(&self) -> &HeaderValue {
        &self.grant.authorization
    }

    /// Returns the token itself.
    #[must_use]
    pub fn access_token(&self) -> &AccessToken {
        &self.grant.access_token
    }

    /// Returns the granted scopes, which may differ from the requested ones.
    #[must_use]
    pub fn scopes(&self) -> &ScopeSet {
        &self.grant.scopes
    }

    /// Returns the requested scopes that the granted scopes do not cover. The set is empty if the
    /// service granted all of them.
    #[must_use]
    pub fn missing_scopes(&self) -> &ScopeSet {
        &self.grant.missing
    }

    /// Returns when the source stops serving the token, by the wall clock of this machine at the
    /// time of the request.
    ///
    /// This is one second before the token expires, because a request takes time to arrive. The
    /// clock of the service does not matter.
    #[must_use]
    pub fn expires_at(&self) -> SystemTime {
        let lifetime = self.lifetime();
        lifetime.requested_at.after(lifetime.expiry).system_time()
    }

    pub(super) fn lifetime(&self) -> &Lifetime {
        &self.grant.lifetime
    }

    pub(super) fn phase(&self, now: Moment) -> Phase {
        self.lifetime().phase(now)
    }

    /// Returns how much longer the token can be served.
    pub(super) fn remaining(&self, now: Moment) -> Duration {
        let lifetime = self.lifetime();
        Duration::from_nanos(lifetime.expiry.saturating_sub(lifetime.age(now)))
    }

    /// Compares the tokens in constant time.
    pub(super) fn is(&self, other: &AccessToken) -> bool {
        self.grant.access_token == *other
    }
}

/// Returns the requested scopes that the granted scopes do not cover. A wide scope covers the
/// narrow scopes of its side.
fn missing(requested: &ScopeSet, granted: &ScopeSet) -> ScopeSet {
    let mut missing = requested - granted;
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
            .field("scopes", &Printable::new(&self.grant.scopes.to_string()))
            .field("expires_at", &self.expires_at())
            .finish_non_exhaustive()
    }
}

/// The ages at which a token changes its phase, in nanoseconds: `advisory <= mandatory <= expiry`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lifetime {
    /// The time just before the token was requested.
    pub(super) requested_at: Moment,
    pub(super) advisory: u64,
    pub(super) mandatory: u64,
    pub(super) expiry: u64,
}

/// The phase of a token, by its age.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Phase {
    /// Serve it.
    Fresh,
    /// Serve it, and refresh in the background.
    Advisory,
    /// Wait for the next token. Serve this token if the refresh fails.
    Mandatory,
    /// Never serve it.
    Expired,
}

impl Lifetime {
    /// Creates the lifetime of a token that was requested at `requested_at` and lives for
    /// `expires_in` seconds.
    ///
    /// It is counted from before the request was sent, when the token was not issued yet, so that
    /// only the clock of this machine matters. The windows of a short lifetime are shorter, so that
    /// no phase is empty.
    pub(super) fn new(
        requested_at: Moment,
        expires_in: i64,
        settings: &Settings,
        random: &dyn Fn() -> f64,
    ) -> Self {
        let seconds = u64::try_from(expires_in).unwrap_or(0);
        let whole = nanos(Duration::from_secs(seconds).min(LONGEST));
        let expiry = whole - nanos(MARGIN).min(whole / 20);
        let window = |wanted: Duration, most: u64| {
            let least = nanos(wanted).min(most);
            least + share(random, least / 2)
        };
        let mandatory = expiry - window(settings.mandatory_window, whole / 20);
        let advisory = expiry - window(settings.advisory_window, whole / 4);
        Self { requested_at, advisory: advisory.min(mandatory), mandatory, expiry }
    }

    /// Returns the phase at `now`.
    pub(super) fn phase(&self, now: Moment) -> Phase {
        let age = self.age(now);
        if age >= self.expiry {
            Phase::Expired
        } else if age >= self.mandatory {
            Phase::Mandatory
        } else if age >= self.advisory || self.set_back(now) {
            Phase::Advisory
        } else {
            Phase::Fresh
        }
    }

    /// Returns the age at `now`, in nanoseconds.
    pub(super) fn age(&self, now: Moment) -> u64 {
        now.since(self.requested_at)
    }

    /// Returns whether the wall clock was set to before the token was requested. It would no longer
    /// detect a suspension, so the token is refreshed in the background.
    fn set_back(&self, now: Moment) -> bool {
        now.wall < self.earliest()
    }

    /// Returns the reading of the wall clock before which it counts as set back.
    pub(super) fn earliest(&self) -> u64 {
        self.requested_at.wall.saturating_sub(SET_BACK)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: u64 = 1_000_000_000;
    const START: Moment = Moment { monotonic: 5 * SECOND, wall: 1_800_000_000 * SECOND };

    fn lifetime(expires_in: i64, unit: f64) -> Lifetime {
        Lifetime::new(START, expires_in, &Settings::default(), &move || unit)
    }

    #[test]
    fn a_token_goes_through_its_phases() {
        let ageing = lifetime(900, 0.0);
        for (seconds, phase) in [
            (0, Phase::Fresh),
            (718, Phase::Fresh),
            (719, Phase::Advisory),
            (869, Phase::Mandatory),
            (899, Phase::Expired),
        ] {
            assert_eq!(ageing.phase(START.after(seconds * SECOND)), phase, "{seconds} s");
        }
    }

    #[test]
    fn jitter_widens_windows_by_up_to_50_percent() {
        let ageing = lifetime(900, 1.0);
        assert_eq!(
            (ageing.advisory, ageing.mandatory),
            ((899 - 270) * SECOND, (899 - 45) * SECOND)
        );
    }

    #[test]
    fn phases_keep_their_order() {
        let odd = Settings {
            advisory_window: Duration::ZERO,
            mandatory_window: Duration::MAX,
            ..Settings::default()
        };
        for settings in [Settings::default(), odd] {
            for expires_in in [i64::MIN, -1, 0, 1, 2, 60, 900, i64::from(i32::MAX), i64::MAX] {
                for unit in [0.0, 0.5, 1.0] {
                    let ageing = Lifetime::new(START, expires_in, &settings, &move || unit);
                    assert!(ageing.advisory <= ageing.mandatory, "{ageing:?}");
                    assert!(ageing.mandatory <= ageing.expiry, "{ageing:?}");
                    let said = Duration::from_secs(expires_in.max(0).unsigned_abs());
                    assert!(ageing.expiry <= nanos(said.min(LONGEST)), "{ageing:?}");
                }
            }
        }
    }

    #[test]
    fn a_token_of_one_second_has_a_fresh_phase() {
        assert_eq!(lifetime(1, 1.0).phase(START.after(SECOND / 2)), Phase::Fresh);
        assert_eq!(lifetime(1, 1.0).phase(START.after(SECOND)), Phase::Expired);
    }

    #[test]
    fn a_token_without_a_lifetime_is_expired() {
        assert_eq!(lifetime(0, 0.0).phase(START), Phase::Expired);
        assert_eq!(lifetime(-900, 0.0).phase(START), Phase::Expired);
    }

    #[test]
    fn either_clock_ages_a_token() {
        let suspended = Moment { wall: START.wall + 3_600 * SECOND, ..START };
        assert_eq!(lifetime(900, 0.0).phase(suspended), Phase::Expired);
        let corrected = Moment { monotonic: START.monotonic + 900 * SECOND, ..START };
        assert_eq!(lifetime(900, 0.0).phase(corrected), Phase::Expired);
    }

    #[test]
    fn a_wall_clock_set_back_causes_a_refresh_only() {
        let nudged = Moment { wall: START.wall - 60 * SECOND, ..START };
        assert_eq!(lifetime(900, 0.0).phase(nudged), Phase::Fresh);
        let set_back = Moment { wall: nudged.wall - 1, ..START };
        assert_eq!(lifetime(900, 0.0).phase(set_back), Phase::Advisory);
        let backwards = Moment { monotonic: 0, wall: START.wall };
        assert_eq!(lifetime(900, 0.0).phase(backwards), Phase::Fresh);
    }
}
