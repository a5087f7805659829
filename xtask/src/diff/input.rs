//! Prepares two files for comparison: each is a published description or a fragment.

use std::path::Path;

use serde_json::{Value, json};

use super::change::Comparison;
use super::side::Side;
use crate::effective::Description;
use crate::import::{self, Config, Request};
use crate::report::{Diagnostic, Report, Severity};

/// The description and the configuration that both sides share.
#[derive(Debug)]
pub struct Folder {
    config: Config,
    own: Description,
}

impl Folder {
    /// Reads the description and `import.json` in `dir`.
    pub fn read(dir: &Path) -> Result<Self, Report> {
        Ok(Self { config: Config::from_dir(dir)?, own: Description::from_dir(dir)? })
    }

    /// Compares two documents, each with the folder's overlay. A published document is imported in
    /// memory first. A rejected one is reported as a change. Each comes with the name of its file.
    pub fn compare(&self, old: (&str, &Value), new: (&str, &Value)) -> Comparison {
        let mut notes = Vec::new();
        let before = self.fragment(old, &self.own.fragment, &mut Vec::new());
        let established = before.as_ref().unwrap_or(&self.own.fragment);
        let after = self.fragment(new, established, &mut notes);
        let mut comparison = self.side(old.0, before).compare(&self.side(new.0, after));
        comparison.notes.extend(notes);
        comparison
    }

    fn side(&self, file: &str, fragment: Result<Value, Report>) -> Side {
        match fragment {
            Ok(fragment) => {
                let fragment_file = file.to_owned();
                Side::new(&Description { fragment, fragment_file, ..self.own.clone() })
            }
            Err(refused) => Side::refused(&refused),
        }
    }

    /// Returns the fragment of a document. The spellings of `established` are kept, and the
    /// document's spellings become aliases.
    fn fragment(
        &self,
        (file, document): (&str, &Value),
        established: &Value,
        notes: &mut Vec<Diagnostic>,
    ) -> Result<Value, Report> {
        if import::is_fragment(document) {
            return Ok(document.clone());
        }
        let mut imported = import::import(&Request {
            file,
            document,
            config: &self.config,
            fragment: Some(established),
            overlay: None,
            respell: false,
            follow_renames: true,
        })?;
        notes.extend(imported.report.of(Severity::Warning).cloned());
        for one in &imported.respellings {
            let at = format!("/components/schemas/{}", one.component);
            if let Some(scope) = imported.fragment.pointer_mut(&at) {
                scope["x-enum-aliases"][&one.alias] = json!(one.wire);
            }
        }
        Ok(imported.fragment)
    }
}
