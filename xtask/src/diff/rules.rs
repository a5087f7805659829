//! The rules: which kind of change a difference is, and how much each kind means.

use std::fmt;

use serde_json::Value;

/// What a change requires of the next version of our crates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Nothing reaches the Rust API, its documentation or the wire.
    None,
    /// Callers notice nothing, or better documentation.
    Patch,
    /// Something is new, and what compiled still compiles.
    Minor,
    /// A program that compiled may not compile, or may fail.
    Major,
}

impl Level {
    /// Returns the name in reports and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// Defines [`Kind`], each with its name in reports, its level, the heading of the changelog and the
/// noun for its subject.
macro_rules! kinds {
    ($($variant:ident $word:literal $level:ident $heading:literal $noun:literal: $doc:literal;)*) => {
        /// What changed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $(#[doc = $doc] $variant,)* }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Returns the name in reports, which is stable.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// Returns the level.
            pub fn level(self) -> Level {
                match self { $(Self::$variant => Level::$level,)* }
            }

            /// Returns the heading in the changelog, as <https://keepachangelog.com> names them.
            pub fn heading(self) -> &'static str {
                match self { $(Self::$variant => $heading,)* }
            }

            /// Returns the noun for the subject of such a change.
            pub fn noun(self) -> &'static str {
                match self { $(Self::$variant => $noun,)* }
            }
        }
    };
}

kinds! {
    Refused "refused" Major "Changed" "description": "Nothing can be generated from a description.";
    ScopeRemoved "scope-removed" Major "Removed" "scope": "A scope can no longer be requested by name.";
    ScopeRenamed "scope-renamed" Major "Changed" "scope": "The variant of a scope has another name.";
    ScopePathChanged "scope-path-changed" Major "Changed" "path of": "A value opens other paths.";
    AliasRemoved "alias-removed" Major "Removed" "alias": "A spelling is no longer read.";
    OperationRemoved "operation-removed" Major "Removed" "operation": "A method is gone.";
    OperationRenamed "operation-renamed" Major "Changed" "operation": "A method has another name.";
    PathChanged "path-changed" Major "Changed" "operation": "A method sends its request elsewhere.";
    ParametersChanged "parameters-changed" Major "Changed" "operation": "A method has other parameters.";
    MediaTypeChanged "media-type-changed" Major "Changed" "operation": "A body has another format.";
    SecurityChanged "security-changed" Major "Changed" "operation": "A way to authenticate is gone.";
    DefaultServerChanged "default-server-changed" Major "Changed" "default of": "Requests go to another cluster by default.";
    TypeRemoved "type-removed" Major "Removed" "type": "A type is gone.";
    TypeRenamed "type-renamed" Major "Changed" "type": "A type has another name in Rust.";
    TypeChanged "type-changed" Major "Changed" "type of": "A type is another one, or has other values.";
    FieldRemoved "field-removed" Major "Removed" "field": "A public field is gone.";
    FieldRequired "field-required" Major "Changed" "field": "A field is no longer an `Option`.";
    FieldOptional "field-optional" Major "Changed" "field": "A field has become an `Option`.";
    RequiredFieldAdded "required-field-added" Major "Added" "field": "Requests must have a new field.";
    EnumValueRemoved "enum-value-removed" Major "Removed" "value": "A variant is gone.";
    EnumValueRenamed "enum-value-renamed" Major "Changed" "value": "A variant has another name.";
    ApiRemoved "api-removed" Major "Removed" "API": "A public item of the generated code is gone.";
    ApiChanged "api-changed" Major "Changed" "API": "A public item of the generated code has another signature.";
    Unclassified "unclassified" Major "Changed" "description of": "A difference that no rule knows: major until a person has looked.";
    ScopeAdded "scope-added" Minor "Added" "scope": "A scope is new.";
    ScopePathAdded "scope-path-added" Minor "Added" "path of": "A value opens a path that is known now.";
    OperationAdded "operation-added" Minor "Added" "operation": "A method is new.";
    SecurityAdded "security-added" Minor "Added" "operation": "There is one more way to authenticate.";
    TypeAdded "type-added" Minor "Added" "type": "A type is new.";
    FieldAdded "field-added" Minor "Added" "field": "A field is new, and no caller has to give it.";
    EnumValueAdded "enum-value-added" Minor "Added" "value": "A variant is new.";
    ApiAdded "api-added" Minor "Added" "API": "A public item of the generated code is new.";
    Deprecated "deprecated" Minor "Deprecated" "": "Something should no longer be used.";
    AnswerAdded "answer-added" Minor "Added" "answer of": "An error response is described now.";
    AnswerRemoved "answer-removed" Minor "Removed" "answer of": "An error response is no longer described.";
    SchemaRenamed "type-renamed" Patch "Changed" "type": "The service has another name for a schema; Rust has the same.";
    ScopeRespelled "scope-respelled" Patch "Changed" "scope": "A value is read in another spelling too, or written in another.";
    ValuesReordered "values-reordered" Patch "Changed" "values of": "The order of values, which is that of `ALL` and `Ord`, is another.";
    AnswerChanged "answer-changed" Patch "Changed" "answer of": "An error response is described differently; the client reads errors of any shape.";
    ServerChanged "server-changed" Patch "Changed" "address of": "The service has another address.";
    DocumentationChanged "documentation-changed" Patch "Changed" "documentation of": "Our documentation says something else.";
}

/// What a fact says about an operation, a schema or a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aspect {
    /// The method and the whole path.
    Route,
    /// A parameter.
    Parameter,
    /// The alternatives of credentials.
    Security,
    /// What is sent for a security scheme.
    Credential,
    /// The hosts.
    Hosts,
    /// The value that a variable of the address has by default.
    DefaultHost,
    /// The media types of a request or a successful response, where there is a body.
    Media,
    /// How the fields of a form are encoded.
    Encoding,
    /// A successful status.
    Success,
    /// An error status.
    ErrorStatus,
    /// A part of a response that the client reads in any shape.
    Loose,
    /// The name of a schema: in Rust, and as published.
    Name,
    /// The type of a schema, its default and the like.
    Shape,
    /// A field of a request, and whether it must be there.
    RequestField,
    /// A field of a response, and whether it is always there.
    ResponseField,
    /// A value of an enum, with the name of its variant.
    Value,
    /// A scope, with the name of its variant.
    Scope,
    /// Another spelling, and the value that it is read as.
    Alias,
    /// The prefix of the paths that a value opens.
    Path,
    /// The order of the values.
    Order,
    /// A mark that something should no longer be used.
    Deprecation,
    /// A text.
    Text,
    /// Something that the grammar does not know.
    Unknown,
}

/// How much below a difference has been reported with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Covers {
    /// Nothing.
    Itself,
    /// What came or went together with it.
    CameOrWent,
    /// Everything.
    All,
}

/// Returns the kind of the difference between two values of a fact, of which at least one is there,
/// or `None` where nothing reaches a user; and how much of what is below is reported with it.
pub(super) fn judge(
    aspect: Aspect,
    old: Option<&Value>,
    new: Option<&Value>,
) -> (Option<Kind>, Covers) {
    use Aspect as A;
    use Covers::{All, CameOrWent, Itself};
    let came_or_went = |added, removed, changed| match (old, new) {
        (None, _) => added,
        (_, None) => removed,
        _ => changed,
    };
    let required = new.is_some_and(|new| new["required"] == true);
    let (kind, covers) = match aspect {
        A::Route => (Kind::PathChanged, Itself),
        A::Parameter => (Kind::ParametersChanged, All),
        A::Security => return (old.zip(new).and_then(|(old, new)| security(old, new)), Itself),
        // Which schemes are used is a matter of the alternatives.
        A::Credential => return (old.and(new).map(|_| Kind::SecurityChanged), CameOrWent),
        A::Hosts => (Kind::ServerChanged, Itself),
        A::DefaultHost => (Kind::DefaultServerChanged, Itself),
        A::Media => {
            let kind = Kind::TypeChanged;
            (came_or_went(kind, kind, Kind::MediaTypeChanged), CameOrWent)
        }
        A::Encoding => (Kind::MediaTypeChanged, Itself),
        // The method returns what its successes have in common.
        A::Success => (Kind::TypeChanged, All),
        A::ErrorStatus => {
            (came_or_went(Kind::AnswerAdded, Kind::AnswerRemoved, Kind::AnswerChanged), All)
        }
        A::Loose => (Kind::AnswerChanged, CameOrWent),
        A::Name => return (name(old, new), Itself),
        A::Shape => (Kind::TypeChanged, CameOrWent),
        A::RequestField if old.is_none() && required => (Kind::RequiredFieldAdded, All),
        A::RequestField | A::ResponseField => match (old, new) {
            (None, _) => (Kind::FieldAdded, All),
            (_, None) => (Kind::FieldRemoved, All),
            _ if required => (Kind::FieldRequired, Itself),
            _ => (Kind::FieldOptional, Itself),
        },
        A::Value => {
            let (added, removed) = (Kind::EnumValueAdded, Kind::EnumValueRemoved);
            (came_or_went(added, removed, Kind::EnumValueRenamed), CameOrWent)
        }
        A::Scope => {
            (came_or_went(Kind::ScopeAdded, Kind::ScopeRemoved, Kind::ScopeRenamed), CameOrWent)
        }
        A::Alias => {
            let removed = Kind::AliasRemoved;
            (came_or_went(Kind::ScopeRespelled, removed, removed), Itself)
        }
        A::Path => {
            let changed = Kind::ScopePathChanged;
            (came_or_went(Kind::ScopePathAdded, changed, changed), Itself)
        }
        A::Order => (Kind::ValuesReordered, Itself),
        A::Deprecation => {
            let no_longer = Kind::DocumentationChanged;
            (came_or_went(Kind::Deprecated, no_longer, no_longer), Itself)
        }
        A::Text => (Kind::DocumentationChanged, Itself),
        A::Unknown => (Kind::Unclassified, Itself),
    };
    (Some(kind), covers)
}

/// Judges two lists of alternatives: `{"names": […], "sent": […]}`.
fn security(old: &Value, new: &Value) -> Option<Kind> {
    let all = |list: &Value, key: &str| -> Vec<Value> {
        let list = list.as_array().into_iter().flatten();
        let mut all: Vec<Value> = list.map(|one| one[key].clone()).collect();
        all.sort_by_key(Value::to_string);
        all
    };
    let (before, after) = (all(old, "sent"), all(new, "sent"));
    // If the schemes are the same, what is sent for one of them is a difference of that scheme.
    if all(old, "names") == all(new, "names") || before == after {
        return None;
    }
    let kept = before.iter().all(|alternative| after.contains(alternative));
    Some(if kept { Kind::SecurityAdded } else { Kind::SecurityChanged })
}

/// Judges the names of a schema: `{"rust": …, "schema": …}`. An inline schema has no name; one that
/// moves into a component, or back, is the same schema.
fn name(old: Option<&Value>, new: Option<&Value>) -> Option<Kind> {
    let (old, new) = old.zip(new)?;
    if old["rust"] != new["rust"] {
        return Some(Kind::TypeRenamed);
    }
    let renamed = [old, new].iter().all(|one| one["schema"].is_string());
    (renamed && old["schema"] != new["schema"]).then_some(Kind::SchemaRenamed)
}
