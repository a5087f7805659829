//! Progress, told step by step.

use std::io::{self, Write};
use std::time::Instant;

use super::undo::Undo;

/// How many lines of a failed program's output are shown.
const SHOWN: usize = 60;

pub(super) struct Steps<'w> {
    pub(super) out: &'w mut dyn Write,
    started: Instant,
}

impl<'w> Steps<'w> {
    pub(super) fn new(out: &'w mut dyn Write) -> Self {
        Self { out, started: Instant::now() }
    }

    /// Begins a step: its name is seen while it works.
    pub(super) fn begin(&mut self, name: &str) -> io::Result<()> {
        self.started = Instant::now();
        write!(self.out, "==> {name} … ")?;
        self.out.flush()
    }

    pub(super) fn done(&mut self, what: &str) -> io::Result<()> {
        let seconds = self.started.elapsed().as_secs_f64();
        writeln!(self.out, "{what} ({seconds:.1} s)")
    }

    /// Shows the end of what a program printed.
    pub(super) fn failed(&mut self, output: &str) -> io::Result<()> {
        self.done("FAILED")?;
        let lines: Vec<&str> = output.lines().collect();
        for line in lines.iter().skip(lines.len().saturating_sub(SHOWN)) {
            writeln!(self.out, "    {line}")?;
        }
        Ok(())
    }

    pub(super) fn tell(&mut self, what: &str) -> io::Result<()> {
        writeln!(self.out, "==> {what}")
    }

    pub(super) fn todo(&mut self, what: &str) -> io::Result<()> {
        writeln!(self.out, "  - {}", what.replace('\n', "\n    "))
    }

    pub(super) fn detail(&mut self, what: &str) -> io::Result<()> {
        writeln!(self.out, "      {what}")
    }

    /// Puts the files back, and tells of those that can't be.
    pub(super) fn put_back(&mut self, undo: &Undo) -> io::Result<()> {
        let failed = undo.put_back();
        if failed.is_empty() {
            return self.tell("every file is as it was before");
        }
        self.tell("these files could not be put back, and are as this update left them:")?;
        failed.iter().try_for_each(|file| self.detail(file))
    }
}
