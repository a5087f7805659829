//! The error of a cluster's name.

use std::error::Error;
use std::fmt;

use crate::Cluster;

/// A text is not the name of a [`Cluster`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseClusterError {
    value: Box<str>,
}

impl ParseClusterError {
    pub(crate) fn new(value: &str) -> Self {
        Self { value: value.into() }
    }

    /// Returns the text.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }
}

impl fmt::Display for ParseClusterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a known cluster; the known ones are", self.value.escape_debug())?;
        for (index, cluster) in Cluster::ALL.iter().enumerate() {
            write!(f, "{} `{cluster}`", if index == 0 { "" } else { "," })?;
        }
        Ok(())
    }
}

impl Error for ParseClusterError {}
