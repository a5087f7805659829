//! Checks of the hand-written sources against the description.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::diff::{Comparison, Level, plain};
use crate::model::Api;
use crate::openapi::load;
use crate::plan::files;
use crate::report::Diagnostic;

/// The façade over the generated client.
const FACADE: &str = "crates/voucherify-oauth/src/";

/// Returns a warning for each file of the façade below `root` that calls a deprecated operation.
pub fn deprecated_calls(api: &Api, root: &Path) -> Result<Vec<Diagnostic>, Diagnostic> {
    let operations = api.versions.iter().flat_map(|version| &version.operations);
    let deprecated: Vec<_> = operations.filter(|operation| operation.deprecated).collect();
    if deprecated.is_empty() {
        return Ok(Vec::new());
    }
    let mut warnings = Vec::new();
    for (path, text) in sources(root)?.iter().filter(|(path, _)| path.starts_with(FACADE)) {
        for operation in &deprecated {
            if text.contains(&format!(".{}(", operation.method_name)) {
                warnings.push(Diagnostic::warning(
                    root.join(path).display().to_string(),
                    "",
                    format!("calls the deprecated operation `{}`", operation.id),
                    "call the operation that the description recommends instead",
                ));
            }
        }
    }
    Ok(warnings)
}

/// Returns the hand-written files below `root` that use a changed item, with the items. Skips new
/// enum values and operations, which cannot be in use yet.
pub fn uses(comparison: &Comparison, root: &Path) -> Result<Vec<String>, Diagnostic> {
    let mut changed: Vec<(&String, Option<&String>)> = Vec::new();
    for change in comparison.changes.iter().filter(|change| change.level >= Level::Minor) {
        let kind = change.kind.word();
        let added = kind.ends_with("-added");
        for owner in change.owners.iter().filter(|_| !added || kind.contains("field")) {
            if added || change.members.is_empty() {
                changed.push((owner, None));
            } else {
                changed.extend(change.members.iter().map(|member| (owner, Some(member))));
            }
        }
    }
    let mut uses = Vec::new();
    for (path, text) in sources(root)? {
        let words = identifiers(&text);
        let names = changed.iter().filter_map(|(owner, member)| {
            // Types start with a capital letter, variables do not.
            let is_item = |word: &&&str| word.contains(|c: char| c.is_uppercase() || c == '_');
            let owner = words.get(*owner).filter(is_item)?;
            let Some(member) = member else { return Some(format!("`{owner}`")) };
            Some(format!("`{owner}` (`{}`)", words.get(*member)?))
        });
        let names: BTreeSet<String> = names.collect();
        if !names.is_empty() {
            uses.push(format!("{path}: {}", Vec::from_iter(names).join(", ")));
        }
    }
    Ok(uses)
}

/// Returns the identifiers in `text` by their normalized names.
fn identifiers(text: &str) -> BTreeMap<String, &str> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    let mut words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    // If `scope` and `Scope` both occur, `Scope` is kept.
    words.sort_unstable_by(|a, b| b.cmp(a));
    words.into_iter().map(|word| (plain(word), word)).collect()
}

/// Returns the paths and texts of the hand-written sources of the crates below `root`.
fn sources(root: &Path) -> Result<Vec<(String, String)>, Diagnostic> {
    let paths = files(root, Path::new("crates"))?.into_iter();
    let paths = paths.map(|path| path.display().to_string());
    let ours = |path: &String| {
        let has = |part| path.contains(part);
        path.ends_with(".rs") && has("/src/") && !has("/generated/") && !has("/target/")
    };
    let read = |path: String| load::text(&root.join(&path)).map(|text| (path, text));
    paths.filter(ours).map(read).collect()
}
