//! The issued tokens and their status.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use voucherify_oauth_types::ScopeSet;

/// The status of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenStatus {
    /// It can be used.
    Active,
    /// Its lifetime is over.
    Expired,
    /// It was revoked.
    Revoked,
    /// Its key was deleted or blocked.
    KeyGone,
    /// This sandbox never issued it.
    Unknown,
}

/// The number of tokens by status. Returned by [`Sandbox::tokens`](crate::Sandbox::tokens).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TokenCounts {
    /// All issued tokens: the sum of the other fields.
    pub issued: usize,
    /// Active tokens.
    pub active: usize,
    /// Expired tokens.
    pub expired: usize,
    /// Revoked tokens.
    pub revoked: usize,
    /// Tokens whose key was deleted or blocked.
    pub key_gone: usize,
}

#[derive(Debug)]
pub(crate) struct Token {
    pub(crate) client_id: String,
    pub(crate) scope: ScopeSet,
    /// The `expires_at` of the response, in seconds since the Unix epoch.
    pub(crate) expires_at: i64,
    /// When it becomes inactive, which is earlier if its key is gone.
    ends_at: i64,
    /// Its status after `ends_at`.
    end: TokenStatus,
    status: TokenStatus,
}

/// All issued tokens, and the active ones ordered by expiry.
///
/// Tokens expire lazily: call [`settle`](Self::settle) before any other method.
#[derive(Default)]
pub(crate) struct Tokens {
    all: HashMap<Arc<str>, Token>,
    active: BTreeSet<(i64, Arc<str>)>,
    counts: TokenCounts,
}

impl Tokens {
    /// Expires the tokens whose lifetime is over.
    pub(crate) fn settle(&mut self, now: i64) {
        while let Some((ends, _)) = self.active.first()
            && *ends <= now
            && let Some((_, text)) = self.active.pop_first()
            && let Some(token) = self.all.get_mut(&text)
        {
            let end = token.end;
            token.status = end;
            self.count(end);
        }
    }

    pub(crate) fn add(&mut self, text: &str, client_id: String, scope: ScopeSet, expires_at: i64) {
        let text: Arc<str> = text.into();
        self.active.insert((expires_at, text.clone()));
        let (end, status) = (TokenStatus::Expired, TokenStatus::Active);
        self.all
            .insert(text, Token { client_id, scope, expires_at, ends_at: expires_at, end, status });
        self.counts.issued += 1;
    }

    /// Returns the token if it is active.
    pub(crate) fn active(&self, text: &str) -> Option<&Token> {
        self.all.get(text).filter(|token| token.status == TokenStatus::Active)
    }

    /// Returns the active tokens with their texts, ordered by expiry.
    pub(crate) fn active_in_order(&self) -> impl Iterator<Item = (&str, &Token)> {
        self.active.iter().filter_map(|(_, text)| Some((text.as_ref(), self.all.get(text)?)))
    }

    pub(crate) fn status(&self, text: &str) -> TokenStatus {
        self.all.get(text).map_or(TokenStatus::Unknown, |token| token.status)
    }

    pub(crate) fn counts(&self) -> TokenCounts {
        TokenCounts { active: self.active.len(), ..self.counts }
    }

    /// Revokes a token. Returns `true` if it was active.
    pub(crate) fn revoke(&mut self, text: &str) -> bool {
        let Some(token) = self.all.get_mut(text) else { return false };
        let revoked = self.active.remove(&(token.ends_at, Arc::from(text)));
        if revoked {
            token.status = TokenStatus::Revoked;
            self.counts.revoked += 1;
        }
        revoked
    }

    /// Revokes all active tokens and returns their number.
    pub(crate) fn revoke_all(&mut self) -> usize {
        let active: Vec<_> = self.active.iter().map(|(_, text)| text.clone()).collect();
        active.iter().filter(|text| self.revoke(text)).count()
    }

    /// Ends the active tokens of a client at `time`, unless they expire earlier.
    pub(crate) fn end_with_key(&mut self, client_id: &str, time: i64) {
        let texts: Vec<_> = self.active.iter().map(|(_, text)| text.clone()).collect();
        for text in texts {
            if let Some(token) = self.all.get_mut(&text)
                && token.client_id == client_id
                && time < token.ends_at
            {
                self.active.remove(&(token.ends_at, text.clone()));
                token.ends_at = time;
                token.end = TokenStatus::KeyGone;
                self.active.insert((time, text));
            }
        }
    }

    fn count(&mut self, end: TokenStatus) {
        match end {
            TokenStatus::Expired => self.counts.expired += 1,
            TokenStatus::Revoked => self.counts.revoked += 1,
            TokenStatus::KeyGone => self.counts.key_gone += 1,
            TokenStatus::Active | TokenStatus::Unknown => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use voucherify_oauth_types::Scope;

    use super::*;

    fn three() -> Tokens {
        let mut tokens = Tokens::default();
        for (text, client, ends) in [("a", "x", 900), ("b", "y", 901), ("c", "x", 1000)] {
            tokens.add(text, client.to_owned(), Scope::Vouchers.into(), ends);
        }
        tokens
    }

    #[test]
    fn a_token_expires_with_its_last_second() {
        let mut tokens = three();
        tokens.settle(899);
        assert!(tokens.active("a").is_some());
        tokens.settle(900);
        assert_eq!(tokens.status("a"), TokenStatus::Expired);
        assert_eq!(tokens.status("b"), TokenStatus::Active);
        assert_eq!((tokens.counts().expired, tokens.counts().active), (1, 2));
    }

    #[test]
    fn only_an_active_token_can_be_revoked() {
        let mut tokens = three();
        tokens.settle(900);
        assert!(!tokens.revoke("a") && !tokens.revoke("unknown"));
        assert!(tokens.revoke("b") && !tokens.revoke("b"));
        assert_eq!(tokens.revoke_all(), 1);
        let expected = TokenCounts { issued: 3, revoked: 2, expired: 1, ..TokenCounts::default() };
        assert_eq!(tokens.counts(), expected);
    }

    #[test]
    fn tokens_end_with_their_key() {
        let mut tokens = three();
        tokens.end_with_key("x", 950);
        tokens.settle(950);
        assert_eq!(tokens.status("a"), TokenStatus::Expired);
        assert_eq!(tokens.status("b"), TokenStatus::Expired);
        assert_eq!(tokens.status("c"), TokenStatus::KeyGone);
        let counts = tokens.counts();
        assert_eq!(
            counts.issued,
            counts.active + counts.expired + counts.revoked + counts.key_gone
        );
    }
}
