// Written by a test of `xtask`: do not edit.

//! The types of the endpoints below `/v2`.

#[doc(inline)]
pub use super::v1::Only;

#[doc(inline)]
pub use super::v1::Part;

#[doc(inline)]
pub use super::v1::Holder;

#[doc(inline)]
pub use super::v1::OrderRequest;

#[doc(inline)]
pub use super::v1::AccessToken;

/// The type `Answer`, which the API description does not explain.
///
/// The service's schema: `published.Answer`.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
#[non_exhaustive]
pub struct Answer {
    /// The property `list`, which the API description does not explain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<OnlyList>,
    /// The property `order`, which the API description does not explain.
    pub order: OrderRequest,
    /// The property `part`, which the API description does not explain.
    pub part: Part,
    /// The property `scope`, which the API description does not explain.
    pub scope: ScopeSet,
    /// The property `token`, which the API description does not explain.
    pub token: AccessToken,
}

impl Answer {
    /// Creates a response whose fields are absent, empty, zero or `false`, or the first
    /// of their values. Set them with the methods `with_…`.
    #[must_use]
    pub fn new() -> Self {
        Self {
            order: OrderRequest::default(),
            part: Part::default(),
            scope: ScopeSet::new(),
            list: None,
            token: AccessToken::new(""),
        }
    }

    /// Sets `order`.
    #[must_use]
    pub fn with_order(mut self, order: OrderRequest) -> Self {
        self.order = order;
        self
    }

    /// Sets `part`.
    #[must_use]
    pub fn with_part(mut self, part: Part) -> Self {
        self.part = part;
        self
    }

    /// Sets `scope`.
    #[must_use]
    pub fn with_scope(mut self, scope: impl crate::IntoSet<ScopeSet>) -> Self {
        self.scope = crate::IntoSet::into_set(scope);
        self
    }

    /// Sets `list`.
    #[must_use]
    pub fn with_list(mut self, list: impl crate::IntoSet<OnlyList>) -> Self {
        self.list = Some(crate::IntoSet::into_set(list));
        self
    }

    /// Sets `token`.
    #[must_use]
    pub fn with_token(mut self, token: impl Into<AccessToken>) -> Self {
        self.token = token.into();
        self
    }
}

impl ::std::default::Default for Answer {
    fn default() -> Self {
        Self::new()
    }
}

/// The type `Float`, which the API description does not explain.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
#[non_exhaustive]
pub struct Float {
    /// The property `h`, which the API description does not explain.
    pub h: Holder,
}

impl Float {
    /// Creates a response whose fields are absent, empty, zero or `false`, or the first
    /// of their values. Set them with the methods `with_…`.
    #[must_use]
    pub fn new() -> Self {
        Self { h: Holder::default() }
    }

    /// Sets `h`.
    #[must_use]
    pub fn with_h(mut self, h: Holder) -> Self {
        self.h = h;
        self
    }
}

impl ::std::default::Default for Float {
    fn default() -> Self {
        Self::new()
    }
}

/// A scope, which the API description does not explain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Scope {
    /// `areas.read`: Not described yet.
    AreasRead,
    /// `vouchers.read`: Not described yet.
    VouchersRead,
}

impl Scope {
    /// The listed values, in the service's order.
    pub const ALL: &'static [Self] = &[Self::AreasRead, Self::VouchersRead];

    /// Returns the value on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AreasRead => "areas.read",
            Self::VouchersRead => "vouchers.read",
        }
    }

    /// Returns a description of the value.
    #[must_use]
    pub const fn description(self) -> &'static str {
        match self {
            Self::AreasRead => "Not described yet.",
            Self::VouchersRead => "Not described yet.",
        }
    }

    #[inline]
    fn lookup(text: &str) -> Option<Self> {
        match text {
            "areas.read" => Some(Self::AreasRead),
            "vouchers.read" => Some(Self::VouchersRead),
            _ => None,
        }
    }
}

crate::listed!(Scope, "scope");

crate::listed::schema!(Scope);

/// A set of values of [`Scope`].
pub type ScopeSet = crate::DelimitedSet<Scope>;

crate::delimited::set!(ScopeSet, Scope, ' ');

crate::delimited::item!(Scope);

crate::delimited::joins!(Scope, ScopeSet);

/// A set of values of [`Only`].
pub type OnlySet = crate::DelimitedSet<Only>;

/// A set of values of [`Only`].
pub type OnlyList = crate::DelimitedSet<Only, '|'>;

crate::delimited::set!(OnlyList, Only, '|');
