//! Version 1 of the endpoints: `/v1/oauth/token`, `/v1/oauth/introspect`, `/v1/oauth/token/revoke`.
//!
//! The crate's root has the same names. A later version of the endpoints, with other scopes, gets
//! a module of its own beside this one; what does not depend on the version, such as
//! [`AccessToken`](crate::AccessToken), stays at the root.

pub use crate::generated::*;
pub use crate::scope_set::ScopeSet;
