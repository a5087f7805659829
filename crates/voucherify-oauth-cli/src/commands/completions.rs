//! `voucherify-oauth completions SHELL`.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::Cli;
use crate::failure::{Exit, Failure};
use crate::output::Streams;

const EXAMPLES: &str = "\
Examples:
  voucherify-oauth completions bash > ~/.local/share/bash-completion/completions/voucherify-oauth
  voucherify-oauth completions fish > ~/.config/fish/completions/voucherify-oauth.fish
  voucherify-oauth completions zsh > \"${fpath[1]}/_voucherify-oauth\"";

/// Print a script that completes commands, options and scopes in your shell
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Completions {
    /// The shell that is to run it
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    pub(crate) fn run(self, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
        let mut command = Cli::command();
        let name = command.get_name().to_owned();
        // Into memory first, because clap_complete panics where it can't write.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut command, name, &mut script);
        if self.shell == Shell::Bash {
            script = mended(&script);
        }
        streams.out.write_all(&script)?;
        Ok(Exit::OK)
    }
}

/// Lets the script for bash find what it knows of a subcommand: clap_complete 4.6 looks for the
/// name of a program with a hyphen in one spelling and has it in another (clap's issue 6421).
fn mended(script: &[u8]) -> Vec<u8> {
    let script = String::from_utf8_lossy(script);
    script.replace("voucherify__subcmd__oauth__", "voucherify__oauth__").into_bytes()
}
