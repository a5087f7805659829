//! The page of the sandbox and the proxy, in a real browser:
//! `cargo test -p voucherify-oauth-cli --test cli -- --ignored browser`.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, Read};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use voucherify_oauth_sandbox::Sandbox;

use crate::program::{Running, at, program, send};
use crate::support::builder;

/// The time limit for a page.
const LIMIT: Duration = Duration::from_secs(40);

/// Returns the DOM of a page as a browser builds it with this option.
fn dom(url: impl AsRef<OsStr>, option: &str) -> io::Result<String> {
    let folder = tempfile::tempdir()?;
    let mut profile = OsString::from("--user-data-dir=");
    profile.push(folder.path());
    let mut command = Command::new("chromium");
    command.args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--dump-dom"]);
    // A container has little shared memory.
    command.args(["--disable-dev-shm-usage", option]).arg(&profile).arg(url.as_ref());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut browser = command.spawn()?;
    let mut out = browser.stdout.take().unwrap();
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut text = String::new();
        let read = out.read_to_string(&mut text).map(|_| text);
        sender.send(read)
    });
    let text = receiver.recv_timeout(LIMIT);
    browser.kill()?;
    browser.wait()?;
    text.expect("the browser ends")
}

#[test]
#[ignore = "needs chromium"]
fn a_browser_shows_the_page_of_the_sandbox() -> io::Result<()> {
    let mut running = Running::start(&mut program(["sandbox"]))?;
    let lines = [running.line()?, running.line()?, running.line()?];
    let values = lines.each_ref().map(|line| line.trim_end().split_once('=').unwrap().1);
    let mut token = program(["token", "--scope", "vouchers,campaigns", "-o", "token"]);
    token.env("VOUCHERIFY_BASE_URL", values[0]);
    token.env("VOUCHERIFY_APP_ID", values[1]).env("VOUCHERIFY_APP_TOKEN", values[2]);
    let token = String::from_utf8_lossy(&token.output()?.stdout).trim().to_owned();

    let page = dom(values[0], "--window-size=1000,900")?;
    for text in ["Voucherify OAuth sandbox", "export VOUCHERIFY_APP_ID=", "Get a token", "/live"] {
        assert!(page.contains(text), "{text}: {page}");
    }
    let live = dom(format!("{}/live", values[0]), "--window-size=1000,900")?;
    let cut = format!("<code>{}…</code>", &token[..4]);
    for text in [cut.as_str(), "campaigns vouchers", "POST /v1/oauth/token", " s</td>"] {
        assert!(live.contains(text), "{text}: {live}");
    }
    assert!(!live.contains(&token), "{live}");
    Ok(())
}

/// A page that tries all ways to send a request: `fetch` with and without CORS, an image and a
/// form.
const ATTACK: &str = r#"<body><iframe name="frame"></iframe>
<form method="post" target="frame" action="BASE/v1/vouchers"><input name="a" value="b"></form>
<img src="BASE/v1/vouchers?image"><pre id="log"></pre><script>
const log = (text) => { document.getElementById("log").textContent += text + "\n" };
fetch("BASE/v1/vouchers").then((r) => log("read " + r.status), () => log("not readable"));
fetch("BASE/v1/vouchers", { method: "DELETE" })
  .then((r) => log("sent " + r.status), () => log("not sent"));
fetch("BASE/v1/vouchers", { mode: "no-cors", method: "POST", body: "x" })
  .then(() => log("opaque"), () => log("failed"));
document.forms[0].submit();
</script></body>"#;

fn attack(sandbox: &Sandbox, option: Option<&str>) -> io::Result<()> {
    let arguments = ["proxy", "--scope", "vouchers"].into_iter().chain(option);
    let mut running = Running::start(&mut at(sandbox, arguments))?;
    let line = running.line()?;
    let base_url = line.trim_end().split_once('=').unwrap().1;
    let folder = tempfile::tempdir()?;
    let page = folder.path().join("page.html");
    fs::write(&page, ATTACK.replace("BASE", base_url))?;
    let dom = dom(&page, "--virtual-time-budget=5000")?;
    let log = dom.split("<pre id=\"log\">").nth(1).unwrap().split("</pre>").next().unwrap();
    let mut lines: Vec<_> = log.lines().collect();
    lines.sort_unstable();
    // The second `fetch` fails in its preflight. The third gets a 403 that the page can't see.
    assert_eq!(lines, ["not readable", "not sent", "opaque"]);
    send(&running.child, rustix::process::Signal::TERM)?;
    let output = running.end()?.1;
    let refused = output.lines().filter(|line| line.contains("requests of web pages")).count();
    assert!(refused >= 4, "{output}");
    assert!(!output.contains("200 "), "{output}");
    sandbox.requests().to("/v1/vouchers").assert_count(0);
    Ok(())
}

/// Not even if the page knows the address.
#[test]
#[ignore = "needs chromium"]
fn a_web_page_cannot_use_the_proxy() -> io::Result<()> {
    attack(&builder().start_on_thread()?, None)?;
    attack(&builder().start_on_thread()?, Some("--open"))?;
    attack(&builder().start_on_thread()?, Some("--allow-all-paths"))
}
