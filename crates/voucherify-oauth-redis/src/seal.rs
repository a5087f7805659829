//! Encrypts and decrypts stored tokens.

use std::fmt;

use chacha20poly1305::aead::{AeadInOut, Generate};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use voucherify_oauth::TokenResponse;
use voucherify_oauth::token_source::StoreError;
use zeroize::Zeroizing;

use crate::key::{EncryptionKey, KeyId};

// A value consists of: mark, format, key ID, nonce, and the encrypted JSON of the response with its
// tag.
//
// The nonces of XChaCha20-Poly1305 are long enough to be random: a fleet needs no common counter.
// The mark, the format, the key ID and the place (name, fence and expiry) are authenticated with
// the value. So a value that was moved to another place, or restored after it expired, is rejected.

/// The first bytes of each value of this store.
const MARK: [u8; 3] = *b"vot";
const FORMAT: u8 = 2;
const HEADER: usize = MARK.len() + 1 + size_of::<KeyId>();
const NONCE: usize = size_of::<XNonce>();

/// The capacity of the buffer. It exceeds any response: a buffer that grows leaves copies behind.
const ROOM: usize = 4096;

/// The place of a value, which is authenticated with it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    pub(crate) name: &'a str,
    pub(crate) fence: u64,
    /// When it expires, in milliseconds on the clock of the server.
    pub(crate) expiry: u64,
}

/// The keys of one store.
#[derive(Clone)]
pub(crate) struct Keys {
    /// Encrypts new values.
    first: EncryptionKey,
    /// Also accepted for decryption.
    others: Vec<EncryptionKey>,
}

impl Keys {
    pub(crate) fn new(first: EncryptionKey) -> Self {
        Self { first, others: Vec::new() }
    }

    pub(crate) fn accept(&mut self, other: EncryptionKey) {
        self.others.push(other);
    }

    /// Encrypts a response for this place.
    pub(crate) fn seal(
        &self,
        place: Place<'_>,
        response: &TokenResponse,
    ) -> Result<Vec<u8>, StoreError> {
        let mut plain = Zeroizing::new(Vec::with_capacity(ROOM));
        serde_json::to_writer(&mut *plain, response)
            .map_err(|_| StoreError::unavailable(Flaw::Serialize))?;
        let nonce =
            XNonce::try_generate().map_err(|_| StoreError::unavailable(Flaw::NoRandomness))?;
        let header = header(&self.first);
        cipher(&self.first)
            .encrypt_in_place(&nonce, &bound_to(&header, place), &mut *plain)
            .map_err(|_| StoreError::unavailable(Flaw::Serialize))?;
        Ok([&header[..], &nonce[..], &plain[..]].concat())
    }

    /// Decrypts the value at this place.
    pub(crate) fn open(
        &self,
        place: Place<'_>,
        sealed: &[u8],
    ) -> Result<TokenResponse, StoreError> {
        let Some((header, rest)) = sealed.split_at_checked(HEADER) else {
            return Err(StoreError::damaged(Flaw::Foreign));
        };
        if header[..MARK.len()] != MARK {
            return Err(StoreError::damaged(Flaw::Foreign));
        }
        if header[MARK.len()] != FORMAT {
            return Err(StoreError::sealed(Flaw::Format));
        }
        let id = &header[MARK.len() + 1..];
        let Some(key) = std::iter::once(&self.first).chain(&self.others).find(|key| key.id() == id)
        else {
            return Err(StoreError::sealed(Flaw::WrongKey));
        };
        let nonce = rest.split_at_checked(NONCE);
        let nonce = nonce.and_then(|(nonce, rest)| Some((XNonce::try_from(nonce).ok()?, rest)));
        let Some((nonce, encrypted)) = nonce else {
            return Err(StoreError::damaged(Flaw::Tampered));
        };
        let mut plain = Zeroizing::new(encrypted.to_vec());
        cipher(key)
            .decrypt_in_place(&nonce, &bound_to(header, place), &mut *plain)
            .map_err(|_| StoreError::damaged(Flaw::Tampered))?;
        // The JSON error is dropped, because it may quote the value.
        serde_json::from_slice(&plain).map_err(|_| StoreError::damaged(Flaw::Tampered))
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} keys, redacted", 1 + self.others.len())
    }
}

fn cipher(key: &EncryptionKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.bytes().into())
}

fn header(key: &EncryptionKey) -> Vec<u8> {
    [&MARK[..], &[FORMAT], &key.id()].concat()
}

/// Returns the additional authenticated data.
fn bound_to(header: &[u8], place: Place<'_>) -> Vec<u8> {
    let Place { name, fence, expiry } = place;
    [header, &fence.to_be_bytes(), &expiry.to_be_bytes(), name.as_bytes()].concat()
}

/// What is wrong with a value. Messages never quote it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Flaw {
    Foreign,
    Format,
    WrongKey,
    Tampered,
    Serialize,
    NoRandomness,
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Foreign => "the value was not written by this store",
            Self::Format => "the value has the format of another version of this store",
            Self::WrongKey => "the value was encrypted with a key that this program does not have",
            Self::Tampered => "authentication failed: the value was damaged, moved or restored",
            Self::Serialize => "the token could not be encrypted",
            Self::NoRandomness => "the system's random number generator failed",
        })
    }
}

impl std::error::Error for Flaw {}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use voucherify_oauth::types::TokenType;
    use voucherify_oauth::{AccessToken, Scope};

    use super::*;

    const PLACE: Place<'_> = Place { name: "name", fence: 7, expiry: 1_800_000_000_000 };

    fn keys(byte: u8) -> Keys {
        Keys::new(EncryptionKey::new([byte; 32]))
    }

    fn response() -> TokenResponse {
        let token = AccessToken::new("s3cret");
        TokenResponse::new()
            .with_access_token(token)
            .with_client_id("client")
            .with_expires_at(7)
            .with_expires_in(900)
            .with_scope(Scope::Vouchers)
            .with_token_type(TokenType::Bearer)
    }

    fn why(error: &StoreError) -> String {
        error.source().unwrap().to_string()
    }

    #[test]
    fn a_sealed_response_opens_unchanged() {
        let sealed = keys(1).seal(PLACE, &response()).unwrap();
        let opened = keys(1).open(PLACE, &sealed).unwrap();
        assert_eq!(opened.access_token, response().access_token);
        assert_eq!((opened.expires_at, opened.expires_in), (7, 900));
        assert_eq!(opened.scope, response().scope);
    }

    #[test]
    fn values_reveal_nothing_and_never_repeat() {
        let [one, other] = [0; 2].map(|_| keys(1).seal(PLACE, &response()).unwrap());
        assert_ne!(one[HEADER..], other[HEADER..]);
        for text in ["s3cret", "access_token", "vouchers"] {
            assert!(!one.windows(text.len()).any(|window| window == text.as_bytes()), "{text}");
        }
        assert_eq!(format!("{:?}", keys(1)), "1 keys, redacted");
    }

    #[test]
    fn a_wrong_key_is_distinguished_from_damage() {
        let sealed = keys(1).seal(PLACE, &response()).unwrap();
        let error = keys(2).open(PLACE, &sealed).unwrap_err();
        assert!(error.is_sealed() && !error.is_damaged());
        assert!(why(&error).contains("key that this program does not have"), "{}", why(&error));
        let mut newer = sealed;
        newer[MARK.len()] += 1;
        assert!(keys(1).open(PLACE, &newer).unwrap_err().is_sealed());
    }

    #[test]
    fn a_key_can_be_rotated_while_the_fleet_runs() {
        let mut changing = keys(2);
        changing.accept(EncryptionKey::new([1; 32]));
        let old = keys(1).seal(PLACE, &response()).unwrap();
        changing.open(PLACE, &old).unwrap();
        let new = changing.seal(PLACE, &response()).unwrap();
        keys(2).open(PLACE, &new).unwrap();
        assert!(keys(1).open(PLACE, &new).unwrap_err().is_sealed());
    }

    #[test]
    fn changed_truncated_and_moved_values_are_rejected() {
        let sealed = keys(1).seal(PLACE, &response()).unwrap();
        for index in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[index] ^= 1;
            keys(1).open(PLACE, &changed).unwrap_err();
            assert!(keys(1).open(PLACE, &sealed[..index]).unwrap_err().is_damaged(), "{index}");
        }
        for place in [
            Place { name: "other", ..PLACE },
            Place { fence: PLACE.fence + 1, ..PLACE },
            Place { expiry: PLACE.expiry + 1, ..PLACE },
        ] {
            assert!(keys(1).open(place, &sealed).unwrap_err().is_damaged(), "{place:?}");
        }
        for garbage in [&b""[..], b"garbage", &[0; 200]] {
            assert!(keys(1).open(PLACE, garbage).unwrap_err().is_damaged());
        }
    }
}
