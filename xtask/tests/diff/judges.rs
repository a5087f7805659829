//! Independent judges of the verdict: cargo-semver-checks, and a program that uses every public
//! item of the old types crate and is compiled against the new one. A breaking change is major.
//! Both take minutes, so they are ignored by default:
//! `cargo test -p xtask --test diff -- --ignored --nocapture judges`.

use std::fs;
use std::path::Path;
use std::process::Command;

use quote::{ToTokens, quote};
use serde_json::Value;
use syn::{ImplItem, Item, Visibility};
use tempfile::TempDir;
use xtask::diff::Level;
use xtask::emit::Emitted;
use xtask::generation::generate;

use crate::support::{remove_times_module, workspace};
use crate::verdicts::{Half, halves};

/// The cases for both judges: mutations with a lint in the breaking direction, and compatible ones.
const CASES: &[(&str, Way)] = &[
    ("a scope", Way::Forth),
    ("a scope", Way::Back),
    ("one scope for another", Way::Forth),
    ("a scope in another case", Way::Forth),
    ("a scope in another case that Rust does not see", Way::Forth),
    ("all scopes but one", Way::Forth),
    ("an operation with types", Way::Forth),
    ("an operation with types", Way::Back),
    ("an operation moved to another version", Way::Forth),
    ("a second version beside the first", Way::Forth),
    ("no body", Way::Forth),
    ("an optional field in a response", Way::Forth),
    ("an optional field in a response", Way::Back),
    ("a required field in a response", Way::Forth),
    ("a required field in a request", Way::Forth),
    ("a field renamed", Way::Forth),
    ("a field within a field", Way::Back),
    ("an object in a response", Way::Back),
    ("a field that may be absent", Way::Forth),
    ("a number that was a string", Way::Forth),
    ("a type renamed", Way::Forth),
    ("a value of an enum", Way::Forth),
    ("a value of an enum", Way::Back),
    ("a token type", Way::Forth),
    ("a field that is deprecated", Way::Forth),
    ("a variant's name", Way::Forth),
    ("a type's name in Rust", Way::Forth),
    ("an alias", Way::Forth),
    ("a scope that is deprecated", Way::Forth),
    ("a secret that becomes a plain string", Way::Forth),
    ("an enum that is closed", Way::Forth),
];

#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    Forth,
    Back,
}

/// The generated files before and after, and our verdict.
struct Case {
    name: String,
    files: [Vec<Emitted>; 2],
    level: Level,
}

fn cases() -> impl Iterator<Item = Case> {
    CASES.iter().map(|(name, way)| {
        let found = halves()
            .iter()
            .find_map(|half| Some((half, half.mutations.iter().find(|one| one.name == *name)?)));
        let (half, mutation) = found.unwrap_or_else(|| panic!("{name}"));
        let mut documents = [half.document.clone(), half.changed(mutation)];
        if *way == Way::Back {
            documents.reverse();
        }
        let [old, new] = &documents;
        let level = half.side(old).compare(&half.side(new)).verdict();
        let files = [files(half, old), files(half, new)];
        Case { name: format!("{name} ({way:?})"), files, level }
    })
}

fn files(half: &Half, document: &Value) -> Vec<Emitted> {
    generate(&half.description(document)).unwrap().files
}

/// Puts generated files into a copy of the crates.
fn write(folder: &Path, files: &[Emitted]) {
    for member in ["voucherify-oauth-types", "voucherify-oauth"] {
        let generated = folder.join("crates").join(member).join("src/generated");
        fs::remove_dir_all(&generated).unwrap();
        fs::create_dir(&generated).unwrap();
    }
    for file in files.iter().filter(|file| file.path.ends_with(".rs")) {
        fs::write(folder.join(&file.path), &file.text).unwrap();
    }
}

fn copy() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    workspace::copy_libraries(folder.path(), &[]).unwrap();
    remove_times_module(folder.path());
    folder
}

#[test]
#[ignore = "needs cargo-semver-checks, and takes minutes"]
#[allow(clippy::print_stdout, reason = "its responses are what it is run for")]
fn judges_by_semver_checks() {
    let (old, new) = (copy(), copy());
    let types = "crates/voucherify-oauth-types/Cargo.toml";
    let mut wrong = Vec::new();
    let mut breaking = 0;
    for case in cases() {
        write(old.path(), &case.files[0]);
        write(new.path(), &case.files[1]);
        // A patch release, so that lints of both levels are run.
        let output = Command::new("cargo")
            .args(["semver-checks", "--release-type", "patch", "--baseline-root"])
            .arg(old.path())
            .arg("--manifest-path")
            .arg(new.path().join(types))
            .env_remove("CARGO_MANIFEST_DIR")
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stderr);
        let summary = text.lines().find_map(|line| line.trim().strip_prefix("Summary "));
        let summary = summary.unwrap_or_else(|| panic!("{}: {text}", case.name));
        let levels = [Level::Major, Level::Minor];
        let level = levels.into_iter().find(|level| summary.contains(&format!("new {level}")));
        let level = level.unwrap_or(Level::None);
        assert_eq!(level == Level::None, output.status.success(), "{}: {text}", case.name);
        let found = String::from_utf8_lossy(&output.stdout);
        let lints = found.lines().filter_map(|line| line.strip_prefix("--- failure "));
        let lints: Vec<_> = lints.filter_map(|line| line.split(':').next()).collect();
        assert_eq!(level == Level::None, lints.is_empty(), "{}: {found}", case.name);
        println!("{}: {level} {lints:?}, ours {}", case.name, case.level);
        breaking += usize::from(level == Level::Major);
        if level > case.level {
            wrong.push(case.name);
        }
    }
    assert!(wrong.is_empty(), "a lower level than that of cargo-semver-checks: {wrong:?}");
    assert!(breaking >= 12, "only {breaking} are breaking");
}

#[test]
#[ignore = "takes minutes"]
#[allow(clippy::print_stdout, reason = "its responses are what it is run for")]
fn judges_by_a_consumer() {
    let folder = copy();
    let consumer = folder.path().join("crates/voucherify-oauth-types/examples");
    fs::create_dir_all(&consumer).unwrap();
    // Kept from run to run, so that only the crate itself is compiled.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("consumer");
    let check = || {
        let arguments = ["check", "--package", "voucherify-oauth-types", "--example", "consumer"];
        workspace::cargo(folder.path(), &target, &arguments)
    };
    let mut wrong = Vec::new();
    let mut breaking = 0;
    for case in cases() {
        fs::write(consumer.join("consumer.rs"), program(&case.files[0])).unwrap();
        write(folder.path(), &case.files[0]);
        check().unwrap_or_else(|error| panic!("{}, before: {error}", case.name));
        write(folder.path(), &case.files[1]);
        let compiled = check();
        let verdict = if compiled.is_ok() { "compiles" } else { "breaks" };
        println!("{}: {verdict}, ours {}", case.name, case.level);
        breaking += usize::from(compiled.is_err());
        if let Err(error) = compiled
            && case.level != Level::Major
        {
            wrong.push(format!("{}: {error}", case.name));
        }
    }
    assert!(wrong.is_empty(), "breaking, and not major: {}", wrong.join("\n"));
    assert!(breaking >= 12, "only {breaking} are breaking");
}

/// A program that uses every public item of the types crate.
fn program(files: &[Emitted]) -> String {
    let mut uses = String::new();
    for file in files.iter().filter(|file| file.path.contains("-types/src/generated/")) {
        let version = file.path.rsplit('/').next().unwrap().trim_end_matches(".rs");
        if version == "mod" {
            continue;
        }
        let items = syn::parse_file(&file.text).unwrap().items;
        let lines: Vec<String> = items.iter().flat_map(of_item).collect();
        let lines = lines.join("\n").replace("crate ::", "voucherify_oauth_types ::");
        uses.push_str(&format!(
            "mod {version} {{\nuse std::{{fmt::Debug, hash::Hash}};\n\
             use voucherify_oauth_types::{version}::*;\n{lines}\n}}\n"
        ));
    }
    format!("#![allow(warnings)]\n{uses}fn main() {{}}\n")
}

/// The uses of an item: each a constant, so that they need no names.
fn of_item(item: &Item) -> Vec<String> {
    let public = |vis: &Visibility| matches!(vis, Visibility::Public(_));
    match item {
        Item::Struct(item) if public(&item.vis) => {
            let name = &item.ident;
            let fields = item.fields.iter().filter(|field| public(&field.vis)).map(|field| {
                let (field, ty) = (&field.ident, &field.ty);
                quote!(const _: fn(&#name) -> &#ty = |it| &it.#field;).to_string()
            });
            fields.chain(derived(&item.attrs, name)).collect()
        }
        Item::Enum(item) if public(&item.vis) => {
            let name = &item.ident;
            let unit = item.variants.iter().filter(|variant| variant.fields.is_empty());
            let variants = unit.map(|variant| {
                let variant = &variant.ident;
                quote!(const _: #name = #name::#variant;).to_string()
            });
            variants.chain(derived(&item.attrs, name)).collect()
        }
        Item::Type(item) if public(&item.vis) => {
            let name = &item.ident;
            vec![quote!(const _: fn(#name) = |_| ();).to_string()]
        }
        Item::Impl(item) if item.trait_.is_none() => {
            let target = &item.self_ty;
            let functions = item.items.iter().filter_map(|one| match one {
                ImplItem::Fn(one) if public(&one.vis) => Some(&one.sig),
                _ => None,
            });
            // A function with a parameter of any type has no type to name.
            let named = functions.filter(|signature| {
                let text = signature.to_token_stream().to_string();
                signature.generics.params.is_empty() && !text.contains("impl ")
            });
            let uses = named.map(|signature| {
                let name = &signature.ident;
                quote!(const _: fn() = || { let _ = <#target>::#name; };).to_string()
            });
            uses.collect()
        }
        Item::Impl(item) if item.generics.params.is_empty() => {
            let (target, of) = (&item.self_ty, item.trait_.as_ref().unwrap().0.clone());
            vec![is(&of, target)]
        }
        _ => Vec::new(),
    }
}

/// The uses of the derived traits.
fn derived(attributes: &[syn::Attribute], name: &syn::Ident) -> Vec<String> {
    let mut uses = Vec::new();
    for attribute in attributes.iter().filter(|one| one.path().is_ident("derive")) {
        let _ = attribute.parse_nested_meta(|meta| {
            uses.push(is(&meta.path, name));
            Ok(())
        });
    }
    uses
}

fn is(of: &impl ToTokens, target: &impl ToTokens) -> String {
    let of = of.to_token_stream().to_string();
    let of = match of.rsplit("::").next().unwrap().trim() {
        "Serialize" => "::serde::Serialize".to_owned(),
        "Deserialize" => "for<'de> ::serde::Deserialize<'de>".to_owned(),
        _ => of,
    };
    let target = target.to_token_stream();
    format!("const _: fn() = || {{ fn is<T: {of}>() {{}} is::<{target}>(); }};")
}
