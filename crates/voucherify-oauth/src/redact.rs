//! Blanking secrets that come back.

use voucherify_oauth_types::ApiError;
use zeroize::Zeroizing;

const BLANK: &str = "[redacted]";

/// Blanks the secrets wherever the service's error object repeats them, as they are or as they
/// stand in a form, for it is meant to be shown.
pub(crate) fn api_error(error: &mut ApiError, secrets: &[&str]) {
    let spellings = spellings(secrets);
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
        for secret in &spellings {
            if text.contains(secret.as_str()) {
                *text = text.replace(secret.as_str(), BLANK);
            }
        }
    }
}

/// Each way in which the request held a secret: in a header as it is, in the body as a form has it.
/// The longest come first, for one may be part of another, whose rest would be left standing.
fn spellings(secrets: &[&str]) -> Vec<Zeroizing<String>> {
    let mut spellings: Vec<_> = secrets
        .iter()
        .filter(|secret| !secret.is_empty())
        .flat_map(|secret| {
            let in_a_form = form_urlencoded::byte_serialize(secret.as_bytes()).collect();
            [(*secret).to_owned(), in_a_form]
        })
        .map(Zeroizing::new)
        .collect();
    spellings.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
    spellings
}

#[cfg(test)]
mod tests {
    use voucherify_oauth_types::ApiErrorDetails;

    use super::*;

    #[test]
    fn every_text_of_the_error_is_searched() {
        let echo = "the token s3cret, again s3cret, and the key k3y";
        let mut error = ApiError::new()
            .with_code(400)
            .with_message(echo)
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

    #[test]
    fn a_secret_within_another_leaves_nothing_of_it() {
        for secrets in [["k3y", "k3y-s3cret"], ["k3y-s3cret", "k3y"]] {
            let mut error = ApiError::new().with_code(400).with_message("k3y-s3cret, k3y");
            api_error(&mut error, &secrets);
            assert_eq!(error.message, "[redacted], [redacted]");
        }
    }

    #[test]
    fn a_secret_is_found_as_a_form_has_it() {
        let mut error = ApiError::new()
            .with_code(400)
            .with_message("access_token=a%2Bs3cret+%C3%A4&x, a+s3cret ä");
        api_error(&mut error, &["a+s3cret ä"]);
        assert_eq!(error.message, "access_token=[redacted]&x, [redacted]");
    }
}
