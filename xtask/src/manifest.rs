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

/// Returns the manifest with the version `new`, of the workspace and of its own crates as
/// dependencies.
pub fn with_version(manifest: &str, new: &Version) -> String {
    let mut within = false;
    let mut text = String::with_capacity(manifest.len());
    for line in manifest.lines() {
        if line.starts_with('[') {
            within = line.trim() == SECTION;
        }
        let own = line.contains("path = \"crates/");
        match line.split_once("version = \"") {
            Some((before, after)) if own || (within && before.is_empty()) => {
                let rest = after.split_once('"').map_or("", |(_, rest)| rest);
                text.push_str(&format!("{before}version = \"{new}\"{rest}"));
            }
            _ => text.push_str(line),
        }
        text.push('\n');
    }
    text
}

const SECTION: &str = "[workspace.package]";

fn version_of(line: &str) -> Option<&str> {
    line.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::{Level, after, version_in, with_version};

    const MANIFEST: &str = "[workspace.package]\nversion = \"0.1.0\"\nrust-version = \"1.88\"\n\n\
                            [workspace.dependencies]\n\
                            own = { version = \"0.1.0\", path = \"crates/own\", default-features = false }\n\
                            other = { version = \"0.1.0\" }\n";

    #[test]
    fn the_workspace_and_its_own_crates_move_together() {
        let moved = with_version(MANIFEST, &"0.2.0".parse().unwrap());
        assert_eq!(version_in(&moved).unwrap().to_string(), "0.2.0");
        assert!(moved.contains("own = { version = \"0.2.0\", path"), "{moved}");
        assert!(moved.contains("other = { version = \"0.1.0\" }"), "{moved}");
        assert!(moved.contains("rust-version = \"1.88\""), "{moved}");
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
