//! Where a token to look at or to revoke comes from.

use std::ffi::OsString;
use std::io::{self, IsTerminal, Read};

use clap::Args;
use voucherify_oauth::AccessToken;
use zeroize::Zeroizing;

use crate::environment::{self, ACCESS_TOKEN};
use crate::failure::Failure;

/// More than this is no token.
const MAX_LENGTH: u64 = 64 * 1024;

const TIP: &str =
    "pipe it in (`… | voucherify-oauth revoke -`), or put it into VOUCHERIFY_ACCESS_TOKEN";

/// A token never comes as an argument: every user of the machine can read those, and the shell
/// keeps them in its history.
#[derive(Args, Debug)]
pub(crate) struct TokenInput {
    /// `-` reads the token from standard input. Without it, the token is in VOUCHERIFY_ACCESS_TOKEN,
    /// or on standard input if that is not set
    #[arg(value_name = "-")]
    from: Option<OsString>,
}

/// A token, and where it was found.
pub(crate) struct GivenToken {
    pub(crate) token: AccessToken,
    pub(crate) origin: &'static str,
}

impl TokenInput {
    pub(crate) fn read(&self) -> Result<GivenToken, Failure> {
        match &self.from {
            Some(from) if from == "-" => return piped(),
            Some(_) => {
                return Err(Failure::usage(
                    "a token on the command line could be read by every user of this machine",
                    TIP,
                ));
            }
            None => {}
        }
        match environment::variable(ACCESS_TOKEN)? {
            Some(text) => given(&Zeroizing::new(text), "VOUCHERIFY_ACCESS_TOKEN"),
            None if io::stdin().is_terminal() => Err(Failure::usage("there is no token", TIP)),
            None => piped(),
        }
    }
}

fn piped() -> Result<GivenToken, Failure> {
    let mut text = Zeroizing::new(String::new());
    let read = io::stdin().lock().take(MAX_LENGTH).read_to_string(&mut text);
    read.map_err(|error| {
        Failure::usage(format_args!("could not read a token from standard input: {error}"), TIP)
    })?;
    given(&text, "standard input")
}

fn given(text: &str, origin: &'static str) -> Result<GivenToken, Failure> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Failure::usage(format_args!("{origin} holds no token"), TIP));
    }
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Failure::usage(
            format_args!("what {origin} holds is not a token"),
            "give the token alone, as `voucherify-oauth token --output token` prints it",
        ));
    }
    Ok(GivenToken { token: AccessToken::from(text), origin })
}
