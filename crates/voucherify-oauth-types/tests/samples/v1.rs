// Written by a test of `xtask`: do not edit.

//! The types of the endpoints below `/v1`.
#![allow(deprecated, reason = "generated code uses what it marks as deprecated")]

/// The type `Answer`, which the API description does not explain.
///
/// The service's schema: `published.Answer`.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
#[non_exhaustive]
pub struct Answer {
    /// The property `any`, which the API description does not explain.
    pub any: ::serde_json::Value,
    /// The property `count`, which the API description does not explain.
    pub count: i64,
    /// The property `done`, which the API description does not explain.
    pub done: bool,
    /// The property `key`, which the API description does not explain.
    pub key: ApiKey,
    /// The property `kind`, which the API description does not explain.
    pub kind: Kind,
    /// The property `more`, which the API description does not explain.
    pub more: ::std::collections::HashMap<String, String>,
    /// The property `option`, which the API description does not explain.
    pub option: Option,
    /// The property `order`, which the API description does not explain.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub order: ::std::option::Option<OrderRequest>,
    /// The property `part`, which the API description does not explain.
    pub part: Part,
    /// The property `parts`, which the API description does not explain.
    pub parts: Vec<Part>,
    /// The property `ratio`, which the API description does not explain.
    pub ratio: f64,
    /// The property `scopes`, which the API description does not explain.
    pub scopes: ScopeSet,
    /// The property `self`, which the API description does not explain.
    #[serde(rename = "self", skip_serializing_if = "::std::option::Option::is_none")]
    pub self_: ::std::option::Option<Box<Answer>>,
    /// The property `token`, which the API description does not explain.
    pub token: AccessToken,
    /// The property `type`, which the API description does not explain.
    #[deprecated = "the API description marks it as deprecated"]
    #[serde(rename = "type")]
    pub type_: String,
}

impl Answer {
    /// Creates a response whose fields are absent, empty, zero or `false`, or the first
    /// of their values. Set them with the methods `with_…`.
    #[must_use]
    pub fn new() -> Self {
        Self {
            type_: ::std::string::String::new(),
            token: AccessToken::new(""),
            key: ApiKey::new(""),
            kind: ::std::default::Default::default(),
            option: Option::Some,
            scopes: ScopeSet::new(),
            count: 0,
            ratio: 0.0,
            done: false,
            part: Part::default(),
            parts: ::std::default::Default::default(),
            any: ::std::default::Default::default(),
            more: ::std::default::Default::default(),
            order: None,
            self_: None,
        }
    }

    /// Sets `type_`.
    #[deprecated = "the API description marks it as deprecated"]
    #[must_use]
    pub fn with_type(mut self, type_: impl Into<String>) -> Self {
        self.type_ = type_.into();
        self
    }

    /// Sets `token`.
    #[must_use]
    pub fn with_token(mut self, token: impl Into<AccessToken>) -> Self {
        self.token = token.into();
        self
    }

    /// Sets `key`.
    #[must_use]
    pub fn with_key(mut self, key: impl Into<ApiKey>) -> Self {
        self.key = key.into();
        self
    }

    /// Sets `kind`.
    #[must_use]
    pub fn with_kind(mut self, kind: impl Into<Kind>) -> Self {
        self.kind = kind.into();
        self
    }

    /// Sets `option`.
    #[must_use]
    pub fn with_option(mut self, option: Option) -> Self {
        self.option = option;
        self
    }

    /// Sets `scopes`.
    #[must_use]
    pub fn with_scopes(mut self, scopes: impl Into<ScopeSet>) -> Self {
        self.scopes = scopes.into();
        self
    }

    /// Sets `count`.
    #[must_use]
    pub fn with_count(mut self, count: i64) -> Self {
        self.count = count;
        self
    }

    /// Sets `ratio`.
    #[must_use]
    pub fn with_ratio(mut self, ratio: f64) -> Self {
        self.ratio = ratio;
        self
    }

    /// Sets `done`.
    #[must_use]
    pub fn with_done(mut self, done: bool) -> Self {
        self.done = done;
        self
    }

    /// Sets `part`.
    #[must_use]
    pub fn with_part(mut self, part: Part) -> Self {
        self.part = part;
        self
    }

    /// Sets `parts`.
    #[must_use]
    pub fn with_parts(mut self, parts: Vec<Part>) -> Self {
        self.parts = parts;
        self
    }

    /// Sets `any`.
    #[must_use]
    pub fn with_any(mut self, any: ::serde_json::Value) -> Self {
        self.any = any;
        self
    }

    /// Sets `more`.
    #[must_use]
    pub fn with_more(
        mut self,
        more: ::std::collections::HashMap<String, String>,
    ) -> Self {
        self.more = more;
        self
    }

    /// Sets `order`.
    #[must_use]
    pub fn with_order(mut self, order: OrderRequest) -> Self {
        self.order = Some(order);
        self
    }

    /// Sets `self_`.
    #[must_use]
    pub fn with_self(mut self, self_: impl Into<Box<Answer>>) -> Self {
        self.self_ = Some(self_.into());
        self
    }
}

impl ::std::default::Default for Answer {
    fn default() -> Self {
        Self::new()
    }
}

/// The type `EmptyRequest`, which the API description does not explain.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq, Eq)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
#[non_exhaustive]
pub struct EmptyRequest(pub ::serde_json::Map<String, ::serde_json::Value>);

impl ::std::ops::Deref for EmptyRequest {
    type Target = ::serde_json::Map<String, ::serde_json::Value>;

    fn deref(&self) -> &::serde_json::Map<String, ::serde_json::Value> {
        &self.0
    }
}

impl From<EmptyRequest> for ::serde_json::Map<String, ::serde_json::Value> {
    fn from(value: EmptyRequest) -> Self {
        value.0
    }
}

impl From<::serde_json::Map<String, ::serde_json::Value>> for EmptyRequest {
    fn from(value: ::serde_json::Map<String, ::serde_json::Value>) -> Self {
        Self(value)
    }
}

/// The type `Holder`, which the API description does not explain.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
#[non_exhaustive]
pub struct Holder {
    /// The property `answer`, which the API description does not explain.
    pub answer: Answer,
}

impl Holder {
    /// Creates a response whose fields are absent, empty, zero or `false`, or the first
    /// of their values. Set them with the methods `with_…`.
    #[must_use]
    pub fn new() -> Self {
        Self { answer: Answer::default() }
    }

    /// Sets `answer`.
    #[must_use]
    pub fn with_answer(mut self, answer: Answer) -> Self {
        self.answer = answer;
        self
    }
}

impl ::std::default::Default for Holder {
    fn default() -> Self {
        Self::new()
    }
}

/// The type `OrderRequest`, which the API description does not explain.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
#[non_exhaustive]
pub struct OrderRequest {
    /// The property `count`, which the API description does not explain.
    pub count: i64,
    /// The property `list`, which the API description does not explain.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub list: ::std::option::Option<ScopeList>,
    /// A note.
    ///
    /// Of two parts.
    #[deprecated = "the API description marks it as deprecated"]
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub note: ::std::option::Option<String>,
    /// The property `option`, which the API description does not explain.
    pub option: Option,
    /// The property `retry`, which the API description does not explain.
    #[serde(default = "defaults::default_bool::<true>")]
    pub retry: bool,
    /// The property `scopes`, which the API description does not explain.
    pub scopes: ScopeSet,
    /// The property `tags`, which the API description does not explain.
    #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
    pub tags: Vec<String>,
    /// The property `type`, which the API description does not explain.
    #[serde(rename = "type")]
    pub type_: String,
}

impl OrderRequest {
    /// Creates a request with its required fields: `type_`, `scopes`, `option`, `count`.
    #[must_use]
    pub fn new(
        type_: impl Into<String>,
        scopes: impl Into<ScopeSet>,
        option: Option,
        count: i64,
    ) -> Self {
        Self {
            type_: type_.into(),
            scopes: scopes.into(),
            option,
            count,
            note: None,
            tags: ::std::default::Default::default(),
            list: None,
            retry: defaults::default_bool::<true>(),
        }
    }

    /// Creates a request with the option `some`.
    #[must_use]
    pub fn some(
        type_: impl Into<String>,
        scopes: impl Into<ScopeSet>,
        count: i64,
    ) -> Self {
        Self::new(type_, scopes, Option::Some, count)
    }

    /// Creates a request with the option `none`.
    #[must_use]
    pub fn none(
        type_: impl Into<String>,
        scopes: impl Into<ScopeSet>,
        count: i64,
    ) -> Self {
        Self::new(type_, scopes, Option::None, count)
    }

    /// Sets `note`.
    #[deprecated = "the API description marks it as deprecated"]
    #[must_use]
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// Sets `tags`.
    #[must_use]
    pub fn with_tags(mut self, tags: Vec<String>) -> Self {
        self.tags = tags;
        self
    }

    /// Sets `list`.
    #[must_use]
    pub fn with_list(mut self, list: impl Into<ScopeList>) -> Self {
        self.list = Some(list.into());
        self
    }

    /// Sets `retry`.
    #[must_use]
    pub fn with_retry(mut self, retry: bool) -> Self {
        self.retry = retry;
        self
    }
}

impl ::std::default::Default for OrderRequest {
    fn default() -> Self {
        Self {
            type_: ::std::string::String::new(),
            scopes: ScopeSet::new(),
            option: Option::Some,
            count: 0,
            note: None,
            tags: ::std::default::Default::default(),
            list: None,
            retry: defaults::default_bool::<true>(),
        }
    }
}

/// The type `Part`, which the API description does not explain.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
#[non_exhaustive]
pub struct Part {
    /// The property `order`, which the API description does not explain.
    pub order: OrderRequest,
}

impl Part {
    /// Creates a response whose fields are absent, empty, zero or `false`, or the first
    /// of their values. Set them with the methods `with_…`.
    #[must_use]
    pub fn new() -> Self {
        Self {
            order: OrderRequest::default(),
        }
    }

    /// Sets `order`.
    #[must_use]
    pub fn with_order(mut self, order: OrderRequest) -> Self {
        self.order = order;
        self
    }
}

impl ::std::default::Default for Part {
    fn default() -> Self {
        Self::new()
    }
}

/// The values of fields that are left out.
mod defaults {
    pub(super) fn default_bool<const V: bool>() -> bool {
        V
    }
}

/// A scope, which the API description does not explain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Scope {
    /// `all`: Opens `/v1` and everything below it.
    All,
    /// `read`: Opens `/v1/r` and everything below it.
    Read,
    /// `write`: Opens `/v1/r/w` and everything below it.
    Write,
    /// `write-old`: Opens `/v1/Old` and everything below it.
    #[deprecated = "the API description marks it as deprecated"]
    WriteOld,
    /// `guest`: Not described yet.
    Guest,
    /// `twin`: Opens `/x/v1/t` and everything below it.
    Twin,
    /// `twin.b`: Opens `/x/v1/t` and everything below it.
    TwinB,
}

impl Scope {
    /// The listed values, in the service's order.
    pub const ALL: &'static [Self] = &[
        Self::All,
        Self::Read,
        Self::Write,
        Self::WriteOld,
        Self::Guest,
        Self::Twin,
        Self::TwinB,
    ];

    /// Other spellings, each with the value that it is read as. They are never written.
    pub const ALIASES: &'static [(&'static str, Self)] = &[
        ("READ", Self::Read),
        ("read", Self::Write),
    ];

    /// Returns the value on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Read => "read",
            Self::Write => "write",
            Self::WriteOld => "write-old",
            Self::Guest => "guest",
            Self::Twin => "twin",
            Self::TwinB => "twin.b",
        }
    }

    /// Returns a description of the value.
    #[must_use]
    pub const fn description(self) -> &'static str {
        match self {
            Self::All => "Opens `/v1` and everything below it.",
            Self::Read => "Opens `/v1/r` and everything below it.",
            Self::Write => "Opens `/v1/r/w` and everything below it.",
            Self::WriteOld => "Opens `/v1/Old` and everything below it.",
            Self::Guest => "Not described yet.",
            Self::Twin => "Opens `/x/v1/t` and everything below it.",
            Self::TwinB => "Opens `/x/v1/t` and everything below it.",
        }
    }

    /// Returns the prefix of the paths that the value opens, or `None` if it opens none by
    /// itself.
    #[must_use]
    pub const fn path_prefix(self) -> ::std::option::Option<&'static str> {
        match self {
            Self::All => Some("/v1"),
            Self::Read => Some("/v1/r"),
            Self::Write => Some("/v1/r/w"),
            Self::WriteOld => Some("/v1/Old"),
            Self::Guest => None,
            Self::Twin => Some("/x/v1/t"),
            Self::TwinB => Some("/x/v1/t"),
        }
    }

    #[inline]
    fn lookup(text: &str) -> ::std::option::Option<Self> {
        match text {
            "all" => Some(Self::All),
            "read" => Some(Self::Read),
            "write" => Some(Self::Write),
            "write-old" => Some(Self::WriteOld),
            "guest" => Some(Self::Guest),
            "twin" => Some(Self::Twin),
            "twin.b" => Some(Self::TwinB),
            "READ" => Some(Self::Read),
            _ => None,
        }
    }
}

crate::listed!(Scope, "scope");

crate::listed::schema!(Scope);

/// A kind, which the API description does not explain.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// `basic`: Not described yet.
    #[default]
    Basic,
    /// `unrecognized`: Not described yet.
    Unrecognized,
    /// A value that this version does not list, as the service sent it.
    UnrecognizedValue(crate::UnrecognizedValue),
}

impl Kind {
    /// The listed values, in the service's order.
    pub const ALL: &'static [Self] = &[Self::Basic, Self::Unrecognized];

    /// Returns the value on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Basic => "basic",
            Self::Unrecognized => "unrecognized",
            Self::UnrecognizedValue(value) => value.as_str(),
        }
    }

    #[inline]
    fn lookup(text: &str) -> ::std::option::Option<Self> {
        if text.eq_ignore_ascii_case("basic") {
            return Some(Self::Basic);
        }
        if text.eq_ignore_ascii_case("unrecognized") {
            return Some(Self::Unrecognized);
        }
        None
    }
}

crate::listed!(Kind, "kind", UnrecognizedValue);

crate::listed::schema!(Kind, "x-open-enum" : { "case-insensitive" : true });

/// One of two.
///
/// Or of five.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Option {
    /// `some`: Not described yet.
    Some,
    /// `none`: Not described yet.
    None,
    /// `new`: Not described yet.
    New,
    /// `with_x`: Not described yet.
    WithX,
    /// `type`: Not described yet.
    Type,
}

impl Option {
    /// The listed values, in the service's order.
    pub const ALL: &'static [Self] = &[
        Self::Some,
        Self::None,
        Self::New,
        Self::WithX,
        Self::Type,
    ];

    /// Returns the value on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Some => "some",
            Self::None => "none",
            Self::New => "new",
            Self::WithX => "with_x",
            Self::Type => "type",
        }
    }

    /// Returns a description of the value.
    #[must_use]
    pub const fn description(self) -> &'static str {
        match self {
            Self::Some => "Not described yet.",
            Self::None => "Not described yet.",
            Self::New => "Not described yet.",
            Self::WithX => "Not described yet.",
            Self::Type => "Not described yet.",
        }
    }

    #[inline]
    fn lookup(text: &str) -> ::std::option::Option<Self> {
        if text.eq_ignore_ascii_case("some") {
            return Some(Self::Some);
        }
        if text.eq_ignore_ascii_case("none") {
            return Some(Self::None);
        }
        if text.eq_ignore_ascii_case("new") {
            return Some(Self::New);
        }
        if text.eq_ignore_ascii_case("with_x") {
            return Some(Self::WithX);
        }
        if text.eq_ignore_ascii_case("type") {
            return Some(Self::Type);
        }
        None
    }
}

crate::listed!(Option, "option");

crate::listed::schema!(Option);

/// A only, which the API description does not explain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Only {
    /// `only`: Not described yet.
    Only,
}

impl Only {
    /// The listed values, in the service's order.
    pub const ALL: &'static [Self] = &[Self::Only];

    /// Returns the value on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Only => "only",
        }
    }

    /// Returns a description of the value.
    #[must_use]
    pub const fn description(self) -> &'static str {
        match self {
            Self::Only => "Not described yet.",
        }
    }

    #[inline]
    fn lookup(text: &str) -> ::std::option::Option<Self> {
        match text {
            "only" => Some(Self::Only),
            _ => None,
        }
    }
}

crate::listed!(Only, "only");

crate::listed::schema!(Only);

/// A set of values of [`Scope`].
pub type ScopeSet = crate::DelimitedSet<Scope>;

crate::delimited::set!(ScopeSet, Scope, ' ');

crate::delimited::item!(Scope, paths);

crate::delimited::joins!(Scope, ScopeSet);

/// A set of values of [`Scope`].
pub type ScopeList = crate::DelimitedSet<Scope, ','>;

crate::delimited::set!(ScopeList, Scope, ',');

/// A set of values of [`Scope`].
pub type ScopeTwins = crate::DelimitedSet<Scope>;

/// A set of values of [`Only`].
pub type OnlySet = crate::DelimitedSet<Only>;

crate::delimited::set!(OnlySet, Only, ' ');

crate::delimited::item!(Only);

crate::delimited::joins!(Only, OnlySet);

/// A set of values of [`Only`].
pub type OnlyDots = crate::DelimitedSet<Only, '·'>;

crate::delimited::set!(OnlyDots, Only, '·');

/// The secret `access token`, which the API description does not explain.
pub type AccessToken = crate::Secret<secret_kinds::AccessToken>;

/// The secret `api key`, which the API description does not explain.
pub type ApiKey = crate::Secret<secret_kinds::ApiKey>;

#[doc(hidden)]
pub mod secret_kinds {
    #[derive(Debug)]
    pub enum AccessToken {}
    impl crate::SecretKind for AccessToken {
        const NAME: &'static str = "AccessToken";
        const NOUN: &'static str = "access token";
    }

    #[derive(Debug)]
    pub enum ApiKey {}
    impl crate::SecretKind for ApiKey {
        const NAME: &'static str = "ApiKey";
        const NOUN: &'static str = "api key";
    }
}
