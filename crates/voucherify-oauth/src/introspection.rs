//! The outcome of an introspection.

use voucherify_oauth_types::IntrospectionResponse;

/// The outcome of [`Client::introspect`](crate::Client::introspect).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
#[non_exhaustive]
pub enum Introspection {
    /// The token is active. The response contains its scopes and its expiry.
    Active(IntrospectionResponse),
    /// The token is not active: it is unknown to the service, has expired, was revoked, or its keys
    /// were deleted or blocked. The service does not report the reason.
    Inactive,
}

impl From<IntrospectionResponse> for Introspection {
    fn from(response: IntrospectionResponse) -> Self {
        if response.active { Self::Active(response) } else { Self::Inactive }
    }
}
