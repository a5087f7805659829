//! The keys of the project.

use std::collections::HashMap;

/// A key of the fake project, which clients send as `X-App-Id` and `X-App-Token`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    app_id: String,
    app_token: String,
}

impl Key {
    /// Creates a key with this ID and this secret.
    #[must_use]
    pub fn new(app_id: impl Into<String>, app_token: impl Into<String>) -> Self {
        Self { app_id: app_id.into(), app_token: app_token.into() }
    }

    /// Returns the value of `X-App-Id`.
    #[must_use]
    pub fn app_id(&self) -> &str {
        &self.app_id
    }

    /// Returns the value of `X-App-Token`.
    #[must_use]
    pub fn app_token(&self) -> &str {
        &self.app_token
    }
}

/// What a key is allowed to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyState {
    Good,
    Blocked,
    Forbidden,
}

struct Entry {
    app_token: String,
    client_id: String,
    state: KeyState,
}

/// Why the keys of a request are rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    Unknown,
    Blocked,
    Forbidden,
}

/// All keys that were not deleted, by ID.
#[derive(Default)]
pub(crate) struct Keys {
    entries: HashMap<String, Entry>,
}

impl Keys {
    /// Adds a key, or replaces the secret of the key with this ID.
    pub(crate) fn put(&mut self, key: &Key, client_id: String) {
        let Key { app_id, app_token } = key.clone();
        self.entries.insert(app_id, Entry { app_token, client_id, state: KeyState::Good });
    }

    /// Returns the OAuth client of the key if the key may use OAuth.
    pub(crate) fn check(&self, app_id: &[u8], app_token: &[u8]) -> Result<&str, Refusal> {
        let id = std::str::from_utf8(app_id).map_err(|_| Refusal::Unknown)?;
        let entry = self.entries.get(id).ok_or(Refusal::Unknown)?;
        if entry.app_token.as_bytes() != app_token {
            return Err(Refusal::Unknown);
        }
        match entry.state {
            KeyState::Good => Ok(&entry.client_id),
            KeyState::Blocked => Err(Refusal::Blocked),
            KeyState::Forbidden => Err(Refusal::Forbidden),
        }
    }

    /// Returns the OAuth client of an existing key in any state.
    pub(crate) fn client_id(&self, app_id: &str) -> Option<&str> {
        self.entries.get(app_id).map(|entry| entry.client_id.as_str())
    }

    /// Deletes a key and returns its OAuth client.
    pub(crate) fn delete(&mut self, app_id: &str) -> Option<String> {
        self.entries.remove(app_id).map(|entry| entry.client_id)
    }

    /// Sets the state of a key. Returns `true` if the key exists.
    pub(crate) fn set_state(&mut self, app_id: &str, state: KeyState) -> bool {
        let entry = self.entries.get_mut(app_id);
        entry.map(|entry| entry.state = state).is_some()
    }

    /// Replaces the secret of a key. Returns `true` if the key exists.
    pub(crate) fn set_secret(&mut self, app_id: &str, app_token: &str) -> bool {
        let entry = self.entries.get_mut(app_id);
        entry.map(|entry| entry.app_token = app_token.to_owned()).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Keys {
        let mut keys = Keys::default();
        keys.put(&Key::new("id", "secret"), "client".to_owned());
        keys
    }

    #[test]
    fn both_halves_must_match() {
        let keys = keys();
        assert_eq!(keys.check(b"id", b"secret"), Ok("client"));
        for (app_id, app_token) in [("id", "other"), ("other", "secret"), ("secret", "id")] {
            let checked = keys.check(app_id.as_bytes(), app_token.as_bytes());
            assert_eq!(checked, Err(Refusal::Unknown));
        }
        assert_eq!(keys.check(b"\xFF", b"secret"), Err(Refusal::Unknown));
    }

    #[test]
    fn a_wrong_secret_does_not_reveal_a_blocked_key() {
        let mut keys = keys();
        assert!(keys.set_state("id", KeyState::Blocked));
        assert_eq!(keys.check(b"id", b"secret"), Err(Refusal::Blocked));
        assert_eq!(keys.check(b"id", b"other"), Err(Refusal::Unknown));
    }

    #[test]
    fn a_deleted_key_is_unknown() {
        let mut keys = keys();
        assert_eq!(keys.delete("id").as_deref(), Some("client"));
        assert_eq!(keys.check(b"id", b"secret"), Err(Refusal::Unknown));
        assert!(!keys.set_state("id", KeyState::Good) && !keys.set_secret("id", "x"));
    }
}
