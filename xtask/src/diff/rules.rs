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

/// Defines [`Aspect`], each with its noun in messages, what its appearance, its disappearance and
/// another value are, and how much of what is below is reported with that.
macro_rules! aspects {
    ($($variant:ident $noun:literal [$added:ident $removed:ident $changed:ident] $covers:ident: $doc:literal;)*) => {
        /// What a fact says about an operation, a schema or a text.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Aspect { $(#[doc = $doc] $variant,)* }

        impl Aspect {
            /// Returns the noun in messages.
            pub(super) fn noun(self) -> &'static str {
                match self { $(Self::$variant => $noun,)* }
            }

            /// Returns the kinds of: added, removed, changed.
            fn kinds(self) -> [Kind; 3] {
                match self { $(Self::$variant => [Kind::$added, Kind::$removed, Kind::$changed],)* }
            }

            /// Returns how much of what is below is reported with a difference.
            pub(super) fn covers(self) -> Covers {
                match self { $(Self::$variant => Covers::$covers,)* }
            }
        }
    };
}

aspects! {
    Route "address" [PathChanged PathChanged PathChanged] Itself: "The method and the whole path.";
    Parameter "parameter" [ParametersChanged ParametersChanged ParametersChanged] All: "A parameter.";
    Security "credentials" [SecurityAdded SecurityChanged SecurityChanged] Itself: "The alternatives of credentials.";
    Credential "credential" [SecurityChanged SecurityChanged SecurityChanged] CameOrWent: "What is sent for a security scheme.";
    Hosts "list of servers" [ServerChanged ServerChanged ServerChanged] CameOrWent: "The hosts.";
    DefaultHost "default" [DefaultServerChanged DefaultServerChanged DefaultServerChanged] Itself: "The value that a variable of the address has by default.";
    Media "body" [TypeChanged TypeChanged MediaTypeChanged] CameOrWent: "The media types of a request or a successful response.";
    Encoding "encoding" [MediaTypeChanged MediaTypeChanged MediaTypeChanged] Itself: "How the fields of a form are encoded.";
    Success "successful response" [TypeChanged TypeChanged TypeChanged] All: "A successful status: the method returns what its successes have in common.";
    ErrorStatus "error response" [AnswerAdded AnswerRemoved AnswerChanged] All: "An error status.";
    Loose "error response" [AnswerChanged AnswerChanged AnswerChanged] CameOrWent: "A part of a response that the client reads in any shape.";
    Name "type" [TypeRenamed TypeRenamed TypeRenamed] Itself: "The name of a schema: in Rust, and as published.";
    Shape "type" [TypeChanged TypeChanged TypeChanged] CameOrWent: "The type of a schema, its default and the like.";
    RequestField "field" [FieldAdded FieldRemoved FieldOptional] CameOrWent: "A field of a request, and whether it must be there.";
    ResponseField "field" [FieldAdded FieldRemoved FieldOptional] CameOrWent: "A field of a response, and whether it is always there.";
    Value "variant" [EnumValueAdded EnumValueRemoved EnumValueRenamed] CameOrWent: "A value of an enum, with the name of its variant.";
    Scope "variant" [ScopeAdded ScopeRemoved ScopeRenamed] CameOrWent: "A scope, with the name of its variant.";
    Alias "reading" [ScopeRespelled AliasRemoved AliasRemoved] Itself: "Another spelling, and the value that it is read as.";
    Path "path" [ScopePathAdded ScopePathChanged ScopePathChanged] Itself: "The prefix of the paths that a value opens.";
    Order "order" [ValuesReordered ValuesReordered ValuesReordered] Itself: "The order of the values.";
    Deprecation "mark" [Deprecated DocumentationChanged DocumentationChanged] Itself: "A mark that something should no longer be used.";
    Text "text" [DocumentationChanged DocumentationChanged DocumentationChanged] Itself: "A text.";
    Unknown "content" [Unclassified Unclassified Unclassified] Itself: "Something that the grammar does not know.";
}

/// How much below a difference is reported with it.
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
/// or `None` where nothing reaches a user.
pub(super) fn judge(aspect: Aspect, old: Option<&Value>, new: Option<&Value>) -> Option<Kind> {
    let required = new.is_some_and(|new| new["required"] == true);
    match (aspect, old, new) {
        (Aspect::Security, Some(old), Some(new)) => security(old, new),
        (Aspect::Name, Some(old), Some(new)) => name(old, new),
        // Which schemes are used is a matter of the alternatives; an inline schema has no name, and
        // one that moves into a component, or back, is the same.
        (Aspect::Credential | Aspect::Name, None, _)
        | (Aspect::Credential | Aspect::Name, _, None) => None,
        (Aspect::RequestField, None, _) if required => Some(Kind::RequiredFieldAdded),
        (Aspect::RequestField | Aspect::ResponseField, Some(_), Some(_)) if required => {
            Some(Kind::FieldRequired)
        }
        (_, None, _) => Some(aspect.kinds()[0]),
        (_, _, None) => Some(aspect.kinds()[1]),
        _ => Some(aspect.kinds()[2]),
    }
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

/// Judges the names of a schema: `{"rust": …, "schema": …}`.
fn name(old: &Value, new: &Value) -> Option<Kind> {
    if old["rust"] != new["rust"] {
        return Some(Kind::TypeRenamed);
    }
    let published = [old, new].iter().all(|one| one["schema"].is_string());
    (published && old["schema"] != new["schema"]).then_some(Kind::SchemaRenamed)
}
