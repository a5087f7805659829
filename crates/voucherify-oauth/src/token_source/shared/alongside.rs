//! Running something for as long as something else takes.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

/// Runs `work` to its end, and `chore` for no longer than that.
pub(super) async fn alongside<T>(
    chore: impl Future<Output = ()>,
    work: impl Future<Output = T>,
) -> T {
    let mut chore = pin!(chore);
    let mut work = pin!(work);
    let mut done = false;
    poll_fn(|context| {
        if let Poll::Ready(outcome) = work.as_mut().poll(context) {
            return Poll::Ready(outcome);
        }
        // A future that has ended must not be polled again.
        done = done || chore.as_mut().poll(context).is_ready();
        Poll::Pending
    })
    .await
}
