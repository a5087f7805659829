//! Why a request is refused before anything is sent.

use std::error::Error as StdError;
use std::fmt;

use super::HttpError;

/// The error message of a hook that runs outside of a runtime.
pub(crate) const NO_RUNTIME: &str = "there is no Tokio runtime: await the operation in a runtime";

/// Why a request is refused. No variant contains an argument of the caller, which may be a secret.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// The environment variable with this name is not set.
    VariableMissing(&'static str),
    /// The key with this name is empty.
    KeyEmpty(&'static str),
    /// The key with this name contains characters other than visible ASCII.
    KeyNotVisible(&'static str),
    /// The user name for HTTP Basic contains the separator.
    BasicId,
    /// The operation accepts other credentials. Contains the message.
    Credentials(String),
    /// The base URL is invalid. Contains the reason.
    BaseUrl(&'static str),
    /// The base URL is `https` and there is no TLS library.
    NoTls,
    /// rustls has no crypto provider.
    #[cfg(feature = "rustls-no-provider")]
    NoCryptoProvider,
    /// A root certificate is not in PEM format.
    #[cfg(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls"))]
    RootCertificates,
    /// The URL of the proxy is invalid.
    Proxy,
    /// The suffix of the user agent contains invalid characters.
    UserAgent,
    /// The HTTP client can't be built with these settings.
    Http(HttpError),
    /// No scope is requested.
    NoScope,
    /// The operation was awaited outside of a runtime.
    NoRuntime,
    /// The request can't be encoded as a form.
    Form,
}

impl Refusal {
    /// Converts the error message of a hook.
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
                write!(f, "{name} contains a space, a line break or another invalid character")
            }
            Self::BasicId => {
                f.write_str("the ID contains a colon, which HTTP Basic does not allow")
            }
            Self::Credentials(problem) => f.write_str(problem),
            Self::BaseUrl(problem) => write!(f, "the base URL {problem}"),
            Self::NoTls => f.write_str(
                "https needs a TLS library: enable the feature `rustls` or `native-tls` of \
                 voucherify-oauth",
            ),
            #[cfg(feature = "rustls-no-provider")]
            Self::NoCryptoProvider => f.write_str(
                "rustls has no crypto provider: install a default `CryptoProvider` before building \
                 a client, or enable the feature `rustls` of voucherify-oauth",
            ),
            #[cfg(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls"))]
            Self::RootCertificates => f.write_str("the root certificates are not in PEM format"),
            Self::Proxy => f.write_str("the URL of the proxy must begin with http:// or https://"),
            Self::UserAgent => {
                f.write_str("the suffix of the user agent is empty or contains invalid characters")
            }
            Self::Http(_) => f.write_str("could not build the HTTP client"),
            Self::NoScope => f.write_str("no scope is requested"),
            Self::NoRuntime => f.write_str(NO_RUNTIME),
            Self::Form => f.write_str("the request can't be encoded as a form"),
        }
    }
}
