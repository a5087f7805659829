//! Redis behind TLS.

use voucherify_oauth_redis::redis::aio::ConnectionManager;
use voucherify_oauth_redis::redis::{Client, TlsCertificates};
use voucherify_oauth_redis::{EncryptionKey, RedisStore};

use crate::endpoint::Endpoint;
use crate::machine::{key, secret, source, with_store};
use crate::server::{Server, free_port};

#[tokio::test]
async fn only_a_server_with_a_trusted_certificate_is_used() {
    let rcgen::CertifiedKey { cert, signing_key } =
        rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let [cert_file, key_file] = ["cert.pem", "key.pem"].map(|name| folder.path().join(name));
    std::fs::write(&cert_file, cert.pem()).unwrap();
    std::fs::write(&key_file, signing_key.serialize_pem()).unwrap();
    let port = free_port();
    let arguments = [
        ["--tls-port", &port.to_string()],
        ["--tls-cert-file", cert_file.to_str().unwrap()],
        ["--tls-key-file", key_file.to_str().unwrap()],
        ["--tls-auth-clients", "no"],
    ];
    let redis = Server::start_with(arguments.as_flattened()).await;
    let endpoint = Endpoint::start().await;
    let address = format!("rediss://localhost:{port}");

    let certificates =
        TlsCertificates { client_tls: None, root_cert: Some(cert.pem().into_bytes()) };
    let client = Client::build_with_tls(address.as_str(), certificates).unwrap();
    let connection = ConnectionManager::new(client).await.unwrap();
    let trusted =
        RedisStore::builder(key().parse::<EncryptionKey>().unwrap()).connection(connection);
    secret(&with_store(trusted.clone(), &endpoint.address())).await;
    assert_eq!(secret(&with_store(trusted, &endpoint.address())).await, "s3cret-token-1");
    assert_eq!(redis.names().await.len(), 2);

    // The system's root certificates do not include this server's.
    let doubted = source(&address, &endpoint.address(), &key());
    assert_eq!(secret(&doubted).await, "s3cret-token-2");
}
