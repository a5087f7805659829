//! Errors of the client, in this program's exit codes and with something to do about them.

use std::borrow::Cow;
use std::error::Error as _;
use std::fmt;

use voucherify_oauth::{Error, StatusCode};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::new(exit(&error), Told(&error), tip(&error))
    }
}

fn exit(error: &Error) -> Exit {
    if error.is_builder() {
        Exit::USAGE
    } else if error.is_unauthorized() || error.is_forbidden() {
        Exit::KEYS
    } else if error.is_invalid_scope() {
        Exit::SCOPE
    } else if error.is_rate_limited() {
        Exit::RATE_LIMIT
    } else if error.is_transient() {
        Exit::UNREACHABLE
    } else {
        Exit::OTHER
    }
}

fn tip(error: &Error) -> Cow<'static, str> {
    let tip = if error.is_unauthorized() {
        "check both keys, and whether the project lives in this cluster (--cluster)"
    } else if error.is_forbidden() {
        "the keys are known, but not for this: look at their roles and allowed IP addresses"
    } else if error.is_invalid_scope() {
        "`voucherify-oauth scopes` lists the scopes; the keys may have fewer"
    } else if error.is_rate_limited() {
        return match error.retry_after() {
            Some(wait) => {
                let seconds = i64::try_from(wait.as_secs()).unwrap_or(i64::MAX);
                format!("try again in {}", output::seconds(seconds)).into()
            }
            None => "too many requests, or too many living tokens: wait, or revoke some".into(),
        };
    } else if error.status().is_some() && error.is_transient() {
        "the service has a problem of its own: try again later"
    } else if error.is_transient() {
        "check the network, --base-url and VOUCHERIFY_BASE_URL"
    } else if error.request_id().is_some() && error.status() != Some(StatusCode::NOT_FOUND) {
        "Voucherify's support can look the request up by its id"
    } else {
        "is this the address of the API? Check --base-url and VOUCHERIFY_BASE_URL"
    };
    tip.into()
}

/// The error in one line, with what it comes down to: "Connection refused" says more than "no
/// connection".
pub(crate) struct Told<'e>(pub(crate) &'e Error);

impl fmt::Display for Told<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)?;
        let mut cause = self.0.source();
        while let Some(deeper) = cause.and_then(|cause| cause.source()) {
            cause = Some(deeper);
        }
        match cause {
            Some(cause) => write!(f, ": {cause}"),
            None => Ok(()),
        }
    }
}
