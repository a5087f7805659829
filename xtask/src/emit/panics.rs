//! progenitor panics at much that it can't express; here a panic becomes an `Err` with its message.

use std::any::Any;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work`, turning a panic into its message, with nothing printed.
///
/// The panic hook is one for the whole process: it is wrapped once, and stays silent only for the
/// thread that is in here, so that other threads' panics are told as ever.
pub(super) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static WRAP: Once = Once::new();
    WRAP.call_once(|| {
        let loud = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                loud(info);
            }
        }));
    });
    QUIET.set(true);
    let outcome = panic::catch_unwind(AssertUnwindSafe(work));
    QUIET.set(false);
    outcome.map_err(|payload| message(payload.as_ref()))
}

/// The panic's message, without the value that it dumps over many lines.
fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| payload.downcast_ref::<&str>().copied())
        .unwrap_or("it gave no reason");
    let first = text.lines().next().unwrap_or_default();
    let reason = first.strip_prefix("not yet implemented: ").unwrap_or(first);
    reason.trim_end_matches(['{', ' ']).to_owned()
}
