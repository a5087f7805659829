//! Generates IDs and secrets.
//!
//! They have the format of those of the service and protect nothing, so they need not be
//! cryptographically random. They must be unique, and reproducible from a seed.

use std::hash::{BuildHasher, RandomState};

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const TOKEN_LENGTH: usize = 50;

/// A SplitMix64 generator.
pub(crate) struct Mint {
    state: u64,
}

impl Mint {
    pub(crate) fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// Returns a seed that differs for each sandbox.
    pub(crate) fn any_seed() -> u64 {
        RandomState::new().hash_one("voucherify-oauth-sandbox")
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Returns a token with the length of the documented example.
    pub(crate) fn token(&mut self) -> String {
        let mut text = String::with_capacity(TOKEN_LENGTH);
        while text.len() < TOKEN_LENGTH {
            let mut bits = self.next();
            for _ in 0..10 {
                text.push(char::from(ALPHABET[(bits & 63) as usize]));
                bits >>= 6;
            }
        }
        text
    }

    /// Returns a UUID of version 4, the format of the service's keys.
    pub(crate) fn uuid(&mut self) -> String {
        let (high, low) = (self.next(), self.next());
        format!(
            "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
            high >> 32,
            (high >> 16) & 0xFFFF,
            high & 0xFFF,
            (low >> 48) & 0x3FFF | 0x8000,
            low & 0xFFFF_FFFF_FFFF,
        )
    }

    /// Returns an ID with a prefix for its kind.
    pub(crate) fn id(&mut self, prefix: &str) -> String {
        format!("{prefix}_{:016x}", self.next())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_seed_makes_values_reproducible() {
        let (mut this, mut that) = (Mint::new(7), Mint::new(7));
        assert_eq!(this.token(), that.token());
        assert_eq!(this.uuid(), that.uuid());
        assert_ne!(Mint::new(8).token(), Mint::new(7).token());
    }

    #[test]
    fn values_are_unique() {
        let mut mint = Mint::new(0);
        let tokens: HashSet<_> = (0..10_000).map(|_| mint.token()).collect();
        assert_eq!(tokens.len(), 10_000);
        assert!(tokens.iter().all(|token| token.len() == TOKEN_LENGTH));
    }

    #[test]
    fn a_key_has_the_format_of_a_uuid() {
        let uuid = Mint::new(3).uuid();
        let lengths: Vec<_> = uuid.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12]);
        assert_eq!(&uuid[14..15], "4");
    }
}
