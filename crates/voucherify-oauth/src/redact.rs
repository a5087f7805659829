//! Blanking secrets that come back.

use voucherify_oauth_types::ApiError;

const BLANK: &str = "[redacted]";

/// Blanks the secrets wherever the service's error object repeats them, for it is meant to be
/// shown.
pub(crate) fn api_error(error: &mut ApiError, secrets: &[&str]) {
    let details = error.error.iter_mut().map(|details| &mut details.message);
    let optional = [
        &mut error.details,
        &mut error.key,
        &mut error.request_id,
        &mut error.resource_id,
        &mut error.resource_type,
    ];
    let texts = optional.into_iter().chain(details).flatten();
    for text in texts.chain([&mut error.message]) {
        for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
            if text.contains(secret) {
                *text = text.replace(secret, BLANK);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use voucherify_oauth_types::ApiErrorDetails;

    use super::*;

    #[test]
    fn every_text_of_the_error_is_searched() {
        let echo = "the token s3cret, again s3cret, and the key k3y";
        let mut error = ApiError::new(400, echo)
            .with_details(echo)
            .with_error(ApiErrorDetails::new().with_message(echo))
            .with_key(echo)
            .with_request_id(echo)
            .with_resource_id(echo)
            .with_resource_type(echo);
        api_error(&mut error, &["s3cret", "k3y", ""]);
        let text = format!("{error:?}");
        assert!(!text.contains("s3cret") && !text.contains("k3y"), "{text}");
        assert_eq!(text.matches(BLANK).count(), 3 * 7, "{text}");
    }
}
