//! Handing the lowered document to progenitor, and saying what it stumbled over.

use ::progenitor::{GenerationSettings, Generator, HooksMode, TypePatch};
use openapiv3::OpenAPI;
use quote::quote;
use serde_json::Value;

use super::blame::blame;
use super::panics;
use crate::description::{Effective, scopes, secrets};
use crate::finding::Findings;
use crate::lower;

/// What progenitor made of the document.
pub(super) struct Rust {
    /// The content of its module `types`.
    pub types: syn::File,
    /// All of its output.
    pub client: syn::File,
}

/// The version of progenitor that this program was built with.
pub(super) fn version() -> &'static str {
    // progenitor does not tell its own version; the lock file does.
    const LOCK: &str = include_str!("../../../Cargo.lock");
    let mut lines = LOCK.lines().skip_while(|line| *line != "name = \"progenitor\"");
    let version = lines.nth(1).and_then(|line| line.strip_prefix("version = "));
    version.map_or("unknown", |quoted| quoted.trim_matches('"'))
}

pub(super) fn generate(effective: &Effective) -> Result<Rust, Findings> {
    let lowered = lower::lower(&effective.document);
    run(&lowered, effective).map_err(|reason| {
        let attempt = |part: &Value| run(part, effective).map(|_| ());
        blame(&lowered, effective, &reason, &attempt)
    })
}

fn run(document: &Value, effective: &Effective) -> Result<Rust, String> {
    let spec: OpenAPI =
        serde_json::from_value(document.clone()).map_err(|error| error.to_string())?;
    let settings = settings(effective);
    panics::caught(|| {
        let mut generator = Generator::new(&settings);
        let client = generator.generate_tokens(&spec).map_err(|error| error.to_string())?;
        let types = generator.get_type_space().to_stream();
        let parse = |tokens| {
            syn::parse2(tokens).map_err(|error| format!("its output is not Rust: {error}"))
        };
        Ok(Rust { types: parse(types)?, client: parse(client)? })
    })?
}

fn settings(effective: &Effective) -> GenerationSettings {
    let mut settings = GenerationSettings::new();
    settings.with_hooks(HooksMode::Expected).with_inner_type(quote!(crate::http::Transport));
    for name in [scopes::SCOPE_SET, secrets::ACCESS_TOKEN] {
        settings.with_replacement(name, format!("crate::{name}"), std::iter::empty());
    }
    for open in &effective.open_enums {
        let name = &open.values.name;
        settings.with_replacement(name, format!("super::{name}"), std::iter::empty());
    }
    for (component, name) in super::old_types::renames(&effective.document) {
        settings.with_patch(component, TypePatch::default().with_rename(name));
    }
    settings
}
