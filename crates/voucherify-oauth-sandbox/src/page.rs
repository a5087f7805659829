//! A page for a browser that shows the state of the sandbox, without scripts.

use std::fmt::{self, Write};

use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderName, HeaderValue, StatusCode};
use voucherify_oauth_types::{Scope, TokenResponse};

use crate::clock::unix_seconds;
use crate::form::Form;
use crate::response::{Problem, Response};
use crate::service::{Service, issue, requested_scope};
use crate::{Key, RecordedRequest};

/// How many tokens and requests are shown.
const SHOWN: usize = 50;

/// The longest shown text from a request, in characters.
const LONGEST_TEXT: usize = 120;

/// Forbids scripts and resources from other origins.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; \
                      form-action 'self'; frame-ancestors 'self'; base-uri 'none'";

const STYLE: &str = "<style>
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; color: #222 }
body.live { margin: 0 }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin-top: 1.5rem }
pre, code { font-family: ui-monospace, monospace; background: #f3f3f3; user-select: all }
pre { padding: .7rem; overflow-x: auto }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: .25rem .7rem .25rem 0; border-bottom: 1px solid #ddd }
iframe { border: 0; width: 100%; height: 32rem }
.bad { color: #b00020 } .good { color: #0a6b2b }
input, button { font: inherit; padding: .3rem .5rem }
</style>";

/// What the page shows about the sandbox itself.
pub(crate) struct Page {
    pub(crate) base_url: String,
    /// The first key of the project.
    pub(crate) key: Key,
}

impl Page {
    /// Responds to a request for the page. Returns `None` for any other request.
    pub(crate) fn respond(&self, service: &Service, request: &RecordedRequest) -> Option<Response> {
        let now = service.now();
        match (request.method(), request.path()) {
            ("GET", "/") => Some(html(StatusCode::OK, &self.main(&None))),
            ("POST", "/") => {
                let issued = self.issue(service, request, now);
                let status = issued.as_ref().map_or_else(Problem::status, |_| StatusCode::OK);
                Some(html(status, &self.main(&Some(issued))))
            }
            ("GET", "/live") => Some(html(StatusCode::OK, &live(service, now))),
            (_, "/" | "/live") => {
                Some(Response::empty(StatusCode::METHOD_NOT_ALLOWED).allowing("GET, POST"))
            }
            _ => None,
        }
    }

    /// Issues a token for the form. Rejects forms of other origins.
    fn issue(
        &self,
        service: &Service,
        request: &RecordedRequest,
        now: i64,
    ) -> Result<TokenResponse, Problem> {
        let port = self.base_url.rsplit(':').next().unwrap_or_default();
        let own = [self.base_url.clone(), format!("http://localhost:{port}")];
        if request.header("origin").is_some_and(|origin| !own.iter().any(|own| own == origin)) {
            return Err(Problem::forbidden("Only the form of this page may request tokens"));
        }
        let scope = requested_scope(&Form::of(request), &service.settings.new_scopes)?;
        let client_id = service.state_at(now).keys.client_id(self.key.app_id()).map(str::to_owned);
        let client_id = client_id.ok_or_else(|| Problem::unauthorized("The key was deleted"))?;
        issue(service, &client_id, &scope, now)
    }

    fn main(&self, issued: &Option<Result<TokenResponse, Problem>>) -> String {
        let (base_url, key) = (Text(&self.base_url), &self.key);
        let scopes = Scope::ALL.iter().map(|scope| format!("<option value=\"{scope}\">"));
        let mut text = format!(
            "<title>Voucherify OAuth sandbox</title>{STYLE}\n\
             <h1>Voucherify OAuth sandbox</h1>\n\
             <p>A fake of the service on this machine, at <code>{base_url}</code>. Its keys and \
             tokens do not work elsewhere.</p>\n\
             <h2>Use it in a terminal</h2>\n\
             <pre>export VOUCHERIFY_BASE_URL={base_url}\nexport VOUCHERIFY_APP_ID={id}\n\
             export VOUCHERIFY_APP_TOKEN={token}</pre>\n\
             <h2>Get a token</h2>\n\
             <form method=\"post\" action=\"/\"><label>Scopes, separated by spaces: \
             <input name=\"scope\" value=\"vouchers\" list=\"scopes\" required></label> \
             <datalist id=\"scopes\">{scopes}</datalist>\
             <button>Get a token</button></form>\n",
            id = Text(key.app_id()),
            token = Text(key.app_token()),
            scopes = scopes.collect::<String>(),
        );
        let _ = match issued {
            None => Ok(()),
            Some(Err(problem)) => {
                writeln!(text, "<p class=\"bad\">No token: {}</p>", Text(&problem.to_string()))
            }
            Some(Ok(token)) => {
                let scope = token.scope.to_string();
                let path = token.scope.known().next().map(prefix).unwrap_or_default();
                writeln!(
                    text,
                    "<p class=\"good\">A token for <code>{}</code>, for {} seconds:</p>\n\
                     <pre>curl -H 'Authorization: Bearer {}' {base_url}{}</pre>",
                    Text(&scope),
                    token.expires_in,
                    Text(token.access_token.expose_secret()),
                    Text(path),
                )
            }
        };
        text + "<iframe src=\"/live\" title=\"Tokens and requests\"></iframe>\n"
    }
}

/// Returns a path that a scope covers.
fn prefix(scope: Scope) -> &'static str {
    scope.path_prefix().unwrap_or_default()
}

/// Returns the part of the page that the browser reloads.
fn live(service: &Service, now: i64) -> String {
    let mut text = format!(
        "<meta http-equiv=\"refresh\" content=\"1\"><title>Tokens and requests</title>{STYLE}\n\
         <body class=\"live\">\n"
    );
    // Writing to a string cannot fail.
    let _ = tokens(&mut text, service, now).and_then(|()| requests(&mut text, service, now));
    text
}

fn tokens(text: &mut String, service: &Service, now: i64) -> fmt::Result {
    let state = service.state_at(now);
    let counts = state.tokens.counts();
    writeln!(
        text,
        "<h2>Active tokens: {}</h2>\n\
         <p>Issued: {}, expired: {}, revoked: {}, ended with their key: {}.</p>\n\
         <table><tr><th>token<th>scopes<th>expires in<th>client</tr>",
        counts.active, counts.issued, counts.expired, counts.revoked, counts.key_gone
    )?;
    for (secret, token) in state.tokens.active_in_order().take(SHOWN) {
        let start: String = secret.chars().take(4).collect();
        writeln!(
            text,
            "<tr><td><code>{}…</code><td>{}<td>{} s<td>{}</tr>",
            Text(&start),
            Text(&token.scope.to_string()),
            token.expires_at - now,
            Text(&token.client_id)
        )?;
    }
    writeln!(text, "</table>")
}

fn requests(text: &mut String, service: &Service, now: i64) -> fmt::Result {
    writeln!(text, "<h2>Last requests</h2>\n<table><tr><th>when<th>request<th>response</tr>")?;
    for request in service.recorder.kept().iter().rev().take(SHOWN) {
        let (class, outcome) = match request.status() {
            None => ("bad", "none".to_owned()),
            Some(status) => (if status < 400 { "good" } else { "bad" }, status.to_string()),
        };
        writeln!(
            text,
            "<tr><td>{} s ago<td>{} {}<td class=\"{class}\">{outcome}</tr>",
            (now - unix_seconds(request.at())).max(0),
            Text(request.method()),
            Text(request.path()),
        )?;
    }
    writeln!(text, "</table>")
}

fn html(status: StatusCode, body: &str) -> Response {
    let mut response = Response::empty(status);
    response.body =
        format!("<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\">{body}").into();
    for (name, value) in [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("content-security-policy"), POLICY),
        (HeaderName::from_static("x-content-type-options"), "nosniff"),
    ] {
        response.headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Text from a request, truncated and escaped for HTML.
struct Text<'t>(&'t str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut characters = self.0.chars();
        for character in characters.by_ref().take(LONGEST_TEXT) {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                control if control.is_control() => write!(f, "{}", control.escape_debug())?,
                other => f.write_char(other)?,
            }
        }
        if characters.next().is_some() { f.write_char('…') } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_and_truncated() {
        assert_eq!(Text("<a href='x'>&\"").to_string(), "&lt;a href=&#39;x&#39;&gt;&amp;&quot;");
        assert_eq!(Text("a\u{1b}b\nc").to_string(), "a\\u{1b}b\\nc");
        assert_eq!(Text(&"ä".repeat(200)).to_string(), "ä".repeat(LONGEST_TEXT) + "…");
    }
}
