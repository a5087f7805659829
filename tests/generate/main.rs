//! `cargo xtask generate`, as a maintainer meets it: what it reports, warns of and refuses.
#![allow(clippy::unwrap_used, reason = "a test that can't go on should stop, and say so")]

mod constructors;
mod drift;
mod enums;
mod errors;
mod files;
mod process;
mod report;
mod warnings;
