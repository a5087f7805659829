//! `proxy`, between a client that sends exact bytes and a sandbox that records them.

use std::io::{self, BufReader, Write};
use std::net::TcpStream;
use std::time::Duration;

use rustix::process::Signal;
use voucherify_oauth_sandbox::{Fault, ManualClock, Sandbox};

use crate::http::{Response, echoing_api, parts, read_chunk, read_head, request, write_chunk};
use crate::program::{Running, at, ended, hangup_is_ignored, line, send};
use crate::support::builder;

/// A proxy without a command, for the scope `vouchers`.
struct Proxy {
    running: Running,
    base_url: String,
}

impl Proxy {
    fn start(sandbox: &Sandbox, options: &[&str]) -> io::Result<Self> {
        let arguments = [&["proxy", "--scope", "vouchers"], options].concat();
        let mut running = Running::start(&mut at(sandbox, arguments))?;
        let line = running.line()?;
        let base_url = line.trim_end().strip_prefix("export VOUCHERIFY_BASE_URL=").unwrap();
        Ok(Self { base_url: base_url.to_owned(), running })
    }

    fn get(&self, path: &str) -> io::Result<Response> {
        self.send("GET", path, &[], "")
    }

    fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> io::Result<Response> {
        request(&self.base_url, method, path, headers, body)
    }
}

#[test]
fn a_request_keeps_its_parts_and_gets_a_token() -> io::Result<()> {
    let sandbox = builder().start_on_thread()?;
    let proxy = Proxy::start(&sandbox, &[])?;
    let headers = [
        ("X-Custom", "kept"),
        ("User-Agent", "report/1"),
        ("Authorization", "Bearer s3cret"),
        ("X-App-Id", "s3cret"),
        ("x-app-token", "s3cret"),
        ("Connection", "x-hop"),
        ("X-Hop", "dropped"),
        ("TE", "trailers"),
        ("Proxy-Authorization", "Basic s3cret"),
    ];
    let response = proxy.send("PUT", "/v1/vouchers/a%20b?x=1&y=%2F", &headers, "{\"a\": 1}")?;
    assert_eq!(response.status, 200, "{response:?}");
    assert!(response.body.contains(r#""method":"PUT""#), "{response:?}");

    let requests = sandbox.requests();
    let request = requests.to("/v1/vouchers/a%20b");
    let request = request.assert_one();
    assert_eq!((request.method(), request.query()), ("PUT", Some("x=1&y=%2F")));
    request.assert_header("x-custom", "kept").assert_header("user-agent", "report/1");
    request.assert_header("host", parts(sandbox.base_url()).0).assert_body("{\"a\": 1}");
    for name in ["x-hop", "te", "connection", "proxy-authorization", "x-app-id", "x-app-token"] {
        request.assert_no_header(name);
    }
    let token = request.header("authorization").unwrap();
    assert!(token.starts_with("Bearer ") && !token.contains("s3cret"));
    assert!(!request.to_string().contains("s3cret"));
    sandbox.assert_issued(1);
    Ok(())
}

#[test]
fn one_token_is_used_while_it_is_valid() -> io::Result<()> {
    let sandbox = builder().start_on_thread()?;
    let proxy = Proxy::start(&sandbox, &[])?;
    for _ in 0..5 {
        assert_eq!(proxy.get("/v1/vouchers")?.status, 200);
    }
    sandbox.assert_issued(1);
    Ok(())
}

#[test]
fn rejected_requests_do_not_reach_the_api() -> io::Result<()> {
    let sandbox = builder().start_on_thread()?;
    for options in [&[][..], &["--open"], &["--allow-all-paths"]] {
        let proxy = Proxy::start(&sandbox, options)?;
        sandbox.forget_requests();
        let origin = [("origin", "https://evil.example")];
        let mut refused = vec![
            (403, proxy.send("GET", "/v1/vouchers", &origin, "")?),
            (403, proxy.send("OPTIONS", "/v1/vouchers", &origin, "")?),
            (403, proxy.send("GET", "/v1/vouchers", &[("host", "evil.example")], "")?),
            (403, proxy.send("GET", "/v1/vouchers", &[("sec-fetch-site", "cross-site")], "")?),
            (403, proxy.send("POST", "/v1/oauth/token", &[], "grant_type=x")?),
            (400, proxy.get("/v1/vouchers/../oauth/token")?),
            (400, proxy.get("/v1/vouchers/\"x")?),
        ];
        if options != ["--allow-all-paths"] {
            let response = proxy.get("/v1/campaigns")?;
            assert!(
                response.body.contains("start the proxy with --scope campaigns"),
                "{response:?}"
            );
            refused.push((403, response));
        }
        if options != ["--open"] {
            let root = proxy.base_url.rsplit_once('/').unwrap().0;
            refused.push((404, request(root, "GET", "/v1/vouchers", &[], "")?));
        }
        for (status, response) in refused {
            assert_eq!(response.status, status, "{options:?} {response:?}");
            assert!(!response.head.contains("access-control"), "{response:?}");
        }
        sandbox.requests().assert_count(0);
        assert_eq!(proxy.get("/v1/vouchers")?.status, 200);
    }
    Ok(())
}

#[test]
fn all_paths_can_be_forwarded() -> io::Result<()> {
    let sandbox = builder().start_on_thread()?;
    let proxy = Proxy::start(&sandbox, &["--allow-all-paths"])?;
    let response = proxy.get("/v1/campaigns")?;
    assert_eq!(response.status, 403, "{response:?}");
    sandbox.requests().to("/v1/campaigns").assert_one();
    Ok(())
}

#[test]
fn redirects_are_returned_and_some_headers_dropped() -> io::Result<()> {
    let sandbox = builder().start_on_thread()?;
    let proxy = Proxy::start(&sandbox, &[])?;
    let elsewhere = "https://elsewhere.example/v1/vouchers";
    let beside = format!("{}0/v1", sandbox.base_url());
    let (own, local) =
        (sandbox.url("/v1/vouchers/x?a=1"), format!("{}/v1/vouchers/x", proxy.base_url));
    for (location, expected) in [
        (&*own, format!("{local}?a=1")),
        ("/v1/vouchers/x", local.clone()),
        ("x", local),
        (elsewhere, elsewhere.to_owned()),
        (&beside, beside.clone()),
    ] {
        let fault = Fault::status(307)
            .header("location", location)
            .header("access-control-allow-origin", "*")
            .header("keep-alive", "timeout=5")
            .header("x-custom", "kept");
        sandbox.inject(fault.on("/v1/vouchers/"));
        let response = proxy.get("/v1/vouchers/")?;
        assert_eq!(response.status, 307);
        assert_eq!(response.header("location"), Some(&*expected));
        assert_eq!(response.header("x-custom"), Some("kept"));
        for name in ["access-control-allow-origin", "keep-alive"] {
            assert_eq!(response.header(name), None);
        }
    }
    Ok(())
}

#[test]
fn a_rejected_token_is_replaced_and_the_request_repeated() -> io::Result<()> {
    let clock = ManualClock::new();
    let sandbox = builder().clock(clock.reader()).start_on_thread()?;
    let proxy = Proxy::start(&sandbox, &[])?;
    assert_eq!(proxy.get("/v1/vouchers")?.status, 200);
    clock.advance(Duration::from_secs(900));
    let response = proxy.send("POST", "/v1/vouchers", &[], "again")?;
    assert_eq!(response.status, 200, "{response:?}");
    sandbox.assert_issued(2);
    let requests = sandbox.requests();
    let posts =
        requests.matching(|request| request.method() == "POST" && request.path() == "/v1/vouchers");
    posts.assert_count(2);
    assert!(posts.iter().all(|request| request.body() == b"again"));

    // A long body is not buffered, so the request is not repeated. The next request gets a new
    // token.
    clock.advance(Duration::from_secs(900));
    let long = "x".repeat(100_000);
    assert_eq!(proxy.send("POST", "/v1/vouchers", &[], &long)?.status, 401);
    assert_eq!(proxy.send("POST", "/v1/vouchers", &[], &long)?.status, 200);
    sandbox.assert_issued(3);
    Ok(())
}

#[test]
fn bodies_are_streamed_both_ways() -> io::Result<()> {
    let api = echoing_api()?;
    let mut command =
        at(&builder().start_on_thread()?, ["proxy", "--scope", "vouchers", "--base-url", &api]);
    let mut running = Running::start(&mut command)?;
    let line = running.line()?;
    let base_url = line.trim_end().strip_prefix("export VOUCHERIFY_BASE_URL=").unwrap();
    let (host, prefix) = parts(base_url);
    let stream = TcpStream::connect(host)?;
    let (mut reader, mut writer) = (BufReader::new(&stream), &stream);
    write!(
        writer,
        "POST {prefix}/v1/vouchers HTTP/1.1\r\nhost: {host}\r\ntransfer-encoding: chunked\r\n\r\n"
    )?;
    write_chunk(&mut writer, "one")?;
    assert_eq!(read_head(&mut reader)?[0], "HTTP/1.1 200 OK");
    assert_eq!(read_chunk(&mut reader)?, "one");
    write_chunk(&mut writer, "two")?;
    assert_eq!(read_chunk(&mut reader)?, "two");
    write_chunk(&mut writer, "")?;
    assert_eq!(read_chunk(&mut reader)?, "");
    Ok(())
}

#[test]
fn a_failed_api_is_reported_as_json() -> io::Result<()> {
    let sandbox = builder().start_on_thread()?;
    let proxy = Proxy::start(&sandbox, &[])?;
    sandbox.inject(Fault::dropped().on("/v1/vouchers").always());
    let response = proxy.get("/v1/vouchers")?;
    assert_eq!(response.status, 502);
    assert!(
        response.body.starts_with(r#"{"code":502,"message":"voucherify-oauth proxy: could not"#)
    );
    Ok(())
}

#[test]
fn a_failed_refresh_is_reported_as_json() -> io::Result<()> {
    let clock = ManualClock::new();
    let sandbox = builder().clock(clock.reader()).start_on_thread()?;
    let proxy = Proxy::start(&sandbox, &["--retry", "0"])?;
    sandbox.inject(Fault::rate_limited(Duration::from_secs(9)).on("/v1/oauth/token").always());
    clock.advance(Duration::from_secs(900));
    assert_eq!(proxy.get("/v1/vouchers")?.status, 401, "the response of the API is returned");
    let response = proxy.get("/v1/vouchers")?;
    assert_eq!((response.status, response.header("retry-after")), (503, Some("9")));
    Ok(())
}

#[test]
fn the_log_omits_prefix_and_query() -> io::Result<()> {
    let sandbox = builder().start_on_thread()?;
    let mut proxy = Proxy::start(&sandbox, &[])?;
    let prefix = proxy.base_url.rsplit_once('/').unwrap().1.to_owned();
    let hint = line(&mut proxy.running.stderr)?;
    assert!(hint.starts_with("note: paste this line"), "{hint}");
    // A request is logged when its response is sent, so the line may follow the response.
    proxy.get("/v1/vouchers?code=s3cret")?;
    let forwarded = line(&mut proxy.running.stderr)?;
    assert!(forwarded.starts_with("200 GET /v1/vouchers "), "{forwarded}");
    proxy.get("/v1/campaigns")?;
    let refused = line(&mut proxy.running.stderr)?;
    assert!(refused.starts_with("403 GET (refused: `GET /v1/campaigns`"), "{refused}");
    send(&proxy.running.child, Signal::TERM)?;
    let (code, rest) = proxy.running.end()?;
    assert_eq!(code, Some(0));
    let output = hint + &forwarded + &refused + &rest;
    assert!(!output.contains(&prefix) && !output.contains("s3cret"), "{output}");
    Ok(())
}

#[test]
fn the_command_gets_only_the_address() -> io::Result<()> {
    let sandbox = builder().start_on_thread()?;
    let script = "env | grep -iE '^(VOUCHERIFY_|NO_PROXY)' | sort; exit 42";
    let arguments = ["proxy", "--scope", "vouchers", "--", "sh", "-c", script];
    let mut command = at(&sandbox, arguments);
    command.env("VOUCHERIFY_ACCESS_TOKEN", "s3cret").env("Voucherify_Profile", "s3cret");
    let output = command.env("NO_PROXY", "corp.example").env_remove("no_proxy").output()?;
    let (out, err, code) = ended(&output);
    assert_eq!((err, code), ("", Some(42)));
    let lines: Vec<_> = out.lines().collect();
    assert_eq!(lines.len(), 3, "{out}");
    assert_eq!(lines[0], "NO_PROXY=corp.example,127.0.0.1,localhost");
    assert!(lines[1].starts_with("VOUCHERIFY_BASE_URL=http://127.0.0.1:"), "{out}");
    assert_eq!(lines[2], "no_proxy=corp.example,127.0.0.1,localhost");
    sandbox.assert_issued(1);
    sandbox.assert_active(0);
    Ok(())
}

#[test]
fn the_command_reaches_the_api_through_the_proxy() -> io::Result<()> {
    let sandbox = builder().start_on_thread()?;
    let mut arguments = vec!["proxy", "--scope", "vouchers", "--"];
    // The command is this program, which uses the address as that of the API and is rejected.
    let program = env!("CARGO_BIN_EXE_voucherify-oauth");
    arguments.extend([
        "env",
        "VOUCHERIFY_APP_ID=some-id",
        "VOUCHERIFY_APP_TOKEN=some-token",
        program,
    ]);
    arguments.extend(["token", "--scope", "vouchers"]);
    let output = at(&sandbox, arguments).output()?;
    let (out, err, code) = ended(&output);
    assert_eq!((out, code), ("", Some(3)), "{err}");
    assert!(err.contains("the OAuth endpoints require keys"), "{err}");
    sandbox.assert_active(0);
    Ok(())
}

#[test]
fn a_signal_closes_the_port_and_revokes_the_token() -> io::Result<()> {
    for signal in [Signal::INT, Signal::TERM, Signal::HUP, Signal::QUIT, Signal::USR1] {
        if signal == Signal::HUP && hangup_is_ignored() {
            continue;
        }
        let sandbox = builder().start_on_thread()?;
        let proxy = Proxy::start(&sandbox, &[])?;
        assert_eq!(proxy.get("/v1/vouchers")?.status, 200);
        sandbox.assert_active(1);
        send(&proxy.running.child, signal)?;
        assert_eq!(proxy.running.end()?.0, Some(0), "{signal:?}");
        sandbox.assert_active(0);
        assert!(request(&proxy.base_url, "GET", "/v1/vouchers", &[], "").is_err());
    }
    Ok(())
}

#[test]
fn a_killed_proxy_leaves_its_token_active() -> io::Result<()> {
    let sandbox = builder().start_on_thread()?;
    let mut proxy = Proxy::start(&sandbox, &[])?;
    proxy.running.child.kill()?;
    proxy.running.child.wait()?;
    assert!(request(&proxy.base_url, "GET", "/v1/vouchers", &[], "").is_err());
    sandbox.assert_active(1);
    Ok(())
}

#[test]
fn a_signal_reaches_the_command_of_a_proxy() -> io::Result<()> {
    let sandbox = builder().start_on_thread()?;
    let script = ["proxy", "--scope", "vouchers", "--", "sh", "-c", "echo ready; exec cat"];
    let mut running = Running::start(&mut at(&sandbox, script))?;
    running.line()?;
    send(&running.child, Signal::TERM)?;
    assert_eq!(running.end()?, (Some(143), String::new()));
    sandbox.assert_active(0);
    Ok(())
}

#[test]
fn a_proxy_without_a_token_does_not_start() -> io::Result<()> {
    let sandbox = builder().start_on_thread()?;
    sandbox.block_key(sandbox.app_id());
    let output = at(&sandbox, ["proxy", "--scope", "vouchers", "--", "echo", "run"]).output()?;
    let (out, err, code) = ended(&output);
    assert_eq!((out, code), ("", Some(3)), "{err}");
    Ok(())
}
