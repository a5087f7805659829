//! A string enum of the description that becomes a Rust enum of our own making, with what the
//! overlay says of its values.

use std::collections::BTreeMap;

use serde_json::Value;

use super::pointer::join;
use crate::finding::Finding;
use crate::rust_name;

/// The extension that describes each value.
pub const DESCRIPTIONS: &str = "x-enum-descriptions";
/// The extension that maps other spellings to a value.
pub const ALIASES: &str = "x-enum-aliases";
/// The extension that names a value in Rust where the derived name will not do.
pub const NAMES: &str = "x-enum-names";

/// A string enum.
#[derive(Clone, Debug)]
pub struct StringEnum {
    /// The component's name, which is also the Rust type's.
    pub name: String,
    /// What the type is.
    pub description: String,
    /// The values in the document's order.
    pub values: Vec<EnumValue>,
    /// Other spellings and the value that each is read as.
    pub aliases: Vec<(String, String)>,
}

/// One value of a [`StringEnum`].
#[derive(Clone, Debug)]
pub struct EnumValue {
    /// The value on the wire.
    pub wire: String,
    /// The variant's name.
    pub variant: String,
    /// What the value means; empty where nobody has said so yet.
    pub description: String,
}

/// What reading an enum came to.
#[derive(Default)]
pub struct Notes {
    /// Why it can't be generated.
    pub problems: Vec<Finding>,
    /// What could be better.
    pub warnings: Vec<Finding>,
}

impl StringEnum {
    /// Reads the component `name` of `document`, adding to `notes` whatever is wrong with it.
    pub fn read(
        document: &Value,
        name: &str,
        file: &dyn Fn(&str) -> String,
        notes: &mut Notes,
    ) -> Self {
        let at = join("/components/schemas", name);
        let component = document.pointer(&at).unwrap_or(&Value::Null);
        let reader = Reader { component, at: &at, file };
        let mut read = Self {
            name: name.to_owned(),
            description: text(component.get("description")).to_owned(),
            values: reader.values(name, notes),
            aliases: Vec::new(),
        };
        reader.check_names(&read, notes);
        reader.check_map_keys(DESCRIPTIONS, &read, notes);
        reader.check_map_keys(NAMES, &read, notes);
        read.aliases = reader.aliases(&read, notes);
        read
    }

    fn has(&self, wire: &str) -> bool {
        self.values.iter().any(|value| value.wire == wire)
    }
}

struct Reader<'a> {
    component: &'a Value,
    at: &'a str,
    file: &'a dyn Fn(&str) -> String,
}

impl Reader<'_> {
    fn values(&self, prefix: &str, notes: &mut Notes) -> Vec<EnumValue> {
        let at = join(self.at, "enum");
        let listed = self.component.get("enum").and_then(Value::as_array);
        let Some(listed) = listed.filter(|values| !values.is_empty()) else {
            notes.problems.push(self.finding(&at, "has no values", "list its values in `enum`"));
            return Vec::new();
        };
        let mut values: Vec<EnumValue> = Vec::with_capacity(listed.len());
        for (index, value) in listed.iter().enumerate() {
            let at = join(&at, &index.to_string());
            let Some(wire) = value.as_str() else {
                notes.problems.push(self.finding(
                    &at,
                    format!("is not a string: {value}"),
                    "write the value as a string",
                ));
                continue;
            };
            if values.iter().any(|earlier| earlier.wire == wire) {
                notes.problems.push(self.finding(
                    &at,
                    format!("lists `{wire}` a second time"),
                    "list it once",
                ));
                continue;
            }
            let given = self.entry(NAMES, wire).and_then(Value::as_str).map(str::to_owned);
            if let Some(name) =
                given.as_ref().filter(|name| syn::parse_str::<syn::Ident>(name).is_err())
            {
                let at = join(&join(self.at, NAMES), wire);
                notes.problems.push(self.finding(
                    &at,
                    format!("`{name}` is not a name in Rust"),
                    "give it a name of letters and digits",
                ));
                continue;
            }
            match given.or_else(|| rust_name::variant(wire, prefix)) {
                Some(variant) => values.push(EnumValue {
                    wire: wire.to_owned(),
                    variant,
                    description: text(self.entry(DESCRIPTIONS, wire)).to_owned(),
                }),
                None => notes.problems.push(self.finding(
                    &at,
                    format!("`{wire}` has no letter to name it by in Rust"),
                    format!("name it in `{NAMES}` in the overlay"),
                )),
            }
        }
        values
    }

    fn check_names(&self, read: &StringEnum, notes: &mut Notes) {
        let mut by_name: BTreeMap<&str, &str> = BTreeMap::new();
        for value in &read.values {
            if let Some(earlier) = by_name.insert(&value.variant, &value.wire) {
                notes.problems.push(self.finding(
                    &join(self.at, "enum"),
                    format!(
                        "`{earlier}` and `{}` both become `{}::{}` in Rust",
                        value.wire, read.name, value.variant
                    ),
                    format!("name one of them in `{NAMES}` in the overlay"),
                ));
            }
        }
    }

    fn check_map_keys(&self, extension: &str, read: &StringEnum, notes: &mut Notes) {
        for (wire, _) in self.entries(extension) {
            if !read.has(wire) {
                notes.warnings.push(self.finding(
                    &join(&join(self.at, extension), wire),
                    format!("is about `{wire}`, which is no value of `{}`", read.name),
                    "remove the entry, or mend its spelling",
                ));
            }
        }
    }

    fn aliases(&self, read: &StringEnum, notes: &mut Notes) -> Vec<(String, String)> {
        let mut aliases = Vec::new();
        for (alias, value) in self.entries(ALIASES) {
            let at = join(&join(self.at, ALIASES), alias);
            let target = text(Some(value));
            if read.has(alias) {
                notes.warnings.push(self.finding(
                    &at,
                    format!(
                        "the alias `{alias}` has become a value of its own, and is read as that"
                    ),
                    "remove the alias",
                ));
            } else if read.has(target) {
                aliases.push((alias.clone(), target.to_owned()));
            } else {
                notes.problems.push(self.finding(
                    &at,
                    format!(
                        "the alias `{alias}` stands for `{target}`, which is no value of `{}`",
                        read.name
                    ),
                    "name a value that is there, or remove the alias",
                ));
            }
        }
        aliases
    }

    fn entries(&self, extension: &str) -> impl Iterator<Item = (&String, &Value)> {
        self.component.get(extension).and_then(Value::as_object).into_iter().flatten()
    }

    fn entry(&self, extension: &str, wire: &str) -> Option<&Value> {
        self.component.get(extension)?.get(wire)
    }

    fn finding(&self, at: &str, message: impl Into<String>, remedy: impl Into<String>) -> Finding {
        Finding::new((self.file)(at), at, message, remedy)
    }
}

fn text(value: Option<&Value>) -> &str {
    value.and_then(Value::as_str).unwrap_or_default()
}
