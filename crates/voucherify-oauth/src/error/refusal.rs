//! Why a request is refused before anything is sent.

use std::error::Error as StdError;
use std::fmt;

use super::HttpError;

/// The problem that a hook reports if there is no runtime.
pub(crate) const NO_RUNTIME: &str = "there is no Tokio runtime: await it in one";

/// Why a request is refused. No variant contains a value of the caller, which may be a secret in
/// the wrong place.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// The variable of that name is not set.
    VariableMissing(&'static str),
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
    /// A root certificate that is not PEM.
    #[cfg(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls"))]
    RootCertificates,
    /// A proxy that is not the address of one.
    Proxy,
    /// A suffix that can't be in the user agent.
    UserAgent,
    /// The HTTP client can't be set up with these settings.
    Http(HttpError),
    /// No scope is requested.
    NoScope,
    /// The operation is awaited outside of a runtime.
    NoRuntime,
    /// A request that can't be written as a form.
    Form,
}

impl Refusal {
    /// Creates the refusal that a hook reports.
    pub(crate) fn of_hook(problem: String) -> Self {
        if problem == NO_RUNTIME { Self::NoRuntime } else { Self::Credentials(problem) }
    }

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
            Self::VariableMissing(name) => write!(f, "{name} is not set"),
            Self::KeyEmpty(name) => write!(f, "{name} is empty"),
            Self::KeyNotVisible(name) => {
                write!(f, "{name} has a space, a line break or another character that no key has")
            }
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
            #[cfg(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls"))]
            Self::RootCertificates => {
                f.write_str("the root certificates are not certificates in PEM")
            }
            Self::Proxy => {
                f.write_str("the address of the proxy must begin with http:// or https://")
            }
            Self::UserAgent => f.write_str(
                "the suffix of the user agent is empty or has characters other than visible ASCII",
            ),
            Self::Http(_) => f.write_str("the HTTP client can't be set up"),
            Self::NoScope => f.write_str("no scope is requested"),
            Self::NoRuntime => f.write_str(NO_RUNTIME),
            Self::Form => f.write_str("the request can't be written as a form"),
        }
    }
}
