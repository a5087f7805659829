//! Tokens as bytes that only who has the key can read.

use std::fmt;

use chacha20poly1305::aead::{AeadInOut, Generate};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use voucherify_oauth::TokenResponse;
use voucherify_oauth::token_source::StoreError;
use zeroize::Zeroizing;

use crate::key::{EncryptionKey, KeyId};

// A value is: mark, format, key's id, nonce, then the encrypted JSON of the service's answer with its tag.
//
// XChaCha20-Poly1305's nonces are long enough to be drawn by chance: no counter has to be agreed on by a fleet. The mark, the
// format, the key's id and the name that the value is stored under are authenticated with it, so that a value that is moved
// to the place of another application's token is refused.

/// What our values begin with; whatever doesn't is none.
const MARK: [u8; 3] = *b"vot";
const FORMAT: u8 = 1;
const HEADER: usize = MARK.len() + 1 + size_of::<KeyId>();
const NONCE: usize = size_of::<XNonce>();

/// More than an answer has, since a buffer that grows leaves a copy behind.
const ROOM: usize = 4096;

/// The keys of one store.
#[derive(Clone)]
pub(crate) struct Keys {
    /// What is written is sealed with this one.
    first: EncryptionKey,
    /// What is read may be sealed with one of these.
    others: Vec<EncryptionKey>,
}

impl Keys {
    pub(crate) fn new(first: EncryptionKey) -> Self {
        Self { first, others: Vec::new() }
    }

    pub(crate) fn accept(&mut self, other: EncryptionKey) {
        self.others.push(other);
    }

    /// Encrypts an answer to be stored under `name`.
    pub(crate) fn seal(&self, name: &str, response: &TokenResponse) -> Result<Vec<u8>, StoreError> {
        let mut plain = Zeroizing::new(Vec::with_capacity(ROOM));
        serde_json::to_writer(&mut *plain, response)
            .map_err(|_| StoreError::unavailable(Flaw::Serialize))?;
        let nonce = XNonce::try_generate().map_err(|_| StoreError::unavailable(Flaw::NoChance))?;
        let header = header(&self.first);
        cipher(&self.first)
            .encrypt_in_place(&nonce, &bound_to(&header, name), &mut *plain)
            .map_err(|_| StoreError::unavailable(Flaw::Serialize))?;
        Ok([&header[..], &nonce[..], &plain[..]].concat())
    }

    /// Decrypts what is stored under `name`.
    pub(crate) fn open(&self, name: &str, sealed: &[u8]) -> Result<TokenResponse, StoreError> {
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
            .decrypt_in_place(&nonce, &bound_to(header, name), &mut *plain)
            .map_err(|_| StoreError::damaged(Flaw::Tampered))?;
        // The error of the JSON is not kept: it may quote.
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

/// What is authenticated along with the value.
fn bound_to(header: &[u8], name: &str) -> Vec<u8> {
    [header, name.as_bytes()].concat()
}

/// What is wrong with a value, in words that repeat nothing of it.
#[derive(Clone, Copy, Debug)]
enum Flaw {
    Foreign,
    Format,
    WrongKey,
    Tampered,
    Serialize,
    NoChance,
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Foreign => "the value was not written by this store",
            Self::Format => "the value has the format of another version of this store",
            Self::WrongKey => {
                "the value was encrypted with another key than those that this program has"
            }
            Self::Tampered => "the value was damaged or moved: it does not authenticate",
            Self::Serialize => "the token could not be encrypted",
            Self::NoChance => "the system gave no random numbers",
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

    fn keys(byte: u8) -> Keys {
        Keys::new(EncryptionKey::new([byte; 32]))
    }

    fn answer() -> TokenResponse {
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
    fn what_was_sealed_opens_as_it_was() {
        let sealed = keys(1).seal("name", &answer()).unwrap();
        let opened = keys(1).open("name", &sealed).unwrap();
        assert_eq!(opened.access_token, answer().access_token);
        assert_eq!((opened.expires_at, opened.expires_in), (7, 900));
        assert_eq!(opened.scope, answer().scope);
    }

    #[test]
    fn nothing_shows_and_nothing_repeats() {
        let [one, other] = [0; 2].map(|_| keys(1).seal("name", &answer()).unwrap());
        assert_ne!(one[HEADER..], other[HEADER..]);
        for text in ["s3cret", "access_token", "vouchers"] {
            assert!(!one.windows(text.len()).any(|window| window == text.as_bytes()), "{text}");
        }
        assert_eq!(format!("{:?}", keys(1)), "1 keys, redacted");
    }

    #[test]
    fn another_key_is_told_from_damage_and_what_it_sealed_has_to_stay() {
        let sealed = keys(1).seal("name", &answer()).unwrap();
        let error = keys(2).open("name", &sealed).unwrap_err();
        assert!(error.is_sealed() && !error.is_damaged());
        assert!(why(&error).contains("another key"), "{}", why(&error));
        let mut newer = sealed;
        newer[MARK.len()] += 1;
        assert!(keys(1).open("name", &newer).unwrap_err().is_sealed());
    }

    #[test]
    fn a_key_can_be_changed_while_the_fleet_runs() {
        let mut changing = keys(2);
        changing.accept(EncryptionKey::new([1; 32]));
        let old = keys(1).seal("name", &answer()).unwrap();
        changing.open("name", &old).unwrap();
        let new = changing.seal("name", &answer()).unwrap();
        keys(2).open("name", &new).unwrap();
        assert!(keys(1).open("name", &new).unwrap_err().is_sealed());
    }

    #[test]
    fn every_changed_byte_every_cut_and_every_other_place_is_noticed() {
        let sealed = keys(1).seal("name", &answer()).unwrap();
        for index in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[index] ^= 1;
            keys(1).open("name", &changed).unwrap_err();
            assert!(keys(1).open("name", &sealed[..index]).unwrap_err().is_damaged(), "{index}");
        }
        assert!(keys(1).open("other", &sealed).unwrap_err().is_damaged());
        for garbage in [&b""[..], b"garbage", &[0; 200]] {
            assert!(keys(1).open("name", garbage).unwrap_err().is_damaged());
        }
    }
}
