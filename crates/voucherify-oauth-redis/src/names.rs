//! The names of the keys in Redis.

use std::collections::BTreeSet;
use std::fmt::Write;

use sha2::{Digest, Sha256};
use voucherify_oauth::token_source::TokenKey;

/// The names of the keys that belong to one [`TokenKey`].
///
/// They contain a digest, which does not reveal the application or its scopes. The digest is in
/// braces, so that a cluster keeps the three keys in one slot.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Names {
    /// A hash: the sealed token, and the fence of the lease under which it was stored.
    pub(crate) token: String,
    /// A string: the fence of the current lease.
    pub(crate) lease: String,
    /// A string: the last fence.
    pub(crate) fence: String,
}

impl Names {
    pub(crate) fn new(prefix: &str, key: TokenKey<'_>) -> Self {
        let digest = digest(key);
        let name = |what| format!("{prefix}{{{digest}}}:{what}");
        Self { token: name("token"), lease: name("lease"), fence: name("fence") }
    }
}

/// Returns the digest of a token key. It does not depend on the order of the scopes.
fn digest(key: TokenKey<'_>) -> String {
    let known = key.scopes.known().map(|scope| scope.as_str());
    let scopes: BTreeSet<&str> = known.chain(key.scopes.unrecognized()).collect();
    let mut digest = Sha256::new().chain_update(b"voucherify-oauth token\0");
    for part in [key.app_id, key.base_url].into_iter().chain(scopes) {
        // The length prefix keeps different parts from having the same concatenation.
        digest.update(part.len().to_be_bytes());
        digest.update(part);
    }
    digest.finalize().iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use voucherify_oauth::{Scope, ScopeSet};

    use super::*;

    const URL: &str = "https://api.voucherify.io";

    fn token(app_id: &str, base_url: &str, scopes: &ScopeSet) -> String {
        Names::new("fleet:", TokenKey::new(app_id, base_url, scopes)).token
    }

    #[test]
    fn names_do_not_depend_on_the_order_of_scopes() {
        let [one, other] =
            ["campaigns x1 vouchers x2", "x2 vouchers x1 campaigns"].map(ScopeSet::from_wire);
        assert_eq!(token("app", URL, &one), token("app", URL, &other));
    }

    #[test]
    fn names_depend_on_application_address_and_scopes() {
        let scopes = ScopeSet::from(Scope::Vouchers);
        let more = Scope::Vouchers | Scope::Campaigns;
        let names = BTreeSet::from([
            token("app", URL, &scopes),
            token("app", URL, &more),
            token("app2", URL, &scopes),
            token("app", "https://us1.api.voucherify.io", &scopes),
            token("", &format!("app{URL}"), &scopes),
        ]);
        assert_eq!(names.len(), 5);
    }

    #[test]
    fn names_share_a_slot_and_reveal_nothing() {
        let scopes = ScopeSet::from(Scope::Vouchers);
        let names = Names::new("fleet:", TokenKey::new("k3y", URL, &scopes));
        let tag = |name: &str| name[name.find('{').unwrap()..=name.find('}').unwrap()].to_owned();
        assert_eq!(tag(&names.token), tag(&names.lease));
        assert_eq!(tag(&names.token), tag(&names.fence));
        let shown = format!("{names:?}");
        assert!(!shown.contains("k3y") && !shown.contains("vouchers"), "{shown}");
        assert!(names.token.starts_with("fleet:{"), "{shown}");
    }
}
