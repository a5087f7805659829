//! Converts the errors of progenitor to ours.
//!
//! The errors of progenitor contain whole responses, those of serde_json may quote a value, and
//! both would print them. So they are neither kept nor formatted: this takes out what is safe and
//! useful.

use std::error::Error as StdError;

use http::StatusCode;
use http_body_util::LengthLimitError;
use voucherify_oauth_types::{ApiError, Printable, TokenResponse};

use crate::error::{ErrorAnswer, ErrorBody, HttpError, Kind, Refusal};
use crate::redact;
use crate::retry_after::retry_after;

/// Tells what progenitor's error is. The secrets are those that the request held, to be blanked if
/// the answer repeats them.
pub(crate) async fn kind(error: progenitor_client::Error<()>, secrets: &[&str]) -> Kind {
    use progenitor_client::Error as Progenitor;
    match error {
        Progenitor::CommunicationError(error) | Progenitor::InvalidUpgrade(error) => {
            Kind::Transport(HttpError(error))
        }
        // The generated code reads no body but that of a 200.
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
            Kind::Answer(ErrorAnswer { status, body, retry_after })
        }
        // No error answer is left in the description from which the client is generated.
        Progenitor::ErrorResponse(answer) => {
            let retry_after = retry_after(answer.status(), answer.headers());
            Kind::Answer(ErrorAnswer {
                status: answer.status(),
                body: ErrorBody::Empty,
                retry_after,
            })
        }
        Progenitor::InvalidRequest(_) => Kind::Refused(Refusal::Form),
        // The only hook that fails is the one that adds the credentials.
        Progenitor::Custom(problem) => Kind::Refused(Refusal::of_hook(problem)),
    }
}

/// Checks that a request can carry the token: its characters are those of a bearer token (RFC 6750,
/// section 2.1), and its type is a word (RFC 9110, section 11.1). Returns what is wrong.
pub(crate) fn usable(response: &TokenResponse) -> Result<(), &'static str> {
    let token = response.access_token.expose_secret().trim_end_matches('=');
    if token.is_empty() {
        return Err("it is empty");
    }
    if !token.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~+/".contains(&b)) {
        return Err("it has characters that no bearer token has");
    }
    let kind = response.token_type.as_str();
    let is_word = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    if kind.is_empty() || !kind.bytes().all(is_word) {
        return Err("its type is not a word");
    }
    Ok(())
}

async fn error_body(response: reqwest::Response, secrets: &[&str]) -> ErrorBody {
    match response.bytes().await {
        Ok(body) if body.is_empty() => ErrorBody::Empty,
        // Whatever the content type says: proxies change it, and the shape is telling enough.
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

/// Keeps the beginning of each text: nothing else of a long one is ever shown.
fn shorten(error: &mut ApiError) {
    for text in redact::texts(error) {
        text.truncate(Printable::new(text).beginning().len());
    }
}

/// Takes the address off: the one that reqwest made up when the body was [limited](crate::http).
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
