//! The two keys that prove who is asking.

use std::fmt;

use bytes::Bytes;
use reqwest::header::HeaderValue;
use zeroize::Zeroizing;

use crate::Error;
use crate::error::Refusal;

/// The keys of a Voucherify application: its ID and its secret token.
///
/// The service wants both, in the headers `X-App-Id` and `X-App-Token`. They are checked here,
/// once, so that no request can fail for them later; `Debug` shows neither. The memory that holds
/// them is wiped when the last clone of these credentials, and of every client made with them, is
/// gone. What the HTTP and TLS libraries copy into their own buffers while they send is theirs, and
/// is not wiped.
///
/// ```
/// use voucherify_oauth::Credentials;
///
/// let credentials = Credentials::new("c70a6f00-cf91-4756-9df5", "8850ca12-ba5c-4b0b")?;
/// assert_eq!(format!("{credentials:?}"), "Credentials { .. }");
///
/// // A stray line break from a file or a variable is found before anything is sent.
/// let error = Credentials::new("c70a6f00-cf91-4756-9df5", "8850ca12-ba5c-4b0b\n").unwrap_err();
/// assert!(error.is_builder());
/// # Ok::<(), voucherify_oauth::Error>(())
/// ```
#[derive(Clone)]
pub struct Credentials {
    app_id: HeaderValue,
    app_token: HeaderValue,
}

impl Credentials {
    /// Takes the application's ID and its secret token.
    ///
    /// A `String` is moved in and wiped in time; of a `&str`, the caller keeps the original.
    ///
    /// # Errors
    ///
    /// [`Error::is_builder`], where a key is empty or holds anything but visible ASCII characters:
    /// a space or a line break at its end, mostly. The error names the key, and never its value.
    pub fn new(app_id: impl Into<String>, app_token: impl Into<String>) -> Result<Self, Error> {
        Ok(Self {
            app_id: header_value("application ID", app_id.into())?,
            app_token: header_value("application token", app_token.into())?,
        })
    }

    pub(crate) fn app_id(&self) -> &HeaderValue {
        &self.app_id
    }

    pub(crate) fn app_token(&self) -> &HeaderValue {
        &self.app_token
    }
}

/// Redacted: the ID is half of what proves who is asking.
impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").finish_non_exhaustive()
    }
}

/// Makes the header's value of the key's own memory, which every request then shares instead of
/// copying it.
fn header_value(name: &'static str, key: String) -> Result<HeaderValue, Error> {
    let key = Zeroizing::new(key.into_bytes());
    if key.is_empty() {
        return Err(Refusal::KeyEmpty(name).into());
    }
    if !key.iter().all(u8::is_ascii_graphic) {
        return Err(Refusal::KeyNotVisible(name).into());
    }
    let mut value = HeaderValue::from_maybe_shared(Bytes::from_owner(key))
        .map_err(|_| Refusal::KeyNotVisible(name))?;
    value.set_sensitive(true);
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_header_values_are_sensitive() {
        let credentials = Credentials::new("id", "token").unwrap();
        assert!(credentials.app_id().is_sensitive());
        assert!(credentials.app_token().is_sensitive());
    }

    #[test]
    fn a_bad_key_is_named_and_not_shown() {
        for bad in ["", " s3cret", "s3cret ", "s3cret\n", "s3\u{0}cret", "s3crét", "s3\tcret"] {
            let id = Credentials::new(bad, "token").unwrap_err();
            let token = Credentials::new("id", bad).unwrap_err();
            assert!(id.is_builder() && token.is_builder());
            assert!(id.to_string().contains("application ID"), "{id}");
            assert!(token.to_string().contains("application token"), "{token}");
            for text in [format!("{id} {id:?}"), format!("{token} {token:?}")] {
                assert!(!text.contains("s3"), "{text}");
            }
        }
    }
}
