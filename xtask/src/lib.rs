//! The maintainer's commands, as a library that the tests call too.
//!
//! Data flows one way: [`import`] converts the vendor's description into the fragment,
//! [`effective`] applies the overlay to it, [`lint`] checks the result, [`read`] builds the
//! [`model`], [`emit`] writes Rust source, and [`plan`] compares it with the files on disk and
//! updates them. [`diff`] compares two descriptions from the point of view of the crates' users,
//! and [`commands::update`] runs all steps. This package does not depend on the crates that it
//! generates, so it still runs when their code is broken.

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
