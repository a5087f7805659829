//! Which TLS library there is, and which of two is used.

use crate::error::Refusal;

/// Whether https works at all: reqwest would only say "scheme is not http", and only when it is too
/// late.
pub(crate) fn available() -> bool {
    cfg!(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls"))
}

/// An HTTP client's builder that uses rustls, if it is there: with both libraries compiled in,
/// reqwest would take the other one.
pub(crate) fn http_builder() -> reqwest::ClientBuilder {
    let builder = reqwest::Client::builder();
    #[cfg(any(feature = "rustls", feature = "rustls-no-provider"))]
    let builder = builder.tls_backend_rustls();
    builder
}

/// Where rustls comes without cryptography, and nobody has installed one, reqwest panics instead of
/// failing.
#[cfg(feature = "rustls-no-provider")]
pub(crate) fn check_provider() -> Result<(), Refusal> {
    let brings_one = cfg!(feature = "rustls");
    if brings_one || rustls::crypto::CryptoProvider::get_default().is_some() {
        Ok(())
    } else {
        Err(Refusal::NoCryptoProvider)
    }
}

#[cfg(not(feature = "rustls-no-provider"))]
pub(crate) fn check_provider() -> Result<(), Refusal> {
    Ok(())
}
