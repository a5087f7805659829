//! What a stored token is good for.

use std::time::Duration;

use super::super::issuer::Order;
use super::super::store::StoredToken;
use crate::TokenResponse;

/// What can be done with a token that a store holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Take it.
    Suits,
    /// It is good, and will not be for long: better than none.
    Spare,
    /// It is the one to be replaced, since it gets old.
    Replaced,
    /// It is the one to be replaced, and it isn't old: someone was refused with it.
    Rejected,
}

/// Judges a token, where at least `least` of its life must be left to take it.
pub(super) fn judge(stored: &StoredToken, order: Order<'_>, least: Duration) -> Verdict {
    let lifetime = lifetime(&stored.response);
    if order.replacing == Some(&stored.response.access_token) {
        // No source replaces a token for its age with more than three eighths of its life to go.
        return if stored.remaining > lifetime / 2 { Verdict::Rejected } else { Verdict::Replaced };
    }
    if stored.remaining >= least.min(lifetime / 4) { Verdict::Suits } else { Verdict::Spare }
}

/// The answer that the service would give for this token now.
///
/// It says what was left when the store was asked. Whoever counts from before that counts less than the token has.
pub(super) fn response(stored: StoredToken) -> TokenResponse {
    let StoredToken { mut response, remaining, .. } = stored;
    let remaining = i64::try_from(remaining.as_secs()).unwrap_or(i64::MAX);
    // A store whose clock was set back must not lengthen a life.
    response.expires_in = response.expires_in.min(remaining);
    response
}

/// How long the token lived when it was new.
fn lifetime(response: &TokenResponse) -> Duration {
    Duration::from_secs(u64::try_from(response.expires_in).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::TokenType;
    use crate::{AccessToken, Scope, ScopeSet};

    fn stored(expires_in: i64, remaining: u64) -> StoredToken {
        let token = AccessToken::new("held");
        let scopes = ScopeSet::from(Scope::Vouchers);
        let response = TokenResponse::new()
            .with_access_token(token)
            .with_client_id("client")
            .with_expires_in(expires_in)
            .with_scope(scopes)
            .with_token_type(TokenType::Bearer);
        StoredToken::new(response, Duration::from_secs(remaining), 1)
    }

    fn verdict(expires_in: i64, remaining: u64, replacing: Option<&str>) -> Verdict {
        let scopes = ScopeSet::from(Scope::Vouchers);
        let replacing = replacing.map(AccessToken::from);
        let mut order = Order::new(&scopes);
        order.replacing = replacing.as_ref();
        judge(&stored(expires_in, remaining), order, Duration::from_secs(60))
    }

    #[test]
    fn a_token_suits_while_enough_of_its_life_is_left() {
        assert_eq!(verdict(900, 60, None), Verdict::Suits);
        assert_eq!(verdict(900, 59, None), Verdict::Spare);
        assert_eq!(verdict(900, 60, Some("another")), Verdict::Suits);
    }

    #[test]
    fn short_lived_tokens_can_be_shared_too() {
        assert_eq!(verdict(40, 10, None), Verdict::Suits);
        assert_eq!(verdict(40, 9, None), Verdict::Spare);
    }

    #[test]
    fn the_token_to_be_replaced_is_never_the_answer() {
        assert_eq!(verdict(900, 400, Some("held")), Verdict::Replaced);
        assert_eq!(verdict(900, 800, Some("held")), Verdict::Rejected);
    }

    #[test]
    fn no_life_is_longer_than_the_service_said() {
        assert_eq!(response(stored(900, 100)).expires_in, 100);
        assert_eq!(response(stored(900, 9000)).expires_in, 900);
        assert_eq!(response(stored(900, u64::MAX)).expires_in, 900);
        assert_eq!(response(stored(-5, 100)).expires_in, -5);
    }
}
