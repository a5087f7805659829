//! Response bodies, including damaged ones.

use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::time::{Sleep, sleep};

/// A chunk of an endless body.
static SPACES: [u8; 1 << 14] = [b' '; 1 << 14];

/// A response body as it is sent.
pub(super) enum SentBody {
    Whole(Bytes),
    Truncated {
        sent: Bytes,
        /// The value of `Content-Length`.
        announced: u64,
        flushed: bool,
    },
    Endless,
    Dripping {
        rest: Bytes,
        interval: Duration,
        /// Created on the first poll, because the delay starts then.
        pause: Option<Pin<Box<Sleep>>>,
    },
}

impl SentBody {
    pub(super) fn truncated(body: &Bytes, bytes: usize) -> Self {
        let sent = body.slice(..bytes.min(body.len().saturating_sub(1)));
        Self::Truncated { sent, announced: body.len() as u64, flushed: false }
    }

    pub(super) fn dripping(rest: Bytes, interval: Duration) -> Self {
        Self::Dripping { rest, interval, pause: None }
    }
}

impl Body for SentBody {
    type Data = Bytes;
    type Error = Dropped;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Dropped>>> {
        let data = match self.get_mut() {
            Self::Whole(rest) => take(rest),
            Self::Truncated { sent, .. } if !sent.is_empty() => take(sent),
            Self::Truncated { flushed, .. } => {
                if *flushed {
                    return Poll::Ready(Some(Err(Dropped)));
                }
                // An error discards unwritten data. hyper writes it while the body is pending.
                *flushed = true;
                cx.waker().wake_by_ref();
                return Poll::Pending;
            }
            Self::Endless => Some(Bytes::from_static(&SPACES)),
            Self::Dripping { rest, .. } if rest.is_empty() => None,
            Self::Dripping { rest, interval, pause } => {
                let due = pause.get_or_insert_with(|| Box::pin(sleep(*interval)));
                ready!(due.as_mut().poll(cx));
                *pause = None;
                Some(rest.split_to(1))
            }
        };
        Poll::Ready(data.map(|data| Ok(Frame::data(data))))
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Whole(rest) | Self::Dripping { rest, .. } => rest.is_empty(),
            Self::Truncated { .. } | Self::Endless => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(rest) | Self::Dripping { rest, .. } => {
                SizeHint::with_exact(rest.len() as u64)
            }
            Self::Truncated { announced, .. } => SizeHint::with_exact(*announced),
            Self::Endless => SizeHint::default(),
        }
    }
}

fn take(rest: &mut Bytes) -> Option<Bytes> {
    Some(std::mem::take(rest)).filter(|data| !data.is_empty())
}

/// Makes hyper close the connection.
#[derive(Debug)]
pub(super) struct Dropped;

impl fmt::Display for Dropped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the connection was dropped by a fault")
    }
}

impl Error for Dropped {}
