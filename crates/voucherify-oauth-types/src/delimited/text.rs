//! The text of a set: strict parsing for user input, lenient parsing for responses.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{BITS, DelimitedSet, ParseSetError, SetItem, SetText};

impl<T: SetItem, const SEPARATOR: char> DelimitedSet<T, SEPARATOR> {
    /// Parses the text of a response. Never fails: keeps unlisted values, replaces aliases, and
    /// ignores repeats, empty parts and surrounding white space.
    ///
    /// ```
    /// use voucherify_oauth_types::ScopeSet;
    ///
    /// let scopes = ScopeSet::from_wire("  made-up-scope SKUs  made-up-scope api");
    /// assert_eq!(scopes.to_string(), "api skus made-up-scope");
    /// ```
    #[must_use]
    pub fn from_wire(text: &str) -> Self {
        let Ok(set) = Self::read(text, |set, word| {
            set.insert_unlisted(word);
            Ok::<_, Infallible>(())
        });
        set
    }

    /// Parses `text` and calls `unlisted` for each word that is not a listed value.
    fn read<E>(
        text: &str,
        mut unlisted: impl FnMut(&mut Self, &str) -> Result<(), E>,
    ) -> Result<Self, E> {
        let mut set = Self::new();
        for part in Parts::<SEPARATOR>::of(text) {
            match T::listed(part) {
                Some(value) => {
                    set.insert(value);
                }
                None => set.read_words(part, &mut unlisted)?,
            }
        }
        Ok(set)
    }

    /// Parses a part that is not a listed value. If the separator is a space, any white space
    /// separates words. Otherwise white space around a word is ignored.
    #[cold]
    fn read_words<E>(
        &mut self,
        part: &str,
        unlisted: &mut impl FnMut(&mut Self, &str) -> Result<(), E>,
    ) -> Result<(), E> {
        let words = part.split(|letter: char| SEPARATOR == ' ' && letter.is_ascii_whitespace());
        for word in words.map(str::trim_ascii).filter(|word| !word.is_empty()) {
            match T::listed(word) {
                Some(value) => {
                    self.insert(value);
                }
                None => unlisted(self, word)?,
            }
        }
        Ok(())
    }
}

impl<T: SetText<SEPARATOR>, const SEPARATOR: char> DelimitedSet<T, SEPARATOR> {
    /// Returns this set with `value`, which may be unlisted. Use it to request a value that the
    /// service has added after this version. A listed value or alias becomes the listed value.
    ///
    /// # Errors
    ///
    /// Returns an error if `value` contains a character that RFC 6749 (section 3.3) does not allow
    /// in a scope, or the separator, or a comma if the separator is a space.
    ///
    /// ```
    /// use voucherify_oauth_types::{Scope, ScopeSet};
    ///
    /// let scopes = ScopeSet::from(Scope::Vouchers).with_unrecognized("made-up-scope")?;
    /// assert_eq!(scopes.to_string(), "vouchers made-up-scope");
    /// assert!(ScopeSet::new().with_unrecognized("two words").is_err());
    /// # Ok::<(), voucherify_oauth_types::ParseSetError>(())
    /// ```
    pub fn with_unrecognized(mut self, value: &str) -> Result<Self, ParseSetError> {
        if has_comma::<SEPARATOR>(value) {
            return Err(ParseSetError::comma::<T>(value));
        }
        if !is_scope_token(value) || value.contains(SEPARATOR) {
            return Err(ParseSetError::illegal::<T>(value));
        }
        match T::listed(value) {
            Some(value) => {
                self.insert(value);
            }
            None => self.insert_unlisted(value),
        }
        Ok(self)
    }

    /// Returns the text for `Display`. Copies adjacent listed values at once.
    fn to_text(&self) -> String {
        // Enough for a set without unlisted values.
        let mut text = String::with_capacity(T::JOINED.len());
        for (index, word) in self.words.as_ref().iter().enumerate() {
            let mut word = *word;
            while word != 0 {
                let first = word.trailing_zeros();
                let length = (word >> first).trailing_ones();
                // The sum carries through the run and clears it.
                word &= word.wrapping_add(1 << first);
                let first = index * BITS + first as usize;
                let end = T::ENDS[first + length as usize - 1] as usize;
                let start = first.checked_sub(1).map_or(0, |before| T::ENDS[before] as usize);
                text.push_str(T::JOINED.get(start..end).unwrap_or_default());
            }
        }
        for value in self.unrecognized() {
            text.push_str(value);
            text.push(SEPARATOR);
        }
        text.truncate(text.len().saturating_sub(SEPARATOR.len_utf8()));
        text
    }
}

/// Writes the text that is sent: the listed values in the order of the service, then the unlisted
/// values in alphabetical order, joined by the separator.
///
/// Unlisted values are not escaped. Wrap the text in [`Printable`](crate::Printable) to show it in
/// a terminal or a log. [`Debug`](fmt::Debug) escapes it.
impl<T: SetText<SEPARATOR>, const SEPARATOR: char> fmt::Display for DelimitedSet<T, SEPARATOR> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.to_text())
    }
}

/// Parses user input: listed values or aliases with separators between them.
///
/// # Errors
///
/// Returns an error if there is no value, or if a value is not listed. To request an unlisted
/// value, use [`with_unrecognized`](DelimitedSet::with_unrecognized).
///
/// ```
/// use voucherify_oauth_types::{Scope, ScopeSet};
///
/// assert_eq!("skus api".parse(), Ok(Scope::Api | Scope::Skus));
/// let message = |text: &str| text.parse::<ScopeSet>().unwrap_err().to_string();
/// assert_eq!(message("api,skus"), "`api,skus` contains a comma: separate scopes with spaces");
/// assert_eq!(message("voucher"), "`voucher` is not a known scope; did you mean `vouchers`?");
/// ```
impl<T: SetText<SEPARATOR>, const SEPARATOR: char> FromStr for DelimitedSet<T, SEPARATOR> {
    type Err = ParseSetError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let set = Self::read(text, |_, word| {
            Err(if has_comma::<SEPARATOR>(word) {
                ParseSetError::comma::<T>(word)
            } else {
                ParseSetError::unlisted::<T>(word)
            })
        })?;
        if set.is_empty() { Err(ParseSetError::empty::<T>()) } else { Ok(set) }
    }
}

impl<T: SetText<SEPARATOR>, const SEPARATOR: char> Serialize for DelimitedSet<T, SEPARATOR> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_text())
    }
}

/// Deserializes any string, as [`from_wire`](DelimitedSet::from_wire) does.
impl<'de, T: SetItem, const SEPARATOR: char> Deserialize<'de> for DelimitedSet<T, SEPARATOR> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::listed::read(deserializer, "values", |text| Ok(Self::from_wire(text)))
    }
}

#[cfg(feature = "schemars")]
impl<T, const SEPARATOR: char> schemars::JsonSchema for DelimitedSet<T, SEPARATOR>
where
    T: SetText<SEPARATOR> + schemars::JsonSchema,
{
    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::NAME.into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "x-delimited": { "separator": SEPARATOR, "items": generator.subschema_for::<T>() },
        })
    }
}

/// The parts of a text between separators, including empty parts.
struct Parts<'a, const SEPARATOR: char> {
    rest: Option<&'a str>,
}

impl<'a, const SEPARATOR: char> Parts<'a, SEPARATOR> {
    fn of(text: &'a str) -> Self {
        Self { rest: Some(text) }
    }
}

impl<'a, const SEPARATOR: char> Iterator for Parts<'a, SEPARATOR> {
    type Item = &'a str;

    #[inline]
    fn next(&mut self) -> Option<&'a str> {
        let rest = self.rest?;
        let Some(end) = find::<SEPARATOR>(rest) else { return self.rest.take() };
        self.rest = rest.get(end + SEPARATOR.len_utf8()..);
        rest.get(..end)
    }
}

/// Returns the position of the first separator. Compares eight bytes at a time, which is faster for
/// short parts than the search of the standard library.
#[inline]
fn find<const SEPARATOR: char>(text: &str) -> Option<usize> {
    if !SEPARATOR.is_ascii() {
        return text.find(SEPARATOR);
    }
    const LOW: u64 = u64::from_le_bytes([0x01; 8]);
    const HIGH: u64 = u64::from_le_bytes([0x80; 8]);
    let (bytes, mut at) = (text.as_bytes(), 0);
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        // The lowest zero byte of `differing` is the first separator.
        let differing = u64::from_le_bytes(*chunk) ^ (LOW * SEPARATOR as u64);
        let zeros = differing.wrapping_sub(LOW) & !differing & HIGH;
        if zeros != 0 {
            return Some(at + zeros.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    let found = bytes.get(at..)?.iter().position(|byte| char::from(*byte) == SEPARATOR);
    found.map(|found| at + found)
}

/// Returns whether a value contains a comma although the separator is a space.
///
/// RFC 6749 allows a comma in a scope. The service does not: it responds with `invalid_scope`.
fn has_comma<const SEPARATOR: char>(value: &str) -> bool {
    SEPARATOR == ' ' && value.contains(',')
}

/// Returns whether a value matches RFC 6749, section 3.3:
/// `scope-token = 1*( %x21 / %x23-5B / %x5D-7E )`.
fn is_scope_token(value: &str) -> bool {
    let allowed = |byte| matches!(byte, b'\x21' | b'\x23'..=b'\x5B' | b'\x5D'..=b'\x7E');
    !value.is_empty() && value.bytes().all(allowed)
}
