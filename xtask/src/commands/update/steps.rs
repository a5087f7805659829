//! Runs the steps of an update, and shows their progress.

use std::env;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// The number of output lines to show for a failed program.
const SHOWN: usize = 60;

/// Shows the steps with their durations.
pub(super) struct Steps<'w> {
    pub(super) out: &'w mut dyn Write,
    verbose: bool,
    started: Instant,
}

impl<'w> Steps<'w> {
    pub(super) fn new(out: &'w mut dyn Write, verbose: bool) -> Self {
        Self { out, verbose, started: Instant::now() }
    }

    pub(super) fn say(&mut self, what: &str) -> io::Result<()> {
        writeln!(self.out, "==> {what}")
    }

    /// Ends a step, and starts the next one.
    pub(super) fn done(&mut self, step: &str, what: &str) -> io::Result<()> {
        let seconds = self.started.elapsed().as_secs_f64();
        self.started = Instant::now();
        self.say(&format!("{step}: {what} ({seconds:.1} s)"))
    }

    /// Ends a step, and shows the last lines of a program's output.
    pub(super) fn failed(&mut self, step: &str, ran: &Ran) -> io::Result<()> {
        self.done(step, "FAILED")?;
        let skipped = ran.lines.len().saturating_sub(SHOWN);
        ran.lines[skipped..].iter().try_for_each(|line| writeln!(self.out, "    {line}"))
    }

    /// Runs Cargo on all other packages, and shows its progress with the elapsed time. Changed
    /// snapshots are written for review and do not fail a test.
    pub(super) fn cargo(&mut self, root: &Path, verb: &str, how: &str) -> io::Result<Ran> {
        let arguments = [verb, "--workspace", "--exclude", "xtask", how];
        self.say(&format!("cargo {}", arguments.join(" ")))?;
        let (output, input) = io::pipe()?;
        let mut child = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(arguments)
            .current_dir(root)
            .envs([
                ("INSTA_UPDATE", "new"),
                ("INSTA_FORCE_PASS", "1"),
                ("CARGO_TERM_COLOR", "never"),
            ])
            .stdin(Stdio::null())
            .stdout(input.try_clone()?)
            .stderr(input)
            .spawn()?;
        let mut lines = Vec::new();
        for line in BufReader::new(output).split(b'\n') {
            let line = String::from_utf8_lossy(&line?).into_owned();
            // Cargo's own lines are aligned to the right.
            let progress =
                line.starts_with(' ') && line.trim_start().starts_with(char::is_uppercase);
            if self.verbose || progress {
                writeln!(self.out, "{:>5} s {line}", self.started.elapsed().as_secs())?;
                self.out.flush()?;
            }
            lines.push(line);
        }
        Ok(Ran { success: child.wait()?.success(), lines })
    }
}

/// The result of a program.
pub(super) struct Ran {
    pub(super) success: bool,
    /// The lines of both output streams, in chronological order.
    lines: Vec<String>,
}

impl Ran {
    /// Returns the names of the failed tests, without those that run command snapshots (trycmd).
    pub(super) fn failed_tests(&self) -> Vec<String> {
        let tests = self.lines.iter().filter_map(|line| line.strip_prefix("test "));
        let failed = tests.filter_map(|line| line.strip_suffix(" ... FAILED"));
        let runs_commands = |name: &str| {
            let start = format!("thread '{name}'");
            self.lines.iter().any(|line| line.starts_with(&start) && line.contains("/trycmd-"))
        };
        failed.filter(|name| !runs_commands(name)).map(str::to_owned).collect()
    }

    /// Returns whether a test binary ended without a result for each test.
    pub(super) fn aborted(&self) -> bool {
        self.lines.iter().any(|line| line.contains("process didn't exit successfully"))
    }

    /// Returns the files of failed command snapshots (trycmd).
    pub(super) fn failed_commands(&self) -> Vec<String> {
        let files = self.lines.iter().filter_map(|line| line.trim().strip_prefix("Testing "));
        let files = files.filter_map(|line| line.split_once(" ... "));
        let failed = files.filter(|(_, how)| how.starts_with("failed"));
        failed.map(|(file, _)| file.to_owned()).collect()
    }
}
