//! The whole way from a folder with a description to the text of every generated file.

use std::path::Path;

use crate::description::Effective;
use crate::description::undescribed::operations;
use crate::emit::{self, Emitted};
use crate::finding::{Finding, Findings};

/// Everything that follows from one description.
#[derive(Debug)]
pub struct Generation {
    /// The files, in the order of their paths.
    pub files: Vec<Emitted>,
    /// What could be better.
    pub warnings: Vec<Finding>,
    /// How much there is.
    pub totals: Totals,
}

/// How much a description holds.
#[derive(Clone, Copy, Debug)]
pub struct Totals {
    /// Its operations.
    pub operations: usize,
    /// Its component schemas.
    pub schemas: usize,
    /// Its scopes.
    pub scopes: usize,
}

impl Generation {
    /// Generates from `oauth.json` and `overlay.json` in `dir`, in memory.
    pub fn from_dir(dir: &Path) -> Result<Self, Findings> {
        Self::of(Effective::from_dir(dir)?)
    }

    /// Generates from a checked description, in memory.
    pub fn of(effective: Effective) -> Result<Self, Findings> {
        let files = emit::emit(&effective)?;
        let schemas = effective.document.pointer("/components/schemas");
        let totals = Totals {
            operations: operations(&effective.document).count(),
            schemas: schemas
                .and_then(|schemas| schemas.as_object())
                .map_or(0, serde_json::Map::len),
            scopes: effective.scopes.values.len(),
        };
        Ok(Self { files, warnings: effective.warnings, totals })
    }
}
