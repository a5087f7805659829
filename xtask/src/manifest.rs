//! The version of the crates, which is the workspace's.

use std::path::Path;

use semver::Version;

use crate::diff::Level;
use crate::openapi::load;
use crate::report::Diagnostic;

/// The file with the version.
pub const FILE: &str = "Cargo.toml";

/// Returns the version of the workspace at `root`.
pub fn version(root: &Path) -> Result<Version, Diagnostic> {
    let path = root.join(FILE);
    version_in(&load::text(&path)?).map_err(|reason| {
        Diagnostic::error(path.display().to_string(), "", reason, "run this within the workspace")
    })
}

/// Returns the version in the text of a workspace's manifest.
pub fn version_in(manifest: &str) -> Result<Version, String> {
    let mut section = manifest.lines().skip_while(|line| line.trim() != SECTION).skip(1);
    let line = section.by_ref().take_while(|line| !line.starts_with('[')).find_map(version_of);
    let text = line.ok_or_else(|| format!("has no version in {SECTION}"))?;
    text.parse().map_err(|error| format!("`{text}` is not a version: {error}"))
}

/// Returns the least version after `version` that a change of `level` allows.
///
/// While the version is 0.y.z, Cargo takes y for breaking changes and z for everything else.
pub fn after(version: &Version, level: Level) -> Version {
    let Version { major, minor, patch, .. } = *version;
    match (level, major) {
        (Level::None, _) => version.clone(),
        (Level::Major, 0) => Version::new(0, minor + 1, 0),
        (Level::Minor | Level::Patch, 0) | (Level::Patch, _) => {
            Version::new(major, minor, patch + 1)
        }
        (Level::Major, _) => Version::new(major + 1, 0, 0),
        (Level::Minor, _) => Version::new(major, minor + 1, 0),
    }
}

/// A crate of the workspace that has a version of its own.
#[derive(Clone, Debug)]
pub struct Apart {
    /// The folder of the crate, below the workspace's root.
    pub folder: String,
    /// Its version.
    pub version: Version,
}

/// Returns the crates that have a version of their own, of those that the manifest of the workspace
/// at `root` depends on.
pub fn apart(root: &Path) -> Result<Vec<Apart>, Diagnostic> {
    let manifest = load::text(&root.join(FILE))?;
    let mut crates = Vec::new();
    for folder in manifest.lines().filter_map(folder_of) {
        let path = root.join(folder).join(FILE);
        if path.exists()
            && let Some(version) = own_version(&load::text(&path)?)
        {
            crates.push(Apart { folder: folder.to_owned(), version });
        }
    }
    Ok(crates)
}

/// Returns the version in the text of a crate's manifest, if it is its own.
pub fn own_version(manifest: &str) -> Option<Version> {
    let package = manifest.lines().take_while(|line| !line.starts_with('[') || *line == PACKAGE);
    package.filter_map(version_of).next()?.parse().ok()
}

/// Returns a crate's manifest with the version `new`.
pub fn with_own_version(manifest: &str, new: &Version) -> String {
    let mut moved = false;
    let lines = manifest.lines().map(|line| match version_of(line) {
        Some(_) if !std::mem::replace(&mut moved, true) => format!("version = \"{new}\"\n"),
        _ => format!("{line}\n"),
    });
    lines.collect()
}

/// Returns the manifest with the version `new`, of the workspace and of its own crates as
/// dependencies. Those in `apart` have the versions there.
pub fn with_version(manifest: &str, new: &Version, apart: &[Apart]) -> String {
    let mut within = false;
    let mut text = String::with_capacity(manifest.len());
    for line in manifest.lines() {
        if line.starts_with('[') {
            within = line.trim() == SECTION;
        }
        let folder = folder_of(line);
        let version =
            apart.iter().find(|one| folder == Some(&one.folder)).map_or(new, |one| &one.version);
        match line.split_once("version = \"") {
            Some((before, after)) if folder.is_some() || (within && before.is_empty()) => {
                let rest = after.split_once('"').map_or("", |(_, rest)| rest);
                text.push_str(&format!("{before}version = \"{version}\"{rest}"));
            }
            _ => text.push_str(line),
        }
        text.push('\n');
    }
    text
}

/// Returns the folder of the crate of ours that a line of the workspace's manifest depends on.
fn folder_of(line: &str) -> Option<&str> {
    let (_, rest) = line.split_once("path = \"")?;
    rest.split_once('"').map(|(folder, _)| folder).filter(|folder| folder.starts_with("crates/"))
}

const SECTION: &str = "[workspace.package]";
const PACKAGE: &str = "[package]";

fn version_of(line: &str) -> Option<&str> {
    line.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::{Apart, Level, after, own_version, version_in, with_own_version, with_version};

    const MANIFEST: &str = "[workspace.package]\nversion = \"0.1.0\"\nrust-version = \"1.88\"\n\n\
                            [workspace.dependencies]\n\
                            own = { version = \"0.1.0\", path = \"crates/own\", default-features = false }\n\
                            other = { version = \"0.1.0\" }\n";

    #[test]
    fn the_workspace_and_its_own_crates_move_together() {
        let moved = with_version(MANIFEST, &"0.2.0".parse().unwrap(), &[]);
        assert_eq!(version_in(&moved).unwrap().to_string(), "0.2.0");
        assert!(moved.contains("own = { version = \"0.2.0\", path"), "{moved}");
        assert!(moved.contains("other = { version = \"0.1.0\" }"), "{moved}");
        assert!(moved.contains("rust-version = \"1.88\""), "{moved}");
    }

    #[test]
    fn a_crate_versioned_apart_keeps_its_own_number() {
        let version = "3.1.0".parse().unwrap();
        let apart = [Apart { folder: "crates/own".to_owned(), version }];
        let moved = with_version(MANIFEST, &"0.2.0".parse().unwrap(), &apart);
        assert_eq!(version_in(&moved).unwrap().to_string(), "0.2.0");
        assert!(moved.contains("own = { version = \"3.1.0\", path"), "{moved}");
        let own = "[package]\nname = \"own\"\nversion = \"3.0.0\"\n";
        assert_eq!(own_version(own).unwrap().to_string(), "3.0.0");
        assert!(with_own_version(own, &apart[0].version).contains("version = \"3.1.0\"\n"));
        assert_eq!(own_version("[package]\nversion.workspace = true\n"), None);
    }

    #[test]
    fn a_manifest_without_a_version_is_an_error() {
        assert!(version_in("[package]\nversion = \"1.0.0\"\n").is_err());
    }

    #[test]
    fn before_1_0_the_middle_number_is_the_breaking_one() {
        let after = |level| after(&"0.3.4".parse().unwrap(), level).to_string();
        assert_eq!(after(Level::Major), "0.4.0");
        assert_eq!(after(Level::Minor), "0.3.5");
        assert_eq!(after(Level::Patch), "0.3.5");
        assert_eq!(after(Level::None), "0.3.4");
    }

    #[test]
    fn from_1_0_on_each_level_has_its_number() {
        let after = |level| after(&"1.3.4".parse().unwrap(), level).to_string();
        assert_eq!(after(Level::Major), "2.0.0");
        assert_eq!(after(Level::Minor), "1.4.0");
        assert_eq!(after(Level::Patch), "1.3.5");
    }
}
