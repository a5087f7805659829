//! One connection, from its first request to its last.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use http::header::CONNECTION;
use http::{HeaderValue, Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::sleep;

use super::answer_body::{AnswerBody, Dropped};
use super::body;
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
    let (body, length) = body::read(body).await.map_err(|_| Dropped)?;
    let at = service.settings.clock.now();
    let request = Arc::new(RecordedRequest::new(at, parts, body, length));
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
    let Answer { status, headers, body } = answer;
    request.set_status(status.as_u16());
    if let Some(observer) = &service.settings.observer {
        observer(request);
    }
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
