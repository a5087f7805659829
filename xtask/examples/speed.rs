//! Measures import and diff, relative to the parsing and generating that they need.
//!
//! ```text
//! cargo run --package xtask --example speed -- FILE
//! ```

use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value;
use xtask::diff::input::Folder;
use xtask::effective::Description;
use xtask::generation::generate;
use xtask::import::{Config, Request, import};
use xtask::openapi::load;

/// The runs of each measurement. The fastest counts, since other programs use the machine too.
const RUNS: usize = 7;

#[allow(clippy::print_stdout, reason = "the program prints its results")]
fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("pass the file of a full description")?;
    let text = fs::read_to_string(&path)?;
    let openapi = Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi");
    let config = Config::from_dir(&openapi).map_err(|error| error.to_string())?;
    let folder = Folder::read(&openapi).map_err(|_| "the description in openapi is invalid")?;
    println!("{path}: {} bytes", text.len());

    let parsing = fastest(|| load::parse(&path, &text).ok().map(drop));
    let document = load::parse(&path, &text).map_err(|error| error.to_string())?;
    let fragment = imported(&document, &config).ok_or("cannot import the document")?;
    show("parse", parsing, parsing);
    let importing = fastest(|| imported(&load::parse(&path, &text).ok()?, &config).map(drop));
    show("parse, import", importing, parsing);

    // `diff` parses both documents, and generates from both.
    let mut description =
        Description::from_dir(&openapi).map_err(|_| "the description in openapi is invalid")?;
    description.fragment = fragment;
    let generating = fastest(|| generate(&description).ok().map(drop));
    show("generate", generating, parsing);
    let changed = text.replacen("`rewards`, ", "", 2);
    let comparing = fastest(|| {
        let (old, new) = (load::parse("old", &text).ok()?, load::parse("new", &changed).ok()?);
        folder.compare(("old", &old), ("new", &new));
        Some(())
    });
    let (parsing, generating) = (parsing.unwrap_or_default(), generating.unwrap_or_default());
    let limit = parsing * 6 + generating * 2;
    show("parse two, diff", comparing, Some(parsing * 2));
    show("of the limit", comparing, Some(limit));
    Ok(())
}

fn imported(document: &Value, config: &Config) -> Option<Value> {
    let request = Request {
        file: "document",
        document,
        config,
        fragment: None,
        overlay: None,
        respell: false,
        follow_renames: false,
    };
    import(&request).ok().map(|imported| imported.fragment)
}

fn fastest(mut work: impl FnMut() -> Option<()>) -> Option<Duration> {
    let times = (0..RUNS).map(|_| {
        let started = Instant::now();
        work().map(|()| started.elapsed())
    });
    times.min().flatten()
}

#[allow(clippy::print_stdout, reason = "the program prints its results")]
fn show(what: &str, time: Option<Duration>, against: Option<Duration>) {
    match (time, against) {
        (Some(time), Some(against)) => println!(
            "{what:>20} {:>8.1} ms  {:.2} ×",
            time.as_secs_f64() * 1e3,
            time.as_secs_f64() / against.as_secs_f64()
        ),
        _ => println!("{what:>20} failed"),
    }
}
