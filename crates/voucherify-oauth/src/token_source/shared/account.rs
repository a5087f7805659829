//! Whose tokens they are.

use std::fmt;

use zeroize::Zeroizing;

use crate::Client;

/// Whose tokens are shared, and where they come from: those of another application, or from another address, are others.
#[derive(Clone)]
pub struct Account {
    app_id: Zeroizing<String>,
    base_url: String,
}

impl Account {
    /// The tokens that the application with this ID gets from the API at this address.
    pub fn new(app_id: impl Into<String>, base_url: impl AsRef<str>) -> Self {
        Self {
            app_id: Zeroizing::new(app_id.into()),
            base_url: base_url.as_ref().trim_end_matches('/').to_owned(),
        }
    }

    /// The tokens that this client gets.
    #[must_use]
    pub fn of(client: &Client) -> Self {
        // Credentials are visible ASCII characters: nothing is lost.
        Self::new(String::from_utf8_lossy(client.app_id()), client.base_url())
    }

    pub(super) fn app_id(&self) -> &str {
        &self.app_id
    }

    pub(super) fn base_url(&self) -> &str {
        &self.base_url
    }
}

/// Without the application's ID, which is half of what proves who is asking.
impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account").field("base_url", &self.base_url).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_application_is_not_shown_and_the_address_is_one_with_a_slash_and_without() {
        let account = Account::new("k3y", "https://api.voucherify.io/");
        assert_eq!(account.base_url(), "https://api.voucherify.io");
        assert!(!format!("{account:?}").contains("k3y"));
    }
}
