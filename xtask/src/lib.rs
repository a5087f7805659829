//! The maintainer's commands, as a library so that tests can call what `cargo xtask` calls.
//!
//! Data flows one way: [`effective`] applies the overlay to the fragment, [`lint`] checks the
//! result, [`read`] makes the [`model`] of it, [`emit`] makes Rust of that, and [`plan`] compares it
//! with the disk and writes. Before that, [`import`] makes the fragment of what the vendor publishes;
//! beside it, [`diff`] reports what two descriptions mean to users of the crates; and [`update`] goes
//! the whole way. Nothing here depends on a crate that it generates, so that broken output can always
//! be made again.

pub mod commands;
pub mod diff;
pub mod effective;
pub mod emit;
pub mod facade;
pub mod generation;
pub mod git;
pub mod import;
pub mod lint;
pub mod model;
pub mod openapi;
pub mod overlay;
pub mod plan;
pub mod read;
pub mod release;
pub mod report;
pub mod rust_name;
pub mod update;
