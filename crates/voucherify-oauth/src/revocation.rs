//! What became of a token that was to be revoked.

/// What [`Client::revoke`](crate::Client::revoke) achieved. Either way the token can't be used any
/// more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Revocation {
    /// The token was active, and is not any more.
    Revoked,
    /// There was nothing to revoke: the token is unknown to this project, or had expired, or been
    /// revoked before.
    NotActive,
}
