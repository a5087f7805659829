//! The three operations with retries, a time limit and `--verbose` output.

use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, sleep, timeout_at};
use voucherify_oauth::types::Printable;
use voucherify_oauth::{
    AccessToken, Client, Error, Introspection, Revocation, ScopeSet, TokenResponse, TokenSource,
};
use voucherify_oauth_sandbox::Sandbox;

use crate::credentials::Keys;
use crate::failure::{Exit, Failure, WithCause};
use crate::output::{Log, truncated};

/// A client with the time limit and the retries of one command.
pub(crate) struct Session {
    pub(crate) client: Client,
    /// The keys of the client.
    pub(crate) keys: Keys,
    pub(crate) timeout: Duration,
    retries: u32,
    hurry: Notify,
    /// Stops when it is dropped.
    _sandbox: Option<Sandbox>,
}

impl Session {
    pub(crate) fn new(
        client: Client,
        keys: Keys,
        timeout: Duration,
        retries: u32,
        sandbox: Option<Sandbox>,
    ) -> Self {
        Self { client, keys, timeout, retries, hurry: Notify::new(), _sandbox: sandbox }
    }

    /// Stops retrying: the operation ends with its current attempt.
    pub(crate) fn hurry(&self) {
        self.hurry.notify_one();
    }

    /// Gets a token that is safe in a header and in an assignment. Reports granted scopes that
    /// differ from the requested ones.
    pub(crate) async fn token(
        &self,
        scopes: &ScopeSet,
        log: &Log<'_>,
    ) -> Result<TokenResponse, Failure> {
        let exchange = Exchange {
            path: "/v1/oauth/token",
            form: format!(
                "grant_type=client_credentials&scope={}",
                scopes.to_string().replace(' ', "+")
            ),
        };
        let token = self
            .attempts(
                log,
                &exchange,
                || self.client.token(scopes),
                |token| {
                    format!(
                        "200 OK: token {}, scope `{}`, expires in {} s",
                        truncated(token.access_token.expose_secret()),
                        Printable::new(&token.scope.to_string()),
                        token.expires_in
                    )
                },
            )
            .await?;
        if !token.scope.covers(scopes) {
            let granted = token.scope.to_string();
            log.note(format_args!(
                "requested `{scopes}`, but the service granted `{}`",
                Printable::new(&granted)
            ));
        }
        Ok(token)
    }

    pub(crate) async fn introspect(
        &self,
        token: &AccessToken,
        log: &Log<'_>,
    ) -> Result<Introspection, Failure> {
        let exchange = Exchange::about("/v1/oauth/introspect", token);
        self.attempts(
            log,
            &exchange,
            || self.client.introspect(token),
            |introspection| match introspection {
                Introspection::Active(token) => format!(
                    "200 OK: active, scope `{}`, expires in {} s",
                    Printable::new(
                        &token.scope.as_ref().map(ToString::to_string).unwrap_or_default()
                    ),
                    token.expires_in.unwrap_or_default()
                ),
                _ => "200 OK: not active".to_owned(),
            },
        )
        .await
    }

    pub(crate) async fn revoke(
        &self,
        token: &AccessToken,
        log: &Log<'_>,
    ) -> Result<Revocation, Failure> {
        let exchange = Exchange::about("/v1/oauth/token/revoke", token);
        self.attempts(
            log,
            &exchange,
            || self.client.revoke(token),
            |revocation| match revocation {
                Revocation::Revoked => "204 No Content: revoked".to_owned(),
                _ => "404 Not Found: was not active".to_owned(),
            },
        )
        .await
    }

    /// Returns a token source with the same limits.
    pub(crate) fn token_source(&self, scopes: ScopeSet) -> TokenSource {
        TokenSource::builder(self.client.clone())
            .attempts(self.retries.saturating_add(1))
            .refresh_timeout(self.timeout)
            .build(scopes)
    }

    async fn attempts<T, F: Future<Output = Result<T, Error>>>(
        &self,
        log: &Log<'_>,
        exchange: &Exchange,
        send: impl Fn() -> F,
        shown: impl Fn(&T) -> String,
    ) -> Result<T, Failure> {
        let deadline = Instant::now() + self.timeout;
        for attempt in 1_u32.. {
            exchange.show(&self.client, &self.keys, log);
            let Ok(result) = timeout_at(deadline, send()).await else { break };
            let error = match result {
                Ok(value) => {
                    log.detail(format_args!("<- {}", shown(&value)));
                    return Ok(value);
                }
                Err(error) => error,
            };
            if error.is_builder() {
                return Err(error.into());
            }
            show_error(&error, log);
            let pause = pause(attempt, error.retry_after());
            if !error.is_transient() || attempt > self.retries || Instant::now() + pause >= deadline
            {
                return Err(error.into());
            }
            log.note(format_args!(
                "{}; retry {attempt} of {} in {:.1} s",
                WithCause(&error),
                self.retries,
                pause.as_secs_f64()
            ));
            tokio::select! {
                () = sleep(pause) => {}
                () = self.hurry.notified() => return Err(error.into()),
            }
        }
        Err(Failure::new(
            Exit::UNREACHABLE,
            format_args!("no response within {} s", self.timeout.as_secs()),
            "check the network, or set a longer --timeout",
        ))
    }
}

/// Returns the pause after an attempt: the back-off of a token source, and at least the service's
/// `Retry-After`.
fn pause(attempt: u32, retry_after: Option<Duration>) -> Duration {
    let longest = Duration::from_millis(250)
        .saturating_mul(1_u32.checked_shl(attempt - 1).unwrap_or(u32::MAX))
        .min(Duration::from_secs(5));
    longest.mul_f64(fastrand::f64()).max(retry_after.unwrap_or_default())
}

/// A request as `--verbose` shows it.
struct Exchange {
    path: &'static str,
    /// The body, with its secret truncated.
    form: String,
}

impl Exchange {
    fn about(path: &'static str, token: &AccessToken) -> Self {
        Self { path, form: format!("access_token={}", truncated(token.expose_secret())) }
    }

    fn show(&self, client: &Client, keys: &Keys, log: &Log<'_>) {
        log.detail(format_args!("-> POST {}{}", client.base_url(), self.path));
        log.detail(format_args!("-> X-App-Id: {}", truncated(&keys.app_id)));
        log.detail(format_args!("-> X-App-Token: {}", truncated("")));
        log.detail(format_args!("-> {}", self.form));
    }
}

fn show_error(error: &Error, log: &Log<'_>) {
    log.detail(format_args!("<- {}", WithCause(error)));
    if let Some(wait) = error.retry_after() {
        log.detail(format_args!("<-   retry after: {}", wait.as_secs()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_and_respect_retry_after() {
        for (attempt, longest) in [(1, 250), (2, 500), (5, 4000), (6, 5000), (40, 5000)] {
            assert!(pause(attempt, None) <= Duration::from_millis(longest), "{attempt}");
        }
        assert_eq!(pause(1, Some(Duration::from_secs(7))), Duration::from_secs(7));
    }
}
