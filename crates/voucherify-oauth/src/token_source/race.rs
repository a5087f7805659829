//! Running something until something else happens.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

/// Runs `work` to its end, unless `stopped` ends first: then nothing comes of it.
pub(super) async fn until<T>(
    stopped: impl Future<Output = ()>,
    work: impl Future<Output = T>,
) -> Option<T> {
    let mut stopped = pin!(stopped);
    let mut work = pin!(work);
    poll_fn(|context| {
        if stopped.as_mut().poll(context).is_ready() {
            return Poll::Ready(None);
        }
        work.as_mut().poll(context).map(Some)
    })
    .await
}
