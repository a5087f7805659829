//! Ours against what others wrote: programs that use the sandbox, and servers for the client.
//!
//! Everything runs as a child process, ours too, since this package depends on none of the crates
//! that it generates.

mod bench;
mod curl;
mod mock_servers;
mod outcome;
mod process;
mod schemathesis;
mod service;
mod strict;
mod vendor_python;

pub use bench::Workbench;
pub use outcome::{Outcome, Totals};

/// A check: what it is called, and how it is run.
pub struct Check {
    /// Its name in the report.
    pub name: &'static str,
    /// Runs it. An error of the machinery counts as a failure.
    pub run: fn(&Workbench) -> std::io::Result<Outcome>,
}

/// All checks, in the order in which they run.
pub const CHECKS: &[Check] = &[
    Check { name: "curl, at the sandbox", run: curl::check },
    Check { name: "the vendor's Python library, at the sandbox", run: vendor_python::check },
    Check { name: "schemathesis, at the sandbox", run: schemathesis::check },
    Check { name: "our client, at Prism's mock server", run: mock_servers::prism },
    Check { name: "our client, at an OAuth server", run: mock_servers::oauth2 },
];
