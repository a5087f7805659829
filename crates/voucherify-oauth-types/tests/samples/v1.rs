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
    pub fn with_scopes(mut self, scopes: impl crate::IntoSet<ScopeSet>) -> Self {
        self.scopes = crate::IntoSet::into_set(scopes);
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
        scopes: impl crate::IntoSet<ScopeSet>,
        option: Option,
        count: i64,
    ) -> Self {
        Self {
            type_: type_.into(),
            scopes: crate::IntoSet::into_set(scopes),
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
        scopes: impl crate::IntoSet<ScopeSet>,
        count: i64,
    ) -> Self {
        Self::new(type_, scopes, Option::Some, count)
    }

    /// Creates a request with the option `none`.
    #[must_use]
    pub fn none(
        type_: impl Into<String>,
        scopes: impl crate::IntoSet<ScopeSet>,
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
    pub fn with_list(mut self, list: impl crate::IntoSet<ScopeList>) -> Self {
        self.list = Some(crate::IntoSet::into_set(list));
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

/// A many, which the API description does not explain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Many {
    /// `item-0.read`: Not described yet.
    Item0Read,
    /// `item-1.read`: Not described yet.
    Item1Read,
    /// `item-2.read`: Not described yet.
    Item2Read,
    /// `item-3.read`: Not described yet.
    Item3Read,
    /// `item-4.read`: Not described yet.
    Item4Read,
    /// `item-5.read`: Not described yet.
    Item5Read,
    /// `item-6.read`: Not described yet.
    Item6Read,
    /// `item-7.read`: Not described yet.
    Item7Read,
    /// `item-8.read`: Not described yet.
    Item8Read,
    /// `item-9.read`: Not described yet.
    Item9Read,
    /// `item-10.read`: Not described yet.
    Item10Read,
    /// `item-11.read`: Not described yet.
    Item11Read,
    /// `item-12.read`: Not described yet.
    Item12Read,
    /// `item-13.read`: Not described yet.
    Item13Read,
    /// `item-14.read`: Not described yet.
    Item14Read,
    /// `item-15.read`: Not described yet.
    Item15Read,
    /// `item-16.read`: Not described yet.
    Item16Read,
    /// `item-17.read`: Not described yet.
    Item17Read,
    /// `item-18.read`: Not described yet.
    Item18Read,
    /// `item-19.read`: Not described yet.
    Item19Read,
    /// `item-20.read`: Not described yet.
    Item20Read,
    /// `item-21.read`: Not described yet.
    Item21Read,
    /// `item-22.read`: Not described yet.
    Item22Read,
    /// `item-23.read`: Not described yet.
    Item23Read,
    /// `item-24.read`: Not described yet.
    Item24Read,
    /// `item-25.read`: Not described yet.
    Item25Read,
    /// `item-26.read`: Not described yet.
    Item26Read,
    /// `item-27.read`: Not described yet.
    Item27Read,
    /// `item-28.read`: Not described yet.
    Item28Read,
    /// `item-29.read`: Not described yet.
    Item29Read,
    /// `item-30.read`: Not described yet.
    Item30Read,
    /// `item-31.read`: Not described yet.
    Item31Read,
    /// `item-32.read`: Not described yet.
    Item32Read,
    /// `item-33.read`: Not described yet.
    Item33Read,
    /// `item-34.read`: Not described yet.
    Item34Read,
    /// `item-35.read`: Not described yet.
    Item35Read,
    /// `item-36.read`: Not described yet.
    Item36Read,
    /// `item-37.read`: Not described yet.
    Item37Read,
    /// `item-38.read`: Not described yet.
    Item38Read,
    /// `item-39.read`: Not described yet.
    Item39Read,
    /// `item-40.read`: Not described yet.
    Item40Read,
    /// `item-41.read`: Not described yet.
    Item41Read,
    /// `item-42.read`: Not described yet.
    Item42Read,
}

impl Many {
    /// The listed values, in the service's order.
    pub const ALL: &'static [Self] = &[
        Self::Item0Read,
        Self::Item1Read,
        Self::Item2Read,
        Self::Item3Read,
        Self::Item4Read,
        Self::Item5Read,
        Self::Item6Read,
        Self::Item7Read,
        Self::Item8Read,
        Self::Item9Read,
        Self::Item10Read,
        Self::Item11Read,
        Self::Item12Read,
        Self::Item13Read,
        Self::Item14Read,
        Self::Item15Read,
        Self::Item16Read,
        Self::Item17Read,
        Self::Item18Read,
        Self::Item19Read,
        Self::Item20Read,
        Self::Item21Read,
        Self::Item22Read,
        Self::Item23Read,
        Self::Item24Read,
        Self::Item25Read,
        Self::Item26Read,
        Self::Item27Read,
        Self::Item28Read,
        Self::Item29Read,
        Self::Item30Read,
        Self::Item31Read,
        Self::Item32Read,
        Self::Item33Read,
        Self::Item34Read,
        Self::Item35Read,
        Self::Item36Read,
        Self::Item37Read,
        Self::Item38Read,
        Self::Item39Read,
        Self::Item40Read,
        Self::Item41Read,
        Self::Item42Read,
    ];

    /// Returns the value on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Item0Read => "item-0.read",
            Self::Item1Read => "item-1.read",
            Self::Item2Read => "item-2.read",
            Self::Item3Read => "item-3.read",
            Self::Item4Read => "item-4.read",
            Self::Item5Read => "item-5.read",
            Self::Item6Read => "item-6.read",
            Self::Item7Read => "item-7.read",
            Self::Item8Read => "item-8.read",
            Self::Item9Read => "item-9.read",
            Self::Item10Read => "item-10.read",
            Self::Item11Read => "item-11.read",
            Self::Item12Read => "item-12.read",
            Self::Item13Read => "item-13.read",
            Self::Item14Read => "item-14.read",
            Self::Item15Read => "item-15.read",
            Self::Item16Read => "item-16.read",
            Self::Item17Read => "item-17.read",
            Self::Item18Read => "item-18.read",
            Self::Item19Read => "item-19.read",
            Self::Item20Read => "item-20.read",
            Self::Item21Read => "item-21.read",
            Self::Item22Read => "item-22.read",
            Self::Item23Read => "item-23.read",
            Self::Item24Read => "item-24.read",
            Self::Item25Read => "item-25.read",
            Self::Item26Read => "item-26.read",
            Self::Item27Read => "item-27.read",
            Self::Item28Read => "item-28.read",
            Self::Item29Read => "item-29.read",
            Self::Item30Read => "item-30.read",
            Self::Item31Read => "item-31.read",
            Self::Item32Read => "item-32.read",
            Self::Item33Read => "item-33.read",
            Self::Item34Read => "item-34.read",
            Self::Item35Read => "item-35.read",
            Self::Item36Read => "item-36.read",
            Self::Item37Read => "item-37.read",
            Self::Item38Read => "item-38.read",
            Self::Item39Read => "item-39.read",
            Self::Item40Read => "item-40.read",
            Self::Item41Read => "item-41.read",
            Self::Item42Read => "item-42.read",
        }
    }

    /// Returns a description of the value.
    #[must_use]
    pub const fn description(self) -> &'static str {
        match self {
            Self::Item0Read => "Not described yet.",
            Self::Item1Read => "Not described yet.",
            Self::Item2Read => "Not described yet.",
            Self::Item3Read => "Not described yet.",
            Self::Item4Read => "Not described yet.",
            Self::Item5Read => "Not described yet.",
            Self::Item6Read => "Not described yet.",
            Self::Item7Read => "Not described yet.",
            Self::Item8Read => "Not described yet.",
            Self::Item9Read => "Not described yet.",
            Self::Item10Read => "Not described yet.",
            Self::Item11Read => "Not described yet.",
            Self::Item12Read => "Not described yet.",
            Self::Item13Read => "Not described yet.",
            Self::Item14Read => "Not described yet.",
            Self::Item15Read => "Not described yet.",
            Self::Item16Read => "Not described yet.",
            Self::Item17Read => "Not described yet.",
            Self::Item18Read => "Not described yet.",
            Self::Item19Read => "Not described yet.",
            Self::Item20Read => "Not described yet.",
            Self::Item21Read => "Not described yet.",
            Self::Item22Read => "Not described yet.",
            Self::Item23Read => "Not described yet.",
            Self::Item24Read => "Not described yet.",
            Self::Item25Read => "Not described yet.",
            Self::Item26Read => "Not described yet.",
            Self::Item27Read => "Not described yet.",
            Self::Item28Read => "Not described yet.",
            Self::Item29Read => "Not described yet.",
            Self::Item30Read => "Not described yet.",
            Self::Item31Read => "Not described yet.",
            Self::Item32Read => "Not described yet.",
            Self::Item33Read => "Not described yet.",
            Self::Item34Read => "Not described yet.",
            Self::Item35Read => "Not described yet.",
            Self::Item36Read => "Not described yet.",
            Self::Item37Read => "Not described yet.",
            Self::Item38Read => "Not described yet.",
            Self::Item39Read => "Not described yet.",
            Self::Item40Read => "Not described yet.",
            Self::Item41Read => "Not described yet.",
            Self::Item42Read => "Not described yet.",
        }
    }

    #[inline]
    fn lookup(text: &str) -> ::std::option::Option<Self> {
        match text {
            "item-0.read" => Some(Self::Item0Read),
            "item-1.read" => Some(Self::Item1Read),
            "item-2.read" => Some(Self::Item2Read),
            "item-3.read" => Some(Self::Item3Read),
            "item-4.read" => Some(Self::Item4Read),
            "item-5.read" => Some(Self::Item5Read),
            "item-6.read" => Some(Self::Item6Read),
            "item-7.read" => Some(Self::Item7Read),
            "item-8.read" => Some(Self::Item8Read),
            "item-9.read" => Some(Self::Item9Read),
            "item-10.read" => Some(Self::Item10Read),
            "item-11.read" => Some(Self::Item11Read),
            "item-12.read" => Some(Self::Item12Read),
            "item-13.read" => Some(Self::Item13Read),
            "item-14.read" => Some(Self::Item14Read),
            "item-15.read" => Some(Self::Item15Read),
            "item-16.read" => Some(Self::Item16Read),
            "item-17.read" => Some(Self::Item17Read),
            "item-18.read" => Some(Self::Item18Read),
            "item-19.read" => Some(Self::Item19Read),
            "item-20.read" => Some(Self::Item20Read),
            "item-21.read" => Some(Self::Item21Read),
            "item-22.read" => Some(Self::Item22Read),
            "item-23.read" => Some(Self::Item23Read),
            "item-24.read" => Some(Self::Item24Read),
            "item-25.read" => Some(Self::Item25Read),
            "item-26.read" => Some(Self::Item26Read),
            "item-27.read" => Some(Self::Item27Read),
            "item-28.read" => Some(Self::Item28Read),
            "item-29.read" => Some(Self::Item29Read),
            "item-30.read" => Some(Self::Item30Read),
            "item-31.read" => Some(Self::Item31Read),
            "item-32.read" => Some(Self::Item32Read),
            "item-33.read" => Some(Self::Item33Read),
            "item-34.read" => Some(Self::Item34Read),
            "item-35.read" => Some(Self::Item35Read),
            "item-36.read" => Some(Self::Item36Read),
            "item-37.read" => Some(Self::Item37Read),
            "item-38.read" => Some(Self::Item38Read),
            "item-39.read" => Some(Self::Item39Read),
            "item-40.read" => Some(Self::Item40Read),
            "item-41.read" => Some(Self::Item41Read),
            "item-42.read" => Some(Self::Item42Read),
            _ => None,
        }
    }
}

crate::listed!(Many, "many");

crate::listed::schema!(Many);

/// A more, which the API description does not explain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum More {
    /// `item-0.read`: Not described yet.
    Item0Read,
    /// `item-1.read`: Not described yet.
    Item1Read,
    /// `item-2.read`: Not described yet.
    Item2Read,
    /// `item-3.read`: Not described yet.
    Item3Read,
    /// `item-4.read`: Not described yet.
    Item4Read,
    /// `item-5.read`: Not described yet.
    Item5Read,
    /// `item-6.read`: Not described yet.
    Item6Read,
    /// `item-7.read`: Not described yet.
    Item7Read,
    /// `item-8.read`: Not described yet.
    Item8Read,
    /// `item-9.read`: Not described yet.
    Item9Read,
    /// `item-10.read`: Not described yet.
    Item10Read,
    /// `item-11.read`: Not described yet.
    Item11Read,
    /// `item-12.read`: Not described yet.
    Item12Read,
    /// `item-13.read`: Not described yet.
    Item13Read,
    /// `item-14.read`: Not described yet.
    Item14Read,
    /// `item-15.read`: Not described yet.
    Item15Read,
    /// `item-16.read`: Not described yet.
    Item16Read,
    /// `item-17.read`: Not described yet.
    Item17Read,
    /// `item-18.read`: Not described yet.
    Item18Read,
    /// `item-19.read`: Not described yet.
    Item19Read,
    /// `item-20.read`: Not described yet.
    Item20Read,
    /// `item-21.read`: Not described yet.
    Item21Read,
    /// `item-22.read`: Not described yet.
    Item22Read,
    /// `item-23.read`: Not described yet.
    Item23Read,
    /// `item-24.read`: Not described yet.
    Item24Read,
    /// `item-25.read`: Not described yet.
    Item25Read,
    /// `item-26.read`: Not described yet.
    Item26Read,
    /// `item-27.read`: Not described yet.
    Item27Read,
    /// `item-28.read`: Not described yet.
    Item28Read,
    /// `item-29.read`: Not described yet.
    Item29Read,
    /// `item-30.read`: Not described yet.
    Item30Read,
    /// `item-31.read`: Not described yet.
    Item31Read,
    /// `item-32.read`: Not described yet.
    Item32Read,
    /// `item-33.read`: Not described yet.
    Item33Read,
    /// `item-34.read`: Not described yet.
    Item34Read,
    /// `item-35.read`: Not described yet.
    Item35Read,
    /// `item-36.read`: Not described yet.
    Item36Read,
    /// `item-37.read`: Not described yet.
    Item37Read,
    /// `item-38.read`: Not described yet.
    Item38Read,
    /// `item-39.read`: Not described yet.
    Item39Read,
    /// `item-40.read`: Not described yet.
    Item40Read,
    /// `item-41.read`: Not described yet.
    Item41Read,
    /// `item-42.read`: Not described yet.
    Item42Read,
    /// `item-43.read`: Not described yet.
    Item43Read,
    /// `item-44.read`: Not described yet.
    Item44Read,
    /// `item-45.read`: Not described yet.
    Item45Read,
    /// `item-46.read`: Not described yet.
    Item46Read,
    /// `item-47.read`: Not described yet.
    Item47Read,
    /// `item-48.read`: Not described yet.
    Item48Read,
    /// `item-49.read`: Not described yet.
    Item49Read,
    /// `item-50.read`: Not described yet.
    Item50Read,
    /// `item-51.read`: Not described yet.
    Item51Read,
    /// `item-52.read`: Not described yet.
    Item52Read,
    /// `item-53.read`: Not described yet.
    Item53Read,
    /// `item-54.read`: Not described yet.
    Item54Read,
    /// `item-55.read`: Not described yet.
    Item55Read,
    /// `item-56.read`: Not described yet.
    Item56Read,
    /// `item-57.read`: Not described yet.
    Item57Read,
    /// `item-58.read`: Not described yet.
    Item58Read,
    /// `item-59.read`: Not described yet.
    Item59Read,
    /// `item-60.read`: Not described yet.
    Item60Read,
    /// `item-61.read`: Not described yet.
    Item61Read,
    /// `item-62.read`: Not described yet.
    Item62Read,
    /// `item-63.read`: Not described yet.
    Item63Read,
    /// `item-64.read`: Not described yet.
    Item64Read,
}

impl More {
    /// The listed values, in the service's order.
    pub const ALL: &'static [Self] = &[
        Self::Item0Read,
        Self::Item1Read,
        Self::Item2Read,
        Self::Item3Read,
        Self::Item4Read,
        Self::Item5Read,
        Self::Item6Read,
        Self::Item7Read,
        Self::Item8Read,
        Self::Item9Read,
        Self::Item10Read,
        Self::Item11Read,
        Self::Item12Read,
        Self::Item13Read,
        Self::Item14Read,
        Self::Item15Read,
        Self::Item16Read,
        Self::Item17Read,
        Self::Item18Read,
        Self::Item19Read,
        Self::Item20Read,
        Self::Item21Read,
        Self::Item22Read,
        Self::Item23Read,
        Self::Item24Read,
        Self::Item25Read,
        Self::Item26Read,
        Self::Item27Read,
        Self::Item28Read,
        Self::Item29Read,
        Self::Item30Read,
        Self::Item31Read,
        Self::Item32Read,
        Self::Item33Read,
        Self::Item34Read,
        Self::Item35Read,
        Self::Item36Read,
        Self::Item37Read,
        Self::Item38Read,
        Self::Item39Read,
        Self::Item40Read,
        Self::Item41Read,
        Self::Item42Read,
        Self::Item43Read,
        Self::Item44Read,
        Self::Item45Read,
        Self::Item46Read,
        Self::Item47Read,
        Self::Item48Read,
        Self::Item49Read,
        Self::Item50Read,
        Self::Item51Read,
        Self::Item52Read,
        Self::Item53Read,
        Self::Item54Read,
        Self::Item55Read,
        Self::Item56Read,
        Self::Item57Read,
        Self::Item58Read,
        Self::Item59Read,
        Self::Item60Read,
        Self::Item61Read,
        Self::Item62Read,
        Self::Item63Read,
        Self::Item64Read,
    ];

    /// Returns the value on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Item0Read => "item-0.read",
            Self::Item1Read => "item-1.read",
            Self::Item2Read => "item-2.read",
            Self::Item3Read => "item-3.read",
            Self::Item4Read => "item-4.read",
            Self::Item5Read => "item-5.read",
            Self::Item6Read => "item-6.read",
            Self::Item7Read => "item-7.read",
            Self::Item8Read => "item-8.read",
            Self::Item9Read => "item-9.read",
            Self::Item10Read => "item-10.read",
            Self::Item11Read => "item-11.read",
            Self::Item12Read => "item-12.read",
            Self::Item13Read => "item-13.read",
            Self::Item14Read => "item-14.read",
            Self::Item15Read => "item-15.read",
            Self::Item16Read => "item-16.read",
            Self::Item17Read => "item-17.read",
            Self::Item18Read => "item-18.read",
            Self::Item19Read => "item-19.read",
            Self::Item20Read => "item-20.read",
            Self::Item21Read => "item-21.read",
            Self::Item22Read => "item-22.read",
            Self::Item23Read => "item-23.read",
            Self::Item24Read => "item-24.read",
            Self::Item25Read => "item-25.read",
            Self::Item26Read => "item-26.read",
            Self::Item27Read => "item-27.read",
            Self::Item28Read => "item-28.read",
            Self::Item29Read => "item-29.read",
            Self::Item30Read => "item-30.read",
            Self::Item31Read => "item-31.read",
            Self::Item32Read => "item-32.read",
            Self::Item33Read => "item-33.read",
            Self::Item34Read => "item-34.read",
            Self::Item35Read => "item-35.read",
            Self::Item36Read => "item-36.read",
            Self::Item37Read => "item-37.read",
            Self::Item38Read => "item-38.read",
            Self::Item39Read => "item-39.read",
            Self::Item40Read => "item-40.read",
            Self::Item41Read => "item-41.read",
            Self::Item42Read => "item-42.read",
            Self::Item43Read => "item-43.read",
            Self::Item44Read => "item-44.read",
            Self::Item45Read => "item-45.read",
            Self::Item46Read => "item-46.read",
            Self::Item47Read => "item-47.read",
            Self::Item48Read => "item-48.read",
            Self::Item49Read => "item-49.read",
            Self::Item50Read => "item-50.read",
            Self::Item51Read => "item-51.read",
            Self::Item52Read => "item-52.read",
            Self::Item53Read => "item-53.read",
            Self::Item54Read => "item-54.read",
            Self::Item55Read => "item-55.read",
            Self::Item56Read => "item-56.read",
            Self::Item57Read => "item-57.read",
            Self::Item58Read => "item-58.read",
            Self::Item59Read => "item-59.read",
            Self::Item60Read => "item-60.read",
            Self::Item61Read => "item-61.read",
            Self::Item62Read => "item-62.read",
            Self::Item63Read => "item-63.read",
            Self::Item64Read => "item-64.read",
        }
    }

    /// Returns a description of the value.
    #[must_use]
    pub const fn description(self) -> &'static str {
        match self {
            Self::Item0Read => "Not described yet.",
            Self::Item1Read => "Not described yet.",
            Self::Item2Read => "Not described yet.",
            Self::Item3Read => "Not described yet.",
            Self::Item4Read => "Not described yet.",
            Self::Item5Read => "Not described yet.",
            Self::Item6Read => "Not described yet.",
            Self::Item7Read => "Not described yet.",
            Self::Item8Read => "Not described yet.",
            Self::Item9Read => "Not described yet.",
            Self::Item10Read => "Not described yet.",
            Self::Item11Read => "Not described yet.",
            Self::Item12Read => "Not described yet.",
            Self::Item13Read => "Not described yet.",
            Self::Item14Read => "Not described yet.",
            Self::Item15Read => "Not described yet.",
            Self::Item16Read => "Not described yet.",
            Self::Item17Read => "Not described yet.",
            Self::Item18Read => "Not described yet.",
            Self::Item19Read => "Not described yet.",
            Self::Item20Read => "Not described yet.",
            Self::Item21Read => "Not described yet.",
            Self::Item22Read => "Not described yet.",
            Self::Item23Read => "Not described yet.",
            Self::Item24Read => "Not described yet.",
            Self::Item25Read => "Not described yet.",
            Self::Item26Read => "Not described yet.",
            Self::Item27Read => "Not described yet.",
            Self::Item28Read => "Not described yet.",
            Self::Item29Read => "Not described yet.",
            Self::Item30Read => "Not described yet.",
            Self::Item31Read => "Not described yet.",
            Self::Item32Read => "Not described yet.",
            Self::Item33Read => "Not described yet.",
            Self::Item34Read => "Not described yet.",
            Self::Item35Read => "Not described yet.",
            Self::Item36Read => "Not described yet.",
            Self::Item37Read => "Not described yet.",
            Self::Item38Read => "Not described yet.",
            Self::Item39Read => "Not described yet.",
            Self::Item40Read => "Not described yet.",
            Self::Item41Read => "Not described yet.",
            Self::Item42Read => "Not described yet.",
            Self::Item43Read => "Not described yet.",
            Self::Item44Read => "Not described yet.",
            Self::Item45Read => "Not described yet.",
            Self::Item46Read => "Not described yet.",
            Self::Item47Read => "Not described yet.",
            Self::Item48Read => "Not described yet.",
            Self::Item49Read => "Not described yet.",
            Self::Item50Read => "Not described yet.",
            Self::Item51Read => "Not described yet.",
            Self::Item52Read => "Not described yet.",
            Self::Item53Read => "Not described yet.",
            Self::Item54Read => "Not described yet.",
            Self::Item55Read => "Not described yet.",
            Self::Item56Read => "Not described yet.",
            Self::Item57Read => "Not described yet.",
            Self::Item58Read => "Not described yet.",
            Self::Item59Read => "Not described yet.",
            Self::Item60Read => "Not described yet.",
            Self::Item61Read => "Not described yet.",
            Self::Item62Read => "Not described yet.",
            Self::Item63Read => "Not described yet.",
            Self::Item64Read => "Not described yet.",
        }
    }

    #[inline]
    fn lookup(text: &str) -> ::std::option::Option<Self> {
        match text {
            "item-0.read" => Some(Self::Item0Read),
            "item-1.read" => Some(Self::Item1Read),
            "item-2.read" => Some(Self::Item2Read),
            "item-3.read" => Some(Self::Item3Read),
            "item-4.read" => Some(Self::Item4Read),
            "item-5.read" => Some(Self::Item5Read),
            "item-6.read" => Some(Self::Item6Read),
            "item-7.read" => Some(Self::Item7Read),
            "item-8.read" => Some(Self::Item8Read),
            "item-9.read" => Some(Self::Item9Read),
            "item-10.read" => Some(Self::Item10Read),
            "item-11.read" => Some(Self::Item11Read),
            "item-12.read" => Some(Self::Item12Read),
            "item-13.read" => Some(Self::Item13Read),
            "item-14.read" => Some(Self::Item14Read),
            "item-15.read" => Some(Self::Item15Read),
            "item-16.read" => Some(Self::Item16Read),
            "item-17.read" => Some(Self::Item17Read),
            "item-18.read" => Some(Self::Item18Read),
            "item-19.read" => Some(Self::Item19Read),
            "item-20.read" => Some(Self::Item20Read),
            "item-21.read" => Some(Self::Item21Read),
            "item-22.read" => Some(Self::Item22Read),
            "item-23.read" => Some(Self::Item23Read),
            "item-24.read" => Some(Self::Item24Read),
            "item-25.read" => Some(Self::Item25Read),
            "item-26.read" => Some(Self::Item26Read),
            "item-27.read" => Some(Self::Item27Read),
            "item-28.read" => Some(Self::Item28Read),
            "item-29.read" => Some(Self::Item29Read),
            "item-30.read" => Some(Self::Item30Read),
            "item-31.read" => Some(Self::Item31Read),
            "item-32.read" => Some(Self::Item32Read),
            "item-33.read" => Some(Self::Item33Read),
            "item-34.read" => Some(Self::Item34Read),
            "item-35.read" => Some(Self::Item35Read),
            "item-36.read" => Some(Self::Item36Read),
            "item-37.read" => Some(Self::Item37Read),
            "item-38.read" => Some(Self::Item38Read),
            "item-39.read" => Some(Self::Item39Read),
            "item-40.read" => Some(Self::Item40Read),
            "item-41.read" => Some(Self::Item41Read),
            "item-42.read" => Some(Self::Item42Read),
            "item-43.read" => Some(Self::Item43Read),
            "item-44.read" => Some(Self::Item44Read),
            "item-45.read" => Some(Self::Item45Read),
            "item-46.read" => Some(Self::Item46Read),
            "item-47.read" => Some(Self::Item47Read),
            "item-48.read" => Some(Self::Item48Read),
            "item-49.read" => Some(Self::Item49Read),
            "item-50.read" => Some(Self::Item50Read),
            "item-51.read" => Some(Self::Item51Read),
            "item-52.read" => Some(Self::Item52Read),
            "item-53.read" => Some(Self::Item53Read),
            "item-54.read" => Some(Self::Item54Read),
            "item-55.read" => Some(Self::Item55Read),
            "item-56.read" => Some(Self::Item56Read),
            "item-57.read" => Some(Self::Item57Read),
            "item-58.read" => Some(Self::Item58Read),
            "item-59.read" => Some(Self::Item59Read),
            "item-60.read" => Some(Self::Item60Read),
            "item-61.read" => Some(Self::Item61Read),
            "item-62.read" => Some(Self::Item62Read),
            "item-63.read" => Some(Self::Item63Read),
            "item-64.read" => Some(Self::Item64Read),
            _ => None,
        }
    }
}

crate::listed!(More, "more");

crate::listed::schema!(More);

/// A most, which the API description does not explain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Most {
    /// `item-0.read`: Not described yet.
    Item0Read,
    /// `item-1.read`: Not described yet.
    Item1Read,
    /// `item-2.read`: Not described yet.
    Item2Read,
    /// `item-3.read`: Not described yet.
    Item3Read,
    /// `item-4.read`: Not described yet.
    Item4Read,
    /// `item-5.read`: Not described yet.
    Item5Read,
    /// `item-6.read`: Not described yet.
    Item6Read,
    /// `item-7.read`: Not described yet.
    Item7Read,
    /// `item-8.read`: Not described yet.
    Item8Read,
    /// `item-9.read`: Not described yet.
    Item9Read,
    /// `item-10.read`: Not described yet.
    Item10Read,
    /// `item-11.read`: Not described yet.
    Item11Read,
    /// `item-12.read`: Not described yet.
    Item12Read,
    /// `item-13.read`: Not described yet.
    Item13Read,
    /// `item-14.read`: Not described yet.
    Item14Read,
    /// `item-15.read`: Not described yet.
    Item15Read,
    /// `item-16.read`: Not described yet.
    Item16Read,
    /// `item-17.read`: Not described yet.
    Item17Read,
    /// `item-18.read`: Not described yet.
    Item18Read,
    /// `item-19.read`: Not described yet.
    Item19Read,
    /// `item-20.read`: Not described yet.
    Item20Read,
    /// `item-21.read`: Not described yet.
    Item21Read,
    /// `item-22.read`: Not described yet.
    Item22Read,
    /// `item-23.read`: Not described yet.
    Item23Read,
    /// `item-24.read`: Not described yet.
    Item24Read,
    /// `item-25.read`: Not described yet.
    Item25Read,
    /// `item-26.read`: Not described yet.
    Item26Read,
    /// `item-27.read`: Not described yet.
    Item27Read,
    /// `item-28.read`: Not described yet.
    Item28Read,
    /// `item-29.read`: Not described yet.
    Item29Read,
    /// `item-30.read`: Not described yet.
    Item30Read,
    /// `item-31.read`: Not described yet.
    Item31Read,
    /// `item-32.read`: Not described yet.
    Item32Read,
    /// `item-33.read`: Not described yet.
    Item33Read,
    /// `item-34.read`: Not described yet.
    Item34Read,
    /// `item-35.read`: Not described yet.
    Item35Read,
    /// `item-36.read`: Not described yet.
    Item36Read,
    /// `item-37.read`: Not described yet.
    Item37Read,
    /// `item-38.read`: Not described yet.
    Item38Read,
    /// `item-39.read`: Not described yet.
    Item39Read,
    /// `item-40.read`: Not described yet.
    Item40Read,
    /// `item-41.read`: Not described yet.
    Item41Read,
    /// `item-42.read`: Not described yet.
    Item42Read,
    /// `item-43.read`: Not described yet.
    Item43Read,
    /// `item-44.read`: Not described yet.
    Item44Read,
    /// `item-45.read`: Not described yet.
    Item45Read,
    /// `item-46.read`: Not described yet.
    Item46Read,
    /// `item-47.read`: Not described yet.
    Item47Read,
    /// `item-48.read`: Not described yet.
    Item48Read,
    /// `item-49.read`: Not described yet.
    Item49Read,
    /// `item-50.read`: Not described yet.
    Item50Read,
    /// `item-51.read`: Not described yet.
    Item51Read,
    /// `item-52.read`: Not described yet.
    Item52Read,
    /// `item-53.read`: Not described yet.
    Item53Read,
    /// `item-54.read`: Not described yet.
    Item54Read,
    /// `item-55.read`: Not described yet.
    Item55Read,
    /// `item-56.read`: Not described yet.
    Item56Read,
    /// `item-57.read`: Not described yet.
    Item57Read,
    /// `item-58.read`: Not described yet.
    Item58Read,
    /// `item-59.read`: Not described yet.
    Item59Read,
    /// `item-60.read`: Not described yet.
    Item60Read,
    /// `item-61.read`: Not described yet.
    Item61Read,
    /// `item-62.read`: Not described yet.
    Item62Read,
    /// `item-63.read`: Not described yet.
    Item63Read,
    /// `item-64.read`: Not described yet.
    Item64Read,
    /// `item-65.read`: Not described yet.
    Item65Read,
    /// `item-66.read`: Not described yet.
    Item66Read,
    /// `item-67.read`: Not described yet.
    Item67Read,
    /// `item-68.read`: Not described yet.
    Item68Read,
    /// `item-69.read`: Not described yet.
    Item69Read,
    /// `item-70.read`: Not described yet.
    Item70Read,
    /// `item-71.read`: Not described yet.
    Item71Read,
    /// `item-72.read`: Not described yet.
    Item72Read,
    /// `item-73.read`: Not described yet.
    Item73Read,
    /// `item-74.read`: Not described yet.
    Item74Read,
    /// `item-75.read`: Not described yet.
    Item75Read,
    /// `item-76.read`: Not described yet.
    Item76Read,
    /// `item-77.read`: Not described yet.
    Item77Read,
    /// `item-78.read`: Not described yet.
    Item78Read,
    /// `item-79.read`: Not described yet.
    Item79Read,
    /// `item-80.read`: Not described yet.
    Item80Read,
    /// `item-81.read`: Not described yet.
    Item81Read,
    /// `item-82.read`: Not described yet.
    Item82Read,
    /// `item-83.read`: Not described yet.
    Item83Read,
    /// `item-84.read`: Not described yet.
    Item84Read,
    /// `item-85.read`: Not described yet.
    Item85Read,
    /// `item-86.read`: Not described yet.
    Item86Read,
    /// `item-87.read`: Not described yet.
    Item87Read,
    /// `item-88.read`: Not described yet.
    Item88Read,
    /// `item-89.read`: Not described yet.
    Item89Read,
    /// `item-90.read`: Not described yet.
    Item90Read,
    /// `item-91.read`: Not described yet.
    Item91Read,
    /// `item-92.read`: Not described yet.
    Item92Read,
    /// `item-93.read`: Not described yet.
    Item93Read,
    /// `item-94.read`: Not described yet.
    Item94Read,
    /// `item-95.read`: Not described yet.
    Item95Read,
    /// `item-96.read`: Not described yet.
    Item96Read,
    /// `item-97.read`: Not described yet.
    Item97Read,
    /// `item-98.read`: Not described yet.
    Item98Read,
    /// `item-99.read`: Not described yet.
    Item99Read,
    /// `item-100.read`: Not described yet.
    Item100Read,
    /// `item-101.read`: Not described yet.
    Item101Read,
    /// `item-102.read`: Not described yet.
    Item102Read,
    /// `item-103.read`: Not described yet.
    Item103Read,
    /// `item-104.read`: Not described yet.
    Item104Read,
    /// `item-105.read`: Not described yet.
    Item105Read,
    /// `item-106.read`: Not described yet.
    Item106Read,
    /// `item-107.read`: Not described yet.
    Item107Read,
    /// `item-108.read`: Not described yet.
    Item108Read,
    /// `item-109.read`: Not described yet.
    Item109Read,
    /// `item-110.read`: Not described yet.
    Item110Read,
    /// `item-111.read`: Not described yet.
    Item111Read,
    /// `item-112.read`: Not described yet.
    Item112Read,
    /// `item-113.read`: Not described yet.
    Item113Read,
    /// `item-114.read`: Not described yet.
    Item114Read,
    /// `item-115.read`: Not described yet.
    Item115Read,
    /// `item-116.read`: Not described yet.
    Item116Read,
    /// `item-117.read`: Not described yet.
    Item117Read,
    /// `item-118.read`: Not described yet.
    Item118Read,
    /// `item-119.read`: Not described yet.
    Item119Read,
    /// `item-120.read`: Not described yet.
    Item120Read,
    /// `item-121.read`: Not described yet.
    Item121Read,
    /// `item-122.read`: Not described yet.
    Item122Read,
    /// `item-123.read`: Not described yet.
    Item123Read,
    /// `item-124.read`: Not described yet.
    Item124Read,
    /// `item-125.read`: Not described yet.
    Item125Read,
    /// `item-126.read`: Not described yet.
    Item126Read,
    /// `item-127.read`: Not described yet.
    Item127Read,
    /// `item-128.read`: Not described yet.
    Item128Read,
    /// `item-129.read`: Not described yet.
    Item129Read,
    /// `item-130.read`: Not described yet.
    Item130Read,
    /// `item-131.read`: Not described yet.
    Item131Read,
    /// `item-132.read`: Not described yet.
    Item132Read,
    /// `item-133.read`: Not described yet.
    Item133Read,
    /// `item-134.read`: Not described yet.
    Item134Read,
    /// `item-135.read`: Not described yet.
    Item135Read,
    /// `item-136.read`: Not described yet.
    Item136Read,
    /// `item-137.read`: Not described yet.
    Item137Read,
    /// `item-138.read`: Not described yet.
    Item138Read,
    /// `item-139.read`: Not described yet.
    Item139Read,
    /// `item-140.read`: Not described yet.
    Item140Read,
    /// `item-141.read`: Not described yet.
    Item141Read,
    /// `item-142.read`: Not described yet.
    Item142Read,
    /// `item-143.read`: Not described yet.
    Item143Read,
    /// `item-144.read`: Not described yet.
    Item144Read,
    /// `item-145.read`: Not described yet.
    Item145Read,
    /// `item-146.read`: Not described yet.
    Item146Read,
    /// `item-147.read`: Not described yet.
    Item147Read,
    /// `item-148.read`: Not described yet.
    Item148Read,
    /// `item-149.read`: Not described yet.
    Item149Read,
    /// `item-150.read`: Not described yet.
    Item150Read,
    /// `item-151.read`: Not described yet.
    Item151Read,
    /// `item-152.read`: Not described yet.
    Item152Read,
    /// `item-153.read`: Not described yet.
    Item153Read,
    /// `item-154.read`: Not described yet.
    Item154Read,
    /// `item-155.read`: Not described yet.
    Item155Read,
    /// `item-156.read`: Not described yet.
    Item156Read,
    /// `item-157.read`: Not described yet.
    Item157Read,
    /// `item-158.read`: Not described yet.
    Item158Read,
    /// `item-159.read`: Not described yet.
    Item159Read,
    /// `item-160.read`: Not described yet.
    Item160Read,
    /// `item-161.read`: Not described yet.
    Item161Read,
    /// `item-162.read`: Not described yet.
    Item162Read,
    /// `item-163.read`: Not described yet.
    Item163Read,
    /// `item-164.read`: Not described yet.
    Item164Read,
    /// `item-165.read`: Not described yet.
    Item165Read,
    /// `item-166.read`: Not described yet.
    Item166Read,
    /// `item-167.read`: Not described yet.
    Item167Read,
    /// `item-168.read`: Not described yet.
    Item168Read,
    /// `item-169.read`: Not described yet.
    Item169Read,
    /// `item-170.read`: Not described yet.
    Item170Read,
    /// `item-171.read`: Not described yet.
    Item171Read,
    /// `item-172.read`: Not described yet.
    Item172Read,
    /// `item-173.read`: Not described yet.
    Item173Read,
    /// `item-174.read`: Not described yet.
    Item174Read,
    /// `item-175.read`: Not described yet.
    Item175Read,
    /// `item-176.read`: Not described yet.
    Item176Read,
    /// `item-177.read`: Not described yet.
    Item177Read,
    /// `item-178.read`: Not described yet.
    Item178Read,
    /// `item-179.read`: Not described yet.
    Item179Read,
    /// `item-180.read`: Not described yet.
    Item180Read,
    /// `item-181.read`: Not described yet.
    Item181Read,
    /// `item-182.read`: Not described yet.
    Item182Read,
    /// `item-183.read`: Not described yet.
    Item183Read,
    /// `item-184.read`: Not described yet.
    Item184Read,
    /// `item-185.read`: Not described yet.
    Item185Read,
    /// `item-186.read`: Not described yet.
    Item186Read,
    /// `item-187.read`: Not described yet.
    Item187Read,
    /// `item-188.read`: Not described yet.
    Item188Read,
    /// `item-189.read`: Not described yet.
    Item189Read,
    /// `item-190.read`: Not described yet.
    Item190Read,
    /// `item-191.read`: Not described yet.
    Item191Read,
    /// `item-192.read`: Not described yet.
    Item192Read,
    /// `item-193.read`: Not described yet.
    Item193Read,
    /// `item-194.read`: Not described yet.
    Item194Read,
    /// `item-195.read`: Not described yet.
    Item195Read,
    /// `item-196.read`: Not described yet.
    Item196Read,
    /// `item-197.read`: Not described yet.
    Item197Read,
    /// `item-198.read`: Not described yet.
    Item198Read,
    /// `item-199.read`: Not described yet.
    Item199Read,
    /// `item-200.read`: Not described yet.
    Item200Read,
    /// `item-201.read`: Not described yet.
    Item201Read,
    /// `item-202.read`: Not described yet.
    Item202Read,
    /// `item-203.read`: Not described yet.
    Item203Read,
    /// `item-204.read`: Not described yet.
    Item204Read,
    /// `item-205.read`: Not described yet.
    Item205Read,
    /// `item-206.read`: Not described yet.
    Item206Read,
    /// `item-207.read`: Not described yet.
    Item207Read,
    /// `item-208.read`: Not described yet.
    Item208Read,
    /// `item-209.read`: Not described yet.
    Item209Read,
    /// `item-210.read`: Not described yet.
    Item210Read,
    /// `item-211.read`: Not described yet.
    Item211Read,
    /// `item-212.read`: Not described yet.
    Item212Read,
    /// `item-213.read`: Not described yet.
    Item213Read,
    /// `item-214.read`: Not described yet.
    Item214Read,
    /// `item-215.read`: Not described yet.
    Item215Read,
    /// `item-216.read`: Not described yet.
    Item216Read,
    /// `item-217.read`: Not described yet.
    Item217Read,
    /// `item-218.read`: Not described yet.
    Item218Read,
    /// `item-219.read`: Not described yet.
    Item219Read,
    /// `item-220.read`: Not described yet.
    Item220Read,
    /// `item-221.read`: Not described yet.
    Item221Read,
    /// `item-222.read`: Not described yet.
    Item222Read,
    /// `item-223.read`: Not described yet.
    Item223Read,
    /// `item-224.read`: Not described yet.
    Item224Read,
    /// `item-225.read`: Not described yet.
    Item225Read,
    /// `item-226.read`: Not described yet.
    Item226Read,
    /// `item-227.read`: Not described yet.
    Item227Read,
    /// `item-228.read`: Not described yet.
    Item228Read,
    /// `item-229.read`: Not described yet.
    Item229Read,
    /// `item-230.read`: Not described yet.
    Item230Read,
    /// `item-231.read`: Not described yet.
    Item231Read,
    /// `item-232.read`: Not described yet.
    Item232Read,
    /// `item-233.read`: Not described yet.
    Item233Read,
    /// `item-234.read`: Not described yet.
    Item234Read,
    /// `item-235.read`: Not described yet.
    Item235Read,
    /// `item-236.read`: Not described yet.
    Item236Read,
    /// `item-237.read`: Not described yet.
    Item237Read,
    /// `item-238.read`: Not described yet.
    Item238Read,
    /// `item-239.read`: Not described yet.
    Item239Read,
    /// `item-240.read`: Not described yet.
    Item240Read,
    /// `item-241.read`: Not described yet.
    Item241Read,
    /// `item-242.read`: Not described yet.
    Item242Read,
    /// `item-243.read`: Not described yet.
    Item243Read,
    /// `item-244.read`: Not described yet.
    Item244Read,
    /// `item-245.read`: Not described yet.
    Item245Read,
    /// `item-246.read`: Not described yet.
    Item246Read,
    /// `item-247.read`: Not described yet.
    Item247Read,
    /// `item-248.read`: Not described yet.
    Item248Read,
    /// `item-249.read`: Not described yet.
    Item249Read,
    /// `item-250.read`: Not described yet.
    Item250Read,
    /// `item-251.read`: Not described yet.
    Item251Read,
    /// `item-252.read`: Not described yet.
    Item252Read,
    /// `item-253.read`: Not described yet.
    Item253Read,
    /// `item-254.read`: Not described yet.
    Item254Read,
    /// `item-255.read`: Not described yet.
    Item255Read,
    /// `item-256.read`: Not described yet.
    Item256Read,
    /// `item-257.read`: Not described yet.
    Item257Read,
    /// `item-258.read`: Not described yet.
    Item258Read,
    /// `item-259.read`: Not described yet.
    Item259Read,
    /// `item-260.read`: Not described yet.
    Item260Read,
    /// `item-261.read`: Not described yet.
    Item261Read,
    /// `item-262.read`: Not described yet.
    Item262Read,
    /// `item-263.read`: Not described yet.
    Item263Read,
    /// `item-264.read`: Not described yet.
    Item264Read,
    /// `item-265.read`: Not described yet.
    Item265Read,
    /// `item-266.read`: Not described yet.
    Item266Read,
    /// `item-267.read`: Not described yet.
    Item267Read,
    /// `item-268.read`: Not described yet.
    Item268Read,
    /// `item-269.read`: Not described yet.
    Item269Read,
    /// `item-270.read`: Not described yet.
    Item270Read,
    /// `item-271.read`: Not described yet.
    Item271Read,
    /// `item-272.read`: Not described yet.
    Item272Read,
    /// `item-273.read`: Not described yet.
    Item273Read,
    /// `item-274.read`: Not described yet.
    Item274Read,
    /// `item-275.read`: Not described yet.
    Item275Read,
    /// `item-276.read`: Not described yet.
    Item276Read,
    /// `item-277.read`: Not described yet.
    Item277Read,
    /// `item-278.read`: Not described yet.
    Item278Read,
    /// `item-279.read`: Not described yet.
    Item279Read,
    /// `item-280.read`: Not described yet.
    Item280Read,
    /// `item-281.read`: Not described yet.
    Item281Read,
    /// `item-282.read`: Not described yet.
    Item282Read,
    /// `item-283.read`: Not described yet.
    Item283Read,
    /// `item-284.read`: Not described yet.
    Item284Read,
    /// `item-285.read`: Not described yet.
    Item285Read,
    /// `item-286.read`: Not described yet.
    Item286Read,
    /// `item-287.read`: Not described yet.
    Item287Read,
    /// `item-288.read`: Not described yet.
    Item288Read,
    /// `item-289.read`: Not described yet.
    Item289Read,
    /// `item-290.read`: Not described yet.
    Item290Read,
    /// `item-291.read`: Not described yet.
    Item291Read,
    /// `item-292.read`: Not described yet.
    Item292Read,
    /// `item-293.read`: Not described yet.
    Item293Read,
    /// `item-294.read`: Not described yet.
    Item294Read,
    /// `item-295.read`: Not described yet.
    Item295Read,
    /// `item-296.read`: Not described yet.
    Item296Read,
    /// `item-297.read`: Not described yet.
    Item297Read,
    /// `item-298.read`: Not described yet.
    Item298Read,
    /// `item-299.read`: Not described yet.
    Item299Read,
    /// `item-300.read`: Not described yet.
    Item300Read,
    /// `item-301.read`: Not described yet.
    Item301Read,
    /// `item-302.read`: Not described yet.
    Item302Read,
    /// `item-303.read`: Not described yet.
    Item303Read,
    /// `item-304.read`: Not described yet.
    Item304Read,
    /// `item-305.read`: Not described yet.
    Item305Read,
    /// `item-306.read`: Not described yet.
    Item306Read,
    /// `item-307.read`: Not described yet.
    Item307Read,
    /// `item-308.read`: Not described yet.
    Item308Read,
    /// `item-309.read`: Not described yet.
    Item309Read,
    /// `item-310.read`: Not described yet.
    Item310Read,
    /// `item-311.read`: Not described yet.
    Item311Read,
    /// `item-312.read`: Not described yet.
    Item312Read,
    /// `item-313.read`: Not described yet.
    Item313Read,
    /// `item-314.read`: Not described yet.
    Item314Read,
    /// `item-315.read`: Not described yet.
    Item315Read,
    /// `item-316.read`: Not described yet.
    Item316Read,
    /// `item-317.read`: Not described yet.
    Item317Read,
    /// `item-318.read`: Not described yet.
    Item318Read,
    /// `item-319.read`: Not described yet.
    Item319Read,
    /// `item-320.read`: Not described yet.
    Item320Read,
    /// `item-321.read`: Not described yet.
    Item321Read,
    /// `item-322.read`: Not described yet.
    Item322Read,
    /// `item-323.read`: Not described yet.
    Item323Read,
    /// `item-324.read`: Not described yet.
    Item324Read,
    /// `item-325.read`: Not described yet.
    Item325Read,
    /// `item-326.read`: Not described yet.
    Item326Read,
    /// `item-327.read`: Not described yet.
    Item327Read,
    /// `item-328.read`: Not described yet.
    Item328Read,
    /// `item-329.read`: Not described yet.
    Item329Read,
    /// `item-330.read`: Not described yet.
    Item330Read,
    /// `item-331.read`: Not described yet.
    Item331Read,
    /// `item-332.read`: Not described yet.
    Item332Read,
    /// `item-333.read`: Not described yet.
    Item333Read,
    /// `item-334.read`: Not described yet.
    Item334Read,
    /// `item-335.read`: Not described yet.
    Item335Read,
    /// `item-336.read`: Not described yet.
    Item336Read,
    /// `item-337.read`: Not described yet.
    Item337Read,
    /// `item-338.read`: Not described yet.
    Item338Read,
    /// `item-339.read`: Not described yet.
    Item339Read,
    /// `item-340.read`: Not described yet.
    Item340Read,
    /// `item-341.read`: Not described yet.
    Item341Read,
    /// `item-342.read`: Not described yet.
    Item342Read,
    /// `item-343.read`: Not described yet.
    Item343Read,
    /// `item-344.read`: Not described yet.
    Item344Read,
    /// `item-345.read`: Not described yet.
    Item345Read,
    /// `item-346.read`: Not described yet.
    Item346Read,
    /// `item-347.read`: Not described yet.
    Item347Read,
    /// `item-348.read`: Not described yet.
    Item348Read,
    /// `item-349.read`: Not described yet.
    Item349Read,
    /// `item-350.read`: Not described yet.
    Item350Read,
    /// `item-351.read`: Not described yet.
    Item351Read,
    /// `item-352.read`: Not described yet.
    Item352Read,
    /// `item-353.read`: Not described yet.
    Item353Read,
    /// `item-354.read`: Not described yet.
    Item354Read,
    /// `item-355.read`: Not described yet.
    Item355Read,
    /// `item-356.read`: Not described yet.
    Item356Read,
    /// `item-357.read`: Not described yet.
    Item357Read,
    /// `item-358.read`: Not described yet.
    Item358Read,
    /// `item-359.read`: Not described yet.
    Item359Read,
    /// `item-360.read`: Not described yet.
    Item360Read,
    /// `item-361.read`: Not described yet.
    Item361Read,
    /// `item-362.read`: Not described yet.
    Item362Read,
    /// `item-363.read`: Not described yet.
    Item363Read,
    /// `item-364.read`: Not described yet.
    Item364Read,
    /// `item-365.read`: Not described yet.
    Item365Read,
    /// `item-366.read`: Not described yet.
    Item366Read,
    /// `item-367.read`: Not described yet.
    Item367Read,
    /// `item-368.read`: Not described yet.
    Item368Read,
    /// `item-369.read`: Not described yet.
    Item369Read,
    /// `item-370.read`: Not described yet.
    Item370Read,
    /// `item-371.read`: Not described yet.
    Item371Read,
    /// `item-372.read`: Not described yet.
    Item372Read,
    /// `item-373.read`: Not described yet.
    Item373Read,
    /// `item-374.read`: Not described yet.
    Item374Read,
    /// `item-375.read`: Not described yet.
    Item375Read,
    /// `item-376.read`: Not described yet.
    Item376Read,
    /// `item-377.read`: Not described yet.
    Item377Read,
    /// `item-378.read`: Not described yet.
    Item378Read,
    /// `item-379.read`: Not described yet.
    Item379Read,
    /// `item-380.read`: Not described yet.
    Item380Read,
    /// `item-381.read`: Not described yet.
    Item381Read,
    /// `item-382.read`: Not described yet.
    Item382Read,
    /// `item-383.read`: Not described yet.
    Item383Read,
    /// `item-384.read`: Not described yet.
    Item384Read,
    /// `item-385.read`: Not described yet.
    Item385Read,
    /// `item-386.read`: Not described yet.
    Item386Read,
    /// `item-387.read`: Not described yet.
    Item387Read,
    /// `item-388.read`: Not described yet.
    Item388Read,
    /// `item-389.read`: Not described yet.
    Item389Read,
    /// `item-390.read`: Not described yet.
    Item390Read,
    /// `item-391.read`: Not described yet.
    Item391Read,
    /// `item-392.read`: Not described yet.
    Item392Read,
    /// `item-393.read`: Not described yet.
    Item393Read,
    /// `item-394.read`: Not described yet.
    Item394Read,
    /// `item-395.read`: Not described yet.
    Item395Read,
    /// `item-396.read`: Not described yet.
    Item396Read,
    /// `item-397.read`: Not described yet.
    Item397Read,
    /// `item-398.read`: Not described yet.
    Item398Read,
    /// `item-399.read`: Not described yet.
    Item399Read,
}

impl Most {
    /// The listed values, in the service's order.
    pub const ALL: &'static [Self] = &[
        Self::Item0Read,
        Self::Item1Read,
        Self::Item2Read,
        Self::Item3Read,
        Self::Item4Read,
        Self::Item5Read,
        Self::Item6Read,
        Self::Item7Read,
        Self::Item8Read,
        Self::Item9Read,
        Self::Item10Read,
        Self::Item11Read,
        Self::Item12Read,
        Self::Item13Read,
        Self::Item14Read,
        Self::Item15Read,
        Self::Item16Read,
        Self::Item17Read,
        Self::Item18Read,
        Self::Item19Read,
        Self::Item20Read,
        Self::Item21Read,
        Self::Item22Read,
        Self::Item23Read,
        Self::Item24Read,
        Self::Item25Read,
        Self::Item26Read,
        Self::Item27Read,
        Self::Item28Read,
        Self::Item29Read,
        Self::Item30Read,
        Self::Item31Read,
        Self::Item32Read,
        Self::Item33Read,
        Self::Item34Read,
        Self::Item35Read,
        Self::Item36Read,
        Self::Item37Read,
        Self::Item38Read,
        Self::Item39Read,
        Self::Item40Read,
        Self::Item41Read,
        Self::Item42Read,
        Self::Item43Read,
        Self::Item44Read,
        Self::Item45Read,
        Self::Item46Read,
        Self::Item47Read,
        Self::Item48Read,
        Self::Item49Read,
        Self::Item50Read,
        Self::Item51Read,
        Self::Item52Read,
        Self::Item53Read,
        Self::Item54Read,
        Self::Item55Read,
        Self::Item56Read,
        Self::Item57Read,
        Self::Item58Read,
        Self::Item59Read,
        Self::Item60Read,
        Self::Item61Read,
        Self::Item62Read,
        Self::Item63Read,
        Self::Item64Read,
        Self::Item65Read,
        Self::Item66Read,
        Self::Item67Read,
        Self::Item68Read,
        Self::Item69Read,
        Self::Item70Read,
        Self::Item71Read,
        Self::Item72Read,
        Self::Item73Read,
        Self::Item74Read,
        Self::Item75Read,
        Self::Item76Read,
        Self::Item77Read,
        Self::Item78Read,
        Self::Item79Read,
        Self::Item80Read,
        Self::Item81Read,
        Self::Item82Read,
        Self::Item83Read,
        Self::Item84Read,
        Self::Item85Read,
        Self::Item86Read,
        Self::Item87Read,
        Self::Item88Read,
        Self::Item89Read,
        Self::Item90Read,
        Self::Item91Read,
        Self::Item92Read,
        Self::Item93Read,
        Self::Item94Read,
        Self::Item95Read,
        Self::Item96Read,
        Self::Item97Read,
        Self::Item98Read,
        Self::Item99Read,
        Self::Item100Read,
        Self::Item101Read,
        Self::Item102Read,
        Self::Item103Read,
        Self::Item104Read,
        Self::Item105Read,
        Self::Item106Read,
        Self::Item107Read,
        Self::Item108Read,
        Self::Item109Read,
        Self::Item110Read,
        Self::Item111Read,
        Self::Item112Read,
        Self::Item113Read,
        Self::Item114Read,
        Self::Item115Read,
        Self::Item116Read,
        Self::Item117Read,
        Self::Item118Read,
        Self::Item119Read,
        Self::Item120Read,
        Self::Item121Read,
        Self::Item122Read,
        Self::Item123Read,
        Self::Item124Read,
        Self::Item125Read,
        Self::Item126Read,
        Self::Item127Read,
        Self::Item128Read,
        Self::Item129Read,
        Self::Item130Read,
        Self::Item131Read,
        Self::Item132Read,
        Self::Item133Read,
        Self::Item134Read,
        Self::Item135Read,
        Self::Item136Read,
        Self::Item137Read,
        Self::Item138Read,
        Self::Item139Read,
        Self::Item140Read,
        Self::Item141Read,
        Self::Item142Read,
        Self::Item143Read,
        Self::Item144Read,
        Self::Item145Read,
        Self::Item146Read,
        Self::Item147Read,
        Self::Item148Read,
        Self::Item149Read,
        Self::Item150Read,
        Self::Item151Read,
        Self::Item152Read,
        Self::Item153Read,
        Self::Item154Read,
        Self::Item155Read,
        Self::Item156Read,
        Self::Item157Read,
        Self::Item158Read,
        Self::Item159Read,
        Self::Item160Read,
        Self::Item161Read,
        Self::Item162Read,
        Self::Item163Read,
        Self::Item164Read,
        Self::Item165Read,
        Self::Item166Read,
        Self::Item167Read,
        Self::Item168Read,
        Self::Item169Read,
        Self::Item170Read,
        Self::Item171Read,
        Self::Item172Read,
        Self::Item173Read,
        Self::Item174Read,
        Self::Item175Read,
        Self::Item176Read,
        Self::Item177Read,
        Self::Item178Read,
        Self::Item179Read,
        Self::Item180Read,
        Self::Item181Read,
        Self::Item182Read,
        Self::Item183Read,
        Self::Item184Read,
        Self::Item185Read,
        Self::Item186Read,
        Self::Item187Read,
        Self::Item188Read,
        Self::Item189Read,
        Self::Item190Read,
        Self::Item191Read,
        Self::Item192Read,
        Self::Item193Read,
        Self::Item194Read,
        Self::Item195Read,
        Self::Item196Read,
        Self::Item197Read,
        Self::Item198Read,
        Self::Item199Read,
        Self::Item200Read,
        Self::Item201Read,
        Self::Item202Read,
        Self::Item203Read,
        Self::Item204Read,
        Self::Item205Read,
        Self::Item206Read,
        Self::Item207Read,
        Self::Item208Read,
        Self::Item209Read,
        Self::Item210Read,
        Self::Item211Read,
        Self::Item212Read,
        Self::Item213Read,
        Self::Item214Read,
        Self::Item215Read,
        Self::Item216Read,
        Self::Item217Read,
        Self::Item218Read,
        Self::Item219Read,
        Self::Item220Read,
        Self::Item221Read,
        Self::Item222Read,
        Self::Item223Read,
        Self::Item224Read,
        Self::Item225Read,
        Self::Item226Read,
        Self::Item227Read,
        Self::Item228Read,
        Self::Item229Read,
        Self::Item230Read,
        Self::Item231Read,
        Self::Item232Read,
        Self::Item233Read,
        Self::Item234Read,
        Self::Item235Read,
        Self::Item236Read,
        Self::Item237Read,
        Self::Item238Read,
        Self::Item239Read,
        Self::Item240Read,
        Self::Item241Read,
        Self::Item242Read,
        Self::Item243Read,
        Self::Item244Read,
        Self::Item245Read,
        Self::Item246Read,
        Self::Item247Read,
        Self::Item248Read,
        Self::Item249Read,
        Self::Item250Read,
        Self::Item251Read,
        Self::Item252Read,
        Self::Item253Read,
        Self::Item254Read,
        Self::Item255Read,
        Self::Item256Read,
        Self::Item257Read,
        Self::Item258Read,
        Self::Item259Read,
        Self::Item260Read,
        Self::Item261Read,
        Self::Item262Read,
        Self::Item263Read,
        Self::Item264Read,
        Self::Item265Read,
        Self::Item266Read,
        Self::Item267Read,
        Self::Item268Read,
        Self::Item269Read,
        Self::Item270Read,
        Self::Item271Read,
        Self::Item272Read,
        Self::Item273Read,
        Self::Item274Read,
        Self::Item275Read,
        Self::Item276Read,
        Self::Item277Read,
        Self::Item278Read,
        Self::Item279Read,
        Self::Item280Read,
        Self::Item281Read,
        Self::Item282Read,
        Self::Item283Read,
        Self::Item284Read,
        Self::Item285Read,
        Self::Item286Read,
        Self::Item287Read,
        Self::Item288Read,
        Self::Item289Read,
        Self::Item290Read,
        Self::Item291Read,
        Self::Item292Read,
        Self::Item293Read,
        Self::Item294Read,
        Self::Item295Read,
        Self::Item296Read,
        Self::Item297Read,
        Self::Item298Read,
        Self::Item299Read,
        Self::Item300Read,
        Self::Item301Read,
        Self::Item302Read,
        Self::Item303Read,
        Self::Item304Read,
        Self::Item305Read,
        Self::Item306Read,
        Self::Item307Read,
        Self::Item308Read,
        Self::Item309Read,
        Self::Item310Read,
        Self::Item311Read,
        Self::Item312Read,
        Self::Item313Read,
        Self::Item314Read,
        Self::Item315Read,
        Self::Item316Read,
        Self::Item317Read,
        Self::Item318Read,
        Self::Item319Read,
        Self::Item320Read,
        Self::Item321Read,
        Self::Item322Read,
        Self::Item323Read,
        Self::Item324Read,
        Self::Item325Read,
        Self::Item326Read,
        Self::Item327Read,
        Self::Item328Read,
        Self::Item329Read,
        Self::Item330Read,
        Self::Item331Read,
        Self::Item332Read,
        Self::Item333Read,
        Self::Item334Read,
        Self::Item335Read,
        Self::Item336Read,
        Self::Item337Read,
        Self::Item338Read,
        Self::Item339Read,
        Self::Item340Read,
        Self::Item341Read,
        Self::Item342Read,
        Self::Item343Read,
        Self::Item344Read,
        Self::Item345Read,
        Self::Item346Read,
        Self::Item347Read,
        Self::Item348Read,
        Self::Item349Read,
        Self::Item350Read,
        Self::Item351Read,
        Self::Item352Read,
        Self::Item353Read,
        Self::Item354Read,
        Self::Item355Read,
        Self::Item356Read,
        Self::Item357Read,
        Self::Item358Read,
        Self::Item359Read,
        Self::Item360Read,
        Self::Item361Read,
        Self::Item362Read,
        Self::Item363Read,
        Self::Item364Read,
        Self::Item365Read,
        Self::Item366Read,
        Self::Item367Read,
        Self::Item368Read,
        Self::Item369Read,
        Self::Item370Read,
        Self::Item371Read,
        Self::Item372Read,
        Self::Item373Read,
        Self::Item374Read,
        Self::Item375Read,
        Self::Item376Read,
        Self::Item377Read,
        Self::Item378Read,
        Self::Item379Read,
        Self::Item380Read,
        Self::Item381Read,
        Self::Item382Read,
        Self::Item383Read,
        Self::Item384Read,
        Self::Item385Read,
        Self::Item386Read,
        Self::Item387Read,
        Self::Item388Read,
        Self::Item389Read,
        Self::Item390Read,
        Self::Item391Read,
        Self::Item392Read,
        Self::Item393Read,
        Self::Item394Read,
        Self::Item395Read,
        Self::Item396Read,
        Self::Item397Read,
        Self::Item398Read,
        Self::Item399Read,
    ];

    /// Returns the value on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Item0Read => "item-0.read",
            Self::Item1Read => "item-1.read",
            Self::Item2Read => "item-2.read",
            Self::Item3Read => "item-3.read",
            Self::Item4Read => "item-4.read",
            Self::Item5Read => "item-5.read",
            Self::Item6Read => "item-6.read",
            Self::Item7Read => "item-7.read",
            Self::Item8Read => "item-8.read",
            Self::Item9Read => "item-9.read",
            Self::Item10Read => "item-10.read",
            Self::Item11Read => "item-11.read",
            Self::Item12Read => "item-12.read",
            Self::Item13Read => "item-13.read",
            Self::Item14Read => "item-14.read",
            Self::Item15Read => "item-15.read",
            Self::Item16Read => "item-16.read",
            Self::Item17Read => "item-17.read",
            Self::Item18Read => "item-18.read",
            Self::Item19Read => "item-19.read",
            Self::Item20Read => "item-20.read",
            Self::Item21Read => "item-21.read",
            Self::Item22Read => "item-22.read",
            Self::Item23Read => "item-23.read",
            Self::Item24Read => "item-24.read",
            Self::Item25Read => "item-25.read",
            Self::Item26Read => "item-26.read",
            Self::Item27Read => "item-27.read",
            Self::Item28Read => "item-28.read",
            Self::Item29Read => "item-29.read",
            Self::Item30Read => "item-30.read",
            Self::Item31Read => "item-31.read",
            Self::Item32Read => "item-32.read",
            Self::Item33Read => "item-33.read",
            Self::Item34Read => "item-34.read",
            Self::Item35Read => "item-35.read",
            Self::Item36Read => "item-36.read",
            Self::Item37Read => "item-37.read",
            Self::Item38Read => "item-38.read",
            Self::Item39Read => "item-39.read",
            Self::Item40Read => "item-40.read",
            Self::Item41Read => "item-41.read",
            Self::Item42Read => "item-42.read",
            Self::Item43Read => "item-43.read",
            Self::Item44Read => "item-44.read",
            Self::Item45Read => "item-45.read",
            Self::Item46Read => "item-46.read",
            Self::Item47Read => "item-47.read",
            Self::Item48Read => "item-48.read",
            Self::Item49Read => "item-49.read",
            Self::Item50Read => "item-50.read",
            Self::Item51Read => "item-51.read",
            Self::Item52Read => "item-52.read",
            Self::Item53Read => "item-53.read",
            Self::Item54Read => "item-54.read",
            Self::Item55Read => "item-55.read",
            Self::Item56Read => "item-56.read",
            Self::Item57Read => "item-57.read",
            Self::Item58Read => "item-58.read",
            Self::Item59Read => "item-59.read",
            Self::Item60Read => "item-60.read",
            Self::Item61Read => "item-61.read",
            Self::Item62Read => "item-62.read",
            Self::Item63Read => "item-63.read",
            Self::Item64Read => "item-64.read",
            Self::Item65Read => "item-65.read",
            Self::Item66Read => "item-66.read",
            Self::Item67Read => "item-67.read",
            Self::Item68Read => "item-68.read",
            Self::Item69Read => "item-69.read",
            Self::Item70Read => "item-70.read",
            Self::Item71Read => "item-71.read",
            Self::Item72Read => "item-72.read",
            Self::Item73Read => "item-73.read",
            Self::Item74Read => "item-74.read",
            Self::Item75Read => "item-75.read",
            Self::Item76Read => "item-76.read",
            Self::Item77Read => "item-77.read",
            Self::Item78Read => "item-78.read",
            Self::Item79Read => "item-79.read",
            Self::Item80Read => "item-80.read",
            Self::Item81Read => "item-81.read",
            Self::Item82Read => "item-82.read",
            Self::Item83Read => "item-83.read",
            Self::Item84Read => "item-84.read",
            Self::Item85Read => "item-85.read",
            Self::Item86Read => "item-86.read",
            Self::Item87Read => "item-87.read",
            Self::Item88Read => "item-88.read",
            Self::Item89Read => "item-89.read",
            Self::Item90Read => "item-90.read",
            Self::Item91Read => "item-91.read",
            Self::Item92Read => "item-92.read",
            Self::Item93Read => "item-93.read",
            Self::Item94Read => "item-94.read",
            Self::Item95Read => "item-95.read",
            Self::Item96Read => "item-96.read",
            Self::Item97Read => "item-97.read",
            Self::Item98Read => "item-98.read",
            Self::Item99Read => "item-99.read",
            Self::Item100Read => "item-100.read",
            Self::Item101Read => "item-101.read",
            Self::Item102Read => "item-102.read",
            Self::Item103Read => "item-103.read",
            Self::Item104Read => "item-104.read",
            Self::Item105Read => "item-105.read",
            Self::Item106Read => "item-106.read",
            Self::Item107Read => "item-107.read",
            Self::Item108Read => "item-108.read",
            Self::Item109Read => "item-109.read",
            Self::Item110Read => "item-110.read",
            Self::Item111Read => "item-111.read",
            Self::Item112Read => "item-112.read",
            Self::Item113Read => "item-113.read",
            Self::Item114Read => "item-114.read",
            Self::Item115Read => "item-115.read",
            Self::Item116Read => "item-116.read",
            Self::Item117Read => "item-117.read",
            Self::Item118Read => "item-118.read",
            Self::Item119Read => "item-119.read",
            Self::Item120Read => "item-120.read",
            Self::Item121Read => "item-121.read",
            Self::Item122Read => "item-122.read",
            Self::Item123Read => "item-123.read",
            Self::Item124Read => "item-124.read",
            Self::Item125Read => "item-125.read",
            Self::Item126Read => "item-126.read",
            Self::Item127Read => "item-127.read",
            Self::Item128Read => "item-128.read",
            Self::Item129Read => "item-129.read",
            Self::Item130Read => "item-130.read",
            Self::Item131Read => "item-131.read",
            Self::Item132Read => "item-132.read",
            Self::Item133Read => "item-133.read",
            Self::Item134Read => "item-134.read",
            Self::Item135Read => "item-135.read",
            Self::Item136Read => "item-136.read",
            Self::Item137Read => "item-137.read",
            Self::Item138Read => "item-138.read",
            Self::Item139Read => "item-139.read",
            Self::Item140Read => "item-140.read",
            Self::Item141Read => "item-141.read",
            Self::Item142Read => "item-142.read",
            Self::Item143Read => "item-143.read",
            Self::Item144Read => "item-144.read",
            Self::Item145Read => "item-145.read",
            Self::Item146Read => "item-146.read",
            Self::Item147Read => "item-147.read",
            Self::Item148Read => "item-148.read",
            Self::Item149Read => "item-149.read",
            Self::Item150Read => "item-150.read",
            Self::Item151Read => "item-151.read",
            Self::Item152Read => "item-152.read",
            Self::Item153Read => "item-153.read",
            Self::Item154Read => "item-154.read",
            Self::Item155Read => "item-155.read",
            Self::Item156Read => "item-156.read",
            Self::Item157Read => "item-157.read",
            Self::Item158Read => "item-158.read",
            Self::Item159Read => "item-159.read",
            Self::Item160Read => "item-160.read",
            Self::Item161Read => "item-161.read",
            Self::Item162Read => "item-162.read",
            Self::Item163Read => "item-163.read",
            Self::Item164Read => "item-164.read",
            Self::Item165Read => "item-165.read",
            Self::Item166Read => "item-166.read",
            Self::Item167Read => "item-167.read",
            Self::Item168Read => "item-168.read",
            Self::Item169Read => "item-169.read",
            Self::Item170Read => "item-170.read",
            Self::Item171Read => "item-171.read",
            Self::Item172Read => "item-172.read",
            Self::Item173Read => "item-173.read",
            Self::Item174Read => "item-174.read",
            Self::Item175Read => "item-175.read",
            Self::Item176Read => "item-176.read",
            Self::Item177Read => "item-177.read",
            Self::Item178Read => "item-178.read",
            Self::Item179Read => "item-179.read",
            Self::Item180Read => "item-180.read",
            Self::Item181Read => "item-181.read",
            Self::Item182Read => "item-182.read",
            Self::Item183Read => "item-183.read",
            Self::Item184Read => "item-184.read",
            Self::Item185Read => "item-185.read",
            Self::Item186Read => "item-186.read",
            Self::Item187Read => "item-187.read",
            Self::Item188Read => "item-188.read",
            Self::Item189Read => "item-189.read",
            Self::Item190Read => "item-190.read",
            Self::Item191Read => "item-191.read",
            Self::Item192Read => "item-192.read",
            Self::Item193Read => "item-193.read",
            Self::Item194Read => "item-194.read",
            Self::Item195Read => "item-195.read",
            Self::Item196Read => "item-196.read",
            Self::Item197Read => "item-197.read",
            Self::Item198Read => "item-198.read",
            Self::Item199Read => "item-199.read",
            Self::Item200Read => "item-200.read",
            Self::Item201Read => "item-201.read",
            Self::Item202Read => "item-202.read",
            Self::Item203Read => "item-203.read",
            Self::Item204Read => "item-204.read",
            Self::Item205Read => "item-205.read",
            Self::Item206Read => "item-206.read",
            Self::Item207Read => "item-207.read",
            Self::Item208Read => "item-208.read",
            Self::Item209Read => "item-209.read",
            Self::Item210Read => "item-210.read",
            Self::Item211Read => "item-211.read",
            Self::Item212Read => "item-212.read",
            Self::Item213Read => "item-213.read",
            Self::Item214Read => "item-214.read",
            Self::Item215Read => "item-215.read",
            Self::Item216Read => "item-216.read",
            Self::Item217Read => "item-217.read",
            Self::Item218Read => "item-218.read",
            Self::Item219Read => "item-219.read",
            Self::Item220Read => "item-220.read",
            Self::Item221Read => "item-221.read",
            Self::Item222Read => "item-222.read",
            Self::Item223Read => "item-223.read",
            Self::Item224Read => "item-224.read",
            Self::Item225Read => "item-225.read",
            Self::Item226Read => "item-226.read",
            Self::Item227Read => "item-227.read",
            Self::Item228Read => "item-228.read",
            Self::Item229Read => "item-229.read",
            Self::Item230Read => "item-230.read",
            Self::Item231Read => "item-231.read",
            Self::Item232Read => "item-232.read",
            Self::Item233Read => "item-233.read",
            Self::Item234Read => "item-234.read",
            Self::Item235Read => "item-235.read",
            Self::Item236Read => "item-236.read",
            Self::Item237Read => "item-237.read",
            Self::Item238Read => "item-238.read",
            Self::Item239Read => "item-239.read",
            Self::Item240Read => "item-240.read",
            Self::Item241Read => "item-241.read",
            Self::Item242Read => "item-242.read",
            Self::Item243Read => "item-243.read",
            Self::Item244Read => "item-244.read",
            Self::Item245Read => "item-245.read",
            Self::Item246Read => "item-246.read",
            Self::Item247Read => "item-247.read",
            Self::Item248Read => "item-248.read",
            Self::Item249Read => "item-249.read",
            Self::Item250Read => "item-250.read",
            Self::Item251Read => "item-251.read",
            Self::Item252Read => "item-252.read",
            Self::Item253Read => "item-253.read",
            Self::Item254Read => "item-254.read",
            Self::Item255Read => "item-255.read",
            Self::Item256Read => "item-256.read",
            Self::Item257Read => "item-257.read",
            Self::Item258Read => "item-258.read",
            Self::Item259Read => "item-259.read",
            Self::Item260Read => "item-260.read",
            Self::Item261Read => "item-261.read",
            Self::Item262Read => "item-262.read",
            Self::Item263Read => "item-263.read",
            Self::Item264Read => "item-264.read",
            Self::Item265Read => "item-265.read",
            Self::Item266Read => "item-266.read",
            Self::Item267Read => "item-267.read",
            Self::Item268Read => "item-268.read",
            Self::Item269Read => "item-269.read",
            Self::Item270Read => "item-270.read",
            Self::Item271Read => "item-271.read",
            Self::Item272Read => "item-272.read",
            Self::Item273Read => "item-273.read",
            Self::Item274Read => "item-274.read",
            Self::Item275Read => "item-275.read",
            Self::Item276Read => "item-276.read",
            Self::Item277Read => "item-277.read",
            Self::Item278Read => "item-278.read",
            Self::Item279Read => "item-279.read",
            Self::Item280Read => "item-280.read",
            Self::Item281Read => "item-281.read",
            Self::Item282Read => "item-282.read",
            Self::Item283Read => "item-283.read",
            Self::Item284Read => "item-284.read",
            Self::Item285Read => "item-285.read",
            Self::Item286Read => "item-286.read",
            Self::Item287Read => "item-287.read",
            Self::Item288Read => "item-288.read",
            Self::Item289Read => "item-289.read",
            Self::Item290Read => "item-290.read",
            Self::Item291Read => "item-291.read",
            Self::Item292Read => "item-292.read",
            Self::Item293Read => "item-293.read",
            Self::Item294Read => "item-294.read",
            Self::Item295Read => "item-295.read",
            Self::Item296Read => "item-296.read",
            Self::Item297Read => "item-297.read",
            Self::Item298Read => "item-298.read",
            Self::Item299Read => "item-299.read",
            Self::Item300Read => "item-300.read",
            Self::Item301Read => "item-301.read",
            Self::Item302Read => "item-302.read",
            Self::Item303Read => "item-303.read",
            Self::Item304Read => "item-304.read",
            Self::Item305Read => "item-305.read",
            Self::Item306Read => "item-306.read",
            Self::Item307Read => "item-307.read",
            Self::Item308Read => "item-308.read",
            Self::Item309Read => "item-309.read",
            Self::Item310Read => "item-310.read",
            Self::Item311Read => "item-311.read",
            Self::Item312Read => "item-312.read",
            Self::Item313Read => "item-313.read",
            Self::Item314Read => "item-314.read",
            Self::Item315Read => "item-315.read",
            Self::Item316Read => "item-316.read",
            Self::Item317Read => "item-317.read",
            Self::Item318Read => "item-318.read",
            Self::Item319Read => "item-319.read",
            Self::Item320Read => "item-320.read",
            Self::Item321Read => "item-321.read",
            Self::Item322Read => "item-322.read",
            Self::Item323Read => "item-323.read",
            Self::Item324Read => "item-324.read",
            Self::Item325Read => "item-325.read",
            Self::Item326Read => "item-326.read",
            Self::Item327Read => "item-327.read",
            Self::Item328Read => "item-328.read",
            Self::Item329Read => "item-329.read",
            Self::Item330Read => "item-330.read",
            Self::Item331Read => "item-331.read",
            Self::Item332Read => "item-332.read",
            Self::Item333Read => "item-333.read",
            Self::Item334Read => "item-334.read",
            Self::Item335Read => "item-335.read",
            Self::Item336Read => "item-336.read",
            Self::Item337Read => "item-337.read",
            Self::Item338Read => "item-338.read",
            Self::Item339Read => "item-339.read",
            Self::Item340Read => "item-340.read",
            Self::Item341Read => "item-341.read",
            Self::Item342Read => "item-342.read",
            Self::Item343Read => "item-343.read",
            Self::Item344Read => "item-344.read",
            Self::Item345Read => "item-345.read",
            Self::Item346Read => "item-346.read",
            Self::Item347Read => "item-347.read",
            Self::Item348Read => "item-348.read",
            Self::Item349Read => "item-349.read",
            Self::Item350Read => "item-350.read",
            Self::Item351Read => "item-351.read",
            Self::Item352Read => "item-352.read",
            Self::Item353Read => "item-353.read",
            Self::Item354Read => "item-354.read",
            Self::Item355Read => "item-355.read",
            Self::Item356Read => "item-356.read",
            Self::Item357Read => "item-357.read",
            Self::Item358Read => "item-358.read",
            Self::Item359Read => "item-359.read",
            Self::Item360Read => "item-360.read",
            Self::Item361Read => "item-361.read",
            Self::Item362Read => "item-362.read",
            Self::Item363Read => "item-363.read",
            Self::Item364Read => "item-364.read",
            Self::Item365Read => "item-365.read",
            Self::Item366Read => "item-366.read",
            Self::Item367Read => "item-367.read",
            Self::Item368Read => "item-368.read",
            Self::Item369Read => "item-369.read",
            Self::Item370Read => "item-370.read",
            Self::Item371Read => "item-371.read",
            Self::Item372Read => "item-372.read",
            Self::Item373Read => "item-373.read",
            Self::Item374Read => "item-374.read",
            Self::Item375Read => "item-375.read",
            Self::Item376Read => "item-376.read",
            Self::Item377Read => "item-377.read",
            Self::Item378Read => "item-378.read",
            Self::Item379Read => "item-379.read",
            Self::Item380Read => "item-380.read",
            Self::Item381Read => "item-381.read",
            Self::Item382Read => "item-382.read",
            Self::Item383Read => "item-383.read",
            Self::Item384Read => "item-384.read",
            Self::Item385Read => "item-385.read",
            Self::Item386Read => "item-386.read",
            Self::Item387Read => "item-387.read",
            Self::Item388Read => "item-388.read",
            Self::Item389Read => "item-389.read",
            Self::Item390Read => "item-390.read",
            Self::Item391Read => "item-391.read",
            Self::Item392Read => "item-392.read",
            Self::Item393Read => "item-393.read",
            Self::Item394Read => "item-394.read",
            Self::Item395Read => "item-395.read",
            Self::Item396Read => "item-396.read",
            Self::Item397Read => "item-397.read",
            Self::Item398Read => "item-398.read",
            Self::Item399Read => "item-399.read",
        }
    }

    /// Returns a description of the value.
    #[must_use]
    pub const fn description(self) -> &'static str {
        match self {
            Self::Item0Read => "Not described yet.",
            Self::Item1Read => "Not described yet.",
            Self::Item2Read => "Not described yet.",
            Self::Item3Read => "Not described yet.",
            Self::Item4Read => "Not described yet.",
            Self::Item5Read => "Not described yet.",
            Self::Item6Read => "Not described yet.",
            Self::Item7Read => "Not described yet.",
            Self::Item8Read => "Not described yet.",
            Self::Item9Read => "Not described yet.",
            Self::Item10Read => "Not described yet.",
            Self::Item11Read => "Not described yet.",
            Self::Item12Read => "Not described yet.",
            Self::Item13Read => "Not described yet.",
            Self::Item14Read => "Not described yet.",
            Self::Item15Read => "Not described yet.",
            Self::Item16Read => "Not described yet.",
            Self::Item17Read => "Not described yet.",
            Self::Item18Read => "Not described yet.",
            Self::Item19Read => "Not described yet.",
            Self::Item20Read => "Not described yet.",
            Self::Item21Read => "Not described yet.",
            Self::Item22Read => "Not described yet.",
            Self::Item23Read => "Not described yet.",
            Self::Item24Read => "Not described yet.",
            Self::Item25Read => "Not described yet.",
            Self::Item26Read => "Not described yet.",
            Self::Item27Read => "Not described yet.",
            Self::Item28Read => "Not described yet.",
            Self::Item29Read => "Not described yet.",
            Self::Item30Read => "Not described yet.",
            Self::Item31Read => "Not described yet.",
            Self::Item32Read => "Not described yet.",
            Self::Item33Read => "Not described yet.",
            Self::Item34Read => "Not described yet.",
            Self::Item35Read => "Not described yet.",
            Self::Item36Read => "Not described yet.",
            Self::Item37Read => "Not described yet.",
            Self::Item38Read => "Not described yet.",
            Self::Item39Read => "Not described yet.",
            Self::Item40Read => "Not described yet.",
            Self::Item41Read => "Not described yet.",
            Self::Item42Read => "Not described yet.",
            Self::Item43Read => "Not described yet.",
            Self::Item44Read => "Not described yet.",
            Self::Item45Read => "Not described yet.",
            Self::Item46Read => "Not described yet.",
            Self::Item47Read => "Not described yet.",
            Self::Item48Read => "Not described yet.",
            Self::Item49Read => "Not described yet.",
            Self::Item50Read => "Not described yet.",
            Self::Item51Read => "Not described yet.",
            Self::Item52Read => "Not described yet.",
            Self::Item53Read => "Not described yet.",
            Self::Item54Read => "Not described yet.",
            Self::Item55Read => "Not described yet.",
            Self::Item56Read => "Not described yet.",
            Self::Item57Read => "Not described yet.",
            Self::Item58Read => "Not described yet.",
            Self::Item59Read => "Not described yet.",
            Self::Item60Read => "Not described yet.",
            Self::Item61Read => "Not described yet.",
            Self::Item62Read => "Not described yet.",
            Self::Item63Read => "Not described yet.",
            Self::Item64Read => "Not described yet.",
            Self::Item65Read => "Not described yet.",
            Self::Item66Read => "Not described yet.",
            Self::Item67Read => "Not described yet.",
            Self::Item68Read => "Not described yet.",
            Self::Item69Read => "Not described yet.",
            Self::Item70Read => "Not described yet.",
            Self::Item71Read => "Not described yet.",
            Self::Item72Read => "Not described yet.",
            Self::Item73Read => "Not described yet.",
            Self::Item74Read => "Not described yet.",
            Self::Item75Read => "Not described yet.",
            Self::Item76Read => "Not described yet.",
            Self::Item77Read => "Not described yet.",
            Self::Item78Read => "Not described yet.",
            Self::Item79Read => "Not described yet.",
            Self::Item80Read => "Not described yet.",
            Self::Item81Read => "Not described yet.",
            Self::Item82Read => "Not described yet.",
            Self::Item83Read => "Not described yet.",
            Self::Item84Read => "Not described yet.",
            Self::Item85Read => "Not described yet.",
            Self::Item86Read => "Not described yet.",
            Self::Item87Read => "Not described yet.",
            Self::Item88Read => "Not described yet.",
            Self::Item89Read => "Not described yet.",
            Self::Item90Read => "Not described yet.",
            Self::Item91Read => "Not described yet.",
            Self::Item92Read => "Not described yet.",
            Self::Item93Read => "Not described yet.",
            Self::Item94Read => "Not described yet.",
            Self::Item95Read => "Not described yet.",
            Self::Item96Read => "Not described yet.",
            Self::Item97Read => "Not described yet.",
            Self::Item98Read => "Not described yet.",
            Self::Item99Read => "Not described yet.",
            Self::Item100Read => "Not described yet.",
            Self::Item101Read => "Not described yet.",
            Self::Item102Read => "Not described yet.",
            Self::Item103Read => "Not described yet.",
            Self::Item104Read => "Not described yet.",
            Self::Item105Read => "Not described yet.",
            Self::Item106Read => "Not described yet.",
            Self::Item107Read => "Not described yet.",
            Self::Item108Read => "Not described yet.",
            Self::Item109Read => "Not described yet.",
            Self::Item110Read => "Not described yet.",
            Self::Item111Read => "Not described yet.",
            Self::Item112Read => "Not described yet.",
            Self::Item113Read => "Not described yet.",
            Self::Item114Read => "Not described yet.",
            Self::Item115Read => "Not described yet.",
            Self::Item116Read => "Not described yet.",
            Self::Item117Read => "Not described yet.",
            Self::Item118Read => "Not described yet.",
            Self::Item119Read => "Not described yet.",
            Self::Item120Read => "Not described yet.",
            Self::Item121Read => "Not described yet.",
            Self::Item122Read => "Not described yet.",
            Self::Item123Read => "Not described yet.",
            Self::Item124Read => "Not described yet.",
            Self::Item125Read => "Not described yet.",
            Self::Item126Read => "Not described yet.",
            Self::Item127Read => "Not described yet.",
            Self::Item128Read => "Not described yet.",
            Self::Item129Read => "Not described yet.",
            Self::Item130Read => "Not described yet.",
            Self::Item131Read => "Not described yet.",
            Self::Item132Read => "Not described yet.",
            Self::Item133Read => "Not described yet.",
            Self::Item134Read => "Not described yet.",
            Self::Item135Read => "Not described yet.",
            Self::Item136Read => "Not described yet.",
            Self::Item137Read => "Not described yet.",
            Self::Item138Read => "Not described yet.",
            Self::Item139Read => "Not described yet.",
            Self::Item140Read => "Not described yet.",
            Self::Item141Read => "Not described yet.",
            Self::Item142Read => "Not described yet.",
            Self::Item143Read => "Not described yet.",
            Self::Item144Read => "Not described yet.",
            Self::Item145Read => "Not described yet.",
            Self::Item146Read => "Not described yet.",
            Self::Item147Read => "Not described yet.",
            Self::Item148Read => "Not described yet.",
            Self::Item149Read => "Not described yet.",
            Self::Item150Read => "Not described yet.",
            Self::Item151Read => "Not described yet.",
            Self::Item152Read => "Not described yet.",
            Self::Item153Read => "Not described yet.",
            Self::Item154Read => "Not described yet.",
            Self::Item155Read => "Not described yet.",
            Self::Item156Read => "Not described yet.",
            Self::Item157Read => "Not described yet.",
            Self::Item158Read => "Not described yet.",
            Self::Item159Read => "Not described yet.",
            Self::Item160Read => "Not described yet.",
            Self::Item161Read => "Not described yet.",
            Self::Item162Read => "Not described yet.",
            Self::Item163Read => "Not described yet.",
            Self::Item164Read => "Not described yet.",
            Self::Item165Read => "Not described yet.",
            Self::Item166Read => "Not described yet.",
            Self::Item167Read => "Not described yet.",
            Self::Item168Read => "Not described yet.",
            Self::Item169Read => "Not described yet.",
            Self::Item170Read => "Not described yet.",
            Self::Item171Read => "Not described yet.",
            Self::Item172Read => "Not described yet.",
            Self::Item173Read => "Not described yet.",
            Self::Item174Read => "Not described yet.",
            Self::Item175Read => "Not described yet.",
            Self::Item176Read => "Not described yet.",
            Self::Item177Read => "Not described yet.",
            Self::Item178Read => "Not described yet.",
            Self::Item179Read => "Not described yet.",
            Self::Item180Read => "Not described yet.",
            Self::Item181Read => "Not described yet.",
            Self::Item182Read => "Not described yet.",
            Self::Item183Read => "Not described yet.",
            Self::Item184Read => "Not described yet.",
            Self::Item185Read => "Not described yet.",
            Self::Item186Read => "Not described yet.",
            Self::Item187Read => "Not described yet.",
            Self::Item188Read => "Not described yet.",
            Self::Item189Read => "Not described yet.",
            Self::Item190Read => "Not described yet.",
            Self::Item191Read => "Not described yet.",
            Self::Item192Read => "Not described yet.",
            Self::Item193Read => "Not described yet.",
            Self::Item194Read => "Not described yet.",
            Self::Item195Read => "Not described yet.",
            Self::Item196Read => "Not described yet.",
            Self::Item197Read => "Not described yet.",
            Self::Item198Read => "Not described yet.",
            Self::Item199Read => "Not described yet.",
            Self::Item200Read => "Not described yet.",
            Self::Item201Read => "Not described yet.",
            Self::Item202Read => "Not described yet.",
            Self::Item203Read => "Not described yet.",
            Self::Item204Read => "Not described yet.",
            Self::Item205Read => "Not described yet.",
            Self::Item206Read => "Not described yet.",
            Self::Item207Read => "Not described yet.",
            Self::Item208Read => "Not described yet.",
            Self::Item209Read => "Not described yet.",
            Self::Item210Read => "Not described yet.",
            Self::Item211Read => "Not described yet.",
            Self::Item212Read => "Not described yet.",
            Self::Item213Read => "Not described yet.",
            Self::Item214Read => "Not described yet.",
            Self::Item215Read => "Not described yet.",
            Self::Item216Read => "Not described yet.",
            Self::Item217Read => "Not described yet.",
            Self::Item218Read => "Not described yet.",
            Self::Item219Read => "Not described yet.",
            Self::Item220Read => "Not described yet.",
            Self::Item221Read => "Not described yet.",
            Self::Item222Read => "Not described yet.",
            Self::Item223Read => "Not described yet.",
            Self::Item224Read => "Not described yet.",
            Self::Item225Read => "Not described yet.",
            Self::Item226Read => "Not described yet.",
            Self::Item227Read => "Not described yet.",
            Self::Item228Read => "Not described yet.",
            Self::Item229Read => "Not described yet.",
            Self::Item230Read => "Not described yet.",
            Self::Item231Read => "Not described yet.",
            Self::Item232Read => "Not described yet.",
            Self::Item233Read => "Not described yet.",
            Self::Item234Read => "Not described yet.",
            Self::Item235Read => "Not described yet.",
            Self::Item236Read => "Not described yet.",
            Self::Item237Read => "Not described yet.",
            Self::Item238Read => "Not described yet.",
            Self::Item239Read => "Not described yet.",
            Self::Item240Read => "Not described yet.",
            Self::Item241Read => "Not described yet.",
            Self::Item242Read => "Not described yet.",
            Self::Item243Read => "Not described yet.",
            Self::Item244Read => "Not described yet.",
            Self::Item245Read => "Not described yet.",
            Self::Item246Read => "Not described yet.",
            Self::Item247Read => "Not described yet.",
            Self::Item248Read => "Not described yet.",
            Self::Item249Read => "Not described yet.",
            Self::Item250Read => "Not described yet.",
            Self::Item251Read => "Not described yet.",
            Self::Item252Read => "Not described yet.",
            Self::Item253Read => "Not described yet.",
            Self::Item254Read => "Not described yet.",
            Self::Item255Read => "Not described yet.",
            Self::Item256Read => "Not described yet.",
            Self::Item257Read => "Not described yet.",
            Self::Item258Read => "Not described yet.",
            Self::Item259Read => "Not described yet.",
            Self::Item260Read => "Not described yet.",
            Self::Item261Read => "Not described yet.",
            Self::Item262Read => "Not described yet.",
            Self::Item263Read => "Not described yet.",
            Self::Item264Read => "Not described yet.",
            Self::Item265Read => "Not described yet.",
            Self::Item266Read => "Not described yet.",
            Self::Item267Read => "Not described yet.",
            Self::Item268Read => "Not described yet.",
            Self::Item269Read => "Not described yet.",
            Self::Item270Read => "Not described yet.",
            Self::Item271Read => "Not described yet.",
            Self::Item272Read => "Not described yet.",
            Self::Item273Read => "Not described yet.",
            Self::Item274Read => "Not described yet.",
            Self::Item275Read => "Not described yet.",
            Self::Item276Read => "Not described yet.",
            Self::Item277Read => "Not described yet.",
            Self::Item278Read => "Not described yet.",
            Self::Item279Read => "Not described yet.",
            Self::Item280Read => "Not described yet.",
            Self::Item281Read => "Not described yet.",
            Self::Item282Read => "Not described yet.",
            Self::Item283Read => "Not described yet.",
            Self::Item284Read => "Not described yet.",
            Self::Item285Read => "Not described yet.",
            Self::Item286Read => "Not described yet.",
            Self::Item287Read => "Not described yet.",
            Self::Item288Read => "Not described yet.",
            Self::Item289Read => "Not described yet.",
            Self::Item290Read => "Not described yet.",
            Self::Item291Read => "Not described yet.",
            Self::Item292Read => "Not described yet.",
            Self::Item293Read => "Not described yet.",
            Self::Item294Read => "Not described yet.",
            Self::Item295Read => "Not described yet.",
            Self::Item296Read => "Not described yet.",
            Self::Item297Read => "Not described yet.",
            Self::Item298Read => "Not described yet.",
            Self::Item299Read => "Not described yet.",
            Self::Item300Read => "Not described yet.",
            Self::Item301Read => "Not described yet.",
            Self::Item302Read => "Not described yet.",
            Self::Item303Read => "Not described yet.",
            Self::Item304Read => "Not described yet.",
            Self::Item305Read => "Not described yet.",
            Self::Item306Read => "Not described yet.",
            Self::Item307Read => "Not described yet.",
            Self::Item308Read => "Not described yet.",
            Self::Item309Read => "Not described yet.",
            Self::Item310Read => "Not described yet.",
            Self::Item311Read => "Not described yet.",
            Self::Item312Read => "Not described yet.",
            Self::Item313Read => "Not described yet.",
            Self::Item314Read => "Not described yet.",
            Self::Item315Read => "Not described yet.",
            Self::Item316Read => "Not described yet.",
            Self::Item317Read => "Not described yet.",
            Self::Item318Read => "Not described yet.",
            Self::Item319Read => "Not described yet.",
            Self::Item320Read => "Not described yet.",
            Self::Item321Read => "Not described yet.",
            Self::Item322Read => "Not described yet.",
            Self::Item323Read => "Not described yet.",
            Self::Item324Read => "Not described yet.",
            Self::Item325Read => "Not described yet.",
            Self::Item326Read => "Not described yet.",
            Self::Item327Read => "Not described yet.",
            Self::Item328Read => "Not described yet.",
            Self::Item329Read => "Not described yet.",
            Self::Item330Read => "Not described yet.",
            Self::Item331Read => "Not described yet.",
            Self::Item332Read => "Not described yet.",
            Self::Item333Read => "Not described yet.",
            Self::Item334Read => "Not described yet.",
            Self::Item335Read => "Not described yet.",
            Self::Item336Read => "Not described yet.",
            Self::Item337Read => "Not described yet.",
            Self::Item338Read => "Not described yet.",
            Self::Item339Read => "Not described yet.",
            Self::Item340Read => "Not described yet.",
            Self::Item341Read => "Not described yet.",
            Self::Item342Read => "Not described yet.",
            Self::Item343Read => "Not described yet.",
            Self::Item344Read => "Not described yet.",
            Self::Item345Read => "Not described yet.",
            Self::Item346Read => "Not described yet.",
            Self::Item347Read => "Not described yet.",
            Self::Item348Read => "Not described yet.",
            Self::Item349Read => "Not described yet.",
            Self::Item350Read => "Not described yet.",
            Self::Item351Read => "Not described yet.",
            Self::Item352Read => "Not described yet.",
            Self::Item353Read => "Not described yet.",
            Self::Item354Read => "Not described yet.",
            Self::Item355Read => "Not described yet.",
            Self::Item356Read => "Not described yet.",
            Self::Item357Read => "Not described yet.",
            Self::Item358Read => "Not described yet.",
            Self::Item359Read => "Not described yet.",
            Self::Item360Read => "Not described yet.",
            Self::Item361Read => "Not described yet.",
            Self::Item362Read => "Not described yet.",
            Self::Item363Read => "Not described yet.",
            Self::Item364Read => "Not described yet.",
            Self::Item365Read => "Not described yet.",
            Self::Item366Read => "Not described yet.",
            Self::Item367Read => "Not described yet.",
            Self::Item368Read => "Not described yet.",
            Self::Item369Read => "Not described yet.",
            Self::Item370Read => "Not described yet.",
            Self::Item371Read => "Not described yet.",
            Self::Item372Read => "Not described yet.",
            Self::Item373Read => "Not described yet.",
            Self::Item374Read => "Not described yet.",
            Self::Item375Read => "Not described yet.",
            Self::Item376Read => "Not described yet.",
            Self::Item377Read => "Not described yet.",
            Self::Item378Read => "Not described yet.",
            Self::Item379Read => "Not described yet.",
            Self::Item380Read => "Not described yet.",
            Self::Item381Read => "Not described yet.",
            Self::Item382Read => "Not described yet.",
            Self::Item383Read => "Not described yet.",
            Self::Item384Read => "Not described yet.",
            Self::Item385Read => "Not described yet.",
            Self::Item386Read => "Not described yet.",
            Self::Item387Read => "Not described yet.",
            Self::Item388Read => "Not described yet.",
            Self::Item389Read => "Not described yet.",
            Self::Item390Read => "Not described yet.",
            Self::Item391Read => "Not described yet.",
            Self::Item392Read => "Not described yet.",
            Self::Item393Read => "Not described yet.",
            Self::Item394Read => "Not described yet.",
            Self::Item395Read => "Not described yet.",
            Self::Item396Read => "Not described yet.",
            Self::Item397Read => "Not described yet.",
            Self::Item398Read => "Not described yet.",
            Self::Item399Read => "Not described yet.",
        }
    }

    #[inline]
    fn lookup(text: &str) -> ::std::option::Option<Self> {
        match text {
            "item-0.read" => Some(Self::Item0Read),
            "item-1.read" => Some(Self::Item1Read),
            "item-2.read" => Some(Self::Item2Read),
            "item-3.read" => Some(Self::Item3Read),
            "item-4.read" => Some(Self::Item4Read),
            "item-5.read" => Some(Self::Item5Read),
            "item-6.read" => Some(Self::Item6Read),
            "item-7.read" => Some(Self::Item7Read),
            "item-8.read" => Some(Self::Item8Read),
            "item-9.read" => Some(Self::Item9Read),
            "item-10.read" => Some(Self::Item10Read),
            "item-11.read" => Some(Self::Item11Read),
            "item-12.read" => Some(Self::Item12Read),
            "item-13.read" => Some(Self::Item13Read),
            "item-14.read" => Some(Self::Item14Read),
            "item-15.read" => Some(Self::Item15Read),
            "item-16.read" => Some(Self::Item16Read),
            "item-17.read" => Some(Self::Item17Read),
            "item-18.read" => Some(Self::Item18Read),
            "item-19.read" => Some(Self::Item19Read),
            "item-20.read" => Some(Self::Item20Read),
            "item-21.read" => Some(Self::Item21Read),
            "item-22.read" => Some(Self::Item22Read),
            "item-23.read" => Some(Self::Item23Read),
            "item-24.read" => Some(Self::Item24Read),
            "item-25.read" => Some(Self::Item25Read),
            "item-26.read" => Some(Self::Item26Read),
            "item-27.read" => Some(Self::Item27Read),
            "item-28.read" => Some(Self::Item28Read),
            "item-29.read" => Some(Self::Item29Read),
            "item-30.read" => Some(Self::Item30Read),
            "item-31.read" => Some(Self::Item31Read),
            "item-32.read" => Some(Self::Item32Read),
            "item-33.read" => Some(Self::Item33Read),
            "item-34.read" => Some(Self::Item34Read),
            "item-35.read" => Some(Self::Item35Read),
            "item-36.read" => Some(Self::Item36Read),
            "item-37.read" => Some(Self::Item37Read),
            "item-38.read" => Some(Self::Item38Read),
            "item-39.read" => Some(Self::Item39Read),
            "item-40.read" => Some(Self::Item40Read),
            "item-41.read" => Some(Self::Item41Read),
            "item-42.read" => Some(Self::Item42Read),
            "item-43.read" => Some(Self::Item43Read),
            "item-44.read" => Some(Self::Item44Read),
            "item-45.read" => Some(Self::Item45Read),
            "item-46.read" => Some(Self::Item46Read),
            "item-47.read" => Some(Self::Item47Read),
            "item-48.read" => Some(Self::Item48Read),
            "item-49.read" => Some(Self::Item49Read),
            "item-50.read" => Some(Self::Item50Read),
            "item-51.read" => Some(Self::Item51Read),
            "item-52.read" => Some(Self::Item52Read),
            "item-53.read" => Some(Self::Item53Read),
            "item-54.read" => Some(Self::Item54Read),
            "item-55.read" => Some(Self::Item55Read),
            "item-56.read" => Some(Self::Item56Read),
            "item-57.read" => Some(Self::Item57Read),
            "item-58.read" => Some(Self::Item58Read),
            "item-59.read" => Some(Self::Item59Read),
            "item-60.read" => Some(Self::Item60Read),
            "item-61.read" => Some(Self::Item61Read),
            "item-62.read" => Some(Self::Item62Read),
            "item-63.read" => Some(Self::Item63Read),
            "item-64.read" => Some(Self::Item64Read),
            "item-65.read" => Some(Self::Item65Read),
            "item-66.read" => Some(Self::Item66Read),
            "item-67.read" => Some(Self::Item67Read),
            "item-68.read" => Some(Self::Item68Read),
            "item-69.read" => Some(Self::Item69Read),
            "item-70.read" => Some(Self::Item70Read),
            "item-71.read" => Some(Self::Item71Read),
            "item-72.read" => Some(Self::Item72Read),
            "item-73.read" => Some(Self::Item73Read),
            "item-74.read" => Some(Self::Item74Read),
            "item-75.read" => Some(Self::Item75Read),
            "item-76.read" => Some(Self::Item76Read),
            "item-77.read" => Some(Self::Item77Read),
            "item-78.read" => Some(Self::Item78Read),
            "item-79.read" => Some(Self::Item79Read),
            "item-80.read" => Some(Self::Item80Read),
            "item-81.read" => Some(Self::Item81Read),
            "item-82.read" => Some(Self::Item82Read),
            "item-83.read" => Some(Self::Item83Read),
            "item-84.read" => Some(Self::Item84Read),
            "item-85.read" => Some(Self::Item85Read),
            "item-86.read" => Some(Self::Item86Read),
            "item-87.read" => Some(Self::Item87Read),
            "item-88.read" => Some(Self::Item88Read),
            "item-89.read" => Some(Self::Item89Read),
            "item-90.read" => Some(Self::Item90Read),
            "item-91.read" => Some(Self::Item91Read),
            "item-92.read" => Some(Self::Item92Read),
            "item-93.read" => Some(Self::Item93Read),
            "item-94.read" => Some(Self::Item94Read),
            "item-95.read" => Some(Self::Item95Read),
            "item-96.read" => Some(Self::Item96Read),
            "item-97.read" => Some(Self::Item97Read),
            "item-98.read" => Some(Self::Item98Read),
            "item-99.read" => Some(Self::Item99Read),
            "item-100.read" => Some(Self::Item100Read),
            "item-101.read" => Some(Self::Item101Read),
            "item-102.read" => Some(Self::Item102Read),
            "item-103.read" => Some(Self::Item103Read),
            "item-104.read" => Some(Self::Item104Read),
            "item-105.read" => Some(Self::Item105Read),
            "item-106.read" => Some(Self::Item106Read),
            "item-107.read" => Some(Self::Item107Read),
            "item-108.read" => Some(Self::Item108Read),
            "item-109.read" => Some(Self::Item109Read),
            "item-110.read" => Some(Self::Item110Read),
            "item-111.read" => Some(Self::Item111Read),
            "item-112.read" => Some(Self::Item112Read),
            "item-113.read" => Some(Self::Item113Read),
            "item-114.read" => Some(Self::Item114Read),
            "item-115.read" => Some(Self::Item115Read),
            "item-116.read" => Some(Self::Item116Read),
            "item-117.read" => Some(Self::Item117Read),
            "item-118.read" => Some(Self::Item118Read),
            "item-119.read" => Some(Self::Item119Read),
            "item-120.read" => Some(Self::Item120Read),
            "item-121.read" => Some(Self::Item121Read),
            "item-122.read" => Some(Self::Item122Read),
            "item-123.read" => Some(Self::Item123Read),
            "item-124.read" => Some(Self::Item124Read),
            "item-125.read" => Some(Self::Item125Read),
            "item-126.read" => Some(Self::Item126Read),
            "item-127.read" => Some(Self::Item127Read),
            "item-128.read" => Some(Self::Item128Read),
            "item-129.read" => Some(Self::Item129Read),
            "item-130.read" => Some(Self::Item130Read),
            "item-131.read" => Some(Self::Item131Read),
            "item-132.read" => Some(Self::Item132Read),
            "item-133.read" => Some(Self::Item133Read),
            "item-134.read" => Some(Self::Item134Read),
            "item-135.read" => Some(Self::Item135Read),
            "item-136.read" => Some(Self::Item136Read),
            "item-137.read" => Some(Self::Item137Read),
            "item-138.read" => Some(Self::Item138Read),
            "item-139.read" => Some(Self::Item139Read),
            "item-140.read" => Some(Self::Item140Read),
            "item-141.read" => Some(Self::Item141Read),
            "item-142.read" => Some(Self::Item142Read),
            "item-143.read" => Some(Self::Item143Read),
            "item-144.read" => Some(Self::Item144Read),
            "item-145.read" => Some(Self::Item145Read),
            "item-146.read" => Some(Self::Item146Read),
            "item-147.read" => Some(Self::Item147Read),
            "item-148.read" => Some(Self::Item148Read),
            "item-149.read" => Some(Self::Item149Read),
            "item-150.read" => Some(Self::Item150Read),
            "item-151.read" => Some(Self::Item151Read),
            "item-152.read" => Some(Self::Item152Read),
            "item-153.read" => Some(Self::Item153Read),
            "item-154.read" => Some(Self::Item154Read),
            "item-155.read" => Some(Self::Item155Read),
            "item-156.read" => Some(Self::Item156Read),
            "item-157.read" => Some(Self::Item157Read),
            "item-158.read" => Some(Self::Item158Read),
            "item-159.read" => Some(Self::Item159Read),
            "item-160.read" => Some(Self::Item160Read),
            "item-161.read" => Some(Self::Item161Read),
            "item-162.read" => Some(Self::Item162Read),
            "item-163.read" => Some(Self::Item163Read),
            "item-164.read" => Some(Self::Item164Read),
            "item-165.read" => Some(Self::Item165Read),
            "item-166.read" => Some(Self::Item166Read),
            "item-167.read" => Some(Self::Item167Read),
            "item-168.read" => Some(Self::Item168Read),
            "item-169.read" => Some(Self::Item169Read),
            "item-170.read" => Some(Self::Item170Read),
            "item-171.read" => Some(Self::Item171Read),
            "item-172.read" => Some(Self::Item172Read),
            "item-173.read" => Some(Self::Item173Read),
            "item-174.read" => Some(Self::Item174Read),
            "item-175.read" => Some(Self::Item175Read),
            "item-176.read" => Some(Self::Item176Read),
            "item-177.read" => Some(Self::Item177Read),
            "item-178.read" => Some(Self::Item178Read),
            "item-179.read" => Some(Self::Item179Read),
            "item-180.read" => Some(Self::Item180Read),
            "item-181.read" => Some(Self::Item181Read),
            "item-182.read" => Some(Self::Item182Read),
            "item-183.read" => Some(Self::Item183Read),
            "item-184.read" => Some(Self::Item184Read),
            "item-185.read" => Some(Self::Item185Read),
            "item-186.read" => Some(Self::Item186Read),
            "item-187.read" => Some(Self::Item187Read),
            "item-188.read" => Some(Self::Item188Read),
            "item-189.read" => Some(Self::Item189Read),
            "item-190.read" => Some(Self::Item190Read),
            "item-191.read" => Some(Self::Item191Read),
            "item-192.read" => Some(Self::Item192Read),
            "item-193.read" => Some(Self::Item193Read),
            "item-194.read" => Some(Self::Item194Read),
            "item-195.read" => Some(Self::Item195Read),
            "item-196.read" => Some(Self::Item196Read),
            "item-197.read" => Some(Self::Item197Read),
            "item-198.read" => Some(Self::Item198Read),
            "item-199.read" => Some(Self::Item199Read),
            "item-200.read" => Some(Self::Item200Read),
            "item-201.read" => Some(Self::Item201Read),
            "item-202.read" => Some(Self::Item202Read),
            "item-203.read" => Some(Self::Item203Read),
            "item-204.read" => Some(Self::Item204Read),
            "item-205.read" => Some(Self::Item205Read),
            "item-206.read" => Some(Self::Item206Read),
            "item-207.read" => Some(Self::Item207Read),
            "item-208.read" => Some(Self::Item208Read),
            "item-209.read" => Some(Self::Item209Read),
            "item-210.read" => Some(Self::Item210Read),
            "item-211.read" => Some(Self::Item211Read),
            "item-212.read" => Some(Self::Item212Read),
            "item-213.read" => Some(Self::Item213Read),
            "item-214.read" => Some(Self::Item214Read),
            "item-215.read" => Some(Self::Item215Read),
            "item-216.read" => Some(Self::Item216Read),
            "item-217.read" => Some(Self::Item217Read),
            "item-218.read" => Some(Self::Item218Read),
            "item-219.read" => Some(Self::Item219Read),
            "item-220.read" => Some(Self::Item220Read),
            "item-221.read" => Some(Self::Item221Read),
            "item-222.read" => Some(Self::Item222Read),
            "item-223.read" => Some(Self::Item223Read),
            "item-224.read" => Some(Self::Item224Read),
            "item-225.read" => Some(Self::Item225Read),
            "item-226.read" => Some(Self::Item226Read),
            "item-227.read" => Some(Self::Item227Read),
            "item-228.read" => Some(Self::Item228Read),
            "item-229.read" => Some(Self::Item229Read),
            "item-230.read" => Some(Self::Item230Read),
            "item-231.read" => Some(Self::Item231Read),
            "item-232.read" => Some(Self::Item232Read),
            "item-233.read" => Some(Self::Item233Read),
            "item-234.read" => Some(Self::Item234Read),
            "item-235.read" => Some(Self::Item235Read),
            "item-236.read" => Some(Self::Item236Read),
            "item-237.read" => Some(Self::Item237Read),
            "item-238.read" => Some(Self::Item238Read),
            "item-239.read" => Some(Self::Item239Read),
            "item-240.read" => Some(Self::Item240Read),
            "item-241.read" => Some(Self::Item241Read),
            "item-242.read" => Some(Self::Item242Read),
            "item-243.read" => Some(Self::Item243Read),
            "item-244.read" => Some(Self::Item244Read),
            "item-245.read" => Some(Self::Item245Read),
            "item-246.read" => Some(Self::Item246Read),
            "item-247.read" => Some(Self::Item247Read),
            "item-248.read" => Some(Self::Item248Read),
            "item-249.read" => Some(Self::Item249Read),
            "item-250.read" => Some(Self::Item250Read),
            "item-251.read" => Some(Self::Item251Read),
            "item-252.read" => Some(Self::Item252Read),
            "item-253.read" => Some(Self::Item253Read),
            "item-254.read" => Some(Self::Item254Read),
            "item-255.read" => Some(Self::Item255Read),
            "item-256.read" => Some(Self::Item256Read),
            "item-257.read" => Some(Self::Item257Read),
            "item-258.read" => Some(Self::Item258Read),
            "item-259.read" => Some(Self::Item259Read),
            "item-260.read" => Some(Self::Item260Read),
            "item-261.read" => Some(Self::Item261Read),
            "item-262.read" => Some(Self::Item262Read),
            "item-263.read" => Some(Self::Item263Read),
            "item-264.read" => Some(Self::Item264Read),
            "item-265.read" => Some(Self::Item265Read),
            "item-266.read" => Some(Self::Item266Read),
            "item-267.read" => Some(Self::Item267Read),
            "item-268.read" => Some(Self::Item268Read),
            "item-269.read" => Some(Self::Item269Read),
            "item-270.read" => Some(Self::Item270Read),
            "item-271.read" => Some(Self::Item271Read),
            "item-272.read" => Some(Self::Item272Read),
            "item-273.read" => Some(Self::Item273Read),
            "item-274.read" => Some(Self::Item274Read),
            "item-275.read" => Some(Self::Item275Read),
            "item-276.read" => Some(Self::Item276Read),
            "item-277.read" => Some(Self::Item277Read),
            "item-278.read" => Some(Self::Item278Read),
            "item-279.read" => Some(Self::Item279Read),
            "item-280.read" => Some(Self::Item280Read),
            "item-281.read" => Some(Self::Item281Read),
            "item-282.read" => Some(Self::Item282Read),
            "item-283.read" => Some(Self::Item283Read),
            "item-284.read" => Some(Self::Item284Read),
            "item-285.read" => Some(Self::Item285Read),
            "item-286.read" => Some(Self::Item286Read),
            "item-287.read" => Some(Self::Item287Read),
            "item-288.read" => Some(Self::Item288Read),
            "item-289.read" => Some(Self::Item289Read),
            "item-290.read" => Some(Self::Item290Read),
            "item-291.read" => Some(Self::Item291Read),
            "item-292.read" => Some(Self::Item292Read),
            "item-293.read" => Some(Self::Item293Read),
            "item-294.read" => Some(Self::Item294Read),
            "item-295.read" => Some(Self::Item295Read),
            "item-296.read" => Some(Self::Item296Read),
            "item-297.read" => Some(Self::Item297Read),
            "item-298.read" => Some(Self::Item298Read),
            "item-299.read" => Some(Self::Item299Read),
            "item-300.read" => Some(Self::Item300Read),
            "item-301.read" => Some(Self::Item301Read),
            "item-302.read" => Some(Self::Item302Read),
            "item-303.read" => Some(Self::Item303Read),
            "item-304.read" => Some(Self::Item304Read),
            "item-305.read" => Some(Self::Item305Read),
            "item-306.read" => Some(Self::Item306Read),
            "item-307.read" => Some(Self::Item307Read),
            "item-308.read" => Some(Self::Item308Read),
            "item-309.read" => Some(Self::Item309Read),
            "item-310.read" => Some(Self::Item310Read),
            "item-311.read" => Some(Self::Item311Read),
            "item-312.read" => Some(Self::Item312Read),
            "item-313.read" => Some(Self::Item313Read),
            "item-314.read" => Some(Self::Item314Read),
            "item-315.read" => Some(Self::Item315Read),
            "item-316.read" => Some(Self::Item316Read),
            "item-317.read" => Some(Self::Item317Read),
            "item-318.read" => Some(Self::Item318Read),
            "item-319.read" => Some(Self::Item319Read),
            "item-320.read" => Some(Self::Item320Read),
            "item-321.read" => Some(Self::Item321Read),
            "item-322.read" => Some(Self::Item322Read),
            "item-323.read" => Some(Self::Item323Read),
            "item-324.read" => Some(Self::Item324Read),
            "item-325.read" => Some(Self::Item325Read),
            "item-326.read" => Some(Self::Item326Read),
            "item-327.read" => Some(Self::Item327Read),
            "item-328.read" => Some(Self::Item328Read),
            "item-329.read" => Some(Self::Item329Read),
            "item-330.read" => Some(Self::Item330Read),
            "item-331.read" => Some(Self::Item331Read),
            "item-332.read" => Some(Self::Item332Read),
            "item-333.read" => Some(Self::Item333Read),
            "item-334.read" => Some(Self::Item334Read),
            "item-335.read" => Some(Self::Item335Read),
            "item-336.read" => Some(Self::Item336Read),
            "item-337.read" => Some(Self::Item337Read),
            "item-338.read" => Some(Self::Item338Read),
            "item-339.read" => Some(Self::Item339Read),
            "item-340.read" => Some(Self::Item340Read),
            "item-341.read" => Some(Self::Item341Read),
            "item-342.read" => Some(Self::Item342Read),
            "item-343.read" => Some(Self::Item343Read),
            "item-344.read" => Some(Self::Item344Read),
            "item-345.read" => Some(Self::Item345Read),
            "item-346.read" => Some(Self::Item346Read),
            "item-347.read" => Some(Self::Item347Read),
            "item-348.read" => Some(Self::Item348Read),
            "item-349.read" => Some(Self::Item349Read),
            "item-350.read" => Some(Self::Item350Read),
            "item-351.read" => Some(Self::Item351Read),
            "item-352.read" => Some(Self::Item352Read),
            "item-353.read" => Some(Self::Item353Read),
            "item-354.read" => Some(Self::Item354Read),
            "item-355.read" => Some(Self::Item355Read),
            "item-356.read" => Some(Self::Item356Read),
            "item-357.read" => Some(Self::Item357Read),
            "item-358.read" => Some(Self::Item358Read),
            "item-359.read" => Some(Self::Item359Read),
            "item-360.read" => Some(Self::Item360Read),
            "item-361.read" => Some(Self::Item361Read),
            "item-362.read" => Some(Self::Item362Read),
            "item-363.read" => Some(Self::Item363Read),
            "item-364.read" => Some(Self::Item364Read),
            "item-365.read" => Some(Self::Item365Read),
            "item-366.read" => Some(Self::Item366Read),
            "item-367.read" => Some(Self::Item367Read),
            "item-368.read" => Some(Self::Item368Read),
            "item-369.read" => Some(Self::Item369Read),
            "item-370.read" => Some(Self::Item370Read),
            "item-371.read" => Some(Self::Item371Read),
            "item-372.read" => Some(Self::Item372Read),
            "item-373.read" => Some(Self::Item373Read),
            "item-374.read" => Some(Self::Item374Read),
            "item-375.read" => Some(Self::Item375Read),
            "item-376.read" => Some(Self::Item376Read),
            "item-377.read" => Some(Self::Item377Read),
            "item-378.read" => Some(Self::Item378Read),
            "item-379.read" => Some(Self::Item379Read),
            "item-380.read" => Some(Self::Item380Read),
            "item-381.read" => Some(Self::Item381Read),
            "item-382.read" => Some(Self::Item382Read),
            "item-383.read" => Some(Self::Item383Read),
            "item-384.read" => Some(Self::Item384Read),
            "item-385.read" => Some(Self::Item385Read),
            "item-386.read" => Some(Self::Item386Read),
            "item-387.read" => Some(Self::Item387Read),
            "item-388.read" => Some(Self::Item388Read),
            "item-389.read" => Some(Self::Item389Read),
            "item-390.read" => Some(Self::Item390Read),
            "item-391.read" => Some(Self::Item391Read),
            "item-392.read" => Some(Self::Item392Read),
            "item-393.read" => Some(Self::Item393Read),
            "item-394.read" => Some(Self::Item394Read),
            "item-395.read" => Some(Self::Item395Read),
            "item-396.read" => Some(Self::Item396Read),
            "item-397.read" => Some(Self::Item397Read),
            "item-398.read" => Some(Self::Item398Read),
            "item-399.read" => Some(Self::Item399Read),
            _ => None,
        }
    }
}

crate::listed!(Most, "most");

crate::listed::schema!(Most);

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

/// A set of values of [`Many`].
pub type ManySet = crate::DelimitedSet<Many, ';'>;

crate::delimited::set!(ManySet, Many, ';');

crate::delimited::item!(Many);

crate::delimited::joins!(Many, ManySet);

/// A set of values of [`More`].
pub type MoreSet = crate::DelimitedSet<More, '·'>;

crate::delimited::set!(MoreSet, More, '·');

crate::delimited::item!(More);

crate::delimited::joins!(More, MoreSet);

/// A set of values of [`Most`].
pub type MostSet = crate::DelimitedSet<Most>;

crate::delimited::set!(MostSet, Most, ' ');

crate::delimited::item!(Most);

crate::delimited::joins!(Most, MostSet);

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
