//! Connects to Redis lazily.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{Client, RedisResult};

/// Returns a connection that is shared or cheap to clone.
pub(crate) type Connect<C> = Arc<dyn Fn() -> RedisResult<C> + Send + Sync>;

/// Connects on first use, so that a program starts without Redis and outside of a runtime.
/// Reconnects when the connection is lost.
pub(crate) fn on_first_use(client: Client) -> Connect<ConnectionManager> {
    let manager = OnceLock::new();
    Arc::new(move || {
        if let Some(manager) = manager.get() {
            return Ok(ConnectionManager::clone(manager));
        }
        // Callers wait for the store for half a second at most, so the connection's own attempts
        // are short, too. A response to an abandoned request would be stale.
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
