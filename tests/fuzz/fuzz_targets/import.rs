//! Importing a changed description gives a fragment or a report, never panics, and is reproducible.
#![no_main]

use std::sync::LazyLock;

use fuzz::{Edit, apply};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use xtask::import::{Config, Request, import};

/// The forms in which scopes have been published.
const DOCUMENTS: [&str; 3] = [
    include_str!("../../../xtask/tests/documents/array-and-string-enum.json"),
    include_str!("../../../xtask/tests/documents/oddities.json"),
    include_str!("../../../xtask/tests/documents/prose-list.json"),
];

static PUBLISHED: LazyLock<[Value; 3]> = LazyLock::new(|| DOCUMENTS.map(read));

static CONFIG: LazyLock<Config> = LazyLock::new(|| {
    let config = read(include_str!("../../../xtask/tests/documents/frozen/import.json"));
    Config::read("import.json", &config).expect("a configuration")
});

fn read(text: &str) -> Value {
    serde_json::from_str(text).expect("a JSON document")
}

fuzz_target!(|input: (u8, Vec<Edit>)| {
    let (shape, edits) = input;
    let mut document = PUBLISHED[usize::from(shape) % PUBLISHED.len()].clone();
    apply(&mut document, &edits);
    let request = Request {
        file: "published.json",
        document: &document,
        config: &CONFIG,
        fragment: None,
        overlay: None,
        respell: false,
        follow_renames: false,
    };
    match import(&request) {
        Ok(first) => {
            let again = Request { fragment: Some(&first.fragment), ..request };
            let again = import(&again).expect("an imported document can be imported again");
            assert_eq!(again.fragment, first.fragment, "a second import changes nothing");
        }
        Err(report) => assert!(!format!("{report:?}").is_empty()),
    }
});
