//! What can change, and how much a change means: the table that the verdict follows.

use std::fmt;

/// What a change asks of our crates' next version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Nothing that reaches the Rust API, its documentation or the wire.
    None,
    /// Callers notice nothing, or only better documentation.
    Patch,
    /// Something is new, and what compiled compiles.
    Minor,
    /// A program that compiled may not, or may fail.
    Major,
}

impl Level {
    /// Its name, in reports and on the command line.
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
        f.write_str(self.word())
    }
}

/// Defines [`Kind`], each with its name in reports and its level.
macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $word:literal $level:ident;)*) => {
        /// What changed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $($(#[$doc])* $variant,)* }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Its name in reports: stable.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// Its level, where nothing about the place makes it another.
            pub fn level(self) -> Level {
                match self { $(Self::$variant => Level::$level,)* }
            }
        }
    };
}

kinds! {
    /// A scope can't be asked for by name any more.
    ScopeRemoved = "scope-removed" Major;
    /// A scope's variant has another name.
    ScopeRenamed = "scope-renamed" Major;
    /// A spelling is not read any more.
    AliasRemoved = "alias-removed" Major;
    /// A method is gone.
    OperationRemoved = "operation-removed" Major;
    /// A method has another name.
    OperationRenamed = "operation-renamed" Major;
    /// A method asks elsewhere: released versions don't reach it.
    PathChanged = "path-changed" Major;
    /// A method has other parameters.
    ParametersChanged = "parameters-changed" Major;
    /// A body is written or read in another format.
    MediaTypeChanged = "media-type-changed" Major;
    /// Other keys are asked for.
    SecurityChanged = "security-changed" Major;
    /// A type is gone.
    TypeRemoved = "type-removed" Major;
    /// A type has another name in Rust.
    TypeRenamed = "type-renamed" Major;
    /// A type is another one, or holds other values.
    TypeChanged = "type-changed" Major;
    /// A public field is gone.
    FieldRemoved = "field-removed" Major;
    /// A public field is no `Option` any more.
    FieldRequired = "field-required" Major;
    /// A public field has become an `Option`.
    FieldOptional = "field-optional" Major;
    /// A constructor takes one argument more.
    RequiredFieldAdded = "required-field-added" Major;
    /// A variant is gone.
    EnumValueRemoved = "enum-value-removed" Major;
    /// A variant has another name.
    EnumValueRenamed = "enum-value-renamed" Major;
    /// A difference that no rule knows: judged as the worst, until someone has looked.
    Unclassified = "unclassified" Major;
    /// A scope is new.
    ScopeAdded = "scope-added" Minor;
    /// A method is new.
    OperationAdded = "operation-added" Minor;
    /// A type is new.
    TypeAdded = "type-added" Minor;
    /// An optional field is new.
    FieldAdded = "field-added" Minor;
    /// A variant is new.
    EnumValueAdded = "enum-value-added" Minor;
    /// An error answer is described that was not.
    AnswerAdded = "answer-added" Minor;
    /// An error answer is described no more.
    AnswerRemoved = "answer-removed" Minor;
    /// A scope is read in another spelling too, or written in another.
    ScopeRespelled = "scope-respelled" Patch;
    /// The values of an enum stand in another order, which is that of `ALL` and `Ord`.
    ValuesReordered = "values-reordered" Patch;
    /// An error answer is described otherwise; the client reads errors of any shape.
    AnswerChanged = "answer-changed" Patch;
    /// The service has another address.
    ServerChanged = "server-changed" Patch;
    /// Our documentation says something else.
    DocumentationChanged = "documentation-changed" Patch;
    /// A body that was always sent is required, or not.
    BodyRequired = "body-required" None;
    /// An optional field may be `null`, or not: an `Option` in both cases.
    NullabilityChanged = "nullability-changed" None;
    /// The same, written otherwise.
    LayoutChanged = "layout-changed" None;
}
