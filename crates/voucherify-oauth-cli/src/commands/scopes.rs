//! `voucherify-oauth scopes`.

use std::io::Write;

use clap::Args;
use serde::Serialize;
use voucherify_oauth::Scope;
use voucherify_oauth::types::Printable;

use crate::failure::{Exit, Failure};
use crate::output::{self, Format, Streams, style};

const EXAMPLES: &str = "\
Examples:
  voucherify-oauth scopes
  voucherify-oauth scopes --for /v1/vouchers/abc
  voucherify-oauth scopes --for 'https://api.voucherify.io/v1/vouchers?limit=1'
  voucherify-oauth token --scope \"$(voucherify-oauth scopes --for /v1/vouchers/abc)\"";

/// List the scopes and their paths, or find the narrowest scope for a path
///
/// Lists the scopes that this version knows. Needs no keys and no network.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Scopes {
    /// Print only the narrowest scope for this path or URL; repeat the option for more
    #[arg(long = "for", value_name = "PATH")]
    paths: Vec<String>,

    /// Accept `api` or `client_api` for a path that no narrow scope covers
    #[arg(long, requires = "paths")]
    widen: bool,

    /// The output format
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

    /// Returns the narrowest scope for each path, without duplicates.
    fn narrowest(&self) -> Result<Vec<Scope>, Failure> {
        let mut scopes = Vec::new();
        for given in &self.paths {
            let path = path_of(given);
            let wide = Scope::whole_side_for_path(&path);
            let scope = match (Scope::for_path(&path), wide) {
                (Some(scope), _) => scope,
                (None, Some(scope)) if self.widen => scope,
                (None, wide) => return Err(not_covered(&path, wide)),
            };
            if !scopes.contains(&scope) {
                scopes.push(scope);
            }
        }
        Ok(scopes)
    }
}

/// Returns the path of a URL, or the path with a leading slash.
fn path_of(given: &str) -> String {
    let path = match given.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |slash| &rest[slash..]),
        None => given,
    };
    if path.starts_with('/') { path.to_owned() } else { format!("/{path}") }
}

fn not_covered(path: &str, wide: Option<Scope>) -> Failure {
    let shown = Printable::new(path);
    let Some(wide) = wide else {
        return Failure::usage(
            format_args!("no scope covers `{shown}`"),
            "use a path below /v1 (server side) or /client/v1 (client side): /v1/vouchers/abc",
        );
    };
    let side = covered_path(wide);
    let segment = path.strip_prefix(side).unwrap_or_default().split(['/', '?']).nth(1);
    let nearest = segment.and_then(|segment| segment.parse::<Scope>().err()?.nearest());
    let meant = nearest.map(|scope| format!("did you mean `{side}/{scope}`? "));
    Failure::usage(
        format_args!("no narrow scope covers `{shown}`"),
        format_args!(
            "{}`--widen` accepts `{wide}`, which covers everything below {side}",
            meant.unwrap_or_default()
        ),
    )
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

/// Returns the path that the scope covers, with everything below it.
fn covered_path(scope: Scope) -> &'static str {
    scope.path_prefix().unwrap_or_default()
}

fn table(out: &mut dyn Write, scopes: &[Scope]) -> std::io::Result<()> {
    let width = scopes.iter().map(|scope| scope.as_str().len()).max().unwrap_or_default();
    let name = style::NAME;
    writeln!(out, "{name}{:width$}  covers this path and everything below it{name:#}", "scope")?;
    for scope in scopes {
        writeln!(out, "{scope:width$}  {}", covered_path(*scope))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_and_paths_without_a_slash_are_accepted() {
        for (given, path) in [
            ("https://api.voucherify.io/v1/vouchers?a=1", "/v1/vouchers?a=1"),
            ("https://api.voucherify.io", "/"),
            ("v1/vouchers", "/v1/vouchers"),
            ("/v1/vouchers", "/v1/vouchers"),
            ("", "/"),
        ] {
            assert_eq!(path_of(given), path, "{given}");
        }
    }
}
