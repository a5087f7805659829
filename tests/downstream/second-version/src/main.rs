//! A program that calls both versions of the API and prints what a server received.
//!
//! It compiles only in a copy of the workspace whose description contains the second version.

use std::error::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{self, Receiver};
use std::thread;

use voucherify_oauth::types::{v1, v2};
use voucherify_oauth::{Client, Credentials, Scope};

const FIRST: &str = r#"{"access_token":"made-up-1","client_id":"c","expires_at":1,
    "expires_in":900,"scope":"vouchers","token_type":"Bearer"}"#;
const SECOND: &str = r#"{"access_token":"made-up-2","expires_in":900,
    "scope":"vouchers.read areas.read","token_type":"Bearer"}"#;
const REFUSED: &str = r#"{"code":400,"key":"invalid_scope","message":"made-up-secret is wrong"}"#;

/// Responds to each connection with the next of `responses`. Returns the address and the requests.
fn server(responses: &'static [(u16, &str)]) -> std::io::Result<(String, Receiver<String>)> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = format!("http://{}", listener.local_addr()?);
    let (sender, requests) = mpsc::channel();
    thread::spawn(move || -> std::io::Result<()> {
        for (status, body) in responses {
            let (mut connection, _) = listener.accept()?;
            let mut reader = BufReader::new(connection.try_clone()?);
            let (mut head, mut length) = (String::new(), 0);
            while !head.ends_with("\r\n\r\n") && reader.read_line(&mut head)? > 0 {
                let line = head.lines().last().unwrap_or_default().to_ascii_lowercase();
                if let Some(value) = line.strip_prefix("content-length:") {
                    length = value.trim().parse().unwrap_or(0);
                }
            }
            let mut form = vec![0; length];
            reader.read_exact(&mut form)?;
            let _ = sender.send(head + &String::from_utf8_lossy(&form));
            write!(
                connection,
                "HTTP/1.1 {status} x\r\ncontent-type: application/json\r\nconnection: close\r\n\
                 content-length: {}\r\n\r\n{body}",
                body.len()
            )?;
        }
        Ok(())
    });
    Ok((address, requests))
}

fn client(credentials: Credentials, address: &str) -> Result<Client, voucherify_oauth::Error> {
    Client::builder(credentials).base_url(address).build()
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let (address, requests) = server(&[(200, FIRST), (200, SECOND), (400, REFUSED)])?;
    let keys = client(Credentials::new("made-up-id", "made-up-token")?, &address)?;
    let service = client(Credentials::basic("made-up-key", "made-up-secret")?, &address)?;

    let scopes = v2::ScopeSet::new().with(v2::Scope::VouchersRead).with(v2::Scope::AreasRead);
    let request = v2::TokenRequest::client_credentials("project-1", scopes);

    // The scopes at the root of the crate are those of the first version.
    let first: v1::TokenResponse = keys.token(Scope::Vouchers).await?;
    let second: v2::TokenResponse = service.v2().generate_oauth_v2_token(&request).await?;
    let refused = service.v2().generate_oauth_v2_token(&request).await;
    println!("v1 grants: {}", first.scope);
    println!("v2 grants: {} ({:?})", second.scope.unwrap_or_default(), second.access_token);
    println!("v2 refuses: {}", refused.map(drop).unwrap_err());

    let other = keys.v2().generate_oauth_v2_token(&request).await;
    println!("v2 with application keys: {}", other.map(drop).unwrap_err());
    let other = service.token(Scope::Vouchers).await;
    println!("v1 with HTTP Basic: {}", other.map(drop).unwrap_err());

    for request in requests.try_iter() {
        println!("---\n{}", request.replace('\r', "").replace(&address["http://".len()..], "HOST"));
    }
    Ok(())
}
