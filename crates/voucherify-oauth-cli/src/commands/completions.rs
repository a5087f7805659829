//! `voucherify-oauth completions SHELL`, and `man DIR`: what clap makes of the arguments.

use std::path::PathBuf;

use clap::{Args, CommandFactory};
use clap_complete::Shell;
use voucherify_oauth::Scope;

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
    /// The shell that runs the script
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
        let script = mended(self.shell, &String::from_utf8_lossy(&script));
        streams.out.write_all(script.as_bytes())?;
        Ok(Exit::OK)
    }
}

/// Completes a scope behind a comma, where the shell can, which clap_complete 4.6 does not know.
fn mended(shell: Shell, script: &str) -> String {
    let names: Vec<_> = Scope::ALL.iter().map(|scope| scope.as_str()).collect();
    let scopes = |separator: &str| names.join(separator);
    match shell {
        Shell::Bash => {
            let plain = format!("compgen -W \"{}\" -- \"${{cur}}\"", scopes(" "));
            let behind = format!(
                "compgen -P \"${{cur%\"${{cur##*,}}\"}}\" -W \"{}\" -- \"${{cur##*,}}\"",
                scopes(" ")
            );
            // clap_complete looks for the name of a program with a hyphen in one spelling and has
            // it in another (clap's issue 6421).
            script
                .replace("voucherify__subcmd__oauth__", "voucherify__oauth__")
                .replace(&plain, &behind)
        }
        Shell::Zsh => {
            let plain = format!(":SCOPE:({})", scopes(" "));
            script.replace(&plain, &format!(":SCOPE:_values -s , scope {}", scopes(" ")))
        }
        Shell::Fish => {
            let plain = format!("-r -f -a \"{}\\t''\"", scopes("\\t''\n"));
            let list = format!("(__fish_complete_list , \\\"printf '%s\\\\n' {}\\\")", scopes(" "));
            script.replace(&plain, &format!("-r -f -a \"{list}\""))
        }
        _ => script.to_owned(),
    }
}

/// Write manual pages into a folder
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  voucherify-oauth man ~/.local/share/man/man1")]
pub(crate) struct Man {
    /// The folder, which has to exist
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

impl Man {
    pub(crate) fn run(self) -> Result<Exit, Failure> {
        let command = Cli::command().disable_help_subcommand(true);
        clap_mangen::generate_to(command, &self.folder).map_err(|error| {
            Failure::usage(
                format_args!("could not write into {}: {error}", self.folder.display()),
                "give a folder that exists and that you can write to",
            )
        })?;
        Ok(Exit::OK)
    }
}
