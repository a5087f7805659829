//! Tests `cargo xtask generate`: its files, report, warnings and errors.
#![allow(clippy::panic, clippy::unwrap_used, reason = "an unexpected value fails the test")]

/// A name for a snapshot, and a change of a document.
type Case = (&'static str, fn(&mut serde_json::Value));

macro_rules! cases {
    ($($name:literal: |$document:ident| $change:expr;)*) => {
        &[$(($name, |$document: &mut Value| { $change; })),*]
    };
}

mod client;
mod drift;
mod errors;
mod files;
mod lowering;
mod overlay;
mod process;
mod report;
mod shapes;
#[path = "../support/mod.rs"]
mod support;
mod types;
mod warnings;

use std::path::Path;
use std::sync::LazyLock;

use serde_json::{Value, json};
use support::Description;
use xtask::generation::{self, Generation};

/// The result of generating from the frozen description.
static FROZEN: LazyLock<Generation> = LazyLock::new(|| generated(&support::frozen()));

fn generated(openapi: &Path) -> Generation {
    let description = xtask::effective::Description::from_dir(openapi).unwrap();
    generation::generate(&description).unwrap()
}

/// Generates from the frozen description with a changed fragment.
fn generation(change: impl FnOnce(&mut Value)) -> Generation {
    generated(&Description::with_fragment(change).openapi())
}

/// Compares what a command printed with the snapshot `name`.
fn snapshot(name: &str, printed: &str) {
    insta::with_settings!({
        filters => vec![
            (r"in \d+ ms", "in [time]"),
            (r"line \d+ column \d+|line \d+, column \d+", "[place]"),
            (r"(actions)(/\d+|\[\d+\])", "$1/[index]"),
        ],
        omit_expression => true,
        prepend_module_to_snapshot => false,
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

/// Adds nested objects with 2^32 paths to `innermost` to the token request.
fn nest(fragment: &mut Value, innermost: Value) {
    for depth in 0..32 {
        let next = json!({ "$ref": format!("#/components/schemas/N{}", depth + 1) });
        *schema(fragment, &format!("N{depth}")) =
            json!({ "type": "object", "properties": { "a": next, "b": next } });
    }
    *schema(fragment, "N32") = innermost;
    schema(fragment, "OAuthTokenGenerateRequestBody")["properties"]["nested"] =
        json!({ "$ref": "#/components/schemas/N0" });
}
