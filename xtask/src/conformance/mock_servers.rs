//! Our client, at servers that others wrote.

use std::io;
use std::process::Command;

use super::bench::Workbench;
use super::outcome::Outcome;
use super::process::{Server, output};

/// Prism: a mock server made from the API document. It refuses a request that does not fit it.
pub(super) fn prism(bench: &Workbench) -> io::Result<Outcome> {
    let program = bench.node("node_modules/.bin/prism");
    if !program.exists() {
        return Ok(Outcome::missing("Prism"));
    }
    let mut mock = Command::new(program);
    mock.args(["mock", "--errors", "--port", "0"]).arg(bench.root().join("openapi/effective.json"));
    let (_server, base_url) = Server::start(&mut mock, address)?;
    client_at(bench, &base_url, "")
}

/// oauth2-mock-server: speaks RFC 6749, and has never heard of the service.
pub(super) fn oauth2(bench: &Workbench) -> io::Result<Outcome> {
    if !bench.node("node_modules/oauth2-mock-server").exists() {
        return Ok(Outcome::missing("oauth2-mock-server"));
    }
    let mut mock = Command::new("node");
    mock.arg(bench.node("oauth2_server.mjs"));
    let (_server, base_url) = Server::start(&mut mock, address)?;
    // It grants what it has read, so that this is what it made of our form.
    client_at(bench, &base_url, "qualifications redemptions")
}

/// Runs the client; `scope` is what must be granted, if the server has an opinion.
fn client_at(bench: &Workbench, base_url: &str, scope: &str) -> io::Result<Outcome> {
    let client = bench.example("voucherify-oauth-tests", "conformance-client")?;
    let mut client = Command::new(client);
    client.env("VOUCHERIFY_BASE_URL", base_url);
    client.env("VOUCHERIFY_APP_ID", "id").env("VOUCHERIFY_APP_TOKEN", "secret");
    let printed = output(&mut client)?;
    let lines: Vec<_> = printed.lines().collect();
    let granted = format!("token: scope {scope}");
    let mut wrong = Vec::new();
    if !lines.iter().any(|line| line.starts_with(&granted)) {
        wrong.push(format!("expected `{granted}`"));
    }
    if lines.last() != Some(&"revoke: revoked") {
        wrong.push(format!("got {lines:?}"));
    }
    Ok(Outcome::of(&wrong, || lines.join("; ")))
}

/// The address in the line that says where the server listens.
fn address(lines: &[String]) -> Option<String> {
    let line = lines.last()?;
    let address = line.get(line.find("http://127.0.0.1:")?..)?;
    let listening = line.to_ascii_lowercase().contains("listening");
    let end = address.find(|c: char| c.is_whitespace() || c == '\u{1b}').unwrap_or(address.len());
    listening.then(|| address[..end].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_stands_in_the_line_that_says_so() {
        let line = |text: &str| address(&[text.to_owned()]);
        assert_eq!(
            line("[CLI] ▶  start     Prism is listening on http://127.0.0.1:4010\u{1b}[39m")
                .as_deref(),
            Some("http://127.0.0.1:4010")
        );
        assert_eq!(line("POST http://127.0.0.1:4010/v1/oauth/token"), None);
        assert_eq!(line("listening"), None);
    }
}
