//! Generates the text of every file from a description, in memory.

use serde_json::Value;

use crate::effective::{Description, Effective};
use crate::emit::{self, Emitted};
use crate::lint;
use crate::model::Api;
use crate::read;
use crate::report::{Diagnostic, Report};

/// The result of generating from a description.
#[derive(Debug)]
pub struct Generation {
    /// The files, sorted by path.
    pub files: Vec<Emitted>,
    /// The effective document.
    pub effective: Value,
    /// The model that was read from the effective document.
    pub api: Api,
    /// All warnings and notes.
    pub report: Report,
    /// The warnings about replaced values that have changed in the published description.
    pub mismatches: Vec<Diagnostic>,
}

/// Generates every file from a description.
pub fn generate(source: &Description) -> Result<Generation, Report> {
    let mut effective = Effective::of(source)?;
    let mut report = std::mem::take(&mut effective.report);
    report.extend(lint::json_types(&effective));
    let mut report = report.check()?;
    report.extend(lint::document(&effective));
    let mut report = report.check()?;
    let api = read::api(&effective.document);
    report.extend(lint::api(&effective, &api));
    let report = report.check()?;
    Ok(Generation {
        files: emit::emit(&effective, &api)?,
        api,
        report,
        mismatches: effective.mismatches,
        effective: effective.document,
    })
}
