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

/// Defines [`Kind`], each with its name in reports, its level, the noun for its subject in the
/// changelog, and its message. In the message, `Difference` fills in what is in braces.
macro_rules! kinds {
    ($($variant:ident $word:literal $level:ident $noun:literal: $message:literal;)*) => {
        /// What changed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $(#[doc = concat!("Reported as: ", $message, ".")] $variant,)* }

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

            /// Returns the noun for the subject of such a change.
            pub fn noun(self) -> &'static str {
                match self { $(Self::$variant => $noun,)* }
            }

            /// Returns the message, with the names of what is to be replaced in braces.
            pub(super) fn message(self) -> &'static str {
                match self { $(Self::$variant => $message,)* }
            }
        }
    };
}

kinds! {
    Refused "refused" Major "description": "nothing can be generated from it";
    ScopeRemoved "scope-removed" Major "scope": "the value is gone, {old} in Rust";
    ScopeRenamed "scope-renamed" Major "scope": "is {new} in Rust, where it was {old}";
    ScopePathChanged "scope-path-changed" Major "path of": "its path {turned}";
    AliasRemoved "alias-removed" Major "alias": "is no longer read as {old}";
    OperationRemoved "operation-removed" Major "operation":
        "the operation at {old} is gone, and its method with it";
    OperationRenamed "operation-renamed" Major "operation":
        "was {old}: the method has another name";
    PathChanged "path-changed" Major "operation": "its address {turned}";
    ParametersChanged "parameters-changed" Major "operation": "its {fact} {turned}";
    MediaTypeChanged "media-type-changed" Major "operation": "its {fact} {turned}";
    SecurityChanged "security-changed" Major "operation": "accepts {new}, was {old}";
    DefaultServerChanged "default-server-changed" Major "default of": "its default {turned}";
    TypeRemoved "type-removed" Major "type": "`{item}` is gone in Rust";
    TypeRenamed "type-renamed" Major "type": "is {new} in Rust, where it was {old}";
    TypeChanged "type-changed" Major "type of": "its {fact} {turned}";
    FieldRemoved "field-removed" Major "field": "the field is gone";
    FieldRequired "field-required" Major "field": "is always there: no longer an `Option`";
    FieldOptional "field-optional" Major "field": "may be absent: an `Option`";
    RequiredFieldAdded "required-field-added" Major "field":
        "a new field that every request must have";
    EnumValueRemoved "enum-value-removed" Major "value": "the value is gone, {old} in Rust";
    EnumValueRenamed "enum-value-renamed" Major "value": "is {new} in Rust, where it was {old}";
    ApiRemoved "api-removed" Major "API": "`{item}` is gone in Rust";
    ApiChanged "api-changed" Major "API": "`{item}` {turned} in Rust";
    Unclassified "unclassified" Major "description of":
        "`{item}` differs, and no rule says what that means";
    ScopeAdded "scope-added" Minor "scope": "a new value, {new} in Rust";
    ScopePathAdded "scope-path-added" Minor "path of": "its path {turned}";
    OperationAdded "operation-added" Minor "operation": "a new operation at {new}";
    SecurityAdded "security-added" Minor "operation": "accepts {new}, was {old}";
    TypeAdded "type-added" Minor "type": "`{item}` is new in Rust";
    FieldAdded "field-added" Minor "field": "a new field";
    EnumValueAdded "enum-value-added" Minor "value": "a new value, {new} in Rust";
    ApiAdded "api-added" Minor "API": "`{item}` is new in Rust";
    Deprecated "deprecated" Minor "": "is deprecated";
    AnswerAdded "answer-added" Minor "answer of": "the response {item} is described now";
    AnswerRemoved "answer-removed" Minor "answer of": "the response {item} is no longer described";
    SchemaRenamed "type-renamed" Patch "type": "the service calls the schema {new}, was {old}";
    ScopeRespelled "scope-respelled" Patch "scope": "{fact} {new}";
    ValuesReordered "values-reordered" Patch "values of": "its values are in another order";
    AnswerChanged "answer-changed" Patch "answer of": "its {fact} {turned}";
    ServerChanged "server-changed" Patch "address of": "its {fact} {turned}";
    DocumentationChanged "documentation-changed" Patch "documentation of": "its {item} changed";
}

/// What is between alternatives of credentials.
pub(super) const OR: &str = " or ";

/// Expands to an optional kind: `_` is none.
macro_rules! optional {
    (_) => {
        None
    };
    ($kind:ident) => {
        Some(Kind::$kind)
    };
}

/// Defines [`Aspect`], each with its noun in messages, and with what its appearance, its
/// disappearance and another value are, or what any of the three is.
macro_rules! aspects {
    ($($(#[$doc:meta])* $variant:ident $noun:literal [$($kind:tt)+];)*) => {
        /// What a fact says about an operation, a type or a Rust item.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Aspect { $($(#[$doc])* $variant,)* }

        impl Aspect {
            /// Returns the noun in messages.
            pub(super) fn noun(self) -> &'static str {
                match self { $(Self::$variant => $noun,)* }
            }

            /// Returns the kind of one that is added (0), removed (1) or changed (2).
            fn kind(self, index: usize) -> Option<Kind> {
                let kinds: &[_] = match self { $(Self::$variant => &[$(optional!($kind)),+],)* };
                kinds.get(index).copied().unwrap_or(kinds[0])
            }
        }
    };
}

aspects! {
    Operation "operation" [OperationAdded OperationRemoved _];
    /// The operation of a method and path, to find one that is renamed.
    Method "operation" [_];
    /// The method and the whole path.
    Route "address" [PathChanged];
    Parameter "parameter" [ParametersChanged];
    /// The alternatives of credentials.
    Security "credentials" [_ _ SecurityChanged];
    /// A server, without its path.
    Host "server" [ServerChanged];
    /// The value that a variable of the address has by default.
    DefaultHost "default" [DefaultServerChanged];
    /// The media types of a request or a successful response.
    Media "body" [TypeChanged TypeChanged MediaTypeChanged];
    /// The type of a body in the second or a later media type.
    OtherBody "type" [_ _ TypeChanged];
    Encoding "encoding" [MediaTypeChanged];
    /// A successful status: the method returns what its successes have in common.
    Success "successful response" [TypeChanged TypeChanged _];
    ErrorStatus "error response" [AnswerAdded AnswerRemoved _];
    /// A part of a response that the client reads in any shape.
    Loose "error response" [AnswerChanged];
    /// The type of such a part, of which the generator can make a Rust type.
    LooseBody "type" [AnswerChanged AnswerChanged TypeChanged];
    /// A type with a name, which the Rust items report.
    Named "type" [_];
    /// The name of the component that a type is.
    Schema "schema" [_ _ SchemaRenamed];
    /// The type of a body, a field or a named type, with its default and the like.
    Type "type" [TypeChanged];
    Field "field" [FieldAdded FieldRemoved _];
    RequiredField "field" [RequiredFieldAdded FieldRemoved _];
    /// That a field is always there.
    Always "presence" [FieldRequired FieldOptional _];
    /// A value of an enum: the name of its variant.
    Value "variant" [EnumValueAdded EnumValueRemoved EnumValueRenamed];
    Scope "variant" [ScopeAdded ScopeRemoved ScopeRenamed];
    Wire "is now written" [_ _ ScopeRespelled];
    Alias "is another spelling of" [ScopeRespelled AliasRemoved _];
    /// The prefix of the paths that a value opens.
    Path "path" [ScopePathAdded ScopePathChanged ScopePathChanged];
    Order "order" [ValuesReordered];
    Deprecation "mark" [Deprecated DocumentationChanged _];
    Text "text" [DocumentationChanged];
    /// Something that the grammar does not know.
    Unknown "content" [Unclassified];
    /// The Rust module of a version, of which the operations are reported.
    Module "module" [_];
    Item "definition" [TypeAdded TypeRemoved TypeChanged];
    ItemField "type in Rust" [FieldAdded FieldRemoved TypeChanged];
    Variant "variant" [EnumValueAdded EnumValueRemoved TypeChanged];
    /// A part of a public Rust type that is not `#[non_exhaustive]`.
    ClosedPart "type in Rust" [ApiChanged ApiRemoved ApiChanged];
    /// A public Rust function or constant, a re-export or an implementation of a trait.
    Api "signature" [ApiAdded ApiRemoved ApiChanged];
    /// That a Rust item is `#[deprecated]`.
    Attribute "mark" [Deprecated _ _];
    /// The code of a Rust item.
    Tokens "tokens" [Unclassified];
}

/// Returns the kind of the difference between two values of a fact, of which at least one is there,
/// or `None` where nothing reaches a user.
pub(super) fn judge(aspect: Aspect, old: Option<&Value>, new: Option<&Value>) -> Option<Kind> {
    match (old, new) {
        (None, _) => aspect.kind(0),
        (_, None) => aspect.kind(1),
        (Some(old), Some(new)) if old == new => None,
        (Some(old), Some(new)) => match aspect {
            Aspect::Security if keeps(new, old) => Some(Kind::SecurityAdded),
            // Values that came or went are reported as such.
            Aspect::Order if common(old, new) == common(new, old) => None,
            _ => aspect.kind(2),
        },
    }
}

/// Returns whether `new` has all alternatives of `old`.
fn keeps(new: &Value, old: &Value) -> bool {
    let all = |value: &Value| -> Vec<String> {
        value.as_str().unwrap_or_default().split(OR).map(str::to_owned).collect()
    };
    let new = all(new);
    all(old).iter().all(|alternative| new.contains(alternative))
}

/// Returns those items of the list `own` that the list `other` has too, in the order of `own`.
fn common<'a>(own: &'a Value, other: &Value) -> Vec<&'a Value> {
    let other = other.as_array().map(Vec::as_slice).unwrap_or_default();
    own.as_array().into_iter().flatten().filter(|item| other.contains(item)).collect()
}
