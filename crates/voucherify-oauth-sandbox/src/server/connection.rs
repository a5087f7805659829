//! Serves one connection.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use http::header::CONNECTION;
use http::{HeaderValue, Request};
use http_body::Body;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::sleep;

use super::Site;
use super::body::{Dropped, SentBody};
use crate::RecordedRequest;
use crate::fault::Delivery;
use crate::response::Response;
use crate::service::Service;

/// Serves the connection until either side ends it.
pub(super) async fn serve(stream: TcpStream, site: Arc<Site>) {
    // Otherwise the end of a response could wait for the client's acknowledgement.
    let _ = stream.set_nodelay(true);
    let handler = service_fn(|request| handle(request, site.clone()));
    // Errors are expected: clients disconnect, and faults close connections.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), handler).await;
}

/// Responds to a request. An error closes the connection.
async fn handle(
    request: Request<Incoming>,
    site: Arc<Site>,
) -> Result<http::Response<SentBody>, Dropped> {
    let service = &*site.service;
    // Inside the request, so that a panic is recorded before the client sees the connection close.
    let _witness = Witness(service);
    let (parts, body) = request.into_parts();
    let (body, length) = read_body(body).await.map_err(|_| Dropped)?;
    let at = (service.settings.clock)();
    let request = Arc::new(RecordedRequest::new(at, parts, body, length));
    if let Some(response) = site.page.as_ref().and_then(|page| page.respond(service, &request)) {
        return Ok(into_http(response, Delivery::Whole));
    }
    service.recorder.record(request.clone());

    let Some(fault) = service.faults.fault_for(&request) else {
        return Ok(send(service.respond(&request), Delivery::Whole, &request, service));
    };
    let response = fault.respond(|| service.respond(&request));
    if !fault.delay().is_zero() {
        sleep(fault.delay()).await;
    }
    match fault.delivery() {
        Delivery::Dropped => Err(Dropped),
        Delivery::Withheld => std::future::pending().await,
        delivery => Ok(send(response, delivery, &request, service)),
    }
}

fn send(
    response: Response,
    delivery: Delivery,
    request: &RecordedRequest,
    service: &Service,
) -> http::Response<SentBody> {
    request.set_status(response.status.as_u16());
    if let Some(observer) = &service.settings.observer {
        observer(request);
    }
    into_http(response, delivery)
}

fn into_http(response: Response, delivery: Delivery) -> http::Response<SentBody> {
    let Response { status, headers, body } = response;
    // An empty body can't be truncated, so only close the connection.
    let ends = matches!(delivery, Delivery::Truncated(_)) && body.is_empty();
    let body = match delivery {
        Delivery::Truncated(bytes) => SentBody::truncated(&body, bytes),
        Delivery::Endless => SentBody::Endless,
        Delivery::Dripping(interval) => SentBody::dripping(body, interval),
        Delivery::Whole | Delivery::Dropped | Delivery::Withheld => SentBody::Whole(body),
    };
    let mut response = http::Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    if ends {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

/// Records a panic in a closure of the user, which would otherwise only close the connection.
struct Witness<'a>(&'a Service);

impl Drop for Witness<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.panicked.store(true, Ordering::Relaxed);
        }
    }
}

/// The length of a request body that is kept. The rest is read and discarded, so that the client
/// receives its response.
const KEPT: usize = 1 << 20;

/// Returns the first part of the body and its total length.
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
    async fn the_rest_of_a_long_body_is_only_counted() {
        let body = Full::new(Bytes::from(vec![b'x'; KEPT + 5]));
        let (kept, length) = read_body(body).await.unwrap();
        assert_eq!((kept.len(), length), (KEPT, KEPT as u64 + 5));
    }
}
