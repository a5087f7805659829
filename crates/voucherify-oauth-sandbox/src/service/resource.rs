//! Everything below `/v1` and `/client/v1` that a token opens.

use serde::{Deserialize, Serialize};
use voucherify_oauth_types::{Scope, ScopeSet};

use super::{Service, authenticate};
use crate::RecordedRequest;
use crate::answer::Answer;
use crate::problem::Problem;

/// What a resource answers, unless it was given an answer: the request, and what opened it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Echo {
    /// The method, in capitals.
    pub method: String,
    /// The path, without the query.
    pub path: String,
    /// All scopes of the token.
    pub scope: ScopeSet,
}

pub(super) fn resource(
    service: &Service,
    request: &RecordedRequest,
    now: i64,
) -> Result<Answer, Problem> {
    let path = request.path();
    let narrowest = narrowest_scope(path).ok_or_else(Problem::not_found)?;
    let scope = authenticate::by_token(service, request, now)?;
    if !scope.allows(path) {
        let details = format!("The token has `{scope}`; this address needs `{narrowest}`");
        return Err(Problem::forbidden(details));
    }
    if let Some(body) = service.settings.resources.get(path) {
        return Ok(Answer::ok(body));
    }
    let (method, path) = (request.method().to_owned(), path.to_owned());
    Ok(Answer::ok(&Echo { method, path, scope }))
}

/// The scope that a path needs at least; `None` where there is no resource.
fn narrowest_scope(path: &str) -> Option<Scope> {
    let below_oauth = path == "/v1/oauth" || path.starts_with("/v1/oauth/");
    if below_oauth || path.split('/').any(is_dots) { None } else { Scope::for_path(path) }
}

/// Whether a segment would lead elsewhere, so that it could be used to get round a scope.
fn is_dots(segment: &str) -> bool {
    let plain = segment.to_ascii_lowercase().replace("%2e", ".");
    plain == "." || plain == ".." || plain.contains("%2f")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_resource_needs_no_scope() {
        for path in ["/v1/oauth", "/v1/oauth/x", "/v2/vouchers", "/", "*", "", "/V1/vouchers"] {
            assert_eq!(narrowest_scope(path), None, "{path}");
        }
        assert_eq!(narrowest_scope("/v1/oauthx"), Some(Scope::Api));
    }

    #[test]
    fn no_path_leads_round_a_scope() {
        for dots in ["..", "%2e%2E", ".%2e", ".", "..%2fcampaigns"] {
            assert_eq!(narrowest_scope(&format!("/v1/vouchers/{dots}/campaigns")), None, "{dots}");
        }
        assert_eq!(narrowest_scope("/v1/vouchers/a..b"), Some(Scope::Vouchers));
    }
}
