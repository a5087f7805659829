//! Authenticates requests by keys or by a token.

use voucherify_oauth_types::ScopeSet;

use super::Service;
use crate::keys::Refusal;
use crate::response::Problem;
use crate::{RecordedRequest, TokenStatus};

/// Returns the OAuth client of the request's key.
pub(super) fn by_keys(
    service: &Service,
    request: &RecordedRequest,
    now: i64,
) -> Result<String, Problem> {
    let header = |name| {
        let missing = || Problem::unauthorized(format!("The header {name} is missing"));
        request.header_bytes(name).ok_or_else(missing)
    };
    let (app_id, app_token) = (header("X-App-Id")?, header("X-App-Token")?);
    let state = service.state_at(now);
    let client_id = state.keys.check(app_id, app_token).map_err(|refusal| match refusal {
        Refusal::Unknown => Problem::unauthorized("The project does not have this key"),
        Refusal::Blocked => Problem::unauthorized("The key is blocked"),
        Refusal::Forbidden => Problem::forbidden("The key is not allowed to use OAuth"),
    })?;
    Ok(client_id.to_owned())
}

/// Returns the scopes of the request's token.
pub(super) fn by_token(
    service: &Service,
    request: &RecordedRequest,
    now: i64,
) -> Result<ScopeSet, Problem> {
    let Some(text) = request.header("authorization").and_then(bearer) else {
        return Err(Problem::unauthorized("The header `Authorization: Bearer` is missing"));
    };
    let state = service.state_at(now);
    if let Some(token) = state.tokens.active(text) {
        return Ok(token.scope.clone());
    }
    Err(Problem::unauthorized(match state.tokens.status(text) {
        TokenStatus::Expired => "The token has expired",
        TokenStatus::Revoked => "The token was revoked",
        TokenStatus::KeyGone => "The token's key was deleted or blocked",
        TokenStatus::Unknown | TokenStatus::Active => "The token is unknown",
    }))
}

fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("Bearer").then(|| token.trim_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scheme_is_case_insensitive() {
        assert_eq!(bearer("Bearer abc"), Some("abc"));
        assert_eq!(bearer("bearer  abc"), Some("abc"));
        for header in ["abc", "Basic abc", "Bearer", ""] {
            assert_eq!(bearer(header), None, "{header}");
        }
    }
}
