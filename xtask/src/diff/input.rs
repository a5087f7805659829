//! Two documents made comparable: each the vendor's or a fragment.

use serde_json::{Value, json};

use crate::description::enums::ALIASES;
use crate::description::scopes::{DELIMITED, SCOPE, SCOPE_SET};
use crate::description::validate;
use crate::finding::Findings;
use crate::import::{Config, Imported, Renamed, Request, import};

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
) -> Result<(Value, Value), Findings> {
    let before = side(old, config, None, false)?;
    let before = if before.partial {
        // How a scope is spelled the old document tells by itself.
        let other = side(new, config, None, false)?;
        side(old, config, Some(&other.fragment), true)?
    } else {
        before
    };
    let mut after = side(new, config, Some(&before.fragment), false)?;
    note_aliases(&mut after);
    Ok((before.fragment, after.fragment))
}

fn side(
    named: Named<'_>,
    config: &Config,
    established: Option<&Value>,
    respell: bool,
) -> Result<Imported, Findings> {
    if is_fragment(named.document) {
        validate::version(named.file, named.document)?;
        return Ok(Imported::of_fragment(named.document.clone()));
    }
    import(&Request {
        file: named.file,
        document: named.document,
        config,
        fragment: established,
        overlay: None,
        respell,
        renamed: Renamed::Take,
        keep_missing: false,
    })
}

/// Whether the document has the one shape for scopes, which the vendor never writes.
fn is_fragment(document: &Value) -> bool {
    let schemas = document.pointer("/components/schemas");
    schemas.and_then(|schemas| schemas.get(SCOPE_SET)?.get(DELIMITED)).is_some()
}

/// Writes the other spellings that the import found where the overlay would have them.
fn note_aliases(imported: &mut Imported) {
    let at = format!("/components/schemas/{SCOPE}");
    if imported.respellings.is_empty() {
        return;
    }
    if let Some(scope) = imported.fragment.pointer_mut(&at).and_then(Value::as_object_mut) {
        let aliases = imported.respellings.iter().map(|one| (one.alias.clone(), json!(one.wire)));
        scope.insert(ALIASES.to_owned(), Value::Object(aliases.collect()));
    }
}
