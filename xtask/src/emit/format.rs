//! Source text without any rustfmt.

use syn::{File, Item};

/// `file` as text, with a blank line between its items, which prettyplease leaves out.
pub(super) fn source(file: File) -> String {
    let head = File { items: Vec::new(), ..file.clone() };
    let items = file.items.into_iter().map(only);
    std::iter::once(head)
        .chain(items)
        .map(|part| prettyplease::unparse(&part))
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

fn only(item: Item) -> File {
    File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] }
}
