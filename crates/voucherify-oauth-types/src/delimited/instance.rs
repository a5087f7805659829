//! The macros that generated code calls for each set.

/// Returns the length of `values` with `separator` after each.
pub(crate) const fn joined_length(values: &[&str], separator: char) -> usize {
    let (mut length, mut index) = (0, 0);
    while index < values.len() {
        length += values[index].len() + separator.len_utf8();
        index += 1;
    }
    length
}

/// Returns `values` with `separator` after each, and where each separator ends.
pub(crate) const fn join<const LENGTH: usize, const VALUES: usize>(
    values: &[&str; VALUES],
    separator: char,
) -> ([u8; LENGTH], [u32; VALUES]) {
    let mut buffer = [0; 4];
    let separator = separator.encode_utf8(&mut buffer).as_bytes();
    let (mut text, mut ends) = ([0; LENGTH], [0; VALUES]);
    let (mut at, mut index) = (0, 0);
    while index < VALUES {
        at = copy(values[index].as_bytes(), &mut text, at);
        at = copy(separator, &mut text, at);
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

/// Implements [`SetItem`](crate::SetItem) for a generated closed enum. With `paths`, the enum has
/// `path_prefix`.
macro_rules! item {
    ($item:ident) => {
        $crate::delimited::item!(@item $item, |_| ::std::option::Option::None);
    };
    ($item:ident, paths) => {
        $crate::delimited::item!(@item $item, $item::path_prefix);

        impl $item {
            /// Returns the narrow value that covers `path`, a path of the API with or without a
            /// query.
            ///
            /// Returns `None` if there is no such value or more than one. Never returns a value
            /// for a whole side of the API: see
            /// [`whole_side_for_path`](Self::whole_side_for_path).
            #[must_use]
            pub fn for_path(path: &str) -> ::std::option::Option<Self> {
                $crate::path::narrowest(path)
            }

            /// Returns the value that covers the whole side of the API to which `path` belongs, or
            /// `None` if there is no such value. It covers much more than `path`.
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

/// Implements [`SetText`](crate::SetText) for the item and the separator of a set.
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
            /// Returns this set with `value`, in constants too.
            #[must_use]
            pub const fn with(mut self, value: $item) -> Self {
                self.words[value as usize / 64] |= 1 << (value as usize % 64);
                self
            }
        }
    };
}

/// Implements the operator that combines items into a set.
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
