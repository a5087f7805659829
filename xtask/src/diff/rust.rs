//! The Rust API: which differences between generated items the facts explain, and which are changes
//! by themselves.

use std::collections::{BTreeMap, BTreeSet};

use super::change::Change;
use super::facts::plain;
use super::items::{self, Entry, What};
use super::operation::Operation;
use super::rules::{Aspect, Kind, Level};

use crate::generation::Generation;
use crate::model::{Api, Enum};
use crate::openapi::{canonical, pointer::join, text};
use crate::report::{Diagnostic, Report};

/// The items of one side.
#[derive(Debug, Default)]
pub(super) struct Items {
    all: items::Items,
    types: BTreeSet<String>,
}

impl Items {
    /// Reads the generated files.
    pub(super) fn read(generation: &Generation) -> Result<Self, Report> {
        let digest = canonical::digest(&generation.effective_text);
        let all = items::items(&generation.files, &digest).map_err(|(file, error)| {
            Diagnostic::error(file, "", format!("is not Rust: {error}"), "report this as a bug")
        })?;
        let types = all.values().filter(|one| one.what == What::Type);
        Ok(Self { types: types.map(|one| one.name.clone()).collect(), all })
    }
}

/// The names in Rust, and the places in the document that they are from.
#[derive(Debug, Default)]
pub(super) struct Names {
    types: BTreeSet<String>,
    /// By plain name of the enum, and value.
    variants: BTreeMap<(String, String), String>,
    /// By plain name of the type or function, and of the member.
    places: BTreeMap<(String, String), (String, String)>,
}

impl Names {
    /// Reads the names of types that the facts mention, and all that the generator has decided.
    pub(super) fn read(operations: &[Operation], api: Option<&Api>) -> Self {
        let mut names = Self::default();
        let facts = operations.iter().flat_map(|one| one.facts.values());
        let named = facts.filter(|fact| fact.aspect == Aspect::Name);
        names.types = named.map(|fact| text(&fact.value, "rust").to_owned()).collect();
        for version in api.into_iter().flat_map(|api| &api.versions) {
            for one in &version.types {
                names.place(&one.name, "", one.pointer(), &one.name);
                names.types.insert(one.name.clone());
            }
            for (one, fields) in version.structs() {
                for field in fields {
                    let pointer = join(&join(one.pointer(), "properties"), &field.wire);
                    let subject = format!("{}.{}", one.name, field.wire);
                    names.place(&one.name, &field.rust, &pointer, &subject);
                }
            }
            for (one, values) in version.enums() {
                names.values(&one.name, one.pointer(), values);
            }
            for one in &version.operations {
                names.place(&one.method_name, "", &one.pointer, &one.id);
            }
        }
        if let Some(clusters) = api.and_then(|api| api.clusters.as_ref()) {
            names.values("Cluster", &clusters.pointer, &clusters.values);
        }
        names
    }

    fn values(&mut self, name: &str, pointer: &str, one: &Enum) {
        self.place(name, "", pointer, name);
        for value in &one.values {
            self.variants.insert((plain(name), value.wire.clone()), value.variant.clone());
            let subject = format!("{name}.{}", value.wire);
            self.place(name, &value.variant, pointer, &subject);
        }
    }

    fn place(&mut self, owner: &str, member: &str, pointer: &str, subject: &str) {
        let place = (pointer.to_owned(), subject.to_owned());
        self.places.entry((plain(owner), plain(member))).or_insert(place);
    }

    /// Returns the pointer and the subject for an item, or `path` as the subject of one that no
    /// place of the document is known for.
    fn at(&self, owner: &str, member: &str, path: &str) -> (String, String) {
        let owner = plain(owner);
        let exact = self.places.get(&(owner.clone(), member.to_owned()));
        let whole = || self.places.get(&(owner, String::new()));
        match (exact, whole()) {
            (Some(place), _) => place.clone(),
            (None, Some((pointer, _))) => (pointer.clone(), path.to_owned()),
            (None, None) => (String::new(), path.to_owned()),
        }
    }

    /// Returns the name of the variant for a value of an enum.
    pub(super) fn variant(&self, owner: &str, wire: &str) -> Option<&str> {
        self.variants.get(&(owner.to_owned(), wire.to_owned())).map(String::as_str)
    }

    /// Returns whether the type `was` is gone and `is` is new on the `new` side.
    pub(super) fn is_renamed(&self, was: &str, is: &str, new: &Self) -> bool {
        !new.types.contains(was) && !self.types.contains(is)
    }
}

/// Adds a change for each difference between Rust items that no change explains.
pub(super) fn explain([old, new]: [&Items; 2], names: [&Names; 2], changes: &mut Vec<Change>) {
    let renames = renames(old, new, changes);
    let before: items::Items = if renames.is_empty() {
        old.all.clone()
    } else {
        let all = old.all.iter();
        all.map(|(path, entry)| (rename(path, &renames), renamed(entry, &renames))).collect()
    };
    let after = &new.all;
    let mut paths: Vec<&String> = before.keys().chain(after.keys()).collect();
    paths.sort_by_key(|path| (before.get(*path).or(after.get(*path)).map(|one| one.what), *path));
    paths.dedup();
    let mut modules: Vec<&str> = Vec::new();
    for path in paths {
        let (was, is) = (before.get(path), after.get(path));
        let Some(entry) = is.or(was) else { continue };
        let part = matches!(entry.what, What::Field | What::Variant);
        // A module that came or went brings its items with it.
        if modules
            .iter()
            .any(|module| path.strip_prefix(module).is_some_and(|rest| rest.starts_with("::")))
        {
            continue;
        }
        if entry.what == What::Module && was.is_some() != is.is_some() {
            modules.push(path.as_str());
        }
        let whole =
            path.rsplit_once(['.', ':']).map_or("", |(whole, _)| whole.trim_end_matches(':'));
        // A type that came or went brings its parts with it.
        if part && before.contains_key(whole) != after.contains_key(whole) {
            continue;
        }
        let Some((kind, level)) = difference(was, is) else { continue };
        let explained = match kind {
            Kind::Unclassified => explains_tokens(changes, [was, is]),
            _ => explains(changes, entry, level, new_types([was, is], old, new)),
        };
        if !explained {
            changes.push(change(kind, level, path, [was, is], names));
        }
    }
}

/// Judges two versions of an item by the rules of semver.
fn difference(was: Option<&Entry>, is: Option<&Entry>) -> Option<(Kind, Level)> {
    let public = |entry: Option<&'_ Entry>| entry.and_then(|entry| entry.public.clone());
    let what = is.or(was)?.what;
    let [added, removed, changed] = match what {
        What::Field => [Kind::FieldAdded, Kind::FieldRemoved, Kind::TypeChanged],
        What::Variant => [Kind::EnumValueAdded, Kind::EnumValueRemoved, Kind::TypeChanged],
        What::Type => [Kind::TypeAdded, Kind::TypeRemoved, Kind::TypeChanged],
        What::Module | What::Other => [Kind::ApiAdded, Kind::ApiRemoved, Kind::ApiChanged],
    };
    Some(match (public(was), public(is)) {
        (None, Some(_)) => (added, is?.added),
        (Some(_), None) => (removed, Level::Major),
        (Some(was), Some(is)) if was != is => (changed, Level::Major),
        _ if is.is_some_and(|is| is.deprecated) && was.is_none_or(|was| !was.deprecated) => {
            (Kind::Deprecated, Level::Minor)
        }
        _ if was.map(|was| &was.private) != is.map(|is| &is.private) => {
            (Kind::Unclassified, Level::Major)
        }
        _ => return None,
    })
}

/// Returns the names of the types in a signature that one side only has.
fn new_types(entries: [Option<&Entry>; 2], old: &Items, new: &Items) -> Vec<String> {
    let signatures = entries.into_iter().flatten().filter_map(|entry| entry.public.as_deref());
    let words = signatures.flat_map(|text| text.split(|c: char| !is_word(c)));
    let types = words.filter(|word| old.types.contains(*word) != new.types.contains(*word));
    types.map(plain).collect()
}

/// Returns whether a change explains a difference between public items. A new field explains the new
/// `types` that it consists of.
fn explains(changes: &mut [Change], entry: &Entry, level: Level, types: Vec<String>) -> bool {
    let (owner, name) = (plain(&entry.owner), plain(&entry.name));
    let part = matches!(entry.what, What::Field | What::Variant);
    let found = changes.iter_mut().find(|change| {
        let owns = change.owners.contains(&owner)
            || (entry.what == What::Other && change.owners.contains(&name));
        let same = !part || change.members.is_empty() || change.members.contains(&name);
        owns && same && change.level >= level && change.kind != Kind::DocumentationChanged
    });
    if let Some(change) = found {
        if entry.what == What::Field {
            change.owners.extend(types);
        }
        return true;
    }
    false
}

/// Returns whether the tokens mention something that a change is about.
fn explains_tokens(changes: &[Change], entries: [Option<&Entry>; 2]) -> bool {
    let mut mentioned = BTreeSet::new();
    for entry in entries.into_iter().flatten() {
        mentioned.extend([plain(&entry.owner), plain(&entry.name)]);
        mentioned.extend(entry.private.split_whitespace().map(plain));
    }
    changes.iter().any(|change| {
        let owners = change.owners.iter().filter(|_| change.kind != Kind::DocumentationChanged);
        change.literals.iter().chain(owners).any(|name| mentioned.contains(name))
    })
}

fn change(
    kind: Kind,
    level: Level,
    path: &str,
    [was, is]: [Option<&Entry>; 2],
    [before, after]: [&Names; 2],
) -> Change {
    let shown = |entry: Option<&Entry>| -> String {
        let public = entry.and_then(|entry| entry.public.as_deref()).unwrap_or_default();
        public.chars().take(160).collect()
    };
    let (Some(entry), names) = (is.or(was), if is.is_some() { after } else { before }) else {
        return Change::new(kind, "", path, String::new());
    };
    let message = match kind {
        Kind::Unclassified => {
            "is generated differently, and no rule says what that means".to_owned()
        }
        Kind::Deprecated => "is deprecated".to_owned(),
        kind => match kind.heading() {
            "Added" => format!("`{path}` is new in Rust"),
            "Removed" => format!("`{path}` is gone in Rust"),
            _ => format!("`{path}` is `{}` in Rust, was `{}`", shown(is), shown(was)),
        },
    };
    let part = matches!(entry.what, What::Field | What::Variant);
    let member = if part { plain(&entry.name) } else { String::new() };
    let (pointer, subject) = names.at(&entry.owner, &member, path);
    let mut change = Change::new(kind, &pointer, &subject, message);
    change.level = level;
    // A function explains nothing about the other functions of its type.
    match entry.what {
        What::Other => change.literals.push(plain(&entry.name)),
        _ => change.owners.push(plain(&entry.owner)),
    }
    change.members.extend(part.then_some(member));
    change
}

/// Returns the old and the new name of each renamed type.
fn renames(old: &Items, new: &Items, changes: &[Change]) -> Vec<(String, String)> {
    let named = |types: &BTreeSet<String>, owners: &[String]| {
        types.iter().find(|name| owners.contains(&plain(name))).cloned()
    };
    let renamed = changes.iter().filter(|change| change.kind == Kind::TypeRenamed);
    let pairs = renamed.filter_map(|change| {
        named(&old.types, &change.owners).zip(named(&new.types, &change.owners))
    });
    pairs.collect()
}

fn renamed(entry: &Entry, renames: &[(String, String)]) -> Entry {
    Entry {
        public: entry.public.as_deref().map(|text| rename(text, renames)),
        private: rename(&entry.private, renames),
        owner: rename(&entry.owner, renames),
        name: rename(&entry.name, renames),
        ..entry.clone()
    }
}

/// Returns `text` with each old name, as a whole word, replaced.
fn rename(text: &str, renames: &[(String, String)]) -> String {
    let words = text.split_inclusive(|c: char| !is_word(c)).map(|part| {
        let word = part.trim_end_matches(|c: char| !is_word(c));
        match renames.iter().find(|(was, _)| was == word) {
            Some((_, is)) => format!("{is}{}", &part[word.len()..]),
            None => part.to_owned(),
        }
    });
    words.collect()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
