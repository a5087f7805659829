//! What would not compile is refused before anything is written.
//!
//! typify and progenitor turn names of the description into names in Rust without a look at what
//! else there is, and reach for crates that the generated ones don't have.

mod crates;
mod names;
mod origin;

use std::collections::BTreeSet;

use syn::{File, Item};

use self::names::Names;
use self::origin::Origin;
use super::Emitted;
use crate::description::Effective;
use crate::finding::{Finding, Findings};

/// The crates that the generated types may name.
const OF_TYPES: &[&str] = &["std", "serde", "schemars"];

/// The crates that the generated client may name.
const OF_CLIENT: &[&str] =
    &["std", "reqwest", "progenitor_client", "bytes", "voucherify_oauth_types"];

/// Checks the modules of the types together, since one glob makes them public, and the client as
/// progenitor made it: what is left out of it later might be an operation's method.
pub(super) fn sources(
    types: &[(&str, &File)],
    client: &File,
    effective: &Effective,
) -> Result<(), Findings> {
    let origin = Origin::new(effective);
    let mut findings = Vec::new();
    let mut names = Names::of_types(&origin);
    // What only implements repeats whatever is wrong with the types themselves.
    let implements = |(_, file): &&(&str, &File)| {
        file.items.iter().all(|item| matches!(item, Item::Impl(_) | Item::Use(_)))
    };
    for (module, file) in types.iter().filter(|part| !implements(part)) {
        names.file(module, file, &mut findings);
        crates::foreign(file, OF_TYPES, &origin, &mut findings);
    }
    if findings.is_empty() {
        for (module, file) in types.iter().filter(implements) {
            names.file(module, file, &mut findings);
        }
    }
    let methods = client.items.iter().filter(|item| !matches!(item, Item::Mod(_))).cloned();
    let methods = File { items: methods.collect(), ..client.clone() };
    Names::of_client(&origin).file("client", &methods, &mut findings);
    crates::foreign(&methods, OF_CLIENT, &origin, &mut findings);
    Findings::into_result(findings)
}

/// Two files of one path: the later would replace the earlier.
pub(super) fn paths(files: &[Emitted], effective: &Effective) -> Result<(), Findings> {
    let mut seen = BTreeSet::new();
    let twice = files.iter().filter(|file| !seen.insert(&file.path)).map(|file| {
        Finding::new(
            effective.file("/components/schemas"),
            "/components/schemas",
            format!("two modules would be the file `{}`", file.path),
            "rename the open enum whose module that is",
        )
    });
    Findings::into_result(twice.collect())
}
