//! How to come to a connection.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{Client, RedisResult};

/// Gives a connection that is shared or cheap to clone.
pub(crate) type Connect<C> = Arc<dyn Fn() -> RedisResult<C> + Send + Sync>;

/// Connects on first use, so that a program starts without Redis, and outside of a runtime; then
/// again whenever the connection is lost.
pub(crate) fn on_first_use(client: Client) -> Connect<ConnectionManager> {
    let manager = OnceLock::new();
    Arc::new(move || {
        if let Some(manager) = manager.get() {
            return Ok(ConnectionManager::clone(manager));
        }
        // Whoever waits for the store doesn't wait for long: neither shall what happens on its
        // behalf, nor shall an answer come of an attempt that has become old.
        let config = ConnectionManagerConfig::new()
            .set_number_of_retries(1)
            .set_min_delay(Duration::from_millis(50))
            .set_max_delay(Duration::from_millis(200))
            .set_connection_timeout(Some(Duration::from_secs(1)))
            .set_response_timeout(Some(Duration::from_secs(1)));
        let new = ConnectionManager::new_lazy_with_config(client.clone(), config)?;
        Ok(manager.get_or_init(|| new).clone())
    })
}
