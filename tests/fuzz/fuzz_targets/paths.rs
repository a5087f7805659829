//! A path that a scope covers is below the prefix of the scope for every server, however it decodes
//! the path.
#![no_main]

use libfuzzer_sys::fuzz_target;
use percent_encoding::percent_decode_str;
use url::Url;
use voucherify_oauth_types::{Scope, ScopeSet};

fuzz_target!(|path: &str| {
    let readings = readings(path);
    for scope in Scope::ALL.iter().copied() {
        if !ScopeSet::from(scope).allows(path) {
            continue;
        }
        let prefix = scope.path_prefix().expect("a scope without a path covers nothing");
        for reading in &readings {
            let rest = reading.strip_prefix(prefix);
            let below = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            assert!(below, "{scope} covers {path:?}, which can be read as {reading:?}");
            let resource = reading.trim_start_matches("/client").trim_start_matches("/v1");
            let keys_only = resource == "/oauth" || resource.starts_with("/oauth/");
            assert!(!keys_only, "{scope} covers {path:?}, which can be read as {reading:?}");
        }
    }
    if let Some(scope) = Scope::for_path(path) {
        assert!(ScopeSet::from(scope).allows(path), "{scope} was returned for {path:?}");
        let side = Scope::whole_side_for_path(path).expect("a resource is on a side");
        assert!(ScopeSet::from(side).covers(&ScopeSet::from(scope)));
    }
    if let Some(side) = Scope::whole_side_for_path(path) {
        assert!(ScopeSet::from(side).allows(path), "{side} was returned for {path:?}");
    }
});

/// Returns the path that a URL parser sends, and the path to which a server may decode it.
fn readings(path: &str) -> Vec<String> {
    let Ok(url) = Url::parse(&format!("https://api.example.org{path}")) else { return Vec::new() };
    if url.host_str() != Some("api.example.org") {
        // The path is part of the host, so no scope may cover it.
        return vec![String::new()];
    }
    let sent = url.path().trim_end_matches('/').to_owned();
    // A server that decodes, treats a backslash as a slash, and then resolves dot segments.
    let decoded = percent_decode_str(&sent).decode_utf8_lossy().replace('\\', "/");
    vec![sent, resolved(&decoded)]
}

fn resolved(path: &str) -> String {
    let mut segments = Vec::new();
    for segment in path.split('/').skip(1) {
        match segment {
            ".." => drop(segments.pop()),
            "." | "" => {}
            name => segments.push(name),
        }
    }
    segments.iter().map(|segment| format!("/{segment}")).collect()
}
