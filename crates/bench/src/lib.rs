//! What the benchmarks share: a token endpoint on a loopback address, and the scopes.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

/// All scopes that the service documents, as they stand on the wire.
pub fn all_scopes() -> String {
    let values: Vec<&str> =
        voucherify_oauth::Scope::ALL.iter().map(|scope| scope.as_str()).collect();
    values.join(" ")
}

/// The answer of the service to a request for these scopes.
pub fn token_json(scopes: &str) -> String {
    format!(
        r#"{{"access_token":"0123456789-0123456789-0123456789-0123456789-012345","client_id":"client-1","expires_at":4102444800,"expires_in":900,"scope":"{scopes}","token_type":"Bearer"}}"#
    )
}

/// Starts an endpoint that answers whatever it is sent with a token. Returns its address.
pub fn endpoint(scopes: &str) -> std::io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let body = token_json(scopes);
    let answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            let answer = answer.clone();
            thread::spawn(move || serve(connection, &answer));
        }
    });
    Ok(format!("http://{address}"))
}

/// Answers the requests of one connection until it ends.
fn serve(connection: TcpStream, answer: &str) -> std::io::Result<()> {
    connection.set_nodelay(true)?;
    let mut writer = connection.try_clone()?;
    let mut reader = BufReader::new(connection);
    let mut line = String::new();
    loop {
        let mut length = 0;
        loop {
            line.clear();
            if reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap_or(0);
            }
            if line == "\r\n" {
                break;
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        writer.write_all(answer.as_bytes())?;
    }
}
