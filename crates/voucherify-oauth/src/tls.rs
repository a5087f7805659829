//! Selects the TLS library.

use crate::error::Refusal;

/// Returns whether a TLS library is compiled in. Without this check, requests to `https` would fail
/// with the message "scheme is not http" of reqwest.
pub(crate) fn available() -> bool {
    cfg!(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls"))
}

/// Returns a builder of the HTTP client that uses rustls if it is compiled in. If both libraries
/// are, reqwest would default to native-tls.
pub(crate) fn http_builder() -> reqwest::ClientBuilder {
    let builder = reqwest::Client::builder();
    #[cfg(any(feature = "rustls", feature = "rustls-no-provider"))]
    let builder = builder.tls_backend_rustls();
    builder
}

/// Adds root certificates in PEM.
pub(crate) fn trust(
    builder: reqwest::ClientBuilder,
    pem: &[u8],
) -> Result<reqwest::ClientBuilder, Refusal> {
    #[cfg(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls"))]
    return match reqwest::Certificate::from_pem_bundle(pem) {
        Ok(certificates) if !certificates.is_empty() => Ok(builder.tls_certs_merge(certificates)),
        _ => Err(Refusal::RootCertificates),
    };
    #[cfg(not(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls")))]
    {
        let _ = (builder, pem);
        Err(Refusal::NoTls)
    }
}

/// Checks that rustls has a crypto provider, without which reqwest panics.
#[cfg(feature = "rustls-no-provider")]
pub(crate) fn check_provider() -> Result<(), Refusal> {
    let has_own = cfg!(feature = "rustls");
    if has_own || rustls::crypto::CryptoProvider::get_default().is_some() {
        Ok(())
    } else {
        Err(Refusal::NoCryptoProvider)
    }
}

#[cfg(not(feature = "rustls-no-provider"))]
pub(crate) fn check_provider() -> Result<(), Refusal> {
    Ok(())
}
