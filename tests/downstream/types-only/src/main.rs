//! A crate that passes tokens and scopes around, without HTTP.

use voucherify_oauth_types::{
    IntrospectionResponse, Scope, ScopeSet, TokenRequest, TokenResponse, TokenType,
};

const NEEDED: ScopeSet = ScopeSet::new().with(Scope::Vouchers).with(Scope::Redemptions);

/// Creates a response, as a test of this crate would.
fn response() -> TokenResponse {
    TokenResponse::new()
        .with_access_token("made-up")
        .with_client_id("client")
        .with_expires_at(4_102_444_800)
        .with_expires_in(900)
        .with_scope(NEEDED)
        .with_token_type(TokenType::Bearer)
}

fn side(scope: Scope) -> &'static str {
    match scope {
        Scope::Api => "the whole server side",
        Scope::ClientApi => "the whole client side",
        _ => "a part",
    }
}

fn main() {
    let request = TokenRequest::client_credentials(NEEDED);
    let mut inactive = IntrospectionResponse::new();
    inactive.scope = None;
    assert!(response().scope.covers(&request.scope));
    println!("{} is {}", Scope::Vouchers, side(Scope::Vouchers));
}
