//! Two documents made comparable: each the vendor's or a fragment.

use serde_json::{Value, json};

use crate::description::enums::ALIASES;
use crate::import::{Config, Renamed, Request, Respelling, import, is_fragment};
use crate::openapi::load::check_version;
use crate::report::Report;

/// A document, by the name of its file.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// The file.
    pub file: &'a str,
    /// Its content.
    pub document: &'a Value,
}

/// The fragments to compare. What the vendor publishes is imported in memory.
///
/// A document that tells a part only is completed from the other one: what it can't tell is no
/// difference.
pub fn fragments(
    old: Named<'_>,
    new: Named<'_>,
    config: &Config,
) -> Result<(Value, Value), Report> {
    let before = side(old, config, None)?.0;
    let (mut after, respellings) = side(new, config, Some(&before))?;
    note_aliases(&mut after, &respellings);
    Ok((before, after))
}

fn side(
    named: Named<'_>,
    config: &Config,
    established: Option<&Value>,
) -> Result<(Value, Vec<Respelling>), Report> {
    if is_fragment(named.document) {
        check_version(named.file, named.document)?;
        return Ok((named.document.clone(), Vec::new()));
    }
    let imported = import(&Request {
        file: named.file,
        document: named.document,
        config,
        fragment: established,
        overlay: None,
        respell: false,
        renamed: Renamed::Take,
    })?;
    Ok((imported.fragment, imported.respellings))
}

/// Writes the other spellings that the import found where the overlay would have them.
fn note_aliases(fragment: &mut Value, respellings: &[Respelling]) {
    for one in respellings {
        let at = format!("/components/schemas/{}", one.component);
        if let Some(scope) = fragment.pointer_mut(&at) {
            scope[ALIASES][&one.alias] = json!(one.wire);
        }
    }
}
