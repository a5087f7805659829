//! schemathesis: makes requests from the API document, proper and improper, and holds the answers
//! against it.

use std::fs;
use std::io;
use std::process::Command;

use serde_json::Value;

use super::bench::Workbench;
use super::outcome::Outcome;
use super::process::output;
use super::service::Service;
use super::{curl, strict};

/// One run is like the next.
const SEED: &str = "4";
const EXAMPLES: &str = "200";

pub(super) fn check(bench: &Workbench) -> io::Result<Outcome> {
    let program = bench.python("schemathesis");
    if !program.is_file() {
        return Ok(Outcome::missing("schemathesis"));
    }
    let service = Service::start(bench)?;
    let (service, document) = document(bench, service)?;
    let path = bench.scratch("service.json");
    fs::write(&path, document.to_string())?;

    let mut schemathesis = Command::new(program);
    schemathesis.arg("run").arg(path).args(["--url", service.base_url()]);
    for header in [("X-App-Id", service.app_id()), ("X-App-Token", service.app_token())] {
        schemathesis.arg("--header").arg(format!("{}: {}", header.0, header.1));
    }
    schemathesis.args(["--seed", SEED, "--max-examples", EXAMPLES, "--continue-on-failure"]);
    // It keeps what it learned beside where it runs.
    Ok(match output(schemathesis.current_dir(bench.scratch(""))) {
        Ok(printed) => Outcome::Ok(summary(&printed)),
        Err(error) => Outcome::Failed(failures(&error.to_string()).to_owned()),
    })
}

/// The document, strict, with every scope and tokens of the service as examples.
fn document(bench: &Workbench, service: Service) -> io::Result<(Service, Value)> {
    let text = fs::read_to_string(bench.root().join("openapi/effective.json"))?;
    let mut document = serde_json::from_str(&text)?;
    strict::strict(&mut document);
    let (service, first) = curl::token(service, "vouchers")?;
    let (service, second) = curl::token(service, "campaigns")?;
    let mut tokens = [first, second].into_iter();
    strict::with_examples(&mut document, || tokens.next());
    strict::with_every_scope(&mut document);
    Ok((service, document))
}

/// What it says of what failed, without what it says before.
fn failures(printed: &str) -> &str {
    printed
        .find("= FAILURES =")
        .or_else(|| printed.find("= ERRORS ="))
        .map_or(printed, |at| &printed[at..])
}

/// What it says at the end, in a line.
fn summary(printed: &str) -> String {
    let lines: Vec<_> = printed.lines().map(str::trim).collect();
    let after = |title: &str| {
        let at = lines.iter().position(|line| *line == title)?;
        lines.get(at + 1).copied()
    };
    let cases = after("Test cases:").unwrap_or("no cases");
    let selected = lines.iter().find_map(|line| line.strip_prefix("Tested: "));
    format!("{} operations, {cases}", selected.unwrap_or("no"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_is_a_line() {
        let printed = "API Operations:\n  Selected: 3/3\n  Tested: 3\n\nTest cases:\n  142 generated, 142 passed\n";
        assert_eq!(summary(printed), "3 operations, 142 generated, 142 passed");
        assert_eq!(summary(""), "no operations, no cases");
    }

    #[test]
    fn a_failure_is_told_without_the_rest() {
        assert_eq!(failures("Loaded\n==== FAILURES ====\nthis"), "= FAILURES ====\nthis");
        assert_eq!(failures("no such file"), "no such file");
    }
}
