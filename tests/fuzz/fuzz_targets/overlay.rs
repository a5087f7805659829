//! Applying a changed overlay to a changed description gives an effective document or a report, and
//! is reproducible.
#![no_main]

use std::sync::LazyLock;

use fuzz::{Edit, apply};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use xtask::effective::{Description, Effective};

static FRAGMENT: LazyLock<Value> =
    LazyLock::new(|| read(include_str!("../../../xtask/tests/documents/frozen/oauth.json")));
static OVERLAY: LazyLock<Value> =
    LazyLock::new(|| read(include_str!("../../../xtask/tests/documents/frozen/overlay.json")));

fn read(text: &str) -> Value {
    serde_json::from_str(text).expect("a JSON document")
}

fuzz_target!(|edits: (Vec<Edit>, Vec<Edit>)| {
    let (mut fragment, mut overlay) = (FRAGMENT.clone(), OVERLAY.clone());
    apply(&mut fragment, &edits.0);
    apply(&mut overlay, &edits.1);
    let description = Description {
        fragment,
        overlay: Some(overlay),
        fragment_file: "oauth.json".to_owned(),
        overlay_file: "overlay.json".to_owned(),
    };
    if let Ok(effective) = Effective::of(&description) {
        let again = Effective::of(&description).expect("the same input gives the same document");
        assert_eq!(effective.document, again.document);
    }
});
