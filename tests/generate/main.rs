//! `cargo xtask generate`, as a maintainer meets it: what it reports, warns of and refuses.

mod drift;
mod errors;
mod files;
mod report;
mod warnings;
