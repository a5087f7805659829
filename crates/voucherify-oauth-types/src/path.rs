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
    /// OAuth endpoints, which take keys. `None` too for a path that is not the same to everyone: with
    /// a segment `.` or `..`, which is resolved on the way; with a slash or backslash written as
    /// `%2F` or `%5C`, which some servers decode; with a control character, which URL parsers drop.
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
    /// assert_eq!(Scope::for_path("/v1/vouchers%2Fabc"), None);
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
    /// An unrecognized scope opens nothing that this version could tell, and no scope opens a path
    /// that [`Scope::for_path`] refuses.
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
    // A URL parser drops tabs and line breaks wherever they stand, so that `.\t.` becomes `..`; no
    // control character has any business in a path.
    if path.chars().any(char::is_control) || below(path, KEYS_ONLY).is_some() {
        return false;
    }
    let segments = path.split(['?', '#']).next().unwrap_or_default();
    !has_encoded_slash(segments) && !segments.split(['/', '\\']).any(is_dot_segment)
}

/// Whether there is a slash or a backslash that some servers see and others don't.
fn has_encoded_slash(segments: &str) -> bool {
    let mut escapes = segments.split('%').skip(1).filter_map(|rest| rest.get(..2));
    escapes.any(|hex| hex.eq_ignore_ascii_case("2f") || hex.eq_ignore_ascii_case("5c"))
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
    fn a_path_that_is_not_the_same_to_everyone_is_not_opened() {
        let all: ScopeSet = Scope::ALL.iter().copied().collect();
        for path in [
            "/v1/vouchers/.\t./campaigns",
            "/v1/vouchers/.\n./campaigns",
            "/v1/vouchers/.\r./campaigns",
            "/v1/vo\tuchers",
            "/v1/o\tauth/token",
            "/v1/vouchers/\u{0}",
            "/v1/vouchers/\u{7f}",
            "/v1/vouchers/\u{85}",
            "/v1/vouchers?a=\n",
            "/v1/vouchers/..%2fcampaigns",
            "/v1/vouchers/..%2Fcampaigns",
            "/v1/vouchers/..%5ccampaigns",
            "/v1/vouchers%5Ccampaigns",
            "/v1/vouchers/%%2f",
        ] {
            assert!(!all.allows(path) && Scope::for_path(path).is_none(), "{path:?}");
        }
        for path in ["/v1/vouchers/%20%2", "/v1/vouchers/%é2f", "/v1/vouchers/2f5c?next=%2F#%5C"] {
            assert!(all.allows(path), "{path:?}");
        }
    }

    #[test]
    fn the_oauth_endpoints_take_keys() {
        let all: ScopeSet = Scope::ALL.iter().copied().collect();
        assert!(!all.allows("/v1/oauth/token/revoke"));
        assert!(all.allows("/v1/oauth-like"));
    }
}
