//! Which paths of the API a scope opens.

use crate::{Scope, ScopeSet};

const SERVER: &str = "/v1";
const CLIENT: &str = "/client/v1";
const CLIENT_PREFIX: &str = "client_";

/// The OAuth endpoints themselves: they take the project's keys, and no token opens them.
const KEYS_ONLY: &str = "/v1/oauth";

impl Scope {
    /// The path that this scope opens, with everything below it.
    ///
    /// ```
    /// use voucherify_oauth_types::Scope;
    ///
    /// assert_eq!(Scope::Vouchers.path_prefix(), "/v1/vouchers");
    /// assert_eq!(Scope::ClientVouchers.path_prefix(), "/client/v1/vouchers");
    /// assert_eq!(Scope::Api.path_prefix(), "/v1");
    /// ```
    #[must_use]
    pub fn path_prefix(self) -> String {
        let (side, resource) = self.opened();
        if resource.is_empty() { side.to_owned() } else { format!("{side}/{resource}") }
    }

    /// The narrowest scope that opens `path`: a path of the API such as `/v1/vouchers/abc`, with or
    /// without a query.
    ///
    /// Where no narrow scope does, that is [`Api`](Self::Api) or [`ClientApi`](Self::ClientApi);
    /// `None` for what is not below `/v1` or `/client/v1`, which no scope opens, nor any opens the
    /// OAuth endpoints, which take keys. `None` too for a path with a segment `.` or `..`: what it
    /// leads to is known only once it is resolved.
    ///
    /// ```
    /// use voucherify_oauth_types::Scope;
    ///
    /// assert_eq!(Scope::for_path("/v1/vouchers/abc?expand=1"), Some(Scope::Vouchers));
    /// assert_eq!(Scope::for_path("/v1/validation-rules-assignments"), Some(Scope::ValidationRulesAssignments));
    /// assert_eq!(Scope::for_path("/v1/something-new"), Some(Scope::Api));
    /// assert_eq!(Scope::for_path("/v3/vouchers"), None);
    /// assert_eq!(Scope::for_path("/v1/oauth/token"), None);
    /// assert_eq!(Scope::for_path("/v1/vouchers/../campaigns"), None);
    /// ```
    #[must_use]
    pub fn for_path(path: &str) -> Option<Self> {
        if !can_be_opened(path) {
            return None;
        }
        let opening = Self::ALL.iter().filter(|scope| scope.opens(path));
        opening.copied().max_by_key(|scope| scope.opened().1.len())
    }

    /// Whether `path` is the path of this scope or below it.
    fn opens(self, path: &str) -> bool {
        let (side, resource) = self.opened();
        below(path, side).is_some_and(|rest| {
            resource.is_empty()
                || rest.strip_prefix('/').is_some_and(|rest| below(rest, resource).is_some())
        })
    }

    /// The side of the API, and the resource on it, which is empty for the whole side.
    fn opened(self) -> (&'static str, &'static str) {
        // By value rather than by variant: this must compile whatever scopes are generated.
        match self.as_str() {
            "api" => (SERVER, ""),
            "client_api" => (CLIENT, ""),
            narrow => match narrow.strip_prefix(CLIENT_PREFIX) {
                Some(resource) => (CLIENT, resource),
                None => (SERVER, narrow),
            },
        }
    }
}

impl ScopeSet {
    /// Whether a token with these scopes opens `path`: a path of the API such as
    /// `/v1/vouchers/abc`, with or without a query.
    ///
    /// An unrecognized scope opens nothing that this version could tell.
    ///
    /// ```
    /// use voucherify_oauth_types::{Scope, ScopeSet};
    ///
    /// let scopes = Scope::Vouchers | Scope::ClientApi;
    /// assert!(scopes.allows("/v1/vouchers/abc"));
    /// assert!(scopes.allows("/client/v1/redeem"));
    /// assert!(!scopes.allows("/v1/campaigns"));
    /// ```
    #[must_use]
    pub fn allows(&self, path: &str) -> bool {
        can_be_opened(path) && self.known().any(|scope| scope.opens(path))
    }
}

/// Whether some scope may open `path`.
fn can_be_opened(path: &str) -> bool {
    let segments = path.split(['?', '#']).next().unwrap_or_default();
    below(path, KEYS_ONLY).is_none() && !segments.split(['/', '\\']).any(is_dot_segment)
}

/// Whether a URL parser resolves this segment away, which would lead elsewhere. It takes `%2e` for
/// a dot and `\` for a slash, as the URL standard says.
fn is_dot_segment(segment: &str) -> bool {
    [".", "..", "%2e", ".%2e", "%2e.", "%2e%2e"]
        .iter()
        .any(|dots| segment.eq_ignore_ascii_case(dots))
}

/// What follows `prefix` in `path`, if `prefix` ends at the end of a segment.
fn below<'a>(path: &'a str, prefix: &str) -> Option<&'a str> {
    path.strip_prefix(prefix).filter(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scope_is_the_narrowest_for_its_own_path() {
        for scope in Scope::ALL {
            assert_eq!(Scope::for_path(&scope.path_prefix()).as_ref(), Some(scope));
            assert_eq!(
                Scope::for_path(&format!("{}/x/y", scope.path_prefix())).as_ref(),
                Some(scope)
            );
        }
    }

    #[test]
    fn only_whole_segments_match() {
        assert!(!Scope::ValidationRules.opens("/v1/validation-rules-assignments"));
        assert!(!Scope::Api.opens("/v10/vouchers"));
        assert!(Scope::Vouchers.opens("/v1/vouchers#x"));
    }

    #[test]
    fn the_sides_are_apart() {
        assert!(!Scope::Api.opens("/client/v1/vouchers"));
        assert!(!Scope::ClientApi.opens("/v1/vouchers"));
        assert!(!ScopeSet::EMPTY.allows("/v1"));
    }

    #[test]
    fn a_path_that_leads_elsewhere_is_not_opened() {
        let all: ScopeSet = Scope::ALL.iter().copied().collect();
        for dots in [".", "..", "%2e", "%2E.", ".%2e", "%2e%2E"] {
            let path = format!("/v1/vouchers/{dots}/campaigns");
            assert!(!all.allows(&path) && Scope::for_path(&path).is_none(), "{path}");
            assert!(!all.allows(&path.replace('/', "\\").replacen('\\', "/", 3)), "{path}");
        }
        for name in ["...", ".x", "a..b", "%2e%2e%2e"] {
            assert!(all.allows(&format!("/v1/vouchers/{name}")), "{name}");
        }
        assert!(all.allows("/v1/vouchers?next=/../x"));
    }

    #[test]
    fn the_oauth_endpoints_take_keys() {
        let all: ScopeSet = Scope::ALL.iter().copied().collect();
        assert!(!all.allows("/v1/oauth/token/revoke"));
        assert!(all.allows("/v1/oauth-like"));
    }
}
