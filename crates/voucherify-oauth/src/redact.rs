//! Redacts secrets that the service repeats.

use voucherify_oauth_types::ApiError;

const BLANK: &str = "[redacted]";

/// Redacts `secrets` in the error object of the service, which is shown to users. Finds them in
/// upper and lower case, and as they are encoded in a form or a URL.
pub(crate) fn api_error(error: &mut ApiError, secrets: &[&str]) {
    let mut secrets: Vec<&str> = secrets.iter().copied().filter(|s| !s.is_empty()).collect();
    // Longest first, since one secret may be a part of another.
    secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
    for text in texts(error) {
        for secret in &secrets {
            blank(text, secret.as_bytes());
        }
    }
}

/// Returns all texts of the error.
pub(crate) fn texts(error: &mut ApiError) -> impl Iterator<Item = &mut String> {
    let details = error.error.iter_mut().map(|details| &mut details.message);
    let optional = [
        &mut error.details,
        &mut error.key,
        &mut error.request_id,
        &mut error.resource_id,
        &mut error.resource_type,
    ];
    optional.into_iter().chain(details).flatten().chain([&mut error.message])
}

/// Redacts a secret in a text. Copies the text once, since a text of 1 MiB may repeat the secret.
fn blank(text: &mut String, secret: &[u8]) {
    let (mut redacted, mut copied, mut from) = (String::new(), 0, 0);
    while from < text.len() {
        let length = spelled(&text.as_bytes()[from..], secret);
        match length {
            Some(length) if text.is_char_boundary(from) && text.is_char_boundary(from + length) => {
                redacted.push_str(&text[copied..from]);
                redacted.push_str(BLANK);
                from += length;
                copied = from;
            }
            _ => from += 1,
        }
    }
    redacted.push_str(&text[copied..]);
    *text = redacted;
}

/// Returns the length of the secret in `text` if `text` begins with it. Each byte may be in upper
/// or lower case or percent-encoded, and a space may be a plus sign.
fn spelled(text: &[u8], secret: &[u8]) -> Option<usize> {
    let mut rest = text;
    for byte in secret {
        let escaped = |rest: &[u8]| match rest {
            [b'%', high, low, ..] => {
                let digit = |digit: &u8| char::from(*digit).to_digit(16);
                u8::try_from(digit(high)? * 16 + digit(low)?).ok()
            }
            _ => None,
        };
        let length = match rest.first()? {
            first if first.eq_ignore_ascii_case(byte) => 1,
            b'+' if *byte == b' ' => 1,
            _ if escaped(rest).is_some_and(|found| found.eq_ignore_ascii_case(byte)) => 3,
            _ => return None,
        };
        rest = &rest[length..];
    }
    Some(text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use voucherify_oauth_types::ApiErrorDetails;

    use super::*;

    #[test]
    fn every_text_of_the_error_is_redacted() {
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
    fn a_secret_within_another_is_redacted() {
        for secrets in [["k3y", "k3y-s3cret"], ["k3y-s3cret", "k3y"]] {
            let mut error = ApiError::new().with_code(400).with_message("k3y-s3cret, k3y");
            api_error(&mut error, &secrets);
            assert_eq!(error.message, "[redacted], [redacted]");
        }
    }

    #[test]
    fn a_repeated_secret_does_not_take_quadratic_time() {
        let mut error = ApiError::new().with_message("s3cret ä".repeat(1_000_000));
        api_error(&mut error, &["s3cret"]);
        assert!(error.message == "[redacted] ä".repeat(1_000_000));
    }

    #[test]
    fn an_encoded_secret_is_redacted() {
        for spelling in [
            "a+s3cret ä",
            "a%2Bs3cret+%C3%A4",
            "a%2bs3cret%20%c3%a4",
            "A+S3CRET ä",
            "%41%2BS3%63RET+%C3%a4",
        ] {
            let mut error = ApiError::new()
                .with_code(400)
                .with_message(format!("access_token={spelling}&x, {spelling}"));
            api_error(&mut error, &["a+s3cret ä"]);
            assert_eq!(error.message, "access_token=[redacted]&x, [redacted]");
        }
    }

    #[test]
    fn a_text_without_the_secret_is_unchanged() {
        for text in ["", "%", "%4", "ä%C3", "a+s3cre", "a+s3cret", "a++3cret ä", "%zz"] {
            let mut error = ApiError::new().with_code(400).with_message(text);
            api_error(&mut error, &["a+s3cret ä"]);
            assert_eq!(error.message, text);
        }
    }
}
