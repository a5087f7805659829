//! What happens, step by step, while programs work.

use std::env;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// How many lines of a failed program's output are shown.
const SHOWN: usize = 60;

/// Shows the steps, each with the time that it took.
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

    /// Ends a step, and begins the next one.
    pub(super) fn done(&mut self, step: &str, what: &str) -> io::Result<()> {
        let seconds = self.started.elapsed().as_secs_f64();
        self.started = Instant::now();
        self.say(&format!("{step}: {what} ({seconds:.1} s)"))
    }

    /// Ends a step with the last lines that a program printed.
    pub(super) fn failed(&mut self, step: &str, ran: &Ran) -> io::Result<()> {
        self.done(step, "FAILED")?;
        let skipped = ran.lines.len().saturating_sub(SHOWN);
        ran.lines[skipped..].iter().try_for_each(|line| writeln!(self.out, "    {line}"))
    }

    /// Runs Cargo on all other packages, and shows its progress with the elapsed time. A snapshot
    /// that differs is written beside the old one and fails nothing: it is for a person to review.
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
            // Cargo aligns its own lines to the right.
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

/// What a program came to.
pub(super) struct Ran {
    pub(super) success: bool,
    /// What it printed, both streams in the order of time.
    lines: Vec<String>,
}

impl Ran {
    /// Returns the names of the tests that failed.
    pub(super) fn failed_tests(&self) -> Vec<String> {
        let tests = self.lines.iter().filter_map(|line| line.strip_prefix("test "));
        tests.filter_map(|line| Some(line.strip_suffix(" ... FAILED")?.to_owned())).collect()
    }

    /// Returns the files of command snapshots (trycmd) that differ.
    pub(super) fn failed_commands(&self) -> Vec<String> {
        let files = self.lines.iter().filter_map(|line| line.trim().strip_prefix("Testing "));
        let files = files.filter_map(|line| line.split_once(" ... "));
        let failed = files.filter(|(_, how)| how.starts_with("failed"));
        failed.map(|(file, _)| file.to_owned()).collect()
    }
}
