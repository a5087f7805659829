//! The data that Redis stores contains no secret.

use voucherify_oauth_redis::redis::{AsyncTypedCommands, cmd};

use crate::endpoint::{Endpoint, SECRET};
use crate::machine::{APP_ID, APP_TOKEN, key, secret, source};
use crate::server::Server;

/// Returns the texts that must not be stored.
fn hidden() -> Vec<Vec<u8>> {
    let mut hidden: Vec<Vec<u8>> =
        [SECRET, APP_ID, APP_TOKEN, &key(), "access_token", "vouchers", "client-1"]
            .map(|text| text.as_bytes().to_vec())
            .into();
    hidden.push(vec![0x4f; 32]);
    hidden
}

fn assert_hides(what: &str, bytes: &[u8]) {
    for hidden in hidden() {
        let found = bytes.windows(hidden.len()).any(|window| window == hidden);
        assert!(!found, "{what} contains {}", String::from_utf8_lossy(&hidden));
    }
}

#[tokio::test]
async fn stored_data_contains_no_secret_and_expires() {
    let redis = Server::start().await;
    let endpoint = Endpoint::start().await;
    secret(&source(&redis.address(), &endpoint.address(), &key())).await;
    let mut connection = redis.connection().await;
    let names = redis.names().await;
    assert_eq!(names.len(), 2, "a token and a fence: {names:?}");
    for name in &names {
        assert_hides("a name", name.as_bytes());
        let dump: Vec<u8> = cmd("DUMP").arg(name).query_async(&mut connection).await.unwrap();
        assert!(dump.len() > 10);
        assert_hides(name, &dump);
        let ttl: i64 = cmd("PTTL").arg(name).query_async(&mut connection).await.unwrap();
        assert!(ttl > 0, "{name} never expires");
        if name.ends_with(":token") {
            assert!((880_000..=900_000).contains(&ttl), "{ttl}");
        }
    }
    // Checks that the search finds plain text.
    connection.set("sign", "a-sign-in-clear").await.unwrap();
    cmd("SAVE").exec_async(&mut connection).await.unwrap();
    let file = std::fs::read(redis.file()).unwrap();
    assert!(file.windows(15).any(|window| window == b"a-sign-in-clear"));
    assert_hides("the file", &file);
}
