//! How long import and diff take, as ratios to merely parsing the document, and how both grow.
//!
//! ```text
//! cargo run --package xtask --example speed -- WHOLE_DOCUMENT.json
//! ```

use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value;
use xtask::description::load;
use xtask::description::undescribed::operations;
use xtask::diff::input::{Named, fragments};
use xtask::diff::{compare, verdict};
use xtask::generation::{Input, generate};
use xtask::import::{Config, Renamed, Request, import};

/// Runs of each measurement, of which the fastest counts: others are at work here too.
const RUNS: usize = 7;

#[allow(clippy::print_stdout, reason = "it is what this program is for")]
fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("name the whole document")?;
    let text = fs::read_to_string(&path)?;
    let openapi = Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi");
    let config = Config::from_dir(&openapi).map_err(|finding| finding.to_string())?;
    println!("{path}: {} bytes", text.len());

    let parsing = fastest(|| serde_json::from_str::<Value>(&text).map(|_| ()));
    let importing = fastest(|| {
        let document = load::parse(&path, &text).map_err(|finding| finding.to_string())?;
        import(&request(&document, &config)).map(|_| ()).map_err(|_| "refused".to_owned())
    });
    tell("parse", parsing, parsing);
    tell("parse and import", importing, parsing);

    let both = fastest(|| {
        serde_json::from_str::<Value>(&text)
            .and_then(|_| serde_json::from_str::<Value>(&text))
            .map(|_| ())
    });
    let changed = text.replacen("`rewards`, ", "", 1);
    let comparing = fastest(|| -> Result<(), String> {
        let parse = |name, text| load::parse(name, text).map_err(|finding| finding.to_string());
        let (old, new) = (parse("old", &text)?, parse("new", &changed)?);
        let named = |file, document| Named { file, document };
        let (old, new) = fragments(named("old", &old), named("new", &new), &config)
            .map_err(|_| "refused".to_owned())?;
        let _ = verdict(&compare(&old, &new));
        Ok(())
    });
    tell("parse two", both, both);
    tell("parse two and diff", comparing, both);

    let document: Value = serde_json::from_str(&text)?;
    grow(&document, &config);
    Ok(())
}

fn request<'a>(document: &'a Value, config: &'a Config) -> Request<'a> {
    Request {
        file: "document",
        document,
        config,
        fragment: None,
        overlay: None,
        respell: false,
        renamed: Renamed::Refuse,
    }
}

/// Imports, compares and generates with more and more operations wanted.
#[allow(clippy::print_stdout, reason = "it is what this program is for")]
fn grow(document: &Value, config: &Config) {
    println!(
        "\n{:>10} {:>9} {:>9} {:>9} {:>9} {:>9}",
        "operations", "schemas", "import", "diff", "generate", "peak"
    );
    for wanted in [3, 30, 240] {
        let mut config = config.clone();
        let all = operations(document).filter_map(|(_, one)| one.get("operationId")?.as_str());
        for id in all.map(str::to_owned) {
            if config.operations.len() < wanted && !config.operations.contains(&id) {
                config.operations.push(id);
            }
        }
        let started = Instant::now();
        let imported = import(&request(document, &config));
        let import_time = started.elapsed();
        let fragment = match imported {
            Ok(imported) => imported.fragment,
            Err(refused) => {
                println!("{:>10} refused:", config.operations.len());
                refused.iter().take(5).for_each(|finding| println!("    {finding}"));
                continue;
            }
        };
        let started = Instant::now();
        let found = compare(&fragment, &fragment).len();
        let diff_time = started.elapsed();
        let started = Instant::now();
        let schemas = fragment["components"]["schemas"].as_object().map_or(0, serde_json::Map::len);
        let (fragment_file, overlay_file) = ("oauth.json", "overlay.json");
        let input = Input { fragment: &fragment, overlay: None, fragment_file, overlay_file };
        let generated = generate(&input);
        let generate_time = started.elapsed();
        println!(
            "{:>10} {schemas:>9} {:>9} {:>9} {:>9} {:>6} MB{}",
            config.operations.len(),
            milliseconds(import_time),
            milliseconds(diff_time),
            milliseconds(generate_time),
            peak_memory().unwrap_or_default() / 1024,
            if found == 0 { "" } else { " (differs from itself!)" },
        );
        if let Err(refused) = generated {
            println!("           not generated: {} obstacles, the first:", refused.iter().count());
            refused.iter().take(3).for_each(|finding| println!("    {finding}"));
        }
    }
}

fn fastest<E: std::fmt::Debug>(mut work: impl FnMut() -> Result<(), E>) -> Option<Duration> {
    let times = (0..RUNS).map(|_| {
        let started = Instant::now();
        work().ok().map(|()| started.elapsed())
    });
    times.min().flatten()
}

#[allow(clippy::print_stdout, reason = "it is what this program is for")]
fn tell(what: &str, time: Option<Duration>, against: Option<Duration>) {
    match (time, against) {
        (Some(time), Some(against)) => println!(
            "{what:>18} {:>9}  {:.2} ×",
            milliseconds(time),
            time.as_secs_f64() / against.as_secs_f64()
        ),
        _ => println!("{what:>18} failed"),
    }
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}

/// The most memory that this process ever had, in KiB, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
