//! The version that the changes since the last release ask for.

use std::path::Path;

use semver::Version;

use crate::diff::{self, Comparison, Level};
use crate::generation::Input;
use crate::manifest::Apart;
use crate::openapi::load;
use crate::report::Report;
use crate::{git, manifest};

/// The effective document, in the folder of the description.
pub const EFFECTIVE: &str = "effective.json";

/// The version that the changes ask for.
#[derive(Debug)]
pub(super) struct Proposal {
    /// The version of the working tree.
    pub(super) here: Version,
    /// What the new version is counted from.
    pub(super) counted_from: String,
    /// The new version.
    pub(super) wanted: Version,
    /// The crates with a version of their own, with their new versions. A changed description
    /// changes the types, so that they move by the same level.
    pub(super) apart: Vec<Apart>,
}

/// Compares the effective document `committed` at the revision `rev` with `after`.
pub fn since(committed: &str, rev: &str, after: &Input<'_>) -> Result<Comparison, Report> {
    let file = format!("{rev}:{EFFECTIVE}");
    let before = load::parse(&file, committed)?;
    let before = Input { fragment: &before, overlay: None, fragment_file: &file, overlay_file: "" };
    Ok(diff::compare(&before, after))
}

/// Proposes a version. It is counted from the last release, with all that has changed since; before
/// the first one, from what was committed last.
pub(super) fn propose(
    root: &Path,
    dir: &Path,
    comparison: &Comparison,
    after: &Input<'_>,
) -> Result<Proposal, Report> {
    let here = manifest::version(root)?;
    let version_at = |rev: &str| {
        let text = git::show(root, rev, manifest::FILE).map_err(|refused| refused.message)?;
        manifest::version_in(&text)
    };
    let apart = manifest::apart(root)?;
    let proposal = |rev: &str, from: &Version, level: Level, counted_from: String| {
        let wanted = manifest::after(from, level).max(here.clone());
        let apart = apart.iter().map(|one| {
            let file = format!("{}/{}", one.folder, manifest::FILE);
            let released = git::show(root, rev, &file).ok();
            let from = released.and_then(|text| manifest::own_version(&text));
            let from = from.unwrap_or_else(|| one.version.clone());
            let version = manifest::after(&from, level).max(one.version.clone());
            Apart { version, ..one.clone() }
        });
        Proposal { here: here.clone(), counted_from, wanted, apart: apart.collect() }
    };
    let unreleased = |why: &str| {
        let from = version_at("HEAD").unwrap_or_else(|_| here.clone());
        proposal("HEAD", &from, comparison.verdict(), format!("{from}, since {why}"))
    };
    let Some(tag) = git::last_release(root) else { return Ok(unreleased("no release is tagged")) };
    let document = git::show(dir, &tag, EFFECTIVE);
    match (version_at(&tag), document) {
        (Ok(released), Ok(document)) => {
            let level = since(&document, &tag, after)?.verdict();
            Ok(proposal(&tag, &released, level, format!("{tag}, since which it is `{level}`")))
        }
        _ => Ok(unreleased(&format!("{tag} cannot be compared"))),
    }
}
