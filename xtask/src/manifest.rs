//! The version of the crates, which is the workspace's.

use std::fs;
use std::path::Path;

use crate::diff::version::Version;
use crate::finding::Finding;

/// The file that holds it.
pub const FILE: &str = "Cargo.toml";

/// The version of the workspace at `root`.
pub fn version(root: &Path) -> Result<Version, Finding> {
    let path = root.join(FILE);
    let remedy = "run this within the workspace";
    let finding = |reason| Finding::new(path.display().to_string(), "", reason, remedy);
    let text =
        fs::read_to_string(&path).map_err(|error| finding(format!("can't be read: {error}")))?;
    version_in(&text).map_err(finding)
}

/// The version in the text of a workspace's manifest.
pub fn version_in(manifest: &str) -> Result<Version, String> {
    let mut section = manifest.lines().skip_while(|line| line.trim() != SECTION).skip(1);
    let line = section.by_ref().take_while(|line| !line.starts_with('[')).find_map(version_of);
    line.ok_or_else(|| format!("has no version in {SECTION}"))?.parse()
}

/// The manifest with `new` as the version, of the workspace and of its own crates as dependencies.
pub fn with_version(manifest: &str, new: Version) -> String {
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
    use super::{version_in, with_version};

    const MANIFEST: &str = "[workspace.package]\nversion = \"0.1.0\"\nrust-version = \"1.88\"\n\n\
                            [workspace.dependencies]\n\
                            own = { version = \"0.1.0\", path = \"crates/own\", default-features = false }\n\
                            other = { version = \"0.1.0\" }\n";

    #[test]
    fn the_workspace_and_its_own_crates_move_together() {
        let moved = with_version(MANIFEST, "0.2.0".parse().unwrap());
        assert_eq!(version_in(&moved).unwrap().to_string(), "0.2.0");
        assert!(moved.contains("own = { version = \"0.2.0\", path"), "{moved}");
        assert!(moved.contains("other = { version = \"0.1.0\" }"), "{moved}");
        assert!(moved.contains("rust-version = \"1.88\""), "{moved}");
    }

    #[test]
    fn a_manifest_without_a_version_is_an_error() {
        assert!(version_in("[package]\nversion = \"1.0.0\"\n").is_err());
    }
}
