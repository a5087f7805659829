//! A machine in its own process: this test binary again, configured by environment variables.

use std::process::Stdio;
use std::time::Instant;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

use crate::endpoint::Endpoint;
use crate::machine;
use crate::server::Server;

const REDIS: &str = "FLEET_REDIS";
const ENDPOINT: &str = "FLEET_ENDPOINT";
const KEY: &str = "FLEET_KEY";

/// The process prints these when it is ready, and before its token.
const READY: &str = "fleet: ready";
const GOT: &str = "fleet: got ";

/// The main function of a machine, run by [`Process::start`]. Does nothing otherwise.
#[test]
#[ignore = "the process of the other tests"]
#[expect(clippy::print_stdout, reason = "what the other tests read")]
fn run() {
    let [Ok(redis), Ok(endpoint), Ok(key)] = [REDIS, ENDPOINT, KEY].map(std::env::var) else {
        return;
    };
    tracing_subscriber::fmt()
        .with_ansi(false)
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .init();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let source = machine::source(&redis, &endpoint, &key);
    println!("\n{READY}");
    std::io::stdin().read_line(&mut String::new()).unwrap();
    let begun = Instant::now();
    let secret = runtime.block_on(machine::secret(&source));
    println!("\n{GOT}{secret} {}", begun.elapsed().as_millis());
}

/// A machine that is ready and waits for [`Process::go`].
pub(crate) struct Process {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    log: String,
}

/// The result of a machine.
pub(crate) struct Got {
    pub(crate) secret: String,
    pub(crate) millis: u64,
    /// The output before the token.
    pub(crate) log: String,
}

impl Process {
    pub(crate) async fn start(redis: &Server, endpoint: &Endpoint, key: &str) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "process::run", "--ignored", "--nocapture"])
            .env(REDIS, redis.address())
            .env(ENDPOINT, endpoint.address())
            .env(KEY, key)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut process = Self { child, lines, log: String::new() };
        process.line(READY).await;
        process
    }

    /// Starts the request for a token.
    pub(crate) async fn go(&mut self) {
        self.child.stdin.as_mut().unwrap().write_all(b"go\n").await.unwrap();
    }

    /// Waits for the token.
    pub(crate) async fn got(mut self) -> Got {
        let line = self.line(GOT).await;
        let (secret, millis) = line[GOT.len()..].split_once(' ').unwrap();
        assert!(self.child.wait().await.unwrap().success());
        Got { secret: secret.to_owned(), millis: millis.parse().unwrap(), log: self.log }
    }

    /// Sends SIGKILL.
    pub(crate) async fn kill(mut self) {
        self.child.kill().await.unwrap();
    }

    /// Waits for a line with this prefix.
    async fn line(&mut self, begin: &str) -> String {
        while let Some(line) = self.lines.next_line().await.unwrap() {
            if line.starts_with(begin) {
                return line;
            }
            self.log += &line;
            self.log.push('\n');
        }
        panic!("the process ended without '{begin}':\n{}", self.log);
    }
}
