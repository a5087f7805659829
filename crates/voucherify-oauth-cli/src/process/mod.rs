//! Runs commands and forwards signals to them.

#[cfg(unix)]
#[path = "unix.rs"]
mod system;
#[cfg(windows)]
#[path = "windows.rs"]
mod system;

use std::env;
use std::ffi::OsString;
use std::io;
use std::pin::pin;
use std::process::ExitStatus;

use clap::Args;
use tokio::process::Command;

pub(crate) use system::{Caught, Job, Signals};

use crate::environment;
use crate::failure::{Exit, Failure};
use crate::output::Log;
use crate::session::Session;

/// A command to run, of at least one word.
#[derive(Args, Debug)]
pub(crate) struct CommandLine {
    /// The command and its arguments
    #[arg(last = true, value_name = "CMD")]
    words: Vec<OsString>,
}

impl CommandLine {
    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Starts the command with these variables and without the other variables of this program.
    pub(crate) fn start(&self, variables: &[(&str, &str)]) -> Result<Job, Failure> {
        let mut words = self.words.iter();
        let mut command = Command::new(words.next().cloned().unwrap_or_default());
        command.args(words);
        for (name, _) in env::vars_os() {
            // On Windows, names of variables are not case-sensitive.
            if name.to_string_lossy().to_ascii_uppercase().starts_with(environment::PREFIX) {
                command.env_remove(name);
            }
        }
        command.envs(variables.iter().copied());
        Job::start(command).map_err(|error| self.not_run(&error))
    }

    /// Runs the command until it exits, and forwards signals to it.
    pub(crate) async fn attend(
        &self,
        job: &mut Job,
        signals: &mut Signals,
    ) -> Result<Exit, Failure> {
        job.wait(signals).await.map(exit_of).map_err(|error| self.not_run(&error))
    }

    fn not_run(&self, error: &io::Error) -> Failure {
        let program = self.words.first().map(|word| word.display().to_string());
        let exit =
            if error.kind() == io::ErrorKind::NotFound { Exit::NOT_FOUND } else { Exit::NOT_RUN };
        Failure::new(
            exit,
            format_args!("could not run `{}`: {error}", program.unwrap_or_default()),
            "check the command; for a shell builtin or a pipe, use: sh -c '…'",
        )
    }
}

/// Returns the exit code that a shell would use.
fn exit_of(status: ExitStatus) -> Exit {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return Exit::signal(signal);
    }
    let code = status.code().map(u8::try_from);
    code.and_then(Result::ok).map_or(Exit::OTHER, Exit)
}

/// Waits for the response to a request even after an interruption: the service may have issued a
/// token, which has to be revoked. A second interruption stops waiting.
pub(crate) async fn patiently<T>(
    request: impl Future<Output = T>,
    session: &Session,
    signals: &mut Signals,
    log: &Log<'_>,
) -> Result<(T, Option<Caught>), Caught> {
    let mut request = pin!(request);
    let mut interrupted = None;
    loop {
        tokio::select! {
            result = &mut request => return Ok((result, interrupted)),
            caught = signals.next() => {
                if interrupted.replace(caught).is_some() {
                    return Err(caught);
                }
                session.hurry();
                log.note(
                    "waiting for the response of the service, to revoke the token; \
                     interrupt again to stop waiting",
                );
            }
        }
    }
}
