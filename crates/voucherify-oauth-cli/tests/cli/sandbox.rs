//! `sandbox`, from the first line to ctrl-C.

use std::io::{self, BufRead, BufReader, Read};

use rustix::process::Signal;

use crate::program::{Guard, program, send};

/// What the lines export, ready to be set.
fn exported(lines: &[String]) -> Vec<(&str, &str)> {
    let assignments = lines.iter().filter_map(|line| line.strip_prefix("export ")?.split_once('='));
    assignments.collect()
}

#[test]
fn its_first_lines_lead_other_commands_to_it() -> io::Result<()> {
    for signal in [Signal::INT, Signal::TERM] {
        let mut sandbox = Guard(program(["sandbox"]).spawn()?);
        let (Some(out), Some(mut err)) = (sandbox.0.stdout.take(), sandbox.0.stderr.take()) else {
            panic!("no pipes");
        };
        let lines = BufReader::new(out).lines().take(3).collect::<io::Result<Vec<_>>>()?;
        let variables = exported(&lines);
        let names: Vec<_> = variables.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["VOUCHERIFY_BASE_URL", "VOUCHERIFY_APP_ID", "VOUCHERIFY_APP_TOKEN"]);

        let run = |arguments: &[&str], token: &str| {
            let mut command = program(arguments);
            command.envs(variables.iter().copied()).env("VOUCHERIFY_ACCESS_TOKEN", token).output()
        };
        let token = run(&["token", "--scope", "vouchers", "--output", "token"], "")?.stdout;
        let token = String::from_utf8_lossy(&token).trim().to_owned();
        assert_eq!(run(&["introspect"], &token)?.status.code(), Some(0));
        assert_eq!(run(&["revoke"], &token)?.status.code(), Some(0));
        assert_eq!(run(&["introspect"], &token)?.status.code(), Some(7));

        send(&sandbox.0, signal)?;
        assert_eq!(sandbox.0.wait()?.code(), Some(0));
        let mut told = String::new();
        err.read_to_string(&mut told)?;
        assert_eq!(
            told,
            "note: paste these lines into another terminal; ctrl-C ends the sandbox\n\
             200 POST /v1/oauth/token\n\
             200 POST /v1/oauth/introspect\n\
             204 POST /v1/oauth/token/revoke\n\
             200 POST /v1/oauth/introspect\n\
             note: tokens issued: 1, revoked: 1\n"
        );
    }
    Ok(())
}

#[test]
fn a_port_can_be_had_once() -> io::Result<()> {
    let taken = std::net::TcpListener::bind("127.0.0.1:0")?;
    let port = taken.local_addr()?.port().to_string();
    let output = program(["sandbox", "--port", &port]).output()?;
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(output.stdout.is_empty());
    Ok(())
}
