//! `sandbox`.

use std::fs;
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::process::Output;

use rustix::process::Signal;

use crate::program::{Running, ended, program, send};

/// A running sandbox, and the variables that it prints.
struct Sandbox {
    running: Running,
    variables: Vec<(String, String)>,
}

impl Sandbox {
    fn start(options: &[&str]) -> io::Result<Self> {
        let mut running = Running::start(&mut program([&["sandbox"], options].concat()))?;
        let mut variables = Vec::new();
        for name in ["VOUCHERIFY_BASE_URL", "VOUCHERIFY_APP_ID", "VOUCHERIFY_APP_TOKEN"] {
            let line = running.line()?;
            let value = line.trim_end().strip_prefix(&format!("export {name}=")).unwrap();
            variables.push((name.to_owned(), value.to_owned()));
        }
        Ok(Self { running, variables })
    }

    fn run(&self, arguments: &[&str], token: &str) -> io::Result<Output> {
        let mut command = program(arguments);
        let variables = self.variables.iter().map(|(name, value)| (name, value));
        command.envs(variables).env("VOUCHERIFY_ACCESS_TOKEN", token).output()
    }

    fn token(&self) -> io::Result<Output> {
        self.run(&["token", "--retry", "0", "--scope", "vouchers", "-o", "token"], "")
    }

    fn end(self) -> io::Result<String> {
        send(&self.running.child, Signal::TERM)?;
        let (code, output) = self.running.end()?;
        assert_eq!(code, Some(0), "{output}");
        Ok(output)
    }
}

#[test]
fn the_printed_variables_make_other_commands_use_it() -> io::Result<()> {
    let sandbox = Sandbox::start(&["--log"])?;
    let output = sandbox.token()?;
    let token = ended(&output).0.trim();
    assert_eq!(sandbox.run(&["introspect"], token)?.status.code(), Some(0));
    assert_eq!(sandbox.run(&["revoke"], token)?.status.code(), Some(0));
    assert_eq!(sandbox.run(&["introspect"], token)?.status.code(), Some(7));
    let output = sandbox.end()?;
    let (note, rest) = output.split_once('\n').unwrap();
    assert!(note.starts_with("note: paste these lines into another terminal"), "{note}");
    assert_eq!(
        rest,
        "200 POST /v1/oauth/token\n\
         200 POST /v1/oauth/introspect\n\
         204 POST /v1/oauth/token/revoke\n\
         200 POST /v1/oauth/introspect\n\
         note: tokens issued: 1, revoked: 1\n"
    );
    Ok(())
}

/// In some rounds the signal arrives while the last request is logged.
#[test]
fn a_request_before_the_end_is_logged() -> io::Result<()> {
    for round in 0..20 {
        let sandbox = Sandbox::start(&["--log"])?;
        let address = sandbox.variables[0].1.trim_start_matches("http://");
        let mut stream = TcpStream::connect(address)?;
        write!(stream, "GET /v1/vouchers HTTP/1.1\r\nhost: {address}\r\n\r\n")?;
        stream.read_exact(&mut [0; 9])?;
        let output = sandbox.end()?;
        assert!(output.contains("401 GET /v1/vouchers\n"), "round {round}: {output}");
    }
    Ok(())
}

#[test]
fn requests_are_logged_only_with_the_option() -> io::Result<()> {
    let sandbox = Sandbox::start(&[])?;
    sandbox.token()?;
    assert!(!sandbox.end()?.contains("/v1/oauth/token"));
    Ok(())
}

#[test]
fn the_options_configure_the_service() -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("token");
    fs::write(&file, "my-token\n")?;
    let sandbox = Sandbox::start(&[
        "--lifetime",
        "90s",
        "--token-limit",
        "1",
        "--fail",
        "503:2",
        "--rate-limit",
        "3/1h",
        "--app-id",
        "my-id",
        "--app-token-file",
        file.to_str().unwrap(),
    ])?;
    let values: Vec<_> =
        sandbox.variables.iter().skip(1).map(|(_, value)| value.as_str()).collect();
    assert_eq!(values, ["my-id", "my-token"]);
    let codes = || io::Result::Ok(sandbox.token()?.status.code());
    assert_eq!([codes()?, codes()?], [Some(6); 2], "the faults");
    let arguments = ["token", "--scope", "vouchers"];
    let output = sandbox.run(&arguments, "")?;
    assert!(ended(&output).0.contains("in 1 minute 30 seconds"), "{output:?}");
    let output = sandbox.token()?;
    assert!(ended(&output).1.contains("Too many active tokens"), "{output:?}");
    sandbox.token()?;
    let output = sandbox.token()?;
    assert!(ended(&output).1.contains("Too many requests"), "{output:?}");
    Ok(())
}

#[test]
fn a_written_file_is_a_private_credentials_file() -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("credentials");
    let path = file.to_str().unwrap();
    let sandbox = Sandbox::start(&["--write", path])?;
    assert_eq!(fs::metadata(&file)?.permissions().mode() & 0o777, 0o600);
    let arguments = ["token", "--scope", "vouchers", "--credentials-file", path];
    assert_eq!(program(arguments).output()?.status.code(), Some(0));

    let second = program(["sandbox", "--write", path]).output()?;
    let (out, err, code) = ended(&second);
    assert_eq!((out, code), ("", Some(2)), "{err}");
    assert!(file.exists());
    sandbox.end()?;
    assert!(!file.exists());
    Ok(())
}

#[test]
fn a_port_can_be_used_once() -> io::Result<()> {
    let taken = std::net::TcpListener::bind("127.0.0.1:0")?;
    let port = taken.local_addr()?.port().to_string();
    let output = program(["sandbox", "--port", &port]).output()?;
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(output.stdout.is_empty());
    Ok(())
}
