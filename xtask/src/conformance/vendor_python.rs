//! The vendor's Python library, by its low-level call.

use std::io;
use std::process::Command;

use super::bench::Workbench;
use super::outcome::Outcome;
use super::process::output;
use super::service::Service;

pub(super) fn check(bench: &Workbench) -> io::Result<Outcome> {
    let python = bench.python("python");
    let version = "import importlib.metadata as m; print(m.version('voucherify'))";
    let Ok(version) = output(Command::new(&python).args(["-c", version])) else {
        return Ok(Outcome::missing("Python package voucherify"));
    };
    let service = Service::start(bench)?;
    let script = bench.source("vendor_python.py");
    output(Command::new(python).arg(script).envs(service.environment()))?;
    Ok(Outcome::Ok(format!("version {}", version.trim())))
}
