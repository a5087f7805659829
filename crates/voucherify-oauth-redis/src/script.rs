//! What Redis does in one step, as scripts: nothing comes in between.

use redis::Script;

/// The scripts, each named for what it does.
///
/// Redis remembers them by their digests, so that their text is sent once to each server.
pub(crate) struct Scripts {
    pub(crate) read: Script,
    pub(crate) lease: Script,
    pub(crate) renew: Script,
    pub(crate) release: Script,
    pub(crate) store: Script,
    pub(crate) discard: Script,
}

impl Scripts {
    pub(crate) fn new() -> Self {
        Self {
            read: Script::new(include_str!("scripts/read.lua")),
            lease: Script::new(include_str!("scripts/lease.lua")),
            renew: Script::new(include_str!("scripts/renew.lua")),
            release: Script::new(include_str!("scripts/release.lua")),
            store: Script::new(include_str!("scripts/store.lua")),
            discard: Script::new(include_str!("scripts/discard.lua")),
        }
    }
}
