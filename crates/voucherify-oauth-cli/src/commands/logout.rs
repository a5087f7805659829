//! `voucherify-oauth logout`.

use clap::Args;
use serde::Serialize;

use crate::cache::Store;
use crate::connection::{Connection, block_on};
use crate::failure::{Exit, Failure};
use crate::output::{self, Format, Streams};

const EXAMPLES: &str = "\
Examples:
  voucherify-oauth logout
  voucherify-oauth logout --profile staging";

/// Revoke and remove the tokens that `token --cache` cached
///
/// Tokens of other keys are removed but not revoked: they stay active until they expire.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Logout {
    /// The output format
    #[arg(short, long, value_enum, value_name = "FORMAT", default_value_t)]
    output: Format,

    #[command(flatten)]
    connection: Connection,
}

/// The outcome in JSON.
#[derive(Default, Serialize)]
struct Outcome {
    revoked: usize,
    /// Tokens that had expired.
    expired: usize,
    /// Tokens that stay active until they expire.
    removed: usize,
}

impl Logout {
    pub(crate) fn run(self, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
        block_on(async {
            let log = &streams.log;
            let failed = |error| {
                Failure::new(
                    Exit::OTHER,
                    format_args!("could not remove the cached tokens: {error}"),
                    "check the folder and its permissions",
                )
            };
            let store = Store::open().map_err(failed)?;
            let names = store.names().map_err(failed)?;
            let session = match self.connection.open(log).await {
                Ok(session) => Some(session),
                // Without tokens, no keys are needed.
                Err(Failure::Reported(_)) if names.is_empty() => None,
                Err(Failure::Reported(report)) => {
                    log.warn(format_args!(
                        "could not revoke the cached tokens: {}",
                        report.message
                    ));
                    None
                }
                Err(gone) => return Err(gone),
            };
            let mut outcome = Outcome::default();
            let mut longest = 0;
            for name in names {
                let cached = store.read(&name);
                store.remove(&name).map_err(failed)?;
                let Some(cached) = cached.filter(|cached| cached.left() > 0) else {
                    outcome.expired += 1;
                    continue;
                };
                let own = session.as_ref().filter(|session| cached.is_from(&name, session));
                let revoked = match own {
                    Some(session) => {
                        session.revoke(&cached.token.access_token, log).await.map(drop)
                    }
                    None => {
                        outcome.removed += 1;
                        longest = longest.max(cached.left());
                        continue;
                    }
                };
                match revoked {
                    Ok(()) => outcome.revoked += 1,
                    Err(Failure::Reported(report)) => {
                        log.warn(&report.message);
                        outcome.removed += 1;
                        longest = longest.max(cached.left());
                    }
                    Err(gone) => return Err(gone),
                }
            }
            if outcome.removed > 0 {
                log.note(format_args!(
                    "tokens removed but not revoked: {}; they expire within {}",
                    outcome.removed,
                    output::seconds(longest)
                ));
            }
            match self.output {
                Format::Text => output::fields(
                    streams.out,
                    &[
                        ("revoked", &outcome.revoked.to_string()),
                        ("expired", &outcome.expired.to_string()),
                        ("removed", &outcome.removed.to_string()),
                    ],
                )?,
                Format::Json => output::json(streams.out, &outcome)?,
            }
            Ok(Exit::OK)
        })
    }
}
