//! Progress, step by step, while programs work.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

/// How many lines of a failed program's output are shown.
const SHOWN: usize = 60;

/// How often the elapsed time is shown: on a terminal, and elsewhere.
const TICKS: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(15)];

/// How much of a program's line is shown while it works.
const WIDTH: usize = 60;

/// How progress is shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// Whether lines can be rewritten: on a terminal.
    pub live: bool,
    /// Whether the output of programs is shown.
    pub verbose: bool,
}

pub(super) struct Progress<'w> {
    pub(super) out: &'w mut dyn Write,
    style: Style,
    step: String,
    started: Instant,
}

/// What a program came to.
#[derive(Debug)]
pub(super) struct Ran {
    pub(super) success: bool,
    /// What it printed, both streams.
    pub(super) output: String,
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
    /// Returns the Cargo that runs this program, or the one on the path.
    pub fn from_environment(root: &Path) -> Self {
        let program = std::env::var_os("CARGO").map_or_else(|| "cargo".into(), PathBuf::from);
        Self { program, root: root.to_owned() }
    }

    /// Returns the command of a step. A snapshot that differs is written beside the old one and
    /// fails nothing: it is for a person to review.
    pub(super) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.current_dir(&self.root).args(arguments);
        command.env("INSTA_UPDATE", "new").env("INSTA_FORCE_PASS", "1");
        command
    }
}

impl<'w> Progress<'w> {
    pub(super) fn new(out: &'w mut dyn Write, style: Style) -> Self {
        Self { out, style, step: String::new(), started: Instant::now() }
    }

    /// Begins a step. Its name is shown while it works.
    pub(super) fn begin(&mut self, step: &str) -> io::Result<()> {
        step.clone_into(&mut self.step);
        self.started = Instant::now();
        write!(self.out, "==> {step} … ")?;
        self.out.flush()
    }

    /// Ends the step.
    pub(super) fn done(&mut self, what: &str) -> io::Result<()> {
        let seconds = self.started.elapsed().as_secs_f64();
        if self.style.live || self.style.verbose {
            write!(self.out, "{}==> {} … ", self.rewind(), self.step)?;
        }
        writeln!(self.out, "{what} ({seconds:.1} s)")
    }

    /// Returns what takes the cursor back to the start of an empty line.
    fn rewind(&self) -> &'static str {
        if self.style.live { "\r\x1b[K" } else { "" }
    }

    /// Ends the step with the last lines that a program printed.
    pub(super) fn failed(&mut self, output: &str) -> io::Result<()> {
        self.done("FAILED")?;
        let lines: Vec<&str> = output.lines().collect();
        for line in lines.iter().skip(lines.len().saturating_sub(SHOWN)) {
            writeln!(self.out, "    {line}")?;
        }
        Ok(())
    }

    pub(super) fn say(&mut self, what: &str) -> io::Result<()> {
        writeln!(self.out, "==> {what}")
    }

    pub(super) fn detail(&mut self, what: &str) -> io::Result<()> {
        writeln!(self.out, "      {what}")
    }

    /// Runs a program to its end, and shows meanwhile that it works.
    pub(super) fn run(&mut self, mut command: Command) -> io::Result<Ran> {
        let mut output = String::new();
        let streams = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = match streams.spawn() {
            Ok(child) => child,
            Err(error) => {
                let program = command.get_program().to_string_lossy().into_owned();
                return Ok(Ran {
                    success: false,
                    output: format!("{program} cannot run: {error}\n"),
                });
            }
        };
        let (send, lines) = mpsc::channel();
        follow(child.stdout.take(), send.clone());
        follow(child.stderr.take(), send);
        if self.style.verbose {
            writeln!(self.out)?;
        }
        let tick = TICKS[usize::from(!self.style.live)];
        let mut next = self.started + tick;
        let mut last = String::new();
        loop {
            let wait = next.saturating_duration_since(Instant::now());
            match lines.recv_timeout(wait) {
                Ok(line) => {
                    if self.style.verbose {
                        writeln!(self.out, "    {line}")?;
                    }
                    output.push_str(&line);
                    output.push('\n');
                    last = line;
                }
                Err(RecvTimeoutError::Timeout) => {
                    self.tick(&last)?;
                    next += tick;
                }
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        Ok(Ran { success: child.wait()?.success(), output })
    }

    /// Shows the elapsed time.
    fn tick(&mut self, last: &str) -> io::Result<()> {
        let seconds = self.started.elapsed().as_secs();
        if self.style.live {
            let last: String =
                last.trim().chars().filter(|c| !c.is_control()).take(WIDTH).collect();
            write!(self.out, "{}==> {} … {seconds} s  {last}", self.rewind(), self.step)?;
        } else if !self.style.verbose {
            write!(self.out, "{seconds} s … ")?;
        }
        self.out.flush()
    }
}

impl Ran {
    /// Returns the names of the tests that failed.
    pub(super) fn failed_tests(&self) -> Vec<&str> {
        let lines = self.output.lines().filter_map(|line| line.strip_prefix("test "));
        lines.filter_map(|line| line.strip_suffix(" ... FAILED")).collect()
    }

    /// Returns the files of command snapshots (trycmd) that differ.
    pub(super) fn failed_commands(&self) -> Vec<&str> {
        let lines = self.output.lines().filter_map(|line| line.trim().strip_prefix("Testing "));
        let failed = lines.filter_map(|line| line.split_once(" ... "));
        failed.filter(|(_, how)| how.starts_with("failed")).map(|(file, _)| file).collect()
    }
}

/// Sends each line of `stream`, to its end, so that the program never waits for its reader.
fn follow(stream: Option<impl Read + Send + 'static>, lines: mpsc::Sender<String>) {
    let Some(stream) = stream else { return };
    thread::spawn(move || {
        for line in BufReader::new(stream).split(b'\n').map_while(Result::ok) {
            // The receiver is gone only if the progress cannot be shown.
            let _ = lines.send(String::from_utf8_lossy(&line).into_owned());
        }
    });
}
