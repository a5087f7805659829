//! A client that sends exact bytes, and an API that streams.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

/// A response, read until the connection closes.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Response {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(header, _)| header.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

/// Returns the host with the port of a URL, and its path.
pub(crate) fn parts(url: &str) -> (&str, &str) {
    let rest = url.strip_prefix("http://").unwrap();
    rest.find('/').map_or((rest, ""), |slash| rest.split_at(slash))
}

/// Sends a request to `base` with these headers. Adds `Host` unless it is one of them.
pub(crate) fn request(
    base: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> io::Result<Response> {
    let (host, prefix) = parts(base);
    let mut head = format!("{method} {prefix}{path} HTTP/1.1\r\nconnection: close\r\n");
    if !headers.iter().any(|(name, _)| *name == "host") {
        head += &format!("host: {host}\r\n");
    }
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    if !body.is_empty() {
        head += &format!("content-length: {}\r\n", body.len());
    }
    let mut stream = TcpStream::connect(host)?;
    stream.write_all(format!("{head}\r\n{body}").as_bytes())?;
    let mut text = String::new();
    stream.read_to_string(&mut text)?;
    let (head, body) = text.split_once("\r\n\r\n").ok_or(io::ErrorKind::UnexpectedEof)?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    let status = status.ok_or(io::ErrorKind::InvalidData)?;
    Ok(Response { status, head: head.to_owned(), body: body.to_owned() })
}

/// Reads the lines of a head; the first is the request or status line.
pub(crate) fn read_head(stream: &mut impl BufRead) -> io::Result<Vec<String>> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line)?;
        match line.trim_end() {
            "" => return Ok(lines),
            line => lines.push(line.to_owned()),
        }
    }
}

/// Reads a chunk of a chunked body.
pub(crate) fn read_chunk(stream: &mut impl BufRead) -> io::Result<String> {
    let mut size = String::new();
    stream.read_line(&mut size)?;
    let size = usize::from_str_radix(size.trim_end(), 16).map_err(io::Error::other)?;
    let mut chunk = vec![0; size + 2];
    stream.read_exact(&mut chunk)?;
    chunk.truncate(size);
    String::from_utf8(chunk).map_err(io::Error::other)
}

/// Writes a chunk of a chunked body.
pub(crate) fn write_chunk(stream: &mut impl Write, chunk: &str) -> io::Result<()> {
    write!(stream, "{:x}\r\n{chunk}\r\n", chunk.len())?;
    stream.flush()
}

/// Starts an API that issues tokens and returns each chunk of a body as soon as it arrives. Returns
/// its base URL.
pub(crate) fn echoing_api() -> io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || serve(&stream));
        }
    });
    Ok(format!("http://{address}"))
}

fn serve(stream: &TcpStream) -> io::Result<()> {
    let (mut reader, mut writer) = (BufReader::new(stream), stream);
    loop {
        let head = read_head(&mut reader)?;
        let Some(request) = head.first() else { return Ok(()) };
        if request.starts_with("POST /v1/oauth/") {
            let length = head.iter().find_map(|line| line.strip_prefix("content-length: "));
            let length = length.and_then(|length| length.parse().ok()).unwrap_or_default();
            reader.read_exact(&mut vec![0; length])?;
            let token = concat!(
                r#"{"access_token":"token","client_id":"c","expires_at":1,"expires_in":900,"#,
                r#""scope":"vouchers","token_type":"Bearer"}"#
            );
            write!(
                writer,
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\
                 content-length: {}\r\n\r\n{token}",
                token.len()
            )?;
            continue;
        }
        // The length is wrong: the chunks have precedence.
        write!(writer, "HTTP/1.1 200 OK\r\ncontent-length: 1\r\n")?;
        write!(writer, "transfer-encoding: chunked\r\n\r\n")?;
        loop {
            let chunk = read_chunk(&mut reader)?;
            write_chunk(&mut writer, &chunk)?;
            if chunk.is_empty() {
                break;
            }
        }
    }
}
