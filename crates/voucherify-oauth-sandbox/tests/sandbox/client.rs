//! A client that sends and returns exact bytes.

use std::fmt::Write;
use std::io;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use voucherify_oauth_sandbox::Sandbox;

pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

/// A response, read until the connection closes.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        lines.find(|(header, _)| header.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {:?}", String::from_utf8_lossy(&self.body)))
    }

    /// Returns the status and the `key` of the error object.
    pub(crate) fn problem(&self) -> (u16, Option<String>) {
        let error = self.json();
        assert_eq!(error["code"], self.status, "{error}");
        assert!(error["message"].is_string(), "{error}");
        (self.status, error["key"].as_str().map(str::to_owned))
    }

    pub(crate) fn token(&self) -> String {
        self.json()["access_token"].as_str().unwrap_or_else(|| panic!("{self:?}")).to_owned()
    }
}

/// Sends these bytes and reads until the connection closes.
pub(crate) async fn exchange(sandbox: &Sandbox, bytes: &[u8]) -> (Vec<u8>, io::Result<()>) {
    let address = sandbox.base_url().strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    let mut received = Vec::new();
    let ended = stream.read_to_end(&mut received).await.map(drop);
    (received, ended)
}

/// Sends a request with these headers.
pub(crate) async fn send(
    sandbox: &Sandbox,
    method: &str,
    target: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Reply {
    let mut head = format!("{method} {target} HTTP/1.1\r\nhost: sandbox\r\nconnection: close\r\n");
    for (name, value) in headers {
        write!(head, "{name}: {value}\r\n").unwrap();
    }
    write!(head, "content-length: {}\r\n\r\n", body.len()).unwrap();
    let (received, ended) = exchange(sandbox, &[head.as_bytes(), body].concat()).await;
    ended.unwrap();
    reply(&received)
}

/// Parses a complete response with a `Content-Length`.
pub(crate) fn reply(received: &[u8]) -> Reply {
    let end = received.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(received[..end].to_vec()).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Reply { status, head, body: received[end + 4..].to_vec() }
}

/// Sends a request to an operation like the vendor's libraries.
pub(crate) async fn post(sandbox: &Sandbox, path: &str, body: impl AsRef<[u8]>) -> Reply {
    let key = (sandbox.app_id(), sandbox.app_token());
    post_with(sandbox, key, path, body).await
}

/// Sends a request with other keys.
pub(crate) async fn post_with(
    sandbox: &Sandbox,
    (app_id, app_token): (&str, &str),
    path: &str,
    body: impl AsRef<[u8]>,
) -> Reply {
    let headers = [("X-App-Id", app_id), ("X-App-Token", app_token), ("content-type", FORM)];
    send(sandbox, "POST", path, &headers, body.as_ref()).await
}

pub(crate) async fn request_token(sandbox: &Sandbox, scope: &str) -> Reply {
    let body = format!("grant_type=client_credentials&scope={scope}");
    post(sandbox, "/v1/oauth/token", body).await
}

pub(crate) async fn introspect(sandbox: &Sandbox, token: &str) -> Value {
    let reply = post(sandbox, "/v1/oauth/introspect", format!("access_token={token}")).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    reply.json()
}

pub(crate) async fn revoke(sandbox: &Sandbox, token: &str) -> Reply {
    post(sandbox, "/v1/oauth/token/revoke", format!("access_token={token}")).await
}

/// Sends a request to a resource.
pub(crate) async fn get(sandbox: &Sandbox, path: &str, token: &str) -> Reply {
    let authorization = format!("Bearer {token}");
    send(sandbox, "GET", path, &[("authorization", &authorization)], b"").await
}
