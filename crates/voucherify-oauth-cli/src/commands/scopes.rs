//! `voucherify-oauth scopes`.

use std::io::Write;

use clap::Args;
use serde::Serialize;
use voucherify_oauth::Scope;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::{self, Format, Streams};
use crate::style;

const EXAMPLES: &str = "\
Examples:
  voucherify-oauth scopes
  voucherify-oauth scopes --for /v1/vouchers/abc
  voucherify-oauth token --scope \"$(voucherify-oauth scopes --for /v1/vouchers/abc)\"";

/// List the scopes and what they open, or find the narrowest one for a path
///
/// Needs neither keys nor a network: the scopes are those that this version knows.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Scopes {
    /// Print only the narrowest scope that opens this path of the API; repeat it for more paths
    #[arg(long = "for", value_name = "PATH")]
    paths: Vec<String>,

    /// How to print it
    #[arg(short, long, value_enum, value_name = "FORMAT", default_value_t)]
    output: Format,
}

impl Scopes {
    pub(crate) fn run(self, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
        let scopes = if self.paths.is_empty() { Scope::ALL.to_vec() } else { self.narrowest()? };
        match self.output {
            Format::Json => {
                let scopes: Vec<_> = scopes.into_iter().map(Described::from).collect();
                output::json(streams.out, &scopes)?;
            }
            Format::Text if self.paths.is_empty() => table(streams.out, &scopes)?,
            Format::Text => {
                for scope in scopes {
                    writeln!(streams.out, "{scope}")?;
                }
            }
        }
        Ok(Exit::OK)
    }

    /// The narrowest scope for each path, each scope once.
    fn narrowest(&self) -> Result<Vec<Scope>, Failure> {
        let mut scopes = Vec::new();
        for path in &self.paths {
            let Some(scope) = Scope::for_path(path) else {
                return Err(Failure::usage(
                    format_args!("no scope opens `{}`", path.escape_debug()),
                    "paths begin with /v1/ (server side) or /client/v1/ (client side): /v1/vouchers/abc",
                ));
            };
            if !scopes.contains(&scope) {
                scopes.push(scope);
            }
        }
        Ok(scopes)
    }
}

/// A scope in JSON.
#[derive(Serialize)]
struct Described {
    scope: Scope,
    path_prefix: Option<&'static str>,
    description: &'static str,
}

impl From<Scope> for Described {
    fn from(scope: Scope) -> Self {
        Self { scope, path_prefix: scope.path_prefix(), description: scope.description() }
    }
}

fn table(out: &mut dyn Write, scopes: &[Scope]) -> std::io::Result<()> {
    let width = scopes.iter().map(|scope| scope.as_str().len()).max().unwrap_or_default();
    let name = style::NAME;
    writeln!(out, "{name}{:width$}  opens this path and all below it{name:#}", "scope")?;
    for scope in scopes {
        writeln!(out, "{scope:width$}  {}", scope.path_prefix().unwrap_or_default())?;
    }
    Ok(())
}
