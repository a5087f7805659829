//! A look at a token before it is handed on.

use voucherify_oauth::{ScopeSet, TokenResponse};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::{Streams, harmless};

/// Refuses what would break the line of a header or an assignment.
pub(crate) fn check(token: &TokenResponse) -> Result<(), Failure> {
    let fits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
    if fits(token.access_token.expose_secret()) && fits(token.token_type.as_str()) {
        return Ok(());
    }
    Err(Failure::new(
        Exit::OTHER,
        "the answer holds something that is not a token",
        "is this the address of the API? Check --base-url and VOUCHERIFY_BASE_URL",
    ))
}

/// Says so where the service granted less or other than it was asked for, which is no error.
pub(crate) fn compare(asked: &ScopeSet, token: &TokenResponse, streams: &mut Streams<'_>) {
    if !token.scope.is_superset(asked) {
        let granted = token.scope.to_string();
        streams.note(format_args!("asked for `{asked}`, and granted `{}`", harmless(&granted)));
    }
}
