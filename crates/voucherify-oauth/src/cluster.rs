//! Where the service runs.

use std::fmt;

/// A region in which Voucherify runs its API.
///
/// A project lives in one of them, and its keys are unknown in the others. A project with a host of
/// its own is reached by [`ClientBuilder::base_url`](crate::ClientBuilder::base_url) instead.
///
/// ```
/// use voucherify_oauth::Cluster;
///
/// assert_eq!(Cluster::default(), Cluster::Api);
/// assert_eq!(Cluster::Us1.as_str(), "us1.api");
/// assert_eq!(Cluster::Us1.base_url(), "https://us1.api.voucherify.io");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Cluster {
    /// The shared cluster in Europe, where a project lives unless somebody chose otherwise.
    #[default]
    Api,
    /// The shared cluster in the United States.
    Us1,
    /// The shared cluster in Asia.
    As1,
}

impl Cluster {
    /// The part of the host's name that tells the clusters apart: `api`, `us1.api` or `as1.api`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Api => "api",
            Self::Us1 => "us1.api",
            Self::As1 => "as1.api",
        }
    }

    /// The base URL of the cluster's API, without a slash at the end.
    #[must_use]
    pub const fn base_url(self) -> &'static str {
        match self {
            Self::Api => "https://api.voucherify.io",
            Self::Us1 => "https://us1.api.voucherify.io",
            Self::As1 => "https://as1.api.voucherify.io",
        }
    }
}

impl fmt::Display for Cluster {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
