//! What goes wrong.

use super::Sandbox;
use crate::Rule;

impl Sandbox {
    /// Makes something go wrong. Of several rules that fit a request, the one counts that was
    /// injected first.
    pub fn inject(&self, fault: impl Into<Rule>) {
        self.service.faults.add(fault.into());
    }

    /// From now on nothing goes wrong.
    pub fn clear_faults(&self) {
        self.service.faults.clear();
    }

    /// That every fault that was injected has happened, as often as it was to; those that happen
    /// [always](Rule::always) don't count.
    ///
    /// # Panics
    ///
    /// If one has not.
    #[track_caller]
    pub fn assert_no_faults_left(&self) {
        let left = self.service.faults.left();
        let requests = self.requests();
        assert!(left.is_empty(), "expected no faults left, got {left:#?}: {requests}");
    }
}
