//! Programs that are run to their end, and programs that run until they are no longer needed.

use std::io::{self, BufRead, BufReader, Read};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// How long a server may take until it listens.
const START: Duration = Duration::from_secs(60);

/// What a program printed, on both streams; an error if it ended badly.
pub(super) fn output(command: &mut Command) -> io::Result<String> {
    let Output { status, stdout, stderr } = command.stdin(Stdio::null()).output()?;
    let printed = format!("{}{}", text(&stdout), text(&stderr));
    if status.success() { Ok(printed) } else { Err(io::Error::other(printed.trim().to_owned())) }
}

pub(super) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A server that runs as long as this lives.
#[derive(Debug)]
pub(super) struct Server {
    child: Child,
}

impl Server {
    /// Starts a server and waits until `ready` makes something of the lines that it has printed.
    pub(super) fn start<T>(
        command: &mut Command,
        ready: impl Fn(&[String]) -> Option<T>,
    ) -> io::Result<(Self, T)> {
        let command = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn()?;
        let (send, lines) = mpsc::channel();
        follow(child.stdout.take(), send.clone());
        follow(child.stderr.take(), send);
        let server = Self { child };
        let mut seen = Vec::new();
        while let Ok(line) = lines.recv_timeout(START) {
            seen.push(line);
            if let Some(found) = ready(&seen) {
                return Ok((server, found));
            }
        }
        Err(io::Error::other(format!("the server did not start: {}", seen.join("\n"))))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Either it ends now or it has ended before.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads to the end, so that the program never waits for its reader.
fn follow(stream: Option<impl Read + Send + 'static>, lines: mpsc::Sender<String>) {
    let Some(stream) = stream else { return };
    thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            // Once it is ready, nobody listens any more.
            let _ = lines.send(line);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_fails_tells_why() {
        let mut cargo = Command::new(env!("CARGO"));
        let error = output(cargo.arg("no-such-command")).unwrap_err().to_string();
        assert!(error.contains("no-such-command"), "{error}");
    }

    #[test]
    fn a_server_that_ends_before_it_listens_is_an_error() {
        let mut cargo = Command::new(env!("CARGO"));
        let error = Server::start(cargo.arg("--version"), |_| None::<()>).unwrap_err().to_string();
        assert!(error.starts_with("the server did not start: cargo "), "{error}");
    }

    #[test]
    fn a_server_is_ready_when_its_lines_say_so() {
        let mut cargo = Command::new(env!("CARGO"));
        let first = |lines: &[String]| lines.first().cloned();
        let (_server, line) = Server::start(cargo.arg("--version"), first).unwrap();
        assert!(line.starts_with("cargo "), "{line}");
    }
}
