//! The environment variables of this program.

use std::env::{self, VarError};

use crate::failure::Failure;

/// The prefix of all names.
pub(crate) const PREFIX: &str = "VOUCHERIFY_";
pub(crate) const APP_ID: &str = "VOUCHERIFY_APP_ID";
pub(crate) const APP_TOKEN: &str = "VOUCHERIFY_APP_TOKEN";
pub(crate) const BASE_URL: &str = "VOUCHERIFY_BASE_URL";
pub(crate) const ACCESS_TOKEN: &str = "VOUCHERIFY_ACCESS_TOKEN";
pub(crate) const CREDENTIALS_FILE: &str = "VOUCHERIFY_CREDENTIALS_FILE";
pub(crate) const PROFILE: &str = "VOUCHERIFY_PROFILE";

/// Returns the value of a variable. An empty value counts as not set, because shells and CI systems
/// often set one.
pub(crate) fn variable(name: &str) -> Result<Option<String>, Failure> {
    match env::var(name) {
        Ok(value) => Ok(Some(value).filter(|value| !value.is_empty())),
        Err(VarError::NotPresent) => Ok(None),
        // The error of std quotes the value.
        Err(VarError::NotUnicode(_)) => Err(Failure::usage(
            format_args!("{name} is not UTF-8 text"),
            "set it again: keys, tokens and URLs are ASCII",
        )),
    }
}
