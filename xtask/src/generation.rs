//! Generates the text of every file from a description, in memory.

use std::path::Path;

use serde_json::Value;

use crate::effective::Effective;
use crate::emit::{self, Emitted};
use crate::lint;
use crate::model::Api;
use crate::openapi::{canonical, load};
use crate::read;
use crate::report::{Diagnostic, Report};

/// The input of a generation. File names are for diagnostics only: no file is read here.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The fragment.
    pub fragment: &'a Value,
    /// The overlay, if there is one.
    pub overlay: Option<&'a Value>,
    /// The display name of the fragment's file.
    pub fragment_file: &'a str,
    /// The display name of the overlay's file.
    pub overlay_file: &'a str,
}

/// A description read from a folder.
#[derive(Debug)]
pub struct Description {
    /// The content of `oauth.json`.
    pub fragment: Value,
    /// The content of `overlay.json`, if there is one.
    pub overlay: Option<Value>,
    /// The name of the fragment's file.
    pub fragment_file: String,
    /// The name of the overlay's file.
    pub overlay_file: String,
}

/// The result of generating from a description.
#[derive(Debug)]
pub struct Generation {
    /// The files, sorted by path.
    pub files: Vec<Emitted>,
    /// The effective document.
    pub effective: Value,
    /// The text of the effective document.
    pub effective_text: String,
    /// The model that was read from the effective document.
    pub api: Api,
    /// All warnings and notes.
    pub report: Report,
    /// The warnings about replaced values that have changed in the published description.
    pub mismatches: Vec<Diagnostic>,
}

/// Generates every file from a fragment and an overlay.
pub fn generate(input: &Input<'_>) -> Result<Generation, Report> {
    let mut effective = Effective::of(input)?;
    let mut report: Report = effective.mismatches.iter().cloned().collect();
    report.extend(std::mem::take(&mut effective.report));
    report.extend(lint::document(&effective));
    let mut report = report.check()?;
    let api = read::api(&effective.document);
    report.extend(lint::api(&effective, &api));
    let report = report.check()?;
    let effective_text = canonical::text(&effective.document);
    let files = emit::emit(&effective, &effective_text, &api)?;
    Ok(Generation {
        files,
        effective_text,
        api,
        report,
        mismatches: effective.mismatches,
        effective: effective.document,
    })
}

impl Description {
    /// Reads `oauth.json` and `overlay.json` (if there is one) in `folder`.
    pub fn from_dir(folder: &Path) -> Result<Self, Report> {
        let (fragment, overlay) = (folder.join("oauth.json"), folder.join("overlay.json"));
        Ok(Self {
            fragment: load::json(&fragment)?,
            overlay: load::json_if_present(&overlay)?,
            fragment_file: fragment.display().to_string(),
            overlay_file: overlay.display().to_string(),
        })
    }

    /// Returns the input of a generation.
    pub fn input(&self) -> Input<'_> {
        Input {
            fragment: &self.fragment,
            overlay: self.overlay.as_ref(),
            fragment_file: &self.fragment_file,
            overlay_file: &self.overlay_file,
        }
    }
}
