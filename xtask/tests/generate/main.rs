//! `cargo xtask generate`: what it writes, reports, warns about and refuses.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop, and say so")]

mod client;
#[path = "../../../tests/support/description.rs"]
#[allow(dead_code, unreachable_pub, reason = "other test binaries use the rest")]
mod description;
mod drift;
mod errors;
mod files;
mod lowering;
mod overlay;
mod process;
mod report;
mod shapes;
mod types;
mod warnings;
#[path = "../../../tests/support/workspace.rs"]
#[allow(dead_code, unreachable_pub, reason = "other test binaries use the rest")]
mod workspace;

use description::Description;
use serde_json::Value;

/// Compares what a command printed with the snapshot `name`.
fn snapshot(name: &str, printed: &str) {
    insta::with_settings!({
        filters => vec![(r"in \d+ ms", "in [time]"), (r"[0-9a-f]{64}", "[digest]")],
        omit_expression => true,
    }, { insta::assert_snapshot!(name, printed) });
}

/// Returns the schema component `name`.
fn schema<'a>(fragment: &'a mut Value, name: &str) -> &'a mut Value {
    &mut fragment["components"]["schemas"][name]
}

/// Returns the operation that requests a token.
fn token(fragment: &mut Value) -> &mut Value {
    &mut fragment["paths"]["/v1/oauth/token"]["post"]
}

/// Generates from the committed description with a changed fragment.
fn generation(change: impl FnOnce(&mut Value)) -> xtask::generation::Generation {
    let description = Description::with_fragment(change).unwrap();
    let read = xtask::generation::Description::from_dir(&description.openapi()).unwrap();
    xtask::generation::generate(&read.input()).unwrap()
}
