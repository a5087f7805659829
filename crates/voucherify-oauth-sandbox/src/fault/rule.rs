//! Which requests a fault applies to.

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::Fault;
use crate::RecordedRequest;

type Predicate = Box<dyn Fn(&RecordedRequest) -> bool + Send + Sync>;

/// A fault and the requests that it applies to. Defaults to the next request.
#[must_use = "a rule does nothing until it is injected"]
pub struct Rule {
    fault: Fault,
    /// The number of requests that it still applies to. `usize::MAX` means always.
    left: AtomicUsize,
    /// All conditions must return `true`.
    conditions: Vec<Predicate>,
}

impl Rule {
    const ALWAYS: usize = usize::MAX;

    /// Applies to this many requests.
    pub fn times(mut self, times: usize) -> Self {
        self.left = AtomicUsize::new(times);
        self
    }

    /// Applies to every request until [`Sandbox::clear_faults`](crate::Sandbox::clear_faults).
    pub fn always(self) -> Self {
        self.times(Self::ALWAYS)
    }

    /// Applies only to requests to this path, with any query.
    pub fn on(self, path: impl Into<String>) -> Self {
        let path = path.into();
        self.when(move |request| request.path() == path)
    }

    /// Applies only to requests for which `condition` returns `true`.
    pub fn when(
        mut self,
        condition: impl Fn(&RecordedRequest) -> bool + Send + Sync + 'static,
    ) -> Self {
        self.conditions.push(Box::new(condition));
        self
    }

    /// Returns whether the rule applies to the request. Counts the request if it does.
    fn applies(&self, request: &RecordedRequest) -> bool {
        let take = |left| match left {
            Self::ALWAYS => Some(left),
            _ => left.checked_sub(1),
        };
        self.conditions.iter().all(|condition| condition(request))
            && self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok()
    }

    fn left(&self) -> usize {
        self.left.load(Ordering::Relaxed)
    }
}

impl From<Fault> for Rule {
    fn from(fault: Fault) -> Self {
        Self { fault, left: AtomicUsize::new(1), conditions: Vec::new() }
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Rule");
        shown.field("fault", &self.fault).field("left", &self.left());
        shown.field("conditions", &self.conditions.len()).finish()
    }
}

impl Fault {
    /// Applies to this many requests instead of one.
    pub fn times(self, times: usize) -> Rule {
        Rule::from(self).times(times)
    }

    /// Applies to every request instead of one.
    pub fn always(self) -> Rule {
        Rule::from(self).always()
    }

    /// Applies to the next request to this path.
    pub fn on(self, path: impl Into<String>) -> Rule {
        Rule::from(self).on(path)
    }

    /// Applies to the next request for which `condition` returns `true`.
    pub fn when(
        self,
        condition: impl Fn(&RecordedRequest) -> bool + Send + Sync + 'static,
    ) -> Rule {
        Rule::from(self).when(condition)
    }
}

/// The rules in the order of injection. The first rule that matches applies.
#[derive(Default)]
pub(crate) struct Rules {
    list: Mutex<Vec<Arc<Rule>>>,
}

impl Rules {
    pub(crate) fn add(&self, rule: Rule) {
        self.lock().push(Arc::new(rule));
    }

    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    /// Returns the fault that applies to the request. Conditions run without the lock.
    pub(crate) fn fault_for(&self, request: &RecordedRequest) -> Option<Fault> {
        let rules = {
            let mut list = self.lock();
            if list.is_empty() {
                return None;
            }
            list.retain(|rule| rule.left() > 0);
            list.clone()
        };
        rules.iter().find(|rule| rule.applies(request)).map(|rule| rule.fault.clone())
    }

    /// Returns the rules for a fixed number of requests that have not applied often enough yet.
    pub(crate) fn left(&self) -> Vec<Arc<Rule>> {
        let due = |rule: &&Arc<Rule>| !matches!(rule.left(), 0 | Rule::ALWAYS);
        self.lock().iter().filter(due).cloned().collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Arc<Rule>>> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
