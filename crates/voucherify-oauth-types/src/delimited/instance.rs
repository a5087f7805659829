//! What the generator writes for each set beside its name.

/// Returns the length of `values` joined by `separator`.
pub(crate) const fn joined_length(values: &[&str], separator: char) -> usize {
    let (mut length, mut index) = (0, 0);
    while index < values.len() {
        length += values[index].len() + if index > 0 { separator.len_utf8() } else { 0 };
        index += 1;
    }
    length
}

/// Returns `values` joined by `separator`, and where each ends.
pub(crate) const fn join<const LENGTH: usize, const VALUES: usize>(
    values: &[&str; VALUES],
    separator: char,
) -> ([u8; LENGTH], [u32; VALUES]) {
    let mut buffer = [0; 4];
    let separator = separator.encode_utf8(&mut buffer).as_bytes();
    let (mut text, mut ends) = ([0; LENGTH], [0; VALUES]);
    let (mut at, mut index) = (0, 0);
    while index < VALUES {
        if index > 0 {
            at = copy(separator, &mut text, at);
        }
        at = copy(values[index].as_bytes(), &mut text, at);
        ends[index] = at as u32;
        index += 1;
    }
    (text, ends)
}

const fn copy(from: &[u8], to: &mut [u8], at: usize) -> usize {
    let mut index = 0;
    while index < from.len() {
        to[at + index] = from[index];
        index += 1;
    }
    at + from.len()
}

/// Makes a generated closed enum an item of sets. With `paths` the enum has `path_prefix`.
macro_rules! item {
    ($item:ident) => {
        $crate::delimited::item!(@item $item, |_| ::std::option::Option::None);
    };
    ($item:ident, paths) => {
        $crate::delimited::item!(@item $item, $item::path_prefix);

        impl $item {
            /// Returns the value that opens `path` and nothing beside its resource: `path` is a
            /// path of the API, with or without a query.
            ///
            /// Returns `None` if no value, or more than one, does so. A value that opens a whole
            /// side of the API is never the answer: see
            /// [`whole_side_for_path`](Self::whole_side_for_path).
            #[must_use]
            pub fn for_path(path: &str) -> ::std::option::Option<Self> {
                $crate::path::narrowest(path)
            }

            /// Returns the value that opens the whole side of the API to which `path` belongs, or
            /// `None` if no value does. It opens much more than `path`.
            #[must_use]
            pub fn whole_side_for_path(path: &str) -> ::std::option::Option<Self> {
                $crate::path::whole_side(path)
            }
        }
    };
    (@item $item:ident, $prefix:expr) => {
        impl $crate::SetItem for $item {
            type Words = [u64; $item::ALL.len().div_ceil(64)];
            const NO_WORDS: Self::Words = [0; $item::ALL.len().div_ceil(64)];

            #[inline]
            fn index(self) -> usize {
                self as usize
            }

            fn path_prefix(self) -> ::std::option::Option<&'static str> {
                let prefix: fn(Self) -> ::std::option::Option<&'static str> = $prefix;
                prefix(self)
            }
        }
    };
}

/// Implements what a set needs for its item and its separator.
macro_rules! set {
    ($name:ident, $item:ident, $separator:literal) => {
        const _: () = {
            const VALUES: [&str; $item::ALL.len()] = {
                let mut values = [""; $item::ALL.len()];
                let mut index = 0;
                while index < values.len() {
                    values[index] = $item::ALL[index].as_str();
                    index += 1;
                }
                values
            };
            const LENGTH: usize = $crate::delimited::joined_length(&VALUES, $separator);
            static JOINED: ([u8; LENGTH], [u32; VALUES.len()]) =
                $crate::delimited::join(&VALUES, $separator);

            impl $crate::SetText<$separator> for $item {
                const NAME: &'static str = stringify!($name);
                const JOINED: &'static str = match ::std::str::from_utf8(&JOINED.0) {
                    ::std::result::Result::Ok(text) => text,
                    ::std::result::Result::Err(_) => "",
                };
                const ENDS: &'static [u32] = &JOINED.1;
            }
        };

        impl $crate::DelimitedSet<$item, $separator> {
            /// Returns this set with `value`. For constants.
            #[must_use]
            pub const fn with(mut self, value: $item) -> Self {
                self.words[value as usize / 64] |= 1 << (value as usize % 64);
                self
            }
        }
    };
}

/// Gives an item the operator that makes a set.
macro_rules! joins {
    ($item:ident, $set:ident) => {
        impl<R: ::std::convert::Into<$set>> ::std::ops::BitOr<R> for $item {
            type Output = $set;

            fn bitor(self, other: R) -> $set {
                $set::from(self) | other
            }
        }
    };
}

pub(crate) use {item, joins, set};
