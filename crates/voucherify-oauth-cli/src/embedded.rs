//! The sandbox inside this process.

use std::fmt::Display;

use voucherify_oauth::{Client, Credentials, Error};
use voucherify_oauth_sandbox::{Builder, Sandbox};

use crate::exit::Exit;
use crate::failure::Failure;

/// Starts one on the present runtime.
pub(crate) async fn start(builder: Builder, tip: impl Display) -> Result<Sandbox, Failure> {
    builder.start().await.map_err(|error| {
        Failure::new(Exit::OTHER, format_args!("could not start a sandbox: {error}"), tip)
    })
}

/// Makes a client of it.
pub(crate) fn client(sandbox: &Sandbox) -> Result<Client, Error> {
    let credentials = Credentials::new(sandbox.app_id(), sandbox.app_token())?;
    Client::builder(credentials).base_url(sandbox.base_url()).build()
}
