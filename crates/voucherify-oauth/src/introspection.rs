//! The outcome of an introspection.

use voucherify_oauth_types::IntrospectionResponse;

/// The outcome of [`Client::introspect`](crate::Client::introspect).
#[derive(Clone, Debug)]
#[must_use]
#[non_exhaustive]
pub enum Introspection {
    /// The token can be used now. The response contains all that the service reports about it.
    Active(IntrospectionResponse),
    /// The token can't be used: it is unknown to the service, it has expired or was revoked, or its
    /// key was deleted or blocked. The service does not report which.
    Inactive,
}

impl From<IntrospectionResponse> for Introspection {
    fn from(response: IntrospectionResponse) -> Self {
        if response.active { Self::Active(response) } else { Self::Inactive }
    }
}
