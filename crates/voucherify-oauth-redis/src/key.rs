//! The key that tokens are encrypted with.

use std::fmt;

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::Error;

/// The length of a key in bytes.
const LENGTH: usize = 32;

/// Identifies a key without revealing it.
pub(crate) type KeyId = [u8; 8];

/// The key that encrypts tokens in Redis: 32 cryptographically random bytes, the same on all
/// machines of a fleet.
///
/// Its `Debug` is redacted, and its memory is overwritten when it is dropped. The bytes that
/// [`new`](Self::new) copies are not overwritten.
///
/// ```
/// use voucherify_oauth_redis::EncryptionKey;
///
/// // The output of `openssl rand -hex 32`. Load it from where the program keeps its secrets.
/// let key: EncryptionKey =
///     "5f1d0c3b7a9e4826d1c05b7f3e9a8462f00d5ac1b39e7d8846120fb7c5e3a91d".parse()?;
/// assert_eq!(format!("{key:?}"), "EncryptionKey(redacted)");
/// # Ok::<(), voucherify_oauth_redis::Error>(())
/// ```
#[derive(Clone)]
pub struct EncryptionKey {
    /// In a box, since moving an array leaves copies behind.
    bytes: Box<Zeroizing<[u8; LENGTH]>>,
}

impl EncryptionKey {
    /// Creates a key from these bytes. Use a cryptographic random number generator; a password is
    /// not a key.
    #[must_use]
    pub fn new(bytes: [u8; LENGTH]) -> Self {
        Self { bytes: Box::new(Zeroizing::new(bytes)) }
    }

    pub(crate) fn bytes(&self) -> &[u8; LENGTH] {
        &self.bytes
    }

    /// Returns the ID of the key, which precedes each value in plain text. A digest of 32 random
    /// bytes does not reveal them.
    pub(crate) fn id(&self) -> KeyId {
        let digest = Sha256::new()
            .chain_update(b"voucherify-oauth-redis key id\0")
            .chain_update(&self.bytes[..])
            .finalize();
        let mut id = KeyId::default();
        id.copy_from_slice(&digest[..8]);
        id
    }
}

/// Parses 64 hexadecimal digits. Ignores white space around them, because files end in a newline.
impl std::str::FromStr for EncryptionKey {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let digits = text.trim().as_bytes();
        if digits.len() != 2 * LENGTH {
            return Err(Error::key("expected 64 hexadecimal digits"));
        }
        let mut key = Self::new([0; LENGTH]);
        for (byte, pair) in key.bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let [Some(high), Some(low)] = [nibble(pair[0]), nibble(pair[1])] else {
                return Err(Error::key("found a character that is not a hexadecimal digit"));
            };
            *byte = high << 4 | low;
        }
        Ok(key)
    }
}

/// Returns the value of a hexadecimal digit.
fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

/// Compares in constant time.
impl PartialEq for EncryptionKey {
    fn eq(&self, other: &Self) -> bool {
        self.bytes.ct_eq(&other.bytes[..]).into()
    }
}

impl Eq for EncryptionKey {}

impl fmt::Debug for EncryptionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EncryptionKey(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_digits_of_both_cases_parse() {
        let text = "00fF".repeat(16);
        let key: EncryptionKey = format!("{text}\n").parse().unwrap();
        assert_eq!(key, EncryptionKey::new([0, 0xff].repeat(16).try_into().unwrap()));
    }

    #[test]
    fn an_invalid_key_is_rejected_without_being_quoted() {
        let (short, odd) = ("ab".repeat(31), format!("{}zé", "ab".repeat(30)) + "a");
        for text in ["", short.as_str(), odd.as_str(), &"+f".repeat(32)] {
            let error = text.parse::<EncryptionKey>().unwrap_err();
            let shown = format!("{error} {error:?}");
            assert!(shown.contains("hexadecimal") && !shown.contains("abab"), "{shown}");
        }
    }

    #[test]
    fn moving_a_key_leaves_no_copy() {
        let key = EncryptionKey::new([1; LENGTH]);
        let place = key.bytes().as_ptr();
        let moved = [key];
        assert_eq!(moved[0].bytes().as_ptr(), place);
    }

    #[test]
    fn different_keys_differ_in_their_ids() {
        let [one, other] = [1, 2].map(|byte| EncryptionKey::new([byte; LENGTH]));
        assert_ne!(one, other);
        assert_ne!(one.id(), other.id());
        assert_eq!(one.id(), one.clone().id());
    }
}
