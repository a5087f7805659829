//! What is refused before anything is sent.

use std::error::Error as StdError;
use std::fmt;

/// Why. No variant holds a value that the caller gave: it may be a secret in the wrong place.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// The key of that name is empty.
    KeyEmpty(&'static str),
    /// The key of that name has characters that a key doesn't have.
    KeyNotVisible(&'static str),
    /// A user name of HTTP Basic that contains the separator.
    BasicId,
    /// The operation accepts other credentials: which ones.
    Credentials(String),
    /// What is wrong with the base URL.
    BaseUrl(&'static str),
    /// `https` without a TLS library.
    NoTls,
    /// rustls without cryptography.
    #[cfg(feature = "rustls-no-provider")]
    NoCryptoProvider,
    /// The HTTP client can't be set up so.
    Http(reqwest::Error),
    /// No scope to ask for.
    NoScope,
    /// A request that can't be written as a form.
    Form,
}

impl Refusal {
    pub(super) fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Http(error) => Some(error),
            _ => None,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::KeyEmpty(name) => write!(f, "the {name} is empty"),
            Self::KeyNotVisible(name) => write!(
                f,
                "the {name} has a space, a line break or another character that no key has"
            ),
            Self::BasicId => f.write_str("the ID contains a colon, which ends it in HTTP Basic"),
            Self::Credentials(problem) => f.write_str(problem),
            Self::BaseUrl(problem) => write!(f, "the base URL {problem}"),
            Self::NoTls => f.write_str(
                "https needs a TLS library: enable the feature `rustls` or `native-tls` of \
                 voucherify-oauth",
            ),
            #[cfg(feature = "rustls-no-provider")]
            Self::NoCryptoProvider => f.write_str(
                "rustls has no cryptography: install a default `CryptoProvider` before building a \
                 client, or enable the feature `rustls` of voucherify-oauth",
            ),
            Self::Http(_) => f.write_str("the HTTP client can't be set up"),
            Self::NoScope => f.write_str("there is no scope to ask for"),
            Self::Form => f.write_str("the request can't be written as a form"),
        }
    }
}
