//! The whole way from a folder with a description to the text of every generated file.

use std::path::Path;

use serde_json::Value;

use crate::description::Effective;
use crate::description::undescribed::operations;
use crate::emit::{self, Emitted};
use crate::finding::{Finding, Findings};
use crate::model::Api;
use crate::report::{Diagnostic, Report, Severity};

/// Everything that follows from one description.
#[derive(Debug)]
pub struct Previous {
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

impl Previous {
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

/// What a generation starts from. The files are named for diagnostics only: nothing is read here.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The fragment.
    pub fragment: &'a Value,
    /// The overlay, if there is one.
    pub overlay: Option<&'a Value>,
    /// The fragment's file, as a person would name it.
    pub fragment_file: &'a str,
    /// The overlay's file, as a person would name it.
    pub overlay_file: &'a str,
}

/// Everything that follows from one description, in memory.
#[derive(Debug)]
pub struct Generation {
    /// The files, in the order of their paths.
    pub files: Vec<Emitted>,
    /// The effective document.
    pub effective: Value,
    /// The text of the effective document, as it is written.
    pub effective_text: String,
    /// What the generator took from the effective document.
    pub api: Api,
    /// The warnings and notes.
    pub report: Report,
}

/// Generates every file from a fragment and an overlay.
pub fn generate(input: &Input<'_>) -> Result<Generation, Report> {
    let refused = |findings: Findings| findings.iter().map(error).collect::<Report>();
    let effective = Effective::of(Path::new(""), input.fragment.clone(), input.overlay);
    let effective = effective.map_err(refused)?;
    let (document, text) = (effective.document.clone(), effective.text.clone());
    let previous = Previous::of(effective).map_err(refused)?;
    let warnings = previous
        .warnings
        .iter()
        .map(|warning| Diagnostic { severity: Severity::Warning, ..error(warning) });
    Ok(Generation {
        files: previous.files,
        effective: document,
        effective_text: text,
        api: Api { versions: Vec::new(), clusters: None, title: String::new() },
        report: warnings.collect(),
    })
}

fn error(finding: &Finding) -> Diagnostic {
    Diagnostic::error(
        finding.file.clone(),
        finding.pointer.clone(),
        finding.message.clone(),
        finding.remedy.clone(),
    )
}
