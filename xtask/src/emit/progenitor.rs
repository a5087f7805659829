//! Handing the lowered document of a version to progenitor, and saying where it failed.

use ::progenitor::{GenerationSettings, Generator, HooksMode};
use openapiv3::OpenAPI;
use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use serde_json::{Map, Value};
use syn::{File, Item};

use super::panics;
use crate::effective::Effective;
use crate::model::{TypeKind, Version};
use crate::openapi::operations;
use crate::report::{Diagnostic, Report};

/// What progenitor made of one version.
pub(super) struct Rust {
    /// The structs, with what typify implements for them.
    pub structs: File,
    /// The client.
    pub client: File,
}

/// Returns the version of progenitor that this program was built with.
pub(super) fn version() -> &'static str {
    // progenitor does not say its own version; the lock file does.
    const LOCK: &str = include_str!("../../../Cargo.lock");
    let mut lines = LOCK.lines().skip_while(|line| *line != "name = \"progenitor\"");
    let version = lines.nth(1).and_then(|line| line.strip_prefix("version = "));
    version.map_or("unknown", |quoted| quoted.trim_matches('"'))
}

/// Generates the structs and the client of `version`.
pub(super) fn generate(effective: &Effective<'_>, version: &Version) -> Result<Rust, Report> {
    let rust = run(&version.lowered, version)
        .map_err(|reason| Report::from(locate(effective, version, &reason)))?;
    let structs = rust.structs.items.iter().filter_map(|item| match item {
        Item::Struct(item) => Some(item.ident.to_string()),
        _ => None,
    });
    let structs: Vec<String> = structs.collect();
    let missing = version.structs.iter().filter(|wanted| !structs.contains(&wanted.name));
    let missing: Report = missing
        .map(|wanted| {
            Diagnostic::error(
                effective.files.of(&wanted.pointer),
                &wanted.pointer,
                format!("did not become the struct `{}`", wanted.name),
                "give it another `x-rust-name`",
            )
        })
        .collect();
    missing.check()?;
    Ok(rust)
}

fn run(document: &Value, version: &Version) -> Result<Rust, String> {
    let spec: OpenAPI =
        serde_json::from_value(document.clone()).map_err(|error| error.to_string())?;
    let settings = settings(version);
    panics::caught(|| {
        let mut generator = Generator::new(&settings);
        let client = generator.generate_tokens(&spec).map_err(|error| error.to_string())?;
        let types = bare(generator.get_type_space().to_stream());
        let parse = |tokens| {
            syn::parse2(tokens).map_err(|error| format!("its output is not Rust: {error}"))
        };
        Ok(Rust { structs: parse(types)?, client: parse(client)? })
    })?
}

/// Types that this generator writes itself are replaced by a path through `types`, the module that
/// progenitor's client expects its types in.
fn settings(version: &Version) -> GenerationSettings {
    let mut settings = GenerationSettings::new();
    settings.with_hooks(HooksMode::Expected).with_inner_type(quote!(crate::http::Transport));
    let is_elsewhere = |name: &str| version.reexports.iter().any(|(shared, _)| shared == name);
    for named in &version.types {
        if named.kind != TypeKind::Struct || is_elsewhere(&named.name) {
            let path = format!("types::{}", named.name);
            settings.with_replacement(&named.name, path, std::iter::empty());
        }
    }
    settings
}

/// Removes `types::` from paths: in the types' own module the names are in scope.
fn bare(tokens: TokenStream) -> TokenStream {
    let mut kept: Vec<TokenTree> = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(name) if name == "types" => {
                // Two colons follow, as in every path through the module.
                tokens.next();
                tokens.next();
            }
            TokenTree::Group(group) => {
                let mut inner = proc_macro2::Group::new(group.delimiter(), bare(group.stream()));
                inner.set_span(group.span());
                kept.push(TokenTree::Group(inner));
            }
            token => kept.push(token),
        }
    }
    kept.into_iter().collect()
}

/// Returns an error that names the type or the operation that progenitor fails on: the first part
/// of the document that it fails on alone.
fn locate(effective: &Effective<'_>, version: &Version, reason: &str) -> Diagnostic {
    let mut without_operations = version.lowered.clone();
    without_operations["paths"] = Value::Object(Map::new());
    let refusal = |at: &str, what: String, reason: &str| {
        Diagnostic::error(
            effective.files.of(at),
            at,
            format!("{what} cannot be generated: {reason}"),
            "simplify it in the overlay, or add a rule to xtask/src/lower.rs",
        )
    };
    for named in version.types.iter().filter(|_| run(&without_operations, version).is_err()) {
        let mut alone = without_operations.clone();
        let name = &named.name;
        keep(&mut alone, name);
        if let Err(reason) = run(&alone, version) {
            let at = named.places.first().map_or("", String::as_str);
            return refusal(at, format!("the type `{name}`"), &reason);
        }
    }
    for operation in operations(&version.lowered) {
        let mut alone = without_operations.clone();
        alone["paths"][operation.path][operation.method] = operation.value.clone();
        if let Err(reason) = run(&alone, version) {
            let what = format!("the operation `{}`", operation.id());
            return refusal(&operation.pointer, what, &reason);
        }
    }
    refusal("", format!("the version `{}`", version.name), reason)
}

/// Removes all schemas but `name`, and lets its references lead to a plain string instead.
fn keep(document: &mut Value, name: &str) {
    let schemas = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut);
    for (other, schema) in schemas.into_iter().flatten() {
        if other != name {
            *schema = serde_json::json!({ "type": "object", "properties": {} });
        }
    }
}
