//! `introspect-oauth-token`.

use voucherify_oauth_types::{AccessToken, IntrospectionRequest, IntrospectionResponse, TokenType};

use super::Service;
use crate::RecordedRequest;
use crate::answer::Answer;
use crate::form::{Field, Form};
use crate::problem::Problem;

pub(super) fn introspect(
    service: &Service,
    request: &RecordedRequest,
    _client_id: &str,
    now: i64,
) -> Result<Answer, Problem> {
    let form = Form::of(request);
    let Field::Value(text) = form.field("access_token") else {
        return Err(Problem::bad_request(
            "missing_parameters",
            "A parameter is missing".to_owned(),
            "There must be one `access_token` in the form",
        ));
    };
    let asked = IntrospectionRequest::new(AccessToken::from(text));
    Ok(Answer::ok(&about(service, asked.access_token, now)))
}

fn about(service: &Service, asked: AccessToken, now: i64) -> IntrospectionResponse {
    let state = service.state_at(now);
    let Some(token) = state.tokens.living(asked.expose_secret()) else {
        return IntrospectionResponse::new();
    };
    IntrospectionResponse::new()
        .with_active(true)
        .with_access_token(asked)
        .with_client_id(&token.client_id)
        .with_expires_at(token.expires_at)
        .with_expires_in(token.expires_at - now)
        .with_scope(&token.scope)
        .with_token_type(TokenType::Bearer)
}
