//! The three operations.

use http::StatusCode;
use voucherify_oauth_types::{
    AccessToken, GrantType, IntrospectionRequest, IntrospectionResponse, RevocationRequest, Scope,
    ScopeSet, TokenRequest, TokenResponse, TokenType,
};

use super::Service;
use crate::RecordedRequest;
use crate::form::{Field, Form};
use crate::response::{Problem, Response};

/// The longest quote of an invalid value in an error, in characters.
const SHOWN: usize = 80;

pub(super) fn generate(
    service: &Service,
    request: &RecordedRequest,
    client_id: &str,
    now: i64,
) -> Result<Response, Problem> {
    let form = Form::of(request);
    let requested = TokenRequest::new(
        grant_type(&form)?,
        requested_scope(&form, &service.settings.new_scopes)?,
    );
    issue(service, client_id, &requested.scope, now).map(|response| Response::ok(&response))
}

/// Issues a token for a client.
pub(crate) fn issue(
    service: &Service,
    client_id: &str,
    requested: &ScopeSet,
    now: i64,
) -> Result<TokenResponse, Problem> {
    let settings = &service.settings;
    let granted =
        settings.grant.as_ref().map_or_else(|| requested.clone(), |grant| grant(requested));
    let expires_at = now.saturating_add(settings.lifetime);
    let mut state = service.state_at(now);
    if state.tokens.counts().active >= settings.token_limit {
        return Err(Problem::too_many("Too many active tokens"));
    }
    let text = state.mint.token();
    state.tokens.add(&text, client_id.to_owned(), granted.clone(), expires_at);
    Ok(TokenResponse::new()
        .with_access_token(AccessToken::new(text))
        .with_client_id(client_id)
        .with_expires_at(expires_at)
        .with_expires_in(settings.lifetime)
        .with_scope(granted)
        .with_token_type(TokenType::Bearer))
}

fn grant_type(form: &Form<'_>) -> Result<GrantType, Problem> {
    let problem = |message: String| {
        let details = format!("Use `{}`", GrantType::ClientCredentials);
        Problem::bad_request("invalid_grant_type", message, details)
    };
    match form.field("grant_type") {
        Field::Value(value) => value
            .parse()
            .map_err(|_| problem(format!("The grant type `{}` is not known", shown(value)))),
        Field::Repeated => Err(problem("The form has more than one `grant_type`".to_owned())),
        Field::Absent => Err(problem("The form has no `grant_type`".to_owned())),
    }
}

pub(crate) fn requested_scope(form: &Form<'_>, new_scopes: &[String]) -> Result<ScopeSet, Problem> {
    const DETAILS: &str = "`scope` must list scopes separated by spaces";
    let problem = |message: String| Problem::bad_request("invalid_scope", message, DETAILS);
    let text = match form.field("scope") {
        Field::Value(text) => text,
        Field::Repeated => return Err(problem("The form has more than one `scope`".to_owned())),
        Field::Absent => return Err(problem("The form has no `scope`".to_owned())),
    };
    let mut scopes = ScopeSet::new();
    for value in text.split(' ').filter(|value| !value.is_empty()) {
        // Aliases are accepted in responses only: the service rejects them in requests.
        let known = value.parse::<Scope>().ok().filter(|scope| scope.as_str() == value);
        if let Some(scope) = known {
            scopes.insert(scope);
        } else {
            let new = new_scopes.iter().any(|new| new == value).then(|| ScopeSet::from_wire(value));
            scopes |=
                new.ok_or_else(|| problem(format!("The scope `{}` is not known", shown(value))))?;
        }
    }
    if scopes.is_empty() {
        Err(problem("The list of scopes is empty".to_owned()))
    } else {
        Ok(scopes)
    }
}

/// Escapes and truncates a value for a message.
fn shown(value: &str) -> String {
    let mut characters = value.escape_debug();
    let shown: String = characters.by_ref().take(SHOWN).collect();
    if characters.next().is_some() { shown + "…" } else { shown }
}

pub(super) fn introspect(
    service: &Service,
    request: &RecordedRequest,
    _client_id: &str,
    now: i64,
) -> Result<Response, Problem> {
    let form = Form::of(request);
    let Field::Value(text) = form.field("access_token") else {
        return Err(Problem::bad_request(
            "missing_parameters",
            "A parameter is missing".to_owned(),
            "The form must have exactly one `access_token`",
        ));
    };
    let requested = IntrospectionRequest::new(AccessToken::from(text));
    Ok(Response::ok(&about(service, requested.access_token, now)))
}

fn about(service: &Service, requested: AccessToken, now: i64) -> IntrospectionResponse {
    let state = service.state_at(now);
    let Some(token) = state.tokens.active(requested.expose_secret()) else {
        return IntrospectionResponse::new();
    };
    IntrospectionResponse::new()
        .with_active(true)
        .with_access_token(requested)
        .with_client_id(&token.client_id)
        .with_expires_at(token.expires_at)
        .with_expires_in(token.expires_at - now)
        .with_scope(&token.scope)
        .with_token_type(TokenType::Bearer)
}

/// Revokes a token. A request without a token gets 404, since no 400 is documented.
pub(super) fn revoke(
    service: &Service,
    request: &RecordedRequest,
    _client_id: &str,
    now: i64,
) -> Result<Response, Problem> {
    let form = Form::of(request);
    let revoked = match form.field("access_token") {
        Field::Value(text) => {
            let requested = RevocationRequest::new(AccessToken::from(text));
            service.state_at(now).tokens.revoke(requested.access_token.expose_secret())
        }
        Field::Absent | Field::Repeated => false,
    };
    Ok(Response::empty(if revoked { StatusCode::NO_CONTENT } else { StatusCode::NOT_FOUND }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Result<String, String> {
        let form = Form::parse(None, body.as_bytes());
        let scopes = requested_scope(&form, &["made-up-scope".to_owned()]);
        scopes.map(|scopes| scopes.to_string()).map_err(|problem| format!("{problem:?}"))
    }

    #[test]
    fn scopes_are_separated_by_spaces() {
        assert_eq!(read("scope=vouchers+campaigns").as_deref(), Ok("campaigns vouchers"));
        assert_eq!(read("scope=+api++made-up-scope").as_deref(), Ok("api made-up-scope"));
        let problem = read("scope=api,vouchers").unwrap_err();
        assert!(problem.contains("`api,vouchers`") && problem.contains("invalid_scope"));
    }

    #[test]
    fn an_old_spelling_is_rejected() {
        assert!(read("scope=SKUs").unwrap_err().contains("`SKUs`"));
    }

    #[test]
    fn a_message_truncates_an_invalid_value() {
        let problem = read(&format!("scope=%0A{}", "x".repeat(9000))).unwrap_err();
        assert!(problem.contains("…") && problem.len() < 600, "{problem}");
    }
}
