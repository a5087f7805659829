//! From a verdict to a version of our crates.

use std::fmt;
use std::str::FromStr;

use super::Level;

/// A version as Cargo writes it, without a pre-release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    major: u64,
    minor: u64,
    patch: u64,
}

impl Version {
    /// The least version after this one that a change of `level` allows.
    ///
    /// While the version is 0.y.z, Cargo takes y for what breaks, and z for all the rest.
    pub fn after(self, level: Level) -> Self {
        let Self { major, minor, patch } = self;
        match (level, major) {
            (Level::None, _) => self,
            (Level::Major, 0) => Self { major, minor: minor + 1, patch: 0 },
            (Level::Minor | Level::Patch, 0) | (Level::Patch, _) => {
                Self { major, minor, patch: patch + 1 }
            }
            (Level::Major, _) => Self { major: major + 1, minor: 0, patch: 0 },
            (Level::Minor, _) => Self { major, minor: minor + 1, patch: 0 },
        }
    }
}

impl FromStr for Version {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut parts = text.split('.').map(str::parse);
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(Ok(major)), Some(Ok(minor)), Some(Ok(patch)), None) => {
                Ok(Self { major, minor, patch })
            }
            _ => Err(format!("`{text}` is no version of the form 1.2.3")),
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

#[cfg(test)]
mod tests {
    use super::{Level, Version};

    fn after(version: &str, level: Level) -> String {
        version.parse::<Version>().unwrap().after(level).to_string()
    }

    #[test]
    fn before_1_0_the_middle_number_breaks() {
        assert_eq!(after("0.3.4", Level::Major), "0.4.0");
        assert_eq!(after("0.3.4", Level::Minor), "0.3.5");
        assert_eq!(after("0.3.4", Level::Patch), "0.3.5");
        assert_eq!(after("0.3.4", Level::None), "0.3.4");
    }

    #[test]
    fn from_1_0_on_each_level_has_its_number() {
        assert_eq!(after("1.3.4", Level::Major), "2.0.0");
        assert_eq!(after("1.3.4", Level::Minor), "1.4.0");
        assert_eq!(after("1.3.4", Level::Patch), "1.3.5");
    }

    #[test]
    fn only_three_numbers_are_a_version() {
        for text in ["", "1", "1.2", "1.2.3.4", "1.2.x", "1.2.3-rc.1"] {
            assert!(text.parse::<Version>().is_err(), "{text}");
        }
    }
}
