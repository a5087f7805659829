//! Converts the errors of progenitor to those of this crate.
//!
//! An error of progenitor contains the whole response, and an error of serde_json may quote a
//! value. Both could show a secret, so they are not kept and not formatted. Only the safe parts are
//! copied.

use std::error::Error as StdError;

use http::StatusCode;
use http_body_util::LengthLimitError;
use voucherify_oauth_types::{ApiError, Printable, TokenResponse};

use crate::error::{ErrorBody, ErrorResponse, HttpError, Kind, Refusal};
use crate::redact;
use crate::retry_after::retry_after;

/// Converts an error of progenitor. `secrets` are the secrets of the request, which are redacted if
/// the response repeats them.
pub(crate) async fn kind(error: progenitor_client::Error<()>, secrets: &[&str]) -> Kind {
    use progenitor_client::Error as Progenitor;
    match error {
        Progenitor::CommunicationError(error) | Progenitor::InvalidUpgrade(error) => {
            Kind::Transport(HttpError(error))
        }
        // The generated code reads the body of a 200 response only.
        Progenitor::ResponseBodyError(error) if is_too_long(&error) => {
            Kind::TooLong { status: StatusCode::OK }
        }
        Progenitor::ResponseBodyError(error) => Kind::Transport(body_error(error)),
        Progenitor::InvalidResponsePayload(_, error) => {
            Kind::Decode { status: StatusCode::OK, source: error.into() }
        }
        Progenitor::UnexpectedResponse(response) => {
            let status = response.status();
            let retry_after = retry_after(status, response.headers());
            let body = error_body(response, secrets).await;
            Kind::Response(ErrorResponse { status, body, retry_after })
        }
        // Not reached, since the client is generated without the error responses.
        Progenitor::ErrorResponse(response) => {
            let retry_after = retry_after(response.status(), response.headers());
            Kind::Response(ErrorResponse {
                status: response.status(),
                body: ErrorBody::Empty,
                retry_after,
            })
        }
        Progenitor::InvalidRequest(_) => Kind::Refused(Refusal::Form),
        // Only the hook that adds the credentials can fail.
        Progenitor::Custom(problem) => Kind::Refused(Refusal::of_hook(problem)),
    }
}

/// Checks that the token can be sent in a header: it is a valid bearer token (RFC 6750, section
/// 2.1), and its type is a valid authentication scheme (RFC 9110, section 11.1). Returns what is
/// wrong.
pub(crate) fn usable(response: &TokenResponse) -> Result<(), &'static str> {
    let token = response.access_token.expose_secret().trim_end_matches('=');
    if token.is_empty() {
        return Err("it is empty");
    }
    if !token.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~+/".contains(&b)) {
        return Err("it contains a character that is not allowed in a bearer token");
    }
    let kind = response.token_type.as_str();
    let is_word = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    if kind.is_empty() || !kind.bytes().all(is_word) {
        return Err("its type is not a valid authentication scheme");
    }
    Ok(())
}

async fn error_body(response: reqwest::Response, secrets: &[&str]) -> ErrorBody {
    match response.bytes().await {
        Ok(body) if body.is_empty() => ErrorBody::Empty,
        // The content type is ignored, because proxies change it.
        Ok(body) => match serde_json::from_slice::<ApiError>(&body) {
            Ok(mut error) => {
                redact::api_error(&mut error, secrets);
                shorten(&mut error);
                ErrorBody::Api(Box::new(error))
            }
            Err(_) => ErrorBody::Other,
        },
        Err(error) => ErrorBody::Unread(body_error(error)),
    }
}

/// Truncates each text to the part that is shown.
fn shorten(error: &mut ApiError) {
    for text in redact::texts(error) {
        text.truncate(Printable::new(text).beginning().len());
    }
}

/// Removes the URL, which is a placeholder since the body was [limited](crate::http).
fn body_error(error: reqwest::Error) -> HttpError {
    HttpError(error.without_url())
}

fn is_too_long(error: &reqwest::Error) -> bool {
    let mut source = error.source();
    while let Some(error) = source {
        if error.is::<LengthLimitError>() {
            return true;
        }
        source = error.source();
    }
    false
}
