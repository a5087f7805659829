//! `cargo xtask update`: import, diff, generate, build, test, and what is left to a person.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::import::Import;
use super::{EXIT_FAILED, EXIT_OK, EXIT_STALE, exit_code};
use crate::update::{Cargo, Outcome, Update as Loop};
use crate::workspace;

/// Bring the workspace in line with a new description from the vendor.
///
/// Exit codes: 0 done, 1 done and tests fail, 2 failed, with every file as it was before.
#[derive(Args, Clone, Debug)]
pub struct Update {
    /// The vendor's description, whole or in part (JSON)
    #[arg(value_name = "FILE")]
    pub document: PathBuf,

    /// Adopt the document's spelling of a known scope instead of making it an alias
    #[arg(long)]
    pub respell: bool,

    /// Set the proposed version in the workspace
    #[arg(long)]
    pub write_version: bool,
}

impl Update {
    /// Runs the command and returns its exit code.
    pub fn run(&self, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
        let root = workspace::root();
        let whole = Loop {
            import: Import {
                document: self.document.clone(),
                respell: self.respell,
                openapi: Some(root.join("openapi")),
                check: false,
                source: None,
            },
            cargo: Cargo::from_environment(&root),
            root,
            write_version: self.write_version,
        };
        let code = whole.run(out, err).map(|outcome| match outcome {
            Outcome::Done => EXIT_OK,
            Outcome::TestsFail => EXIT_STALE,
            Outcome::PutBack => EXIT_FAILED,
        });
        // A step was begun on the line before.
        exit_code(code.map_err(|failure| format!("\n{failure}")), err)
    }
}
