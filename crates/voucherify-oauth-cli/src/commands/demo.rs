//! `voucherify-oauth demo`.

use std::fmt::Display;
use std::io::{self, Write};

use clap::Args;
use voucherify_oauth::{AccessToken, Introspection, Revocation, Scope};
use voucherify_oauth_sandbox::Sandbox;

use crate::connection::{block_on, client_of, start};
use crate::failure::{Exit, Failure};
use crate::output::{self, Streams, style};

const NEXT: &str = "\
Next steps:
  voucherify-oauth sandbox                   run a sandbox for other commands
  voucherify-oauth token --scope vouchers    get a token, from the sandbox or with your own keys
  voucherify-oauth --help                    list all commands";

/// Show the life cycle of a token in a sandbox: needs no account, no keys and no network
#[derive(Args, Debug)]
pub(crate) struct Demo {}

impl Demo {
    pub(crate) fn run(self, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
        block_on(self.show(streams.out))
    }

    async fn show(self, out: &mut dyn Write) -> Result<Exit, Failure> {
        let tip = "check the firewall for 127.0.0.1";
        let sandbox = start(Sandbox::builder(), tip).await?;
        writeln!(
            out,
            "A sandbox of the service runs in this process, at {}.\n",
            sandbox.base_url()
        )?;

        let client = client_of(&sandbox)?;
        let token = client.token(Scope::Vouchers).await?;
        let lifetime = output::seconds(token.expires_in);
        step(out, 1, "Get a token for the scope `vouchers`")?;
        report(
            out,
            "POST /v1/oauth/token",
            format_args!("a token for `{}`, valid for {lifetime}", token.scope),
        )?;

        let api = Api::new(&sandbox)?;
        step(out, 2, "Use it")?;
        report(out, "GET /v1/vouchers", api.get("/v1/vouchers", &token.access_token).await?)?;

        step(out, 3, "Use it outside its scope")?;
        report(out, "GET /v1/campaigns", api.get("/v1/campaigns", &token.access_token).await?)?;

        step(out, 4, "Introspect it")?;
        let known = match client.introspect(&token.access_token).await? {
            Introspection::Active(token) => {
                format!(
                    "active, for `{}`, expires in {}",
                    token.scope.unwrap_or_default(),
                    output::seconds(token.expires_in.unwrap_or_default())
                )
            }
            _ => "not active".to_owned(),
        };
        report(out, "POST /v1/oauth/introspect", known)?;

        step(out, 5, "Revoke it")?;
        let outcome = match client.revoke(&token.access_token).await? {
            Revocation::Revoked => "revoked",
            _ => "was not active",
        };
        report(out, "POST /v1/oauth/token/revoke", outcome)?;

        step(out, 6, "Use it after the revocation")?;
        report(out, "GET /v1/vouchers", api.get("/v1/vouchers", &token.access_token).await?)?;

        writeln!(out, "\n{NEXT}")?;
        Ok(Exit::OK)
    }
}

fn step(out: &mut dyn Write, number: u8, title: &str) -> io::Result<()> {
    let bold = style::NAME;
    writeln!(out, "{bold}{number}. {title}{bold:#}")
}

fn report(out: &mut dyn Write, request: &str, outcome: impl Display) -> io::Result<()> {
    writeln!(out, "   {request:<28} {outcome}")
}

/// A client of the rest of the API that has only a token.
struct Api<'s> {
    sandbox: &'s Sandbox,
    http: reqwest::Client,
}

impl<'s> Api<'s> {
    fn new(sandbox: &'s Sandbox) -> Result<Self, Failure> {
        // Do not use an HTTP proxy for 127.0.0.1.
        let http = reqwest::Client::builder().no_proxy().build().map_err(failed)?;
        Ok(Self { sandbox, http })
    }

    /// Returns the status of the response.
    async fn get(&self, path: &str, token: &AccessToken) -> Result<reqwest::StatusCode, Failure> {
        let request = self.http.get(self.sandbox.url(path)).bearer_auth(token.expose_secret());
        Ok(request.send().await.map_err(failed)?.status())
    }
}

fn failed(error: reqwest::Error) -> Failure {
    Failure::new(
        Exit::OTHER,
        format_args!("could not use the token: {error}"),
        "run the command again",
    )
}
