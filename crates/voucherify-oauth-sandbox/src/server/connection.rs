//! One connection, from its first request to its last.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use http::header::CONNECTION;
use http::{HeaderValue, Request, Response};
use http_body::Body;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::sleep;

use super::answer_body::{AnswerBody, Dropped};
use crate::RecordedRequest;
use crate::answer::Answer;
use crate::fault::Delivery;
use crate::service::Service;

/// Serves the connection until either side ends it.
pub(super) async fn serve(stream: TcpStream, service: Arc<Service>) {
    // Without it the end of an answer could wait for the client's acknowledgement.
    let _ = stream.set_nodelay(true);
    let respond = service_fn(|request| respond(request, service.clone()));
    // That the client went away is its own business, and that a fault sent it away is the test's.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), respond).await;
}

/// The answer to a request; without one, the connection ends.
async fn respond(
    request: Request<Incoming>,
    service: Arc<Service>,
) -> Result<Response<AnswerBody>, Dropped> {
    // Here rather than around the connection: who sees that end must find the panic noticed.
    let _witness = Witness(&service);
    let (parts, body) = request.into_parts();
    let (body, length) = read_body(body).await.map_err(|_| Dropped)?;
    let at = (service.settings.clock)();
    let request = Arc::new(RecordedRequest::new(at, parts, body, length));
    if let Some(answer) = service.page.as_ref().and_then(|page| page.answer(&service, &request)) {
        return Ok(response(answer, Delivery::Whole));
    }
    service.recorder.record(request.clone());

    let Some(fault) = service.faults.fault_for(&request) else {
        return Ok(send(service.answer(&request), Delivery::Whole, &request, &service));
    };
    let answer = fault.answer(&service, &request);
    if !fault.delay().is_zero() {
        sleep(fault.delay()).await;
    }
    match fault.delivery() {
        Delivery::Dropped => Err(Dropped),
        Delivery::Withheld => std::future::pending().await,
        delivery => Ok(send(answer, delivery, &request, &service)),
    }
}

fn send(
    answer: Answer,
    delivery: Delivery,
    request: &RecordedRequest,
    service: &Service,
) -> Response<AnswerBody> {
    request.set_status(answer.status.as_u16());
    if let Some(observer) = &service.settings.observer {
        observer(request);
    }
    response(answer, delivery)
}

fn response(answer: Answer, delivery: Delivery) -> Response<AnswerBody> {
    let Answer { status, headers, body } = answer;
    // Where there is nothing to truncate, the connection can still end.
    let ends = matches!(delivery, Delivery::Truncated(_)) && body.is_empty();
    let body = match delivery {
        Delivery::Truncated(bytes) => AnswerBody::truncated(&body, bytes),
        Delivery::Endless => AnswerBody::Endless,
        Delivery::Dripping(interval) => AnswerBody::dripping(body, interval),
        Delivery::Whole | Delivery::Dropped | Delivery::Withheld => AnswerBody::Whole(body),
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    if ends {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

/// Notices that a closure of the user panicked, which would end the connection and nothing else.
struct Witness<'a>(&'a Service);

impl Drop for Witness<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.panicked.store(true, Ordering::Relaxed);
        }
    }
}

/// As much of a body as is kept. The rest is read all the same, so that the client gets to read
/// its answer.
const KEPT: usize = 1 << 20;

/// The first part of the body, and the length of all of it.
async fn read_body<B>(mut body: B) -> Result<(Vec<u8>, u64), B::Error>
where
    B: Body + Unpin,
    B::Data: AsRef<[u8]>,
{
    let (mut kept, mut length) = (Vec::new(), 0);
    while let Some(frame) = body.frame().await {
        if let Ok(data) = frame?.into_data() {
            let data = data.as_ref();
            length += data.len() as u64;
            kept.extend_from_slice(&data[..data.len().min(KEPT - kept.len())]);
        }
    }
    Ok((kept, length))
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http_body_util::Full;

    use super::*;

    #[tokio::test]
    async fn the_rest_of_a_long_body_is_counted_only() {
        let body = Full::new(Bytes::from(vec![b'x'; KEPT + 5]));
        let (kept, length) = read_body(body).await.unwrap();
        assert_eq!((kept.len(), length), (KEPT, KEPT as u64 + 5));
    }
}
