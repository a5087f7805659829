//! A cluster of one server with all slots.

use std::time::Duration;

use tokio::time::sleep;
use voucherify_oauth::token_source::{LeaseRequest, Lookup, TokenKey, TokenStore};
use voucherify_oauth::{Scope, ScopeSet};
use voucherify_oauth_redis::redis::cluster::ClusterClient;
use voucherify_oauth_redis::redis::cmd;
use voucherify_oauth_redis::{EncryptionKey, RedisStore};

use crate::endpoint::Endpoint;
use crate::machine::{key, secret, with_store};
use crate::server::{Server, free_port};

#[tokio::test]
async fn machines_share_a_token_through_a_cluster() {
    let bus = free_port().to_string();
    let arguments = ["--cluster-enabled", "yes", "--cluster-port", &bus];
    let redis = Server::start_with(&arguments).await;
    let mut connection = redis.connection().await;
    let mut slots = cmd("CLUSTER");
    slots.arg("ADDSLOTSRANGE").arg(0).arg(16383).exec_async(&mut connection).await.unwrap();
    loop {
        let info: String = cmd("CLUSTER").arg("INFO").query_async(&mut connection).await.unwrap();
        if info.contains("cluster_state:ok") {
            break;
        }
        sleep(Duration::from_millis(20)).await;
    }

    let client = ClusterClient::new([redis.address()]).unwrap();
    let connection = client.get_async_connection().await.unwrap();
    let store = RedisStore::builder(key().parse::<EncryptionKey>().unwrap()).connection(connection);
    let endpoint = Endpoint::start().await;
    let machine = || with_store(store.clone(), &endpoint.address());
    assert_eq!(secret(&machine()).await, secret(&machine()).await);
    assert_eq!(endpoint.requests(), 1);

    // Different scopes are in different slots.
    for scope in Scope::ALL {
        let scopes = ScopeSet::from(*scope);
        let key = TokenKey::new("app", "https://api.voucherify.io", &scopes);
        let request = LeaseRequest::new(Duration::ZERO, Duration::from_secs(9));
        let Lookup::Granted(lease, None) = store.read_or_lease(key, request).await.unwrap() else {
            panic!("no lease");
        };
        assert!(store.renew(key, lease, Duration::from_secs(9)).await.unwrap());
        store.release(key, lease).await.unwrap();
        store.discard(key, lease.fence).await.unwrap();
    }
}
