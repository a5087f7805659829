//! Which TLS library there is, and which of two is used.

use crate::error::Refusal;

/// Returns whether `https` works at all. reqwest would only say "scheme is not http", when a
/// request is sent.
pub(crate) fn available() -> bool {
    cfg!(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls"))
}

/// Returns a builder of the HTTP client that uses rustls if it is compiled in: with both libraries
/// compiled in, reqwest would choose the other one.
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

/// Checks that rustls has cryptography: where it comes without, and the program has installed none,
/// reqwest panics.
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
