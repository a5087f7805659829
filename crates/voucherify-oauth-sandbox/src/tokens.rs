//! The tokens that were issued, and what became of them.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use voucherify_oauth_types::ScopeSet;

/// What became of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenStatus {
    /// It can be used.
    Living,
    /// Its time is over.
    Expired,
    /// It was revoked.
    Revoked,
    /// Its key was deleted or blocked.
    KeyGone,
    /// This sandbox never issued it.
    Unknown,
}

/// How many tokens there are of each kind. Made by [`Sandbox::tokens`](crate::Sandbox::tokens).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TokenCounts {
    /// All that were ever issued: the sum of the others.
    pub issued: usize,
    /// Those that can be used.
    pub living: usize,
    /// Those whose time is over.
    pub expired: usize,
    /// Those that were revoked.
    pub revoked: usize,
    /// Those whose key was deleted or blocked.
    pub key_gone: usize,
}

#[derive(Debug)]
pub(crate) struct Token {
    pub(crate) client_id: String,
    pub(crate) scope: ScopeSet,
    /// What its holder is told, in seconds since the Unix epoch.
    pub(crate) expires_at: i64,
    /// When it ends, which is sooner if its key is gone.
    ends_at: i64,
    /// What it becomes then.
    end: TokenStatus,
    status: TokenStatus,
}

/// Every token that was ever issued, with the living ones in the order in which they end.
///
/// Tokens are settled when someone looks: [`settle`](Self::settle) comes before all else.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    all: HashMap<Arc<str>, Token>,
    living: BTreeSet<(i64, Arc<str>)>,
    counts: TokenCounts,
}

impl Tokens {
    /// Ends those whose time is over.
    pub(crate) fn settle(&mut self, now: i64) {
        while let Some((ends, _)) = self.living.first()
            && *ends <= now
            && let Some((_, text)) = self.living.pop_first()
            && let Some(token) = self.all.get_mut(&text)
        {
            let end = token.end;
            token.status = end;
            self.count(end);
        }
    }

    pub(crate) fn add(&mut self, text: &str, client_id: String, scope: ScopeSet, expires_at: i64) {
        let text: Arc<str> = text.into();
        self.living.insert((expires_at, text.clone()));
        let (end, status) = (TokenStatus::Expired, TokenStatus::Living);
        self.all
            .insert(text, Token { client_id, scope, expires_at, ends_at: expires_at, end, status });
        self.counts.issued += 1;
    }

    /// The token, if it can be used.
    pub(crate) fn living(&self, text: &str) -> Option<&Token> {
        self.all.get(text).filter(|token| token.status == TokenStatus::Living)
    }

    /// The living tokens with their texts, those first that end first.
    pub(crate) fn living_in_order(&self) -> impl Iterator<Item = (&str, &Token)> {
        self.living.iter().filter_map(|(_, text)| Some((text.as_ref(), self.all.get(text)?)))
    }

    pub(crate) fn status(&self, text: &str) -> TokenStatus {
        self.all.get(text).map_or(TokenStatus::Unknown, |token| token.status)
    }

    pub(crate) fn counts(&self) -> TokenCounts {
        TokenCounts { living: self.living.len(), ..self.counts }
    }

    /// Whether the token could be used until now.
    pub(crate) fn revoke(&mut self, text: &str) -> bool {
        let Some(token) = self.all.get_mut(text) else { return false };
        let revoked = self.living.remove(&(token.ends_at, Arc::from(text)));
        if revoked {
            token.status = TokenStatus::Revoked;
            self.counts.revoked += 1;
        }
        revoked
    }

    /// Revokes every living token, and tells how many that were.
    pub(crate) fn revoke_all(&mut self) -> usize {
        let living: Vec<_> = self.living.iter().map(|(_, text)| text.clone()).collect();
        living.iter().filter(|text| self.revoke(text)).count()
    }

    /// Makes the living tokens of a client end at `time`, unless they end sooner by themselves.
    pub(crate) fn end_with_key(&mut self, client_id: &str, time: i64) {
        let texts: Vec<_> = self.living.iter().map(|(_, text)| text.clone()).collect();
        for text in texts {
            if let Some(token) = self.all.get_mut(&text)
                && token.client_id == client_id
                && time < token.ends_at
            {
                self.living.remove(&(token.ends_at, text.clone()));
                token.ends_at = time;
                token.end = TokenStatus::KeyGone;
                self.living.insert((time, text));
            }
        }
    }

    fn count(&mut self, end: TokenStatus) {
        match end {
            TokenStatus::Expired => self.counts.expired += 1,
            TokenStatus::Revoked => self.counts.revoked += 1,
            TokenStatus::KeyGone => self.counts.key_gone += 1,
            TokenStatus::Living | TokenStatus::Unknown => {}
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
    fn a_token_lives_until_its_last_second_is_over() {
        let mut tokens = three();
        tokens.settle(899);
        assert!(tokens.living("a").is_some());
        tokens.settle(900);
        assert_eq!(tokens.status("a"), TokenStatus::Expired);
        assert_eq!(tokens.status("b"), TokenStatus::Living);
        assert_eq!((tokens.counts().expired, tokens.counts().living), (1, 2));
    }

    #[test]
    fn only_a_living_token_can_be_revoked() {
        let mut tokens = three();
        tokens.settle(900);
        assert!(!tokens.revoke("a") && !tokens.revoke("unknown"));
        assert!(tokens.revoke("b") && !tokens.revoke("b"));
        assert_eq!(tokens.revoke_all(), 1);
        let expected = TokenCounts { issued: 3, revoked: 2, expired: 1, ..TokenCounts::default() };
        assert_eq!(tokens.counts(), expected);
    }

    #[test]
    fn the_end_of_a_key_is_the_end_of_its_tokens() {
        let mut tokens = three();
        tokens.end_with_key("x", 950);
        tokens.settle(950);
        assert_eq!(tokens.status("a"), TokenStatus::Expired);
        assert_eq!(tokens.status("b"), TokenStatus::Expired);
        assert_eq!(tokens.status("c"), TokenStatus::KeyGone);
        let counts = tokens.counts();
        assert_eq!(
            counts.issued,
            counts.living + counts.expired + counts.revoked + counts.key_gone
        );
    }
}
