//! Makes ids and secrets up.
//!
//! They look like the service's and are worth nothing, so that no good source of randomness is
//! needed: what matters is that two of them are never the same, and that those of one seed can be
//! made again.

use std::hash::{BuildHasher, RandomState};

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const TOKEN_LENGTH: usize = 50;

/// A SplitMix64 sequence.
#[derive(Debug)]
pub(crate) struct Mint {
    state: u64,
}

impl Mint {
    pub(crate) fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// A seed that no other sandbox has.
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

    /// A token of as many characters as the documented example has.
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

    /// A UUID of version 4, the shape of the service's keys.
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

    /// An id with a prefix that tells of what.
    pub(crate) fn id(&mut self, prefix: &str) -> String {
        format!("{prefix}_{:016x}", self.next())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_seed_gives_the_same_again() {
        let (mut this, mut that) = (Mint::new(7), Mint::new(7));
        assert_eq!(this.token(), that.token());
        assert_eq!(this.uuid(), that.uuid());
        assert_ne!(Mint::new(8).token(), Mint::new(7).token());
    }

    #[test]
    fn no_two_are_the_same() {
        let mut mint = Mint::new(0);
        let tokens: HashSet<_> = (0..10_000).map(|_| mint.token()).collect();
        assert_eq!(tokens.len(), 10_000);
        assert!(tokens.iter().all(|token| token.len() == TOKEN_LENGTH));
    }

    #[test]
    fn a_key_has_the_shape_of_a_uuid() {
        let uuid = Mint::new(3).uuid();
        let lengths: Vec<_> = uuid.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12]);
        assert_eq!(&uuid[14..15], "4");
    }
}
