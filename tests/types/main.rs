//! The types against the description.
#![allow(clippy::panic, clippy::unwrap_used, reason = "so a test fails")]

macro_rules! snapshot {
    ($name:expr, $content:expr) => {
        insta::with_settings!({
            omit_expression => true,
            prepend_module_to_snapshot => false,
        }, { insta::assert_snapshot!($name, $content) })
    };
}

mod described;
mod json;
mod published;
mod scopes;
