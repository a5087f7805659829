//! The secrets that authenticate a client.

use std::env::{self, VarError};
use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use bytes::Bytes;
use http::header::{AUTHORIZATION, HeaderName, HeaderValue};
use zeroize::Zeroizing;

use crate::Error;
use crate::error::Refusal;

const APP_ID: HeaderName = HeaderName::from_static("x-app-id");
const APP_TOKEN: HeaderName = HeaderName::from_static("x-app-token");

/// One credential of a request, as the API description requires it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Credential {
    /// An API key in the header with this name, in lower case.
    Header(&'static str),
    /// HTTP Basic.
    #[allow(dead_code, reason = "constructed by generated code, if a description requires it")]
    Basic,
}

/// The credentials that one operation accepts: a list of alternatives, of which one is sent.
pub(crate) type Alternatives = &'static [&'static [Credential]];

/// The secrets of a Voucherify application: two keys, or an ID and a secret for HTTP Basic.
///
/// The API description lists the credentials that each operation accepts, and each request carries
/// exactly those. An operation that accepts other credentials fails before anything is sent.
///
/// Both parts are validated on creation, and `Debug` redacts them. Their memory is wiped when the
/// last clone of these credentials, and of every client built with them, is dropped. The copies
/// that the HTTP and TLS libraries make while they send a request are not wiped.
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
    id: HeaderValue,
    secret: HeaderValue,
    /// The value of the `Authorization` header, if these are credentials for HTTP Basic.
    authorization: Option<HeaderValue>,
}

impl Credentials {
    /// Creates credentials from the ID and the token of an application, which are sent in the
    /// headers `X-App-Id` and `X-App-Token`.
    ///
    /// A `String` is moved, and wiped on drop. A `&str` is copied, and only the copy is wiped.
    ///
    /// # Errors
    ///
    /// Returns an error with [`Error::is_builder`] if a key is empty or contains characters other
    /// than visible ASCII, such as a trailing space or line break. The error names the key and does
    /// not quote its value.
    pub fn new(app_id: impl Into<String>, app_token: impl Into<String>) -> Result<Self, Error> {
        Ok(Self {
            id: header_value("the application ID", app_id.into())?,
            secret: header_value("the application token", app_token.into())?,
            authorization: None,
        })
    }

    /// Reads the keys of an application from the environment variables `VOUCHERIFY_APP_ID` and
    /// `VOUCHERIFY_APP_TOKEN`, as the command `voucherify-oauth` does. Unlike the command, nothing
    /// in this crate reads `VOUCHERIFY_BASE_URL`: pass its value to
    /// [`ClientBuilder::base_url`](crate::ClientBuilder::base_url).
    ///
    /// ```no_run
    /// use voucherify_oauth::{Client, Credentials};
    ///
    /// let client = Client::new(Credentials::from_env()?)?;
    /// # Ok::<(), voucherify_oauth::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error with [`Error::is_builder`] if a variable is not set, or if its value is not
    /// a valid key: see [`new`](Self::new). The error names the variable and does not quote its
    /// value.
    pub fn from_env() -> Result<Self, Error> {
        let key = |name| match env::var(name) {
            Ok(value) => header_value(name, value),
            Err(VarError::NotPresent) => Err(Refusal::VariableMissing(name).into()),
            Err(VarError::NotUnicode(_)) => Err(Refusal::KeyNotVisible(name).into()),
        };
        let (id, secret) = (key("VOUCHERIFY_APP_ID")?, key("VOUCHERIFY_APP_TOKEN")?);
        Ok(Self { id, secret, authorization: None })
    }

    /// Creates credentials for HTTP Basic (RFC 7617) from an ID and a secret, such as those of an
    /// OAuth Service key.
    ///
    /// The operations of [`v1`](crate::v1) accept application keys only: use [`new`](Self::new).
    ///
    /// ```
    /// use voucherify_oauth::Credentials;
    ///
    /// let credentials = Credentials::basic("8d5d5f9c-6ef0-4c0f", "0b1f2d3c-secret")?;
    /// assert_eq!(format!("{credentials:?}"), "Credentials { .. }");
    /// # Ok::<(), voucherify_oauth::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error with [`Error::is_builder`] if a part is empty or contains characters other
    /// than visible ASCII, or if the ID contains a colon, which is the separator. The error names
    /// the part and does not quote its value.
    pub fn basic(id: impl Into<String>, secret: impl Into<String>) -> Result<Self, Error> {
        let id = header_value("the ID", id.into())?;
        let secret = header_value("the secret", secret.into())?;
        if id.as_bytes().contains(&b':') {
            return Err(Refusal::BasicId.into());
        }
        let pair = Zeroizing::new([id.as_bytes(), b":", secret.as_bytes()].concat());
        let encoded = Zeroizing::new(BASE64.encode(&pair));
        let authorization = sensitive(format!("Basic {}", *encoded).into_bytes().into());
        let authorization = authorization.ok_or(Refusal::KeyNotVisible("the secret"))?;
        Ok(Self { id, secret, authorization: Some(authorization) })
    }

    /// Returns the ID of the application, or the user name of HTTP Basic.
    #[cfg(feature = "token-source")]
    pub(crate) fn id(&self) -> &[u8] {
        self.id.as_bytes()
    }

    /// Returns all parts of the credentials that must not be shown.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = &str> {
        let authorization = self.authorization.iter();
        // Never fails: the values are visible ASCII.
        let texts = authorization.chain([&self.id, &self.secret]).flat_map(HeaderValue::to_str);
        texts.map(|text| text.strip_prefix("Basic ").unwrap_or(text))
    }

    /// Returns the headers for the first alternative that these credentials satisfy, or `None` if
    /// they satisfy no alternative.
    pub(crate) fn headers_for(
        &self,
        alternatives: Alternatives,
    ) -> Option<Vec<(HeaderName, HeaderValue)>> {
        alternatives.iter().find_map(|all| all.iter().map(|one| self.header_for(*one)).collect())
    }

    fn header_for(&self, credential: Credential) -> Option<(HeaderName, HeaderValue)> {
        let (name, value) = match (credential, &self.authorization) {
            (Credential::Header("x-app-id"), None) => (APP_ID, &self.id),
            (Credential::Header("x-app-token"), None) => (APP_TOKEN, &self.secret),
            (Credential::Basic, Some(authorization)) => (AUTHORIZATION, authorization),
            _ => return None,
        };
        Some((name, value.clone()))
    }

    /// Returns the kind of these credentials, for an error message.
    pub(crate) fn kind(&self) -> &'static str {
        if self.authorization.is_some() { "for HTTP Basic" } else { "application keys" }
    }
}

/// Redacts both parts, since the ID is half of the credentials.
impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").finish_non_exhaustive()
    }
}

/// Writes the name of the credential, for an error message.
impl fmt::Display for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Header(name) => write!(f, "`{name}`"),
            Self::Basic => f.write_str("HTTP Basic"),
        }
    }
}

fn header_value(name: &'static str, key: String) -> Result<HeaderValue, Error> {
    let key = Zeroizing::new(key.into_bytes());
    if key.is_empty() {
        return Err(Refusal::KeyEmpty(name).into());
    }
    if !key.iter().all(u8::is_ascii_graphic) {
        return Err(Refusal::KeyNotVisible(name).into());
    }
    Ok(sensitive(key).ok_or(Refusal::KeyNotVisible(name))?)
}

/// Converts `text` to a sensitive header value without copying it. Requests share the value.
fn sensitive(text: Zeroizing<Vec<u8>>) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_maybe_shared(Bytes::from_owner(text)).ok()?;
    value.set_sensitive(true);
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: &[Credential] =
        &[Credential::Header("x-app-id"), Credential::Header("x-app-token")];
    const BASIC: &[Credential] = &[Credential::Basic];

    fn names(credentials: &Credentials, alternatives: Alternatives) -> Option<Vec<String>> {
        let headers = credentials.headers_for(alternatives)?;
        assert!(headers.iter().all(|(_, value)| value.is_sensitive()));
        Some(headers.iter().map(|(name, _)| name.to_string()).collect())
    }

    #[test]
    fn the_first_satisfied_alternative_is_sent() {
        let keys = Credentials::new("id", "token").unwrap();
        let basic = Credentials::basic("id", "secret").unwrap();
        let both = ["x-app-id", "x-app-token"].map(str::to_owned).to_vec();
        let authorization = vec!["authorization".to_owned()];
        assert_eq!(names(&keys, &[KEYS, BASIC]), Some(both.clone()));
        assert_eq!(names(&keys, &[BASIC, KEYS]), Some(both));
        assert_eq!(names(&basic, &[KEYS, BASIC]), Some(authorization));
        assert_eq!(names(&keys, &[&[], KEYS]), Some(Vec::new()));
    }

    #[test]
    fn other_credentials_give_no_headers() {
        let keys = Credentials::new("id", "token").unwrap();
        let basic = Credentials::basic("id", "secret").unwrap();
        const OTHER: &[Credential] = &[KEYS[0], Credential::Header("x-other")];
        const MIXED: &[Credential] = &[KEYS[0], Credential::Basic];
        for (credentials, alternatives) in
            [(&keys, &[BASIC, OTHER, MIXED] as Alternatives), (&basic, &[KEYS, OTHER, MIXED])]
        {
            assert_eq!(names(credentials, alternatives), None);
        }
    }

    #[test]
    fn basic_credentials_are_encoded_as_in_rfc_7617() {
        let credentials = Credentials::basic("Aladdin", "open:sesame").unwrap();
        let headers = credentials.headers_for(&[BASIC]).unwrap();
        assert_eq!(
            headers,
            [(AUTHORIZATION, "Basic QWxhZGRpbjpvcGVuOnNlc2FtZQ==".parse().unwrap())]
        );
        let secrets: Vec<_> = credentials.secrets().collect();
        assert_eq!(secrets, ["QWxhZGRpbjpvcGVuOnNlc2FtZQ==", "Aladdin", "open:sesame"]);
        assert_eq!(format!("{credentials:?} {headers:?}").matches("QWxh").count(), 0);
    }

    #[test]
    fn an_invalid_part_is_named_and_not_quoted() {
        for bad in ["", " s3cret", "s3cret ", "s3cret\n", "s3\u{0}cret", "s3crét", "s3\tcret"] {
            let errors = [
                (Credentials::new(bad, "token"), "the application ID"),
                (Credentials::new("id", bad), "the application token"),
                (Credentials::basic(bad, "secret"), "the ID"),
                (Credentials::basic("id", bad), "the secret"),
                (Credentials::basic("s3:cret", "secret"), "the ID"),
            ];
            for (error, part) in errors.map(|(result, part)| (result.unwrap_err(), part)) {
                assert!(error.is_builder());
                let text = format!("{error} {error:?}");
                assert!(text.starts_with(part) && !text.contains("s3"), "{text}");
            }
        }
    }
}
