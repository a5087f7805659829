//! The outcome of a revocation.

/// The outcome of [`Client::revoke`](crate::Client::revoke). The token can't be used afterwards in
/// either case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Revocation {
    /// The token was active and is now revoked.
    Revoked,
    /// There was nothing to revoke: the token is unknown to this project, has expired, or was
    /// already revoked.
    NotActive,
}
