//! What a shared issuer tells the program's log. No field ever holds a secret.

use tracing::{debug, warn};

use super::super::store_error::StoreError;
use crate::ScopeSet;

/// A token is asked for without the store.
pub(super) fn passed_by(scopes: &ScopeSet, error: &StoreError) {
    warn!(
        %scopes,
        error = error as &dyn std::error::Error,
        error.type = error.kind(),
        "the token store is passed by: an access token is asked for directly",
    );
}

/// The store holds nonsense, which is about to be replaced.
pub(super) fn damaged(scopes: &ScopeSet, error: &StoreError) {
    warn!(
        %scopes,
        error = error as &dyn std::error::Error,
        error.type = error.kind(),
        "what the token store held is replaced",
    );
}

/// A token is there, and other machines may not get to know it.
pub(super) fn not_stored(scopes: &ScopeSet, error: &StoreError) {
    warn!(
        %scopes,
        error = error as &dyn std::error::Error,
        error.type = error.kind(),
        "an access token could not be shared",
    );
}

/// Something failed that sets itself right when the lease or the token expires.
pub(super) fn not_tidied(scopes: &ScopeSet, error: &StoreError) {
    debug!(
        %scopes,
        error = error as &dyn std::error::Error,
        error.type = error.kind(),
        "the token store was left untidy",
    );
}

/// Another machine was faster, since this one was slow.
pub(super) fn outrun(scopes: &ScopeSet) {
    debug!(%scopes, "a newer access token was shared meanwhile");
}

/// The lease ended before the answer came.
pub(super) fn lease_lost(scopes: &ScopeSet) {
    debug!(%scopes, "the right to refresh went to another machine meanwhile");
}

/// The service failed, and the store had something left.
pub(super) fn spared(scopes: &ScopeSet) {
    debug!(%scopes, "a shared access token stands in for the one that could not be had");
}
