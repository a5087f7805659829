//! The body of an answer, on a connection that may not do it justice.

use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::time::{Sleep, sleep};

/// How much of an endless body is made at a time.
static SPACES: [u8; 1 << 14] = [b' '; 1 << 14];

/// The bytes of a body, as they are to go out.
pub(super) enum AnswerBody {
    Whole(Bytes),
    Truncated {
        sent: Bytes,
        /// The length that the client is told.
        told: u64,
        flushed: bool,
    },
    Endless,
    Dripping {
        rest: Bytes,
        interval: Duration,
        /// Made with the first byte, since only then time begins.
        pause: Option<Pin<Box<Sleep>>>,
    },
}

impl AnswerBody {
    pub(super) fn truncated(body: &Bytes, bytes: usize) -> Self {
        let sent = body.slice(..bytes.min(body.len().saturating_sub(1)));
        Self::Truncated { sent, told: body.len() as u64, flushed: false }
    }

    pub(super) fn dripping(rest: Bytes, interval: Duration) -> Self {
        Self::Dripping { rest, interval, pause: None }
    }
}

impl Body for AnswerBody {
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
                // An error ends the connection with whatever is not yet written; while a body is
                // pending, it gets written.
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
            Self::Truncated { told, .. } => SizeHint::with_exact(*told),
            Self::Endless => SizeHint::default(),
        }
    }
}

fn take(rest: &mut Bytes) -> Option<Bytes> {
    Some(std::mem::take(rest)).filter(|data| !data.is_empty())
}

/// The connection ends because a fault wants it to. To hyper any error says so.
#[derive(Debug)]
pub(super) struct Dropped;

impl fmt::Display for Dropped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the connection was dropped by a fault")
    }
}

impl Error for Dropped {}
