//! The environment variables, and how they are read.

use std::env::{self, VarError};

use crate::failure::Failure;

pub(crate) const APP_ID: &str = "VOUCHERIFY_APP_ID";
pub(crate) const APP_TOKEN: &str = "VOUCHERIFY_APP_TOKEN";
pub(crate) const BASE_URL: &str = "VOUCHERIFY_BASE_URL";
pub(crate) const ACCESS_TOKEN: &str = "VOUCHERIFY_ACCESS_TOKEN";

/// The value of a variable. An empty one counts as none: that is how shells and CI systems spell
/// it.
pub(crate) fn variable(name: &str) -> Result<Option<String>, Failure> {
    match env::var(name) {
        Ok(value) => Ok(Some(value).filter(|value| !value.is_empty())),
        Err(VarError::NotPresent) => Ok(None),
        // The error that std has for it would show the value.
        Err(VarError::NotUnicode(_)) => Err(Failure::usage(
            format_args!("{name} is not UTF-8 text"),
            "set it again: keys, tokens and URLs are plain ASCII",
        )),
    }
}
