//! Resources: everything else below `/v1` and `/client/v1`.

use serde::{Deserialize, Serialize};
use voucherify_oauth_types::{Scope, ScopeSet};

use super::{Service, authenticate};
use crate::RecordedRequest;
use crate::response::{Problem, Response};

/// The default response of a resource: the request and the scopes of its token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Echo {
    /// The method in upper case.
    pub method: String,
    /// The path without the query.
    pub path: String,
    /// All scopes of the token.
    pub scope: ScopeSet,
}

pub(super) fn resource(
    service: &Service,
    request: &RecordedRequest,
    now: i64,
) -> Result<Response, Problem> {
    let path = request.path();
    let narrowest = Scope::for_path(path).or_else(|| Scope::whole_side_for_path(path));
    let narrowest = narrowest.ok_or_else(Problem::not_found)?;
    let scope = authenticate::by_token(service, request, now)?;
    if !scope.allows(path) {
        let details = format!("The token has `{scope}`; this path needs `{narrowest}`");
        return Err(Problem::forbidden(details));
    }
    if let Some(body) = service.settings.resources.get(path) {
        return Ok(Response::ok(body));
    }
    let (method, path) = (request.method().to_owned(), path.to_owned());
    Ok(Response::ok(&Echo { method, path, scope }))
}
