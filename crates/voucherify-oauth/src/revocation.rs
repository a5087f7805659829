//! The outcome of a revocation.

/// The outcome of [`Client::revoke`](crate::Client::revoke). After either outcome, the token is not
/// active.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Revocation {
    /// The token was active and is now revoked.
    Revoked,
    /// The token was not active: it is unknown to this project, has expired, or was already
    /// revoked.
    NotActive,
}
