//! The generation, in the words of the modules that still use them.

use std::path::Path;

use serde_json::Value;

use crate::finding::{Finding, Findings};
use crate::generation::{self, Description, Generation};
use crate::report::{Diagnostic, Report, Severity};

/// A checked description, and what was generated from it.
#[derive(Debug)]
pub struct Effective {
    /// The document, in canonical order.
    pub document: Value,
    /// What could be better.
    pub warnings: Vec<Finding>,
    /// What was generated.
    pub generation: Generation,
}

impl Effective {
    /// Reads and generates from `oauth.json` and `overlay.json` (if there is one) in `dir`.
    pub fn from_dir(dir: &Path) -> Result<Self, Findings> {
        let description = Description::from_dir(dir).map_err(refused)?;
        Self::new(&description)
    }

    /// Generates from `fragment` with `overlay`, as if they were in `dir`.
    pub fn of(dir: &Path, fragment: Value, overlay: Option<&Value>) -> Result<Self, Findings> {
        Self::new(&Description {
            fragment,
            overlay: overlay.cloned(),
            fragment_file: dir.join("oauth.json").display().to_string(),
            overlay_file: dir.join("overlay.json").display().to_string(),
        })
    }

    fn new(description: &Description) -> Result<Self, Findings> {
        let generation = generation::generate(&description.input()).map_err(refused)?;
        let warnings = generation.report.of(Severity::Warning).map(finding).collect();
        Ok(Self { document: generation.effective.clone(), warnings, generation })
    }
}

/// A report in the old words.
pub fn refused(report: Report) -> Findings {
    let errors: Vec<_> = report.of(Severity::Error).map(finding).collect();
    match Findings::into_result(errors) {
        Err(findings) => findings,
        Ok(()) => Finding::new("", "", "failed", "report this").into(),
    }
}

fn finding(diagnostic: &Diagnostic) -> Finding {
    Finding::new(
        diagnostic.file.clone(),
        diagnostic.pointer.clone(),
        diagnostic.message.clone(),
        diagnostic.help.clone(),
    )
}
