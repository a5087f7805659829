//! Reads the token to introspect or revoke.

use std::ffi::OsString;
use std::io::{self, IsTerminal, Read};

use clap::Args;
use voucherify_oauth::AccessToken;
use zeroize::Zeroizing;

use crate::environment::{self, ACCESS_TOKEN};
use crate::failure::Failure;

/// The longest input that is read, in bytes.
const MAX_LENGTH: u64 = 64 * 1024;

/// Returns the help line on passing a token to a command.
fn help(command: &str) -> String {
    format!("pipe it in (`… | voucherify-oauth {command} -`), or set VOUCHERIFY_ACCESS_TOKEN")
}

/// The source of a token. It is never an argument: every user of the machine can read those, and
/// the shell saves them in its history.
#[derive(Args, Debug)]
pub(crate) struct TokenInput {
    /// Read the token from standard input. By default, it is read from VOUCHERIFY_ACCESS_TOKEN, or
    /// from standard input if that is not set
    #[arg(value_name = "-")]
    from: Option<OsString>,
}

/// A token and where it was found.
pub(crate) struct GivenToken {
    pub(crate) token: AccessToken,
    pub(crate) origin: &'static str,
}

impl TokenInput {
    /// Reads the token for the command with this name.
    pub(crate) fn read(&self, command: &str) -> Result<GivenToken, Failure> {
        match &self.from {
            Some(from) if from == "-" => return piped(command),
            Some(_) => {
                return Err(Failure::usage(
                    "a token on the command line could be read by every user of this machine",
                    help(command),
                ));
            }
            None => {}
        }
        match environment::variable(ACCESS_TOKEN)? {
            Some(text) => given(&Zeroizing::new(text), "VOUCHERIFY_ACCESS_TOKEN", command),
            None if io::stdin().is_terminal() => {
                Err(Failure::usage("found no token", help(command)))
            }
            None => piped(command),
        }
    }
}

fn piped(command: &str) -> Result<GivenToken, Failure> {
    let mut text = Zeroizing::new(String::new());
    // One extra byte detects a longer text.
    let read = io::stdin().lock().take(MAX_LENGTH + 1).read_to_string(&mut text);
    read.map_err(|error| {
        let message = format!("could not read a token from standard input: {error}");
        Failure::usage(message, help(command))
    })?;
    if text.len() as u64 > MAX_LENGTH {
        return Err(Failure::usage(
            "standard input is longer than 64 KiB, so it is not a token",
            TOKEN_ALONE,
        ));
    }
    given(&text, "standard input", command)
}

const TOKEN_ALONE: &str =
    "pass only the token, as `voucherify-oauth token --output token` prints it";

fn given(text: &str, origin: &'static str, command: &str) -> Result<GivenToken, Failure> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Failure::usage(format_args!("{origin} contains no token"), help(command)));
    }
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Failure::usage(
            format_args!("{origin} contains something other than a token"),
            TOKEN_ALONE,
        ));
    }
    Ok(GivenToken { token: AccessToken::from(text), origin })
}
