//! The paths of the API that a scope covers.

use std::borrow::Cow;

use crate::{DelimitedSet, SetItem};

/// The resource of the OAuth endpoints, which accept the keys of the project and no token.
const KEYS_ONLY: &str = "oauth";

/// Returns the narrow value with the longest prefix of `path`, or `None` if there is no such value
/// or more than one.
pub(crate) fn narrowest<T: SetItem>(path: &str) -> Option<T> {
    let path = ApiPath::parse(path)?;
    let length = |value: T| value.path_prefix().map_or(0, str::len);
    let longest = path.narrow().map(length).max()?;
    let mut longest = path.narrow().filter(|value| length(*value) == longest);
    longest.next().filter(|_| longest.next().is_none())
}

/// Returns the value that covers the whole side of `path`.
pub(crate) fn whole_side<T: SetItem>(path: &str) -> Option<T> {
    let path = ApiPath::parse(path)?;
    T::ALL.iter().copied().find(|value| is_whole_side(*value) && path.is_covered_by(*value))
}

impl<T: SetItem, const SEPARATOR: char> DelimitedSet<T, SEPARATOR> {
    /// Returns whether these scopes cover `path`, a path of the API such as
    /// `/v1/vouchers/abc`, with or without a query.
    ///
    /// An unrecognized scope covers no path, and no scope covers the OAuth endpoints. Returns
    /// `false` for a path that the service could interpret in another way: one with a backslash, a
    /// control character, an empty segment, a segment `.` or `..`, or a resource name that no scope
    /// lists and that contains an escape or an upper-case letter. Escapes of letters, digits, `-`,
    /// `.`, `_` and `~` are decoded first.
    ///
    /// ```
    /// use voucherify_oauth_types::{Scope, ScopeSet};
    ///
    /// let scopes = Scope::Vouchers | Scope::ClientApi;
    /// assert!(scopes.allows("/v1/vouchers/abc?expand=1"));
    /// assert!(scopes.allows("/client/v1/redeem"));
    /// assert!(!scopes.allows("/v1/campaigns"));
    /// assert!(!scopes.allows("/v1/vouchers/../campaigns"));
    /// assert_eq!(Scope::for_path("/v1/vouchers/a%2Fb"), Some(Scope::Vouchers));
    /// assert_eq!(Scope::for_path("/v1/something-new"), None);
    /// assert_eq!(Scope::whole_side_for_path("/v1/something-new"), Some(Scope::Api));
    /// ```
    #[must_use]
    pub fn allows(&self, path: &str) -> bool {
        ApiPath::parse(path).is_some_and(|path| self.known().any(|value| path.is_covered_by(value)))
    }

    /// Returns whether these scopes include all permissions of `requested`.
    ///
    /// A scope is covered by itself, and by the scope for its whole side of the API. An
    /// unrecognized scope is covered only by itself.
    ///
    /// ```
    /// use voucherify_oauth_types::{Scope, ScopeSet};
    ///
    /// let granted = ScopeSet::from(Scope::Api);
    /// assert!(granted.covers(&(Scope::Vouchers | Scope::Campaigns)));
    /// assert!(!granted.covers(&ScopeSet::from(Scope::ClientVouchers)));
    /// assert!(!granted.covers(&ScopeSet::from_wire("made-up-scope")));
    /// ```
    #[must_use]
    pub fn covers(&self, requested: &Self) -> bool {
        let whole_sides = || self.known().filter(|value| is_whole_side(*value));
        let covered = |value: T| {
            let prefix = value.path_prefix().unwrap_or_default();
            self.contains(value) || whole_sides().any(|side| is_below(prefix, side.path_prefix()))
        };
        requested.known().all(covered) && self.includes_unlisted(requested)
    }
}

/// Returns whether `value` covers a whole side of one version of the API.
fn is_whole_side<T: SetItem>(value: T) -> bool {
    let last = value.path_prefix().and_then(|prefix| prefix.rsplit('/').next());
    last.is_some_and(is_version)
}

/// Returns whether `segment` is a version such as `v1`.
fn is_version(segment: &str) -> bool {
    let digits = segment.strip_prefix('v').unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns whether `path` is `prefix` or below it.
fn is_below(path: &str, prefix: Option<&str>) -> bool {
    let rest = prefix.and_then(|prefix| path.strip_prefix(prefix));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// An unambiguous path, without escapes of unreserved characters.
struct ApiPath<'a> {
    text: Cow<'a, str>,
    /// Whether the resource has a valid name, so that a whole side includes it.
    is_plain: bool,
}

impl<'a> ApiPath<'a> {
    /// Parses a path. Returns `None` for an ambiguous path and for the OAuth endpoints.
    fn parse(path: &'a str) -> Option<Self> {
        let (resource_path, _) = path.split_once(['?', '#']).unwrap_or((path, ""));
        // A URL parser drops tabs and line breaks, so that `.\t.` becomes `..`.
        if path.chars().any(char::is_control) || resource_path.contains('\\') {
            return None;
        }
        let text = decode_unreserved(resource_path);
        let segments = || text.strip_prefix('/').into_iter().flat_map(|rest| rest.split('/'));
        // A trailing slash is allowed.
        let named = segments().take(segments().count().saturating_sub(1));
        let last = segments().next_back().filter(|last| !last.is_empty());
        if named.clone().chain(last).any(|segment| segment.is_empty() || leads_elsewhere(segment)) {
            return None;
        }
        let resource = segments().skip_while(|segment| !is_version(segment)).nth(1);
        let resource = resource.unwrap_or_default();
        if resource == KEYS_ONLY {
            return None;
        }
        let is_plain =
            resource.bytes().all(|byte| is_unreserved(byte) && !byte.is_ascii_uppercase());
        Some(Self { text, is_plain })
    }

    fn is_covered_by<T: SetItem>(&self, value: T) -> bool {
        is_below(&self.text, value.path_prefix())
            && (!is_whole_side(value) || self.is_plain || self.narrow::<T>().next().is_some())
    }

    /// Returns the narrow values that cover this path.
    fn narrow<T: SetItem>(&self) -> impl Iterator<Item = T> {
        let values = T::ALL.iter().copied().filter(|value| !is_whole_side(*value));
        values.filter(|value| is_below(&self.text, value.path_prefix()))
    }
}

/// Returns whether a server may remove this segment as a dot segment. Some servers decode `%2F` and
/// `%5C` to a slash.
fn leads_elsewhere(segment: &str) -> bool {
    let is_dots = |segment: &str| segment.split('/').any(|part| part == "." || part == "..");
    if segment.contains('%') {
        let slashes = ["%2f", "%2F", "%5c", "%5C"];
        let decoded = |text: String, slash: &&str| text.replace(slash, "/");
        return is_dots(&slashes.iter().fold(segment.to_owned(), decoded));
    }
    is_dots(segment)
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

/// Decodes the escapes of characters that never need one (RFC 3986, section 2.3), once.
fn decode_unreserved(text: &str) -> Cow<'_, str> {
    let Some((before, escapes)) = text.split_once('%') else { return Cow::Borrowed(text) };
    let mut decoded = before.to_owned();
    for rest in escapes.split('%') {
        let byte = rest.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match byte.filter(|byte| is_unreserved(*byte)).zip(rest.get(2..)) {
            Some((byte, rest)) => {
                decoded.push(byte.into());
                decoded.push_str(rest);
            }
            None => {
                decoded.push('%');
                decoded.push_str(rest);
            }
        }
    }
    Cow::Owned(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Scope, ScopeSet};

    fn all() -> ScopeSet {
        Scope::ALL.iter().collect()
    }

    /// Returns whether all methods find no scope for `path`.
    fn is_unknown(path: &str) -> bool {
        let found = [Scope::for_path(path), Scope::whole_side_for_path(path)];
        found == [None, None] && !all().allows(path)
    }

    #[test]
    fn a_narrow_scope_covers_its_own_path() {
        for scope in Scope::ALL.iter().filter(|scope| !is_whole_side(**scope)) {
            // A new scope has no path until the overlay adds it.
            let Some(prefix) = scope.path_prefix() else { continue };
            assert_eq!(Scope::for_path(prefix).as_ref(), Some(scope));
            assert_eq!(Scope::for_path(&format!("{prefix}/x/y?z")).as_ref(), Some(scope));
            let whole = Scope::whole_side_for_path(prefix).unwrap();
            assert!(ScopeSet::from(whole).covers(&ScopeSet::from(*scope)));
            assert!(ScopeSet::from(*scope).allows(prefix), "{prefix}");
            assert_eq!(ScopeSet::from(Scope::Api).allows(prefix), prefix.starts_with("/v1/"));
            assert_eq!(
                ScopeSet::from(Scope::ClientApi).allows(prefix),
                prefix.starts_with("/client/")
            );
        }
    }

    #[test]
    fn only_whole_segments_match() {
        assert_eq!(
            Scope::for_path("/v1/validation-rules-assignments/x"),
            Some(Scope::ValidationRulesAssignments)
        );
        assert_eq!(Scope::for_path("/v1/vouchers#x"), Some(Scope::Vouchers));
        assert_eq!(Scope::for_path("/v1/products/prod_1/skus/sku_1"), Some(Scope::Products));
        assert_eq!(
            Scope::for_path("/v1/validation-rules/r/assignments"),
            Some(Scope::ValidationRules)
        );
        assert!(is_unknown("/v10/vouchers") && is_unknown("/v3/templates"));
    }

    #[test]
    fn the_sides_are_separate() {
        assert!(!ScopeSet::from(Scope::Api).allows("/client/v1/vouchers"));
        assert!(!ScopeSet::from(Scope::ClientApi).allows("/v1/vouchers"));
        assert!(!ScopeSet::new().allows("/v1"));
        assert!(!ScopeSet::from_wire("made-up-scope").allows("/v1/made-up-scope"));
        assert_eq!(Scope::for_path("/client/v1/redeem"), Some(Scope::ClientRedeem));
        assert_eq!(Scope::whole_side_for_path("/client/v1/made-up"), Some(Scope::ClientApi));
    }

    #[test]
    fn an_unlisted_resource_needs_the_whole_side() {
        for path in ["/v1/something-new", "/v1/voucher", "/v1", "/v1/", "/v1/oauth-like/x"] {
            assert_eq!(Scope::for_path(path), None, "{path}");
            assert_eq!(Scope::whole_side_for_path(path), Some(Scope::Api), "{path}");
            assert!(all().allows(path), "{path}");
        }
    }

    #[test]
    fn unreserved_escapes_are_decoded_once() {
        for path in ["/v1/vouche%72s", "/v1/%76ouchers/x", "/%761/vouchers", "/v1/vouchers/%41%2D"]
        {
            assert_eq!(Scope::for_path(path), Some(Scope::Vouchers), "{path}");
        }
        for path in ["/v1/o%61uth/token", "/v1/oauth/t%6Fken", "/v1/o%2561uth/token"] {
            assert!(is_unknown(path), "{path}");
        }
        assert!(is_unknown("/v1/vouche%2572s"));
    }

    #[test]
    fn a_path_with_dot_segments_is_unknown() {
        for dots in [".", "..", "%2e", "%2E.", ".%2e", "%2e%2E"] {
            let path = format!("/v1/vouchers/{dots}/campaigns");
            assert!(is_unknown(&path), "{path}");
            assert!(is_unknown(&format!("/v1/vouchers/{dots}")), "{dots}");
            assert!(is_unknown(&format!("/v1/{dots}/vouchers")), "{dots}");
            for slash in ["%2F", "%2f", "%5C", "%5c", "\\"] {
                assert!(is_unknown(&path.replace("/campaigns", &format!("{slash}campaigns"))));
                assert!(is_unknown(&format!("/v1/vouchers/x{slash}{dots}")));
            }
        }
        for name in ["...", ".x", "a..b", "%2e%2e%2e", "x%2Fy", "x%5Cy", "%252e%252e", "%2F"] {
            let path = format!("/v1/vouchers/{name}");
            assert_eq!(Scope::for_path(&path), Some(Scope::Vouchers), "{path}");
        }
        assert!(all().allows("/v1/vouchers?next=/../x"));
    }

    #[test]
    fn an_ambiguous_path_is_unknown() {
        for path in [
            "",
            "vouchers",
            "v1/vouchers",
            "//v1/vouchers",
            "/v1//vouchers",
            "/v1/vouchers//x",
            "/v1/vouchers//",
            "/v1//",
            "https://api.voucherify.io/v1/vouchers",
            "/v1/oauth",
            "/v1/oauth/",
            "/v1/oauth/token",
            "/v1/oauth/token/revoke",
            "/v1/oauth/token?x",
            "/v1/oauth\\token",
            "/v1\\oauth/token",
            "/v1//oauth/token",
            "/v1/OAuth/token",
            "/V1/vouchers",
            "/v1/Vouchers",
            "/v1/SKUs/sku_1",
            "/v1%2Fvouchers",
            "/v1/vouchers%2Fabc",
            "/v1/vouchers%5Cabc",
            "/v1/vouchers%00",
            "/v1/vouchers%20",
            "/v1/vouch\u{e9}rs",
            "/v1/%%32Foauth/token",
            "/v1/vouchers/..%%32Fcampaigns",
            "/v1/vouchers/.\t./campaigns",
            "/v1/vouchers/.\n./campaigns",
            "/v1/vo\tuchers",
            "/v1/o\tauth/token",
            "/v1/vouchers/\u{0}",
            "/v1/vouchers/\u{7f}",
            "/v1/vouchers/\u{85}",
            "/v1/vouchers?a=\n",
            "/v1/vouchers/a\\b",
        ] {
            assert!(is_unknown(path), "{path:?}");
        }
        for path in ["/v1/vouchers/%20%2", "/v1/vouchers/%é2f", "/v1/vouchers/x/?next=%2F#%5C"] {
            assert_eq!(Scope::for_path(path), Some(Scope::Vouchers), "{path:?}");
        }
    }

    #[test]
    fn a_whole_side_covers_its_narrow_scopes() {
        let covers = |granted: &str, requested: &str| {
            ScopeSet::from_wire(granted).covers(&ScopeSet::from_wire(requested))
        };
        assert!(covers("api", "vouchers campaigns api"));
        assert!(covers("client_api skus", "client_redeem skus"));
        assert!(covers("api made-up-scope", "vouchers made-up-scope"));
        assert!(covers("", ""));
        assert!(!covers("api", "client_api"));
        assert!(!covers("api", "made-up-scope"));
        assert!(!covers("vouchers", "api"));
        assert!(!covers("validation-rules", "validation-rules-assignments"));
    }
}
