//! What a sandbox was built with.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use voucherify_oauth_types::ScopeSet;

use crate::{Clock, RecordedRequest, SystemClock};

pub(crate) type Grant = Box<dyn Fn(&ScopeSet) -> ScopeSet + Send + Sync>;
pub(crate) type Observer = Box<dyn Fn(&RecordedRequest) + Send + Sync>;

pub(crate) struct Settings {
    pub(crate) clock: Arc<dyn Clock>,
    /// In seconds.
    pub(crate) lifetime: i64,
    pub(crate) token_limit: usize,
    /// How long the tokens of a deleted or blocked key go on, in seconds.
    pub(crate) outlive_key: i64,
    pub(crate) grant: Option<Grant>,
    pub(crate) observer: Option<Observer>,
    /// Scopes that the types do not know and the service takes.
    pub(crate) new_scopes: Vec<String>,
    pub(crate) resources: HashMap<String, Value>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            lifetime: 900,
            token_limit: 1000,
            outlive_key: 0,
            grant: None,
            observer: None,
            new_scopes: Vec::new(),
            resources: HashMap::new(),
        }
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("lifetime", &self.lifetime)
            .field("token_limit", &self.token_limit)
            .field("outlive_key", &self.outlive_key)
            .field("new_scopes", &self.new_scopes)
            .finish_non_exhaustive()
    }
}

/// A length of time in whole seconds.
pub(crate) fn seconds(length: Duration) -> i64 {
    i64::try_from(length.as_secs()).unwrap_or(i64::MAX)
}
