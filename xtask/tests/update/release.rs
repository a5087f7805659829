//! The entries of the changelog, and the versions that a change requires.

use xtask::diff::Level;
use xtask::release::{after, with_entries};

const ADDED: &str = "- scope `new`: a new value, `New` in Rust.";
const REMOVED: &str = "- **Breaking**: scope `old`: the value was removed, `Old` in Rust.";

/// `text` with one entry of each of two headings, which a second run does not add again.
fn changelog(text: &str) -> String {
    let sections = [("Added", vec![ADDED.to_owned()]), ("Removed", vec![REMOVED.to_owned()])];
    let once = with_entries(text, &sections).unwrap();
    assert_eq!(with_entries(&once, &sections).unwrap(), once);
    once
}

#[test]
fn the_first_entries_get_headings() {
    let expected = format!("## [Unreleased]\n\n### Added\n\n{ADDED}\n\n### Removed\n\n{REMOVED}\n");
    assert_eq!(changelog("## [Unreleased]\n"), expected);
}

#[test]
fn entries_join_those_that_are_there() {
    let rest = "\n## [0.1.0]\n\n### Removed\n\n- Two.\n\n[0.1.0]: https://example.org\n";
    let before = format!("# Changelog\n\n## [Unreleased]\n\n### Added\n\n- One.\n{rest}");
    let after = format!(
        "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- One.\n{ADDED}\n\n### Removed\n\n\
         {REMOVED}\n{rest}"
    );
    assert_eq!(changelog(&before), after);
}

#[test]
fn a_heading_without_entries_gets_its_first() {
    let expected = format!("## [Unreleased]\n\n### Added\n\n{ADDED}\n### Removed\n\n{REMOVED}\n");
    assert_eq!(changelog("## [Unreleased]\n\n### Added\n### Removed\n"), expected);
}

#[test]
fn the_links_at_the_end_stay_at_the_end() {
    let text = changelog("## [Unreleased]\n\n[Unreleased]: https://example.org\n");
    let end = format!("{REMOVED}\n\n[Unreleased]: https://example.org\n");
    assert!(text.ends_with(&end), "{text}");
}

#[test]
fn a_changelog_without_the_section_is_refused() {
    assert_eq!(with_entries("# Changelog\n", &[]), None);
}

#[test]
fn each_level_moves_its_number() {
    for (version, expected) in [
        // Before 1.0 the middle number is the breaking one.
        ("0.3.4", ["0.3.4", "0.3.5", "0.3.5", "0.4.0"]),
        ("1.3.4", ["1.3.4", "1.3.5", "1.4.0", "2.0.0"]),
    ] {
        let levels = [Level::None, Level::Patch, Level::Minor, Level::Major];
        let moved = levels.map(|level| after(&version.parse().unwrap(), level).to_string());
        assert_eq!(moved, expected);
    }
}
