//! The changelog's entry, in the form of <https://keepachangelog.com>.

/// The file, at the workspace's root.
pub(super) const FILE: &str = "CHANGELOG.md";

const UNRELEASED: &str = "## [Unreleased]";

const HEAD: &str = "# Changelog\n\nAs <https://keepachangelog.com/en/1.1.0/> has it; versions follow \
                    <https://semver.org>.\n";

/// The lines of each heading.
pub(super) type Sections = Vec<(&'static str, Vec<String>)>;

/// `text` with the `sections` under `[Unreleased]`, each line once however often this is run.
pub(super) fn with_entries(text: Option<&str>, sections: Sections) -> String {
    let mut lines: Vec<String> = text.unwrap_or(HEAD).lines().map(str::to_owned).collect();
    for (heading, entries) in sections {
        for entry in entries {
            add(&mut lines, heading, entry);
        }
    }
    format!("{}\n", lines.join("\n").trim_end())
}

fn add(lines: &mut Vec<String>, heading: &str, entry: String) {
    let section = unreleased(lines);
    if lines[section.clone()].contains(&entry) {
        return;
    }
    let heading = format!("### {heading}");
    let own = lines[section.clone()].iter().position(|line| *line == heading);
    let at = match own {
        Some(place) => {
            let start = section.start + place + 1;
            let after = lines[start..section.end].iter().position(|line| line.starts_with("### "));
            let end = after.map_or(section.end, |place| start + place);
            // Behind the last entry, before the empty line.
            let last = lines[start..end].iter().rposition(|line| !line.trim().is_empty());
            last.map_or_else(|| after_blank(lines, start), |place| start + place + 1)
        }
        None => {
            let end = lines[section.clone()].iter().rposition(|line| !line.trim().is_empty());
            let end = section.start + end.map_or(0, |place| place + 1);
            lines.splice(end..end, ["".to_owned(), heading, "".to_owned()]);
            end + 3
        }
    };
    lines.insert(at, entry);
}

/// The place of the first entry below a heading at `start - 1` that has none.
fn after_blank(lines: &mut Vec<String>, start: usize) -> usize {
    if lines.get(start).is_none_or(|line| !line.trim().is_empty()) {
        lines.insert(start, String::new());
    }
    start + 1
}

/// The lines of `[Unreleased]`, its heading included, which is added if it is missing.
fn unreleased(lines: &mut Vec<String>) -> std::ops::Range<usize> {
    let start = match lines.iter().position(|line| line.trim_end() == UNRELEASED) {
        Some(start) => start,
        None => {
            let first =
                lines.iter().position(|line| line.starts_with("## ")).unwrap_or(lines.len());
            let blank = first == lines.len() && lines.last().is_some_and(|line| !line.is_empty());
            let mut new = vec![UNRELEASED.to_owned(), String::new()];
            if blank {
                new.insert(0, String::new());
            }
            let start = first + usize::from(blank);
            lines.splice(first..first, new);
            start
        }
    };
    let next = lines[start + 1..].iter().position(|line| is_boundary(line));
    start..next.map_or(lines.len(), |place| start + 1 + place)
}

/// Whether the section ends here: at the next version, or at the links that close the file.
fn is_boundary(line: &str) -> bool {
    line.starts_with("## ") || (line.starts_with('[') && line.contains("]: "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changes() -> Sections {
        vec![("Added", vec![ADDED.to_owned()]), ("Removed", vec![REMOVED.to_owned()])]
    }

    const ADDED: &str = "- scope `new`: a new value, `New` in Rust.";
    const REMOVED: &str = "- **Breaking**: scope `old`: the value is gone, `Old` in Rust.";

    #[test]
    fn a_file_is_begun_where_there_is_none() {
        let text = with_entries(None, changes());
        assert_eq!(
            text,
            format!(
                "{HEAD}\n## [Unreleased]\n\n### Added\n\n{ADDED}\n\n### Removed\n\n{REMOVED}\n"
            )
        );
    }

    #[test]
    fn entries_join_those_that_are_there() {
        let before = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- One.\n\n## [0.1.0]\n\n### Removed\n\n- Two.\n\n[0.1.0]: https://example.org\n";
        let text = with_entries(Some(before), changes());
        let after = format!(
            "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- One.\n{ADDED}\n\n### Removed\n\n{REMOVED}\n\n## [0.1.0]\n\n### Removed\n\n- Two.\n\n[0.1.0]: https://example.org\n"
        );
        assert_eq!(text, after);
    }

    #[test]
    fn a_second_run_adds_nothing() {
        let once = with_entries(None, changes());
        assert_eq!(with_entries(Some(&once), changes()), once);
    }

    #[test]
    fn a_heading_without_entries_gets_its_first() {
        let before = "# Changelog\n\n## [Unreleased]\n\n### Added\n### Removed\n";
        let text = with_entries(Some(before), changes());
        assert_eq!(
            text,
            format!(
                "# Changelog\n\n## [Unreleased]\n\n### Added\n\n{ADDED}\n### Removed\n\n{REMOVED}\n"
            )
        );
    }

    #[test]
    fn the_links_at_the_end_stay_at_the_end() {
        let before = "# Changelog\n\n## [Unreleased]\n\n[Unreleased]: https://example.org\n";
        let text = with_entries(Some(before), changes());
        assert!(
            text.ends_with(&format!("{REMOVED}\n\n[Unreleased]: https://example.org\n")),
            "{text}"
        );
    }
}
