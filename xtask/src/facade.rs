//! The hand-written sources, as far as the description concerns them.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use crate::diff::{Comparison, Level, plain};
use crate::model::Api;
use crate::report::Diagnostic;

/// The hand-written sources below the workspace's root.
const SOURCES: &[&str] = &[
    "crates/voucherify-oauth-types/src",
    "crates/voucherify-oauth/src",
    "crates/voucherify-oauth-redis/src",
    "crates/voucherify-oauth-sandbox/src",
    "crates/voucherify-oauth-cli/src",
];

/// The source of the façade over the generated client.
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
                    "call what the description recommends instead",
                ));
            }
        }
    }
    Ok(warnings)
}

/// Returns the hand-written files below `root` that use a generated item which changed, each with
/// the items. A new value of an enum or a new operation is used by nobody yet.
pub fn uses(comparison: &Comparison, root: &Path) -> Result<Vec<String>, Diagnostic> {
    let mut changed = Vec::new();
    for change in comparison.changes.iter().filter(|change| change.level >= Level::Minor) {
        let addition = change.kind.word().ends_with("-added");
        let field = change.kind.word().contains("field");
        for owner in &change.owners {
            match (addition, field, change.members.as_slice()) {
                (true, false, _) => {}
                (true, true, _) | (false, _, []) => changed.push((owner, None)),
                (false, _, members) => {
                    changed.extend(members.iter().map(|member| (owner, Some(member))));
                }
            }
        }
    }
    let mut uses = Vec::new();
    for (path, text) in sources(root)? {
        let words = identifiers(&text);
        let mut names: Vec<String> = Vec::new();
        for (owner, member) in &changed {
            // A variable may be called like a type, but has no capital.
            let is_item = |word: &&&str| word.contains(|c: char| c.is_uppercase() || c == '_');
            let owner = words.get(*owner).filter(is_item);
            let name = match (owner, member.map(|member| words.get(member))) {
                (Some(owner), Some(Some(member))) => format!("`{owner}` (`{member}`)"),
                (Some(owner), None) => format!("`{owner}`"),
                _ => continue,
            };
            if !names.contains(&name) {
                names.push(name);
            }
        }
        if !names.is_empty() {
            uses.push(format!("{path}: {}", names.join(", ")));
        }
    }
    Ok(uses)
}

/// Returns the identifiers in `text`, by the plain form in which changes name their items.
fn identifiers(text: &str) -> BTreeMap<String, &str> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    let mut words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    // Of `scope` and `Scope` the last one stays.
    words.sort_unstable_by(|a, b| b.cmp(a));
    words.into_iter().map(|word| (plain(word), word)).collect()
}

/// Returns the hand-written sources below `root`: path and text, in the order of their paths.
fn sources(root: &Path) -> Result<Vec<(String, String)>, Diagnostic> {
    let mut found = Vec::new();
    let mut folders: Vec<String> = SOURCES.iter().map(|folder| (*folder).to_owned()).collect();
    while let Some(folder) = folders.pop() {
        let whole = root.join(&folder);
        let unreadable =
            |error: &io::Error| Diagnostic::io(&whole, "read", error, "make it readable");
        let entries = match fs::read_dir(&whole) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            entries => entries.map_err(|error| unreadable(&error))?,
        };
        for entry in entries {
            let entry = entry.map_err(|error| unreadable(&error))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = format!("{folder}/{name}");
            if entry.path().is_dir() && name != "generated" {
                folders.push(path);
            } else if name.ends_with(".rs") {
                let text = fs::read_to_string(entry.path()).map_err(|error| unreadable(&error))?;
                found.push((path, text));
            }
        }
    }
    found.sort();
    Ok(found)
}
