//! The page for a browser.

use std::time::Duration;

use voucherify_oauth_sandbox::{Fault, ManualClock, RateLimit, Sandbox, SandboxBuilder};
use voucherify_oauth_types::Scope;

use crate::client::{FORM, Reply, get, request_token, send};

async fn with_page(builder: SandboxBuilder) -> Sandbox {
    builder.page().start().await.unwrap()
}

fn text(reply: &Reply) -> String {
    String::from_utf8(reply.body.clone()).unwrap()
}

async fn submit(sandbox: &Sandbox, scope: &str, headers: &[(&str, &str)]) -> Reply {
    let headers = [&[("content-type", FORM)], headers].concat();
    send(sandbox, "POST", "/", &headers, format!("scope={scope}").as_bytes()).await
}

#[tokio::test]
async fn the_page_shows_how_to_use_the_sandbox() {
    let sandbox = with_page(Sandbox::builder()).await;
    let reply = send(&sandbox, "GET", "/", &[], b"").await;
    assert_eq!(reply.status, 200);
    let page = text(&reply);
    for (name, value) in [
        ("BASE_URL", sandbox.base_url()),
        ("APP_ID", sandbox.app_id()),
        ("APP_TOKEN", sandbox.app_token()),
    ] {
        assert!(page.contains(&format!("export VOUCHERIFY_{name}={value}")), "{page}");
    }
    assert!(page.contains("src=\"/live\"") && !page.contains("<script"), "{page}");
    assert!(reply.header("content-security-policy").unwrap().contains("default-src 'none'"));
}

#[tokio::test]
async fn the_page_shows_tokens_and_requests() {
    let clock = ManualClock::new();
    let sandbox = with_page(Sandbox::builder().clock(clock.reader())).await;
    let token = request_token(&sandbox, "vouchers").await.token();
    clock.advance(Duration::from_secs(100));
    get(&sandbox, "/v1/campaigns/a&'b'", &token).await;
    let page = text(&send(&sandbox, "GET", "/live", &[], b"").await);
    assert!(page.contains("http-equiv=\"refresh\""), "{page}");
    assert!(
        page.contains(&format!("<code>{}…</code><td>vouchers<td>800 s", &token[..4])),
        "{page}"
    );
    assert!(!page.contains(&token), "{page}");
    let requests = "0 s ago<td>GET /v1/campaigns/a&amp;&#39;b&#39;<td class=\"bad\">403</tr>\n\
                    <tr><td>100 s ago<td>POST /v1/oauth/token<td class=\"good\">200</tr>";
    assert!(page.contains(requests), "{page}");
}

#[tokio::test]
async fn the_form_gets_a_token() {
    let sandbox = with_page(Sandbox::builder().token_limit(1)).await;
    let own = [("origin", sandbox.base_url())];
    let page = text(&submit(&sandbox, "vouchers+campaigns", &own).await);
    let secret = page.split("Bearer ").nth(1).unwrap().split('\'').next().unwrap();
    assert_eq!(get(&sandbox, "/v1/vouchers", secret).await.status, 200);

    let reply = submit(&sandbox, "vouchers", &own).await;
    assert_eq!(reply.status, 429);
    assert!(text(&reply).contains("No token: Too many active tokens"));
    let reply = submit(&sandbox, "<i>", &own).await;
    assert_eq!(reply.status, 400);
    assert!(text(&reply).contains("`&lt;i&gt;` is not known"));
}

#[tokio::test]
async fn a_form_of_another_origin_is_rejected() {
    let sandbox = with_page(Sandbox::builder()).await;
    for origin in ["https://evil.example", "null", "http://127.0.0.1:1"] {
        assert_eq!(submit(&sandbox, "vouchers", &[("origin", origin)]).await.status, 403);
    }
    sandbox.assert_issued(0);
}

#[tokio::test]
async fn requests_for_the_page_are_not_counted() {
    let limit = RateLimit::new(0, Duration::from_secs(60));
    let builder = Sandbox::builder().rate_limit(limit);
    let sandbox = with_page(builder).await;
    sandbox.inject(Fault::dropped().always());
    sandbox.issue(Scope::Vouchers);
    for path in ["/", "/live"] {
        assert_eq!(send(&sandbox, "GET", path, &[], b"").await.status, 200);
        assert_eq!(send(&sandbox, "PUT", path, &[], b"").await.status, 405);
    }
    sandbox.requests().assert_count(0);
}

#[tokio::test]
async fn the_page_is_disabled_by_default() {
    let sandbox = Sandbox::start().await.unwrap();
    assert_eq!(send(&sandbox, "GET", "/", &[], b"").await.status, 404);
    sandbox.requests().assert_count(1);
}
