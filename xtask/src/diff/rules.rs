//! The rules: the kind of change for each difference, and the level of each kind.

use std::fmt;

use clap::ValueEnum;
use serde::Serialize;
use serde_json::Value;

/// The version bump that a change requires.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The Rust API, its documentation and the HTTP messages are the same.
    #[value(skip)]
    None,
    /// Callers are not affected, except by documentation.
    Patch,
    /// Something is new. Programs that compiled still compile.
    Minor,
    /// A program that compiled may not compile, or may fail.
    Major,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        })
    }
}

/// Defines [`Kind`], each with its name in reports, its level, the noun for its subject in the
/// changelog, and its message. Names in braces are placeholders.
macro_rules! kinds {
    ($($variant:ident $word:literal $level:ident $noun:literal: $message:literal;)*) => {
        /// A kind of change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub enum Kind {
            $(#[doc = concat!("Reported as: ", $message, ".")] #[serde(rename = $word)] $variant,)*
        }

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

            /// Returns the message with its placeholders.
            pub(super) fn message(self) -> &'static str {
                match self { $(Self::$variant => $message,)* }
            }
        }
    };
}

kinds! {
    Refused "refused" Major "description": "cannot generate code from it";
    ScopeRemoved "scope-removed" Major "scope": "the value was removed, {old} in Rust";
    ScopeRenamed "scope-renamed" Major "scope": "is {new} in Rust, was {old}";
    ScopePathChanged "scope-path-changed" Major "path of": "its path {turned}";
    AliasRemoved "alias-removed" Major "alias": "is no longer read as {old}";
    OperationRemoved "operation-removed" Major "operation":
        "the operation at {old} and its method were removed";
    OperationRenamed "operation-renamed" Major "operation":
        "was {old}; its method is renamed too";
    PathChanged "path-changed" Major "operation": "its address {turned}";
    ParametersChanged "parameters-changed" Major "operation": "its {fact} {turned}";
    MediaTypeChanged "media-type-changed" Major "operation": "its {fact} {turned}";
    SecurityChanged "security-changed" Major "operation": "accepts {new}, was {old}";
    DefaultServerChanged "default-server-changed" Major "default of": "its default {turned}";
    TypeRemoved "type-removed" Major "type": "`{item}` was removed from the Rust API";
    TypeRenamed "type-renamed" Major "type": "is {new} in Rust, was {old}";
    TypeChanged "type-changed" Major "type of": "its {fact} {turned}";
    FieldRemoved "field-removed" Major "field": "the field was removed";
    FieldRequired "field-required" Major "field": "is always present: no longer an `Option`";
    FieldOptional "field-optional" Major "field": "may be absent: an `Option`";
    RequiredFieldAdded "required-field-added" Major "field":
        "a new required field in a request";
    EnumValueRemoved "enum-value-removed" Major "value": "the value was removed, {old} in Rust";
    EnumValueRenamed "enum-value-renamed" Major "value": "is {new} in Rust, was {old}";
    ApiRemoved "api-removed" Major "API": "`{item}` was removed from the Rust API";
    ApiChanged "api-changed" Major "API": "`{item}` {turned} in Rust";
    Unclassified "unclassified" Major "description of":
        "`{item}` differs, and no rule classifies the difference";
    ScopeAdded "scope-added" Minor "scope": "a new value, {new} in Rust";
    ScopePathAdded "scope-path-added" Minor "path of": "its path {turned}";
    OperationAdded "operation-added" Minor "operation": "a new operation at {new}";
    SecurityAdded "security-added" Minor "operation": "accepts {new}, was {old}";
    TypeAdded "type-added" Minor "type": "`{item}` is new in the Rust API";
    FieldAdded "field-added" Minor "field": "a new field";
    EnumValueAdded "enum-value-added" Minor "value": "a new value, {new} in Rust";
    ApiAdded "api-added" Minor "API": "`{item}` is new in the Rust API";
    Deprecated "deprecated" Minor "": "is deprecated";
    AnswerAdded "answer-added" Minor "response of": "the response {item} is now described";
    AnswerRemoved "answer-removed" Minor "response of":
        "the response {item} is no longer described";
    SchemaRenamed "type-renamed" Patch "type": "the schema is {new}, was {old}";
    ScopeRespelled "scope-respelled" Patch "scope": "{fact} {new}";
    ValuesReordered "values-reordered" Patch "values of": "the order of its values changed";
    AnswerChanged "answer-changed" Patch "response of": "its {fact} {turned}";
    ServerChanged "server-changed" Patch "address of": "its {fact} {turned}";
    DocumentationChanged "documentation-changed" Patch "documentation of": "its {item} changed";
}

/// The separator between alternatives of credentials.
pub(super) const OR: &str = " or ";

/// Expands to an optional kind: `_` is `None`.
macro_rules! optional {
    (_) => {
        None
    };
    ($kind:ident) => {
        Some(Kind::$kind)
    };
}

/// Defines [`Aspect`], each with its noun in messages and the kinds of an added, a removed and a
/// changed fact, or one kind for all three.
macro_rules! aspects {
    ($($(#[$doc:meta])* $variant:ident $noun:literal [$($kind:tt)+];)*) => {
        /// The aspect of an operation, a type or a Rust item that a fact describes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Aspect { $($(#[$doc])* $variant,)* }

        impl Aspect {
            /// Returns the noun in messages.
            pub(super) fn noun(self) -> &'static str {
                match self { $(Self::$variant => $noun,)* }
            }

            /// Returns the kind of an added (0), removed (1) or changed (2) fact.
            fn kind(self, index: usize) -> Option<Kind> {
                let kinds: &[_] = match self { $(Self::$variant => &[$(optional!($kind)),+],)* };
                kinds.get(index).copied().unwrap_or(kinds[0])
            }
        }
    };
}

aspects! {
    Operation "operation" [OperationAdded OperationRemoved _];
    /// The operation of a method and path, to detect a renamed operation.
    Method "operation" [_];
    /// The method and the whole path.
    Route "address" [PathChanged];
    Parameter "parameter" [ParametersChanged];
    /// The security alternatives.
    Security "credentials" [_ _ SecurityChanged];
    /// A server, without its path.
    Host "server" [ServerChanged];
    /// The default of a variable in the address.
    DefaultHost "default" [DefaultServerChanged];
    /// The media types of a request or a successful response.
    Media "body" [TypeChanged TypeChanged MediaTypeChanged];
    /// A successful status: its body is the return type of the method.
    Success "successful response" [AnswerAdded TypeChanged _];
    ErrorStatus "error response" [AnswerAdded AnswerRemoved _];
    /// A part of a response that the client does not decode.
    Loose "error response" [AnswerChanged];
    /// The type of such a part if the generator supports it.
    LooseBody "type" [AnswerChanged AnswerChanged TypeChanged];
    /// A named type, which is reported by its Rust items.
    Named "type" [_];
    /// The component name of a type.
    Schema "schema" [_ _ SchemaRenamed];
    /// The type of a body, a field or a named type, with its default and other keywords.
    Type "type" [TypeChanged];
    Field "field" [FieldAdded FieldRemoved _];
    RequiredField "field" [RequiredFieldAdded FieldRemoved _];
    /// Whether a field is always present.
    Always "presence" [FieldRequired FieldOptional _];
    /// Whether a list in a response is always present. An absent list is empty.
    AlwaysList "presence" [AnswerChanged];
    /// A value of an enum: the name of its variant.
    Value "variant" [EnumValueAdded EnumValueRemoved EnumValueRenamed];
    Scope "variant" [ScopeAdded ScopeRemoved ScopeRenamed];
    Wire "is now written" [_ _ ScopeRespelled];
    Alias "is another spelling of" [ScopeRespelled AliasRemoved _];
    /// The path prefix to which a value gives access.
    Path "path" [ScopePathAdded ScopePathChanged ScopePathChanged];
    Order "order" [ValuesReordered];
    Deprecation "mark" [Deprecated DocumentationChanged _];
    Text "text" [DocumentationChanged];
    /// A keyword that the grammar does not know.
    Unknown "content" [Unclassified];
    /// The Rust module of a version, which is reported by its operations.
    Module "module" [_];
    Item "definition" [TypeAdded TypeRemoved TypeChanged];
    ItemField "type in Rust" [FieldAdded FieldRemoved TypeChanged];
    Variant "variant" [EnumValueAdded EnumValueRemoved TypeChanged];
    /// A part of a public Rust type that is not `#[non_exhaustive]`.
    ClosedPart "type in Rust" [ApiChanged ApiRemoved ApiChanged];
    /// A public Rust function or constant, a re-export or an implementation of a trait.
    Api "signature" [ApiAdded ApiRemoved ApiChanged];
    /// Whether a Rust item is `#[deprecated]`.
    Attribute "mark" [Deprecated _ _];
    /// The code of a Rust item.
    Tokens "tokens" [Unclassified];
}

/// Returns the kind of the difference between two values of a fact, of which at least one exists.
/// Returns `None` if it does not affect users.
pub(super) fn judge(aspect: Aspect, old: Option<&Value>, new: Option<&Value>) -> Option<Kind> {
    match (old, new) {
        (None, _) => aspect.kind(0),
        (_, None) => aspect.kind(1),
        (Some(old), Some(new)) if old == new => None,
        (Some(old), Some(new)) => match aspect {
            Aspect::Security if keeps(new, old) => Some(Kind::SecurityAdded),
            // Added and removed values are reported by themselves.
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

/// Returns the items of the list `own` that the list `other` contains too, in the order of `own`.
fn common<'a>(own: &'a Value, other: &Value) -> Vec<&'a Value> {
    let other = other.as_array().map(Vec::as_slice).unwrap_or_default();
    own.as_array().into_iter().flatten().filter(|item| other.contains(item)).collect()
}
