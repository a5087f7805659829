//! Running Cargo for a step of the update.

use std::path::{Path, PathBuf};
use std::process::Command;

/// What a run came to.
#[derive(Debug)]
pub(super) struct Ran {
    pub(super) success: bool,
    /// What it printed, both streams.
    pub(super) output: String,
}

impl Ran {
    /// The tests that failed, by name.
    pub(super) fn failed_tests(&self) -> Vec<&str> {
        let lines = self.output.lines().filter_map(|line| line.strip_prefix("test "));
        lines.filter_map(|line| line.strip_suffix(" ... FAILED")).collect()
    }
}

/// Cargo, in the workspace.
#[derive(Clone, Debug)]
pub struct Cargo {
    /// The program.
    pub program: PathBuf,
    /// The workspace's root.
    pub root: PathBuf,
}

impl Cargo {
    /// The Cargo that runs this program, or the one that is found.
    pub fn from_environment(root: &Path) -> Self {
        let program = std::env::var_os("CARGO").map_or_else(|| "cargo".into(), PathBuf::from);
        Self { program, root: root.to_owned() }
    }

    pub(super) fn build(&self) -> Ran {
        self.run(&["build", "--workspace", "--exclude", "xtask", "--all-targets"])
    }

    /// Runs the tests so that a snapshot which differs is written beside the old one, and fails
    /// nothing: it is for a person to review.
    pub(super) fn test(&self) -> Ran {
        self.run(&["test", "--workspace", "--exclude", "xtask", "--no-fail-fast"])
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        let output = Command::new(&self.program)
            .current_dir(&self.root)
            .args(arguments)
            .env("INSTA_UPDATE", "new")
            .env("INSTA_FORCE_PASS", "1")
            .output();
        match output {
            Ok(output) => {
                let text = [output.stdout, output.stderr].concat();
                Ran {
                    success: output.status.success(),
                    output: String::from_utf8_lossy(&text).into_owned(),
                }
            }
            Err(error) => Ran {
                success: false,
                output: format!("{} can't be run: {error}\n", self.program.display()),
            },
        }
    }
}
