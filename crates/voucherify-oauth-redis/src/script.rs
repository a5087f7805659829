//! The Lua scripts, which Redis runs atomically.

use redis::Script;

/// The scripts of a store.
///
/// Redis caches them by their digests, so their text is sent once to each server.
pub(crate) struct Scripts {
    pub(crate) read_or_lease: Script,
    pub(crate) renew: Script,
    pub(crate) release: Script,
    pub(crate) store: Script,
    pub(crate) discard: Script,
}

impl Scripts {
    pub(crate) fn new() -> Self {
        let with_common =
            |script| Script::new(&[include_str!("scripts/common.lua"), script].concat());
        Self {
            read_or_lease: with_common(include_str!("scripts/read_or_lease.lua")),
            // KEYS: lease. ARGV: fence, new duration of the lease in ms.
            renew: Script::new(
                "if redis.pcall('GET', KEYS[1]) ~= ARGV[1] then return 0 end
                 return redis.call('PEXPIRE', KEYS[1], ARGV[2])",
            ),
            // KEYS: lease. ARGV: fence.
            release: Script::new(
                "if redis.pcall('GET', KEYS[1]) ~= ARGV[1] then return 0 end
                 return redis.call('DEL', KEYS[1])",
            ),
            store: with_common(include_str!("scripts/store.lua")),
            // KEYS: token. ARGV: fence. It is kept, so that an older token is never stored later.
            discard: Script::new(
                "if redis.pcall('HGET', KEYS[1], 'fence') ~= ARGV[1] then return 0 end
                 return redis.call('HDEL', KEYS[1], 'value')",
            ),
        }
    }
}
