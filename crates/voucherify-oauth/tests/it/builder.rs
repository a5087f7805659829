//! Building a client: settings that are accepted and refused.

use voucherify_oauth::{Client, Cluster, Credentials};

use crate::support::{APP_ID, APP_TOKEN, credentials};

#[test]
fn a_client_can_be_built_without_a_runtime() {
    let client = Client::builder(credentials()).base_url("http://localhost:1").build().unwrap();
    assert_eq!(client.base_url(), "http://localhost:1");
}

#[test]
#[cfg(any(feature = "rustls", feature = "native-tls"))]
fn the_default_cluster_is_europe() {
    let client = Client::new(credentials()).unwrap();
    assert_eq!(client.base_url(), "https://api.voucherify.io");
}

#[test]
#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
fn https_without_tls_is_refused_at_once() {
    let error = Client::new(credentials()).unwrap_err();
    assert!(error.is_builder() && !error.is_transient());
    assert!(error.to_string().contains("enable the feature `rustls`"), "{error}");
}

#[test]
fn the_last_base_url_counts() {
    let builder = Client::builder(credentials()).cluster(Cluster::As1);
    let client = builder.base_url("http://localhost:1").build().unwrap();
    assert_eq!(client.base_url(), "http://localhost:1");
    // The last address is invalid, and the error shows that it counts.
    let builder = Client::builder(credentials()).base_url("not a URL").cluster(Cluster::As1);
    let error = builder.base_url("http://api.voucherify.io").build().unwrap_err();
    assert!(error.to_string().contains("must begin with https://"), "{error}");
}

#[test]
#[cfg(any(feature = "rustls", feature = "native-tls"))]
fn each_cluster_has_an_address() {
    for (cluster, base_url) in [
        (Cluster::Europe, "https://api.voucherify.io"),
        (Cluster::Us1, "https://us1.api.voucherify.io"),
        (Cluster::As1, "https://as1.api.voucherify.io"),
    ] {
        let client = Client::builder(credentials()).base_url("not a URL").cluster(cluster).build();
        assert_eq!(client.unwrap().base_url(), base_url);
        assert_eq!(base_url, format!("https://{cluster}.voucherify.io"));
    }
}

#[test]
fn an_invalid_base_url_is_refused() {
    for (base_url, problem) in [
        ("http://api.voucherify.io", "must begin with https://"),
        ("ftp://api.voucherify.io", "must begin with https://"),
        ("api.voucherify.io", "is not an absolute URL"),
        ("https://me:s3cret@api.voucherify.io", "contains a user name or a password"),
        ("https://api.voucherify.io?s3cret", "contains a query or a fragment"),
    ] {
        let error = Client::builder(credentials()).base_url(base_url).build().unwrap_err();
        assert!(error.is_builder() && !error.is_transient());
        assert!(error.to_string().contains(problem), "{base_url}: {error}");
        assert!(!format!("{error} {error:?}").contains("s3cret"));
    }
}

#[test]
fn an_invalid_setting_is_refused() {
    let builder = || Client::builder(credentials()).base_url("http://localhost:1");
    let mut unfit = vec![builder().root_certificates("s3cret")];
    for url in ["s3cret", "s3cret.example:3128", "socks5://s3cret.example", "http://"] {
        unfit.push(builder().proxy(url));
    }
    for suffix in ["", "s3cret\r\nx: y", "s3cr\u{e9}t"] {
        unfit.push(builder().user_agent_suffix(suffix));
    }
    for builder in unfit {
        let error = builder.build().unwrap_err();
        assert!(error.is_builder() && !error.is_transient(), "{error}");
        assert!(!format!("{error} {error:?}").contains("s3c"), "{error:?}");
    }
}

/// Run by the next test, with the variables set.
#[test]
#[ignore = "only within another test"]
fn credentials_of_this_environment() {
    let text = match Credentials::from_env() {
        Ok(credentials) => format!("{credentials:?}"),
        Err(error) => format!("builder {}: {error}", error.is_builder()),
    };
    std::fs::write(std::env::var_os("RESULT").unwrap(), text).unwrap();
}

#[test]
fn credentials_are_read_from_the_environment() {
    let (id, token) = ("VOUCHERIFY_APP_ID", "VOUCHERIFY_APP_TOKEN");
    let result = std::env::temp_dir().join(format!("voucherify-oauth-{}", std::process::id()));
    let read = |variables: &[(&str, &str)]| {
        let status = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "builder::credentials_of_this_environment", "--ignored"])
            .env_remove(id)
            .env_remove(token)
            .envs(variables.iter().copied())
            .env("RESULT", &result)
            .output()
            .unwrap();
        assert!(status.status.success(), "{status:?}");
        std::fs::read_to_string(&result).unwrap()
    };
    assert_eq!(read(&[(id, "k3y"), (token, "k3y")]), "Credentials { .. }");
    assert_eq!(read(&[(token, "k3y")]), "builder true: VOUCHERIFY_APP_ID is not set");
    assert_eq!(read(&[(id, "k3y")]), "builder true: VOUCHERIFY_APP_TOKEN is not set");
    assert_eq!(read(&[(id, ""), (token, "k3y")]), "builder true: VOUCHERIFY_APP_ID is empty");
    let spaced = read(&[(id, "k3y"), (token, "k3y\n")]);
    assert!(
        spaced.starts_with("builder true: VOUCHERIFY_APP_TOKEN contains a space, "),
        "{spaced}"
    );
    assert!(!spaced.contains("k3y"), "{spaced}");
    std::fs::remove_file(result).unwrap();
}

#[test]
fn debug_names_the_settings_and_no_key() {
    let builder = Client::builder(credentials()).base_url("http://me:s3cret@localhost:1");
    let expected = "ClientBuilder { timeout: 15s, connect_timeout: 5s, .. }";
    assert_eq!(format!("{builder:?}"), expected);
    let client = Client::builder(credentials()).base_url("http://localhost:1").build().unwrap();
    assert_eq!(format!("{client:?}"), "Client { base_url: \"http://localhost:1\", .. }");
    let credentials = Credentials::new(APP_ID, APP_TOKEN).unwrap();
    assert_eq!(format!("{credentials:?}"), "Credentials { .. }");
}

#[test]
fn the_error_of_the_http_client_is_the_source() {
    let http = || reqwest::Client::builder().user_agent("a\nb");
    let builder = Client::builder(credentials()).base_url("http://localhost:1").http(http);
    let error = builder.build().unwrap_err();
    assert!(error.is_builder() && !error.is_transient());
    assert_eq!(error.to_string(), "could not build the HTTP client");
    let source = std::error::Error::source(&error).unwrap();
    assert_eq!(source.to_string(), "builder error");
}
