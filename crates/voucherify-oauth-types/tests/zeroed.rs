//! The memory of a token is overwritten before it is freed.
#![cfg(target_os = "linux")]

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;

use voucherify_oauth_types::AccessToken;

/// Long enough that an allocator, which writes into freed memory, leaves most of it unchanged.
const SECRET: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\
                      0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/// Reads the memory of this process at `address`, which may be freed.
fn memory(address: u64) -> io::Result<[u8; SECRET.len()]> {
    let mut bytes = [0; SECRET.len()];
    File::open("/proc/self/mem")?.read_exact_at(&mut bytes, address)?;
    Ok(bytes)
}

fn address(text: &str) -> u64 {
    text.as_ptr().addr() as u64
}

/// Returns whether eight consecutive bytes of the secret are at `address`.
fn secret_is_at(address: u64) -> io::Result<bool> {
    let found = memory(address)?;
    Ok(SECRET.as_bytes().windows(8).any(|part| found.windows(8).any(|bytes| bytes == part)))
}

#[test]
fn a_dropped_token_is_overwritten() {
    let token = AccessToken::from(SECRET);
    let place = address(token.expose_secret());
    assert!(secret_is_at(place).unwrap(), "the test can read memory");
    drop(token);
    assert!(!secret_is_at(place).unwrap());
}

#[test]
fn the_original_string_is_overwritten() {
    let mut text = String::with_capacity(4 * SECRET.len());
    text.push_str(SECRET);
    let place = address(&text);
    let token = AccessToken::new(text);
    assert_eq!(token.expose_secret(), SECRET);
    assert!(!secret_is_at(place).unwrap());
}
