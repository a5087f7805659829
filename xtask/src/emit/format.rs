//! Source text without any rustfmt.

use syn::{File, Item};

/// Returns `file` as text, with the blank lines between items and between methods that
/// prettyplease leaves out.
pub(super) fn source(file: File) -> String {
    let head = File { items: Vec::new(), ..file.clone() };
    let items = file.items.into_iter().map(only);
    let parts = std::iter::once(head).chain(items).map(|part| prettyplease::unparse(&part));
    let parts: Vec<_> = parts.filter(|text| !text.is_empty()).map(|text| spaced(&text)).collect();
    parts.join("\n")
}

/// Adds a blank line after each method and constant in a block.
fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        spaced.push_str(line);
        spaced.push('\n');
        let is_end = line == "    }" || (line.starts_with("    ") && line.ends_with(';'));
        let starts = |next: &&str| {
            ["    ///", "    #[", "    fn ", "    pub ", "    impl "]
                .iter()
                .any(|start| next.starts_with(start))
        };
        if is_end && lines.peek().is_some_and(starts) {
            spaced.push('\n');
        }
    }
    spaced
}

fn only(item: Item) -> File {
    File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] }
}
