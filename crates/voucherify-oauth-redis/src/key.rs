//! The key that tokens are encrypted with.

use std::fmt;

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::Error;

/// How many bytes a key has.
const LENGTH: usize = 32;

/// What tells keys apart without telling them.
pub(crate) type KeyId = [u8; 8];

/// The key that tokens are encrypted with in Redis: 32 bytes of good chance, the same on all
/// machines of a fleet.
///
/// It can't be printed, and its memory is overwritten when it is dropped.
///
/// ```
/// use voucherify_oauth_redis::EncryptionKey;
///
/// // What `openssl rand -hex 32` prints, from wherever the program keeps its secrets.
/// let key: EncryptionKey =
///     "5f1d0c3b7a9e4826d1c05b7f3e9a8462f00d5ac1b39e7d8846120fb7c5e3a91d".parse()?;
/// assert_eq!(format!("{key:?}"), "EncryptionKey(redacted)");
/// # Ok::<(), voucherify_oauth_redis::Error>(())
/// ```
#[derive(Clone)]
pub struct EncryptionKey {
    bytes: Zeroizing<[u8; LENGTH]>,
}

impl EncryptionKey {
    /// A key of these bytes. They must come from a generator that is fit for keys; a password is
    /// not one.
    #[must_use]
    pub fn new(bytes: [u8; LENGTH]) -> Self {
        Self { bytes: Zeroizing::new(bytes) }
    }

    pub(crate) fn bytes(&self) -> &[u8; LENGTH] {
        &self.bytes
    }

    /// Tells keys apart. It stands before each value in clear: a digest of 32 bytes of chance leads
    /// nowhere back.
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

/// Reads 64 hexadecimal digits, with white space around them ignored: files end in a line break.
impl std::str::FromStr for EncryptionKey {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let digits = text.trim().as_bytes();
        if digits.len() != 2 * LENGTH {
            return Err(Error::key("must have 64 hexadecimal digits"));
        }
        let mut key = Self::new([0; LENGTH]);
        for (byte, pair) in key.bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let [Some(high), Some(low)] = [nibble(pair[0]), nibble(pair[1])] else {
                return Err(Error::key("has something other than hexadecimal digits"));
            };
            *byte = high << 4 | low;
        }
        Ok(key)
    }
}

/// The value of a hexadecimal digit.
fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

/// In constant time.
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
    fn hexadecimal_digits_are_read_in_both_cases() {
        let text = "00fF".repeat(16);
        let key: EncryptionKey = format!("{text}\n").parse().unwrap();
        assert_eq!(key, EncryptionKey::new([0, 0xff].repeat(16).try_into().unwrap()));
    }

    #[test]
    fn a_key_that_is_none_is_refused_and_not_repeated() {
        let (short, odd) = ("ab".repeat(31), format!("{}zé", "ab".repeat(30)) + "a");
        for text in ["", short.as_str(), odd.as_str(), &"+f".repeat(32)] {
            let error = text.parse::<EncryptionKey>().unwrap_err();
            let shown = format!("{error} {error:?}");
            assert!(shown.contains("hexadecimal") && !shown.contains("abab"), "{shown}");
        }
    }

    #[test]
    fn keys_are_told_apart() {
        let [one, other] = [1, 2].map(|byte| EncryptionKey::new([byte; LENGTH]));
        assert_ne!(one, other);
        assert_ne!(one.id(), other.id());
        assert_eq!(one.id(), one.clone().id());
    }
}
