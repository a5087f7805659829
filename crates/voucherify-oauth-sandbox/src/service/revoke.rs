//! `revoke-oauth-token`.

use http::StatusCode;
use voucherify_oauth_types::{AccessToken, RevocationRequest};

use super::Service;
use crate::RecordedRequest;
use crate::answer::Answer;
use crate::form::{Field, Form};
use crate::problem::Problem;

/// What names no token names an unknown one: the operation documents no 400.
pub(super) fn revoke(
    service: &Service,
    request: &RecordedRequest,
    _client_id: &str,
    now: i64,
) -> Result<Answer, Problem> {
    let form = Form::of(request);
    let revoked = match form.field("access_token") {
        Field::Value(text) => {
            let asked = RevocationRequest::new(AccessToken::from(text));
            service.state_at(now).tokens.revoke(asked.access_token.expose_secret())
        }
        Field::Absent | Field::Repeated => false,
    };
    Ok(Answer::empty(if revoked { StatusCode::NO_CONTENT } else { StatusCode::NOT_FOUND }))
}
