//! What can happen to the project's keys.

use super::Sandbox;
use crate::Key;
use crate::keys::KeyState;

impl Sandbox {
    /// Adds a key to the project.
    pub fn add_key(&self, key: &Key) {
        let mut state = self.service.state_at(self.service.now());
        let client_id = state.mint.id("oauth_client");
        state.keys.put(key, client_id);
    }

    /// Deletes a key: it gets 401 from now on, and its tokens end, at once or after
    /// [`Builder::tokens_outlive_key_by`](crate::Builder::tokens_outlive_key_by). Whether there
    /// was such a key.
    pub fn delete_key(&self, app_id: &str) -> bool {
        let now = self.service.now();
        let mut state = self.service.state_at(now);
        let client_id = state.keys.delete(app_id);
        if let Some(client_id) = &client_id {
            state
                .tokens
                .end_with_key(client_id, now.saturating_add(self.service.settings.outlive_key));
        }
        client_id.is_some()
    }

    /// Blocks a key: like [deleting](Self::delete_key) it, but [`unblock_key`](Self::unblock_key)
    /// brings it back. Whether there is such a key.
    pub fn block_key(&self, app_id: &str) -> bool {
        let now = self.service.now();
        let mut state = self.service.state_at(now);
        let client_id = state.keys.client_id(app_id).map(str::to_owned);
        if let Some(client_id) = &client_id {
            state.keys.set_state(app_id, KeyState::Blocked);
            state
                .tokens
                .end_with_key(client_id, now.saturating_add(self.service.settings.outlive_key));
        }
        client_id.is_some()
    }

    /// Makes a blocked or forbidden key good again; tokens that have ended stay so. Whether there
    /// is such a key.
    pub fn unblock_key(&self, app_id: &str) -> bool {
        self.set_key_state(app_id, KeyState::Good)
    }

    /// Takes the use of OAuth from a key: it gets 403 from now on, its tokens stay good. Whether
    /// there is such a key.
    pub fn forbid_key(&self, app_id: &str) -> bool {
        self.set_key_state(app_id, KeyState::Forbidden)
    }

    /// Gives a key another secret, which is returned: the old one gets 401 from now on, the key's
    /// tokens stay good. `None` if there is no such key.
    pub fn regenerate_key(&self, app_id: &str) -> Option<Key> {
        let mut state = self.service.state_at(self.service.now());
        let app_token = state.mint.uuid();
        state.keys.set_secret(app_id, &app_token).then(|| Key::new(app_id, app_token))
    }

    fn set_key_state(&self, app_id: &str, key: KeyState) -> bool {
        self.service.state_at(self.service.now()).keys.set_state(app_id, key)
    }
}
