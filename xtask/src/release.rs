//! The next release: its versions and its changelog entries.

use std::path::Path;

use semver::Version;
use toml_edit::{DocumentMut, Item, value};

use crate::diff::{self, Comparison, Level};
use crate::effective::Description;
use crate::emit::Emitted;
use crate::git;
use crate::openapi::load;
use crate::report::{Diagnostic, Report};

/// The effective document, in the folder of the description.
const EFFECTIVE: &str = "effective.json";

/// A manifest, of a package or of the workspace.
const MANIFEST: &str = "Cargo.toml";

/// Compares the effective document in the folder `dir` at the revision `rev` with `after`.
pub fn compare(dir: &Path, rev: &str, after: &Description) -> Result<Comparison, Report> {
    let file = format!("{rev}:{EFFECTIVE}");
    let fragment = load::parse(&file, &git::show(dir, rev, EFFECTIVE)?)?;
    let overlay_file = String::new();
    let before = Description { fragment, overlay: None, fragment_file: file, overlay_file };
    Ok(diff::compare(&before, after))
}

/// A manifest with its current version and the version that the changes require.
#[derive(Debug)]
pub struct Needed {
    /// The path of the manifest below the workspace's root.
    pub file: String,
    /// The current version.
    pub here: Version,
    /// The required version: the version at a revision, bumped for the changes since then. A
    /// changed description changes the types, so a crate with its own version gets the same bump.
    pub wanted: Version,
}

/// Returns the versions that changes of `level` since the revision `rev` require in the workspace
/// at `root`. The workspace's own version comes first.
pub fn needed(root: &Path, rev: &str, level: Level) -> Result<Vec<Needed>, Diagnostic> {
    let workspace = read(root, MANIFEST)?;
    let dependencies =
        workspace.get("workspace").and_then(|it| it.get("dependencies")?.as_table_like());
    let folders = dependencies.into_iter().flat_map(|all| all.iter());
    let folders = folders.filter_map(|(_, dependency)| folder(dependency));
    let mut all = Vec::new();
    for file in
        [MANIFEST.to_owned()].into_iter().chain(folders.map(|it| format!("{it}/{MANIFEST}")))
    {
        // A manifest without a version inherits that of the workspace.
        let Some(here) = version(&read(root, &file)?) else { continue };
        let before = git::show(root, rev, &file).ok().and_then(|text| version(&text.parse().ok()?));
        let wanted = after(before.as_ref().unwrap_or(&here), level).max(here.clone());
        all.push(Needed { file, here, wanted });
    }
    Ok(all)
}

/// Returns the next version after `version` for a change of `level`.
///
/// In 0.y.z, Cargo treats y as the number for breaking changes and z as that for all others.
pub fn after(version: &Version, level: Level) -> Version {
    let Version { major, minor, patch, .. } = *version;
    match (level, major) {
        (Level::None, _) => version.clone(),
        (Level::Major, 1..) => Version::new(major.saturating_add(1), 0, 0),
        (Level::Major, 0) | (Level::Minor, 1..) => Version::new(major, minor.saturating_add(1), 0),
        (Level::Minor, 0) | (Level::Patch, _) => {
            Version::new(major, minor, patch.saturating_add(1))
        }
    }
}

/// Returns the manifests with the required versions, also in the workspace's dependencies.
pub fn manifests(root: &Path, needed: &[Needed]) -> Result<Vec<Emitted>, Diagnostic> {
    let mut files = Vec::new();
    for item in needed {
        let mut manifest = read(root, &item.file)?;
        let workspace = item.file == MANIFEST;
        let dependencies = manifest.get_mut("workspace").and_then(|it| it.get_mut("dependencies"));
        let dependencies = dependencies.and_then(Item::as_table_like_mut);
        for (_, dependency) in dependencies.into_iter().flat_map(|all| all.iter_mut()) {
            let Some(file) = folder(dependency).map(|it| format!("{it}/{MANIFEST}")) else {
                continue;
            };
            let own = needed.iter().find(|other| other.file == file).unwrap_or(item);
            dependency["version"] = value(own.wanted.to_string());
        }
        let package = if workspace {
            &mut manifest["workspace"]["package"]
        } else {
            &mut manifest["package"]
        };
        package["version"] = value(item.wanted.to_string());
        files.push(Emitted { path: item.file.clone(), text: manifest.to_string() });
    }
    Ok(files)
}

fn read(root: &Path, file: &str) -> Result<DocumentMut, Diagnostic> {
    let path = root.join(file);
    load::text(&path)?.parse().map_err(|error: toml_edit::TomlError| {
        let help = "correct the manifest at this place";
        Diagnostic::error(path.display().to_string(), "", error.message(), help)
    })
}

/// Returns the version in a manifest of the workspace or of a package with its own version.
fn version(manifest: &DocumentMut) -> Option<Version> {
    let workspace = manifest.get("workspace").and_then(|it| it.get("package"));
    let version = workspace.or_else(|| manifest.get("package"))?.get("version")?;
    version.as_str()?.parse().ok()
}

/// Returns the folder of a dependency, if it is one of our published crates.
fn folder(dependency: &Item) -> Option<&str> {
    dependency.get("path")?.as_str().filter(|folder| folder.starts_with("crates/"))
}

/// Returns the changelog with the entries added to `[Unreleased]`. Existing entries are not
/// repeated. Returns `None` if there is no such section.
pub fn with_entries(changelog: &str, sections: &[(&str, Vec<String>)]) -> Option<String> {
    const UNRELEASED: &str = "## [Unreleased]\n";
    let is_text = |line: &String| !line.trim().is_empty();
    let (before, section) = changelog.split_once(UNRELEASED)?;
    // The section ends at the next version, or at the links at the end of the file.
    let ends =
        |line: &String| line.starts_with("## ") || (line.starts_with('[') && line.contains("]: "));
    let mut own: Vec<String> = section.lines().map(str::to_owned).collect();
    let rest = own.split_off(own.iter().position(ends).unwrap_or(own.len()));
    own.truncate(own.iter().rposition(is_text).map_or(0, |last| last + 1));
    for (heading, entries) in sections {
        let new: Vec<_> = entries.iter().filter(|entry| !own.contains(entry)).cloned().collect();
        if new.is_empty() {
            continue;
        }
        let title = format!("### {heading}");
        let start = own.iter().position(|line| *line == title).unwrap_or_else(|| {
            own.extend([String::new(), title]);
            own.len() - 1
        });
        let next = own[start + 1..].iter().position(|line| line.starts_with("### "));
        let next = next.map_or(own.len(), |next| start + 1 + next);
        let last = own[..next].iter().rposition(is_text).unwrap_or(start);
        let blank = (last == start).then(String::new);
        own.splice(last + 1..last + 1, blank.into_iter().chain(new));
    }
    let rest = if rest.is_empty() { String::new() } else { format!("\n{}\n", rest.join("\n")) };
    Some(format!("{before}{UNRELEASED}{}\n{rest}", own.join("\n")))
}
