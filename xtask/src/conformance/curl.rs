//! curl, as the vendor's own example uses it: with raw spaces in the body.

use std::io;
use std::process::Command;

use serde_json::Value;

use super::bench::Workbench;
use super::outcome::Outcome;
use super::process::output;
use super::service::Service;

/// Separates what curl prints of the body from the status.
const WRITE_OUT: &str = "\n%{http_code}";

pub(super) fn check(bench: &Workbench) -> io::Result<Outcome> {
    if output(Command::new("curl").arg("--version")).is_err() {
        return Ok(Outcome::missing("curl"));
    }
    let service = Service::start(bench)?;
    let mut curl = Curl { service, requests: 0, wrong: Vec::new() };
    curl.life_of_a_token()?;
    let Curl { requests, wrong, .. } = curl;
    Ok(Outcome::of(&wrong, || format!("{requests} requests")))
}

/// Asks for a token, so that other checks have one.
pub(super) fn token(service: Service, scope: &str) -> io::Result<(Service, String)> {
    let mut curl = Curl { service, requests: 0, wrong: Vec::new() };
    let body = format!("grant_type=client_credentials&scope={scope}");
    let answer = curl.post("/v1/oauth/token", &body, 200)?;
    let token = answer["access_token"].as_str().unwrap_or_default().to_owned();
    if token.is_empty() { Err(io::Error::other("no token")) } else { Ok((curl.service, token)) }
}

struct Curl {
    service: Service,
    requests: usize,
    wrong: Vec<String>,
}

impl Curl {
    fn life_of_a_token(&mut self) -> io::Result<()> {
        let asked = "grant_type=client_credentials&scope=qualifications validations redemptions";
        let token = self.post("/v1/oauth/token", asked, 200)?;
        let secret = token["access_token"].as_str().unwrap_or_default();
        let form = format!("access_token={secret}");
        self.get("/v1/redemptions", secret, 200)?;
        self.get("/v1/vouchers", secret, 403)?;
        self.active(&form, true)?;
        self.post("/v1/oauth/token/revoke", &form, 204)?;
        self.post("/v1/oauth/token/revoke", &form, 404)?;
        self.active(&form, false)?;
        self.get("/v1/redemptions", secret, 401)?;
        self.post(
            "/v1/oauth/token",
            "grant_type=client_credentials&scope=vouchers,campaigns",
            400,
        )?;
        Ok(())
    }

    fn active(&mut self, form: &str, expected: bool) -> io::Result<()> {
        let told = self.post("/v1/oauth/introspect", form, 200)?;
        if told["active"] != expected {
            self.wrong.push(format!("introspection: expected active {expected}, got {told}"));
        }
        Ok(())
    }

    fn post(&mut self, path: &str, form: &str, status: u16) -> io::Result<Value> {
        let keys = [
            format!("X-App-Id: {}", self.service.app_id()),
            format!("X-App-Token: {}", self.service.app_token()),
        ];
        self.send(path, &["-H", &keys[0], "-H", &keys[1], "-d", form], status)
    }

    fn get(&mut self, path: &str, secret: &str, status: u16) -> io::Result<Value> {
        let authorization = format!("Authorization: Bearer {secret}");
        self.send(path, &["-H", &authorization], status)
    }

    fn send(&mut self, path: &str, arguments: &[&str], expected: u16) -> io::Result<Value> {
        let mut curl = Command::new("curl");
        curl.args(["--silent", "--show-error", "--max-time", "30", "--write-out", WRITE_OUT]);
        curl.args(arguments).arg(format!("{}{path}", self.service.base_url()));
        let printed = output(&mut curl)?;
        self.requests += 1;
        let (body, status) = printed.rsplit_once('\n').unwrap_or_default();
        if status != expected.to_string() {
            self.wrong.push(format!("{path}: expected {expected}, got {status} {body}"));
        }
        Ok(serde_json::from_str(body).unwrap_or_default())
    }
}
