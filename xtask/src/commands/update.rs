//! `cargo xtask update`: import, diff, generate, build, test, and what is left to a person.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use clap::Args;

use super::import::Import;
use super::{EXIT_FAILED, EXIT_OK, EXIT_STALE, exit_code};
use crate::update::{Cargo, Format, Outcome, Style, Update as Loop};
use crate::workspace;

/// Bring the workspace in line with a new description from the vendor.
///
/// May be interrupted at any moment: the next run restores the files first, and says so.
///
/// Exit codes: 0 done, 1 done and tests fail, 2 failed, with every file as it was before.
#[derive(Args, Clone, Debug)]
pub struct Update {
    /// The vendor's full description (JSON)
    #[arg(value_name = "FILE")]
    pub document: PathBuf,

    /// Adopt the document's spelling of a known scope instead of making it an alias
    #[arg(long)]
    pub respell: bool,

    /// Where the document is from, for provenance.json [default: the name of FILE]
    #[arg(long, value_name = "ADDRESS")]
    pub source: Option<String>,

    /// Set the proposed version in the workspace
    #[arg(long)]
    pub write_version: bool,

    /// How to write the summary
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,

    /// Show the output of building and testing
    #[arg(short, long)]
    pub verbose: bool,
}

impl Update {
    /// Runs the command and returns its exit code.
    pub fn run(&self, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
        let root = workspace::root();
        let live = match self.format {
            Format::Text => std::io::stdout().is_terminal(),
            Format::Markdown => std::io::stderr().is_terminal(),
        };
        let whole = Loop {
            import: Import {
                document: self.document.clone(),
                respell: self.respell,
                source: self.source.clone(),
                openapi: Some(root.join("openapi")),
                check: false,
            },
            cargo: Cargo::from_environment(&root),
            root,
            write_version: self.write_version,
            style: Style { live: live && !self.verbose, verbose: self.verbose },
            format: self.format,
        };
        let code = whole.run(out, err).map(|outcome| match outcome {
            Outcome::Done => EXIT_OK,
            Outcome::TestsFail => EXIT_STALE,
            Outcome::Restored => EXIT_FAILED,
        });
        // A step began on the line before.
        exit_code(code.map_err(|failure| format!("\n{failure}")), err)
    }
}
