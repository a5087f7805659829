//! One connection, from its first request to its last.

use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::body;
use crate::RecordedRequest;
use crate::answer::Answer;
use crate::service::Service;

/// Serves the connection until either side ends it.
pub(super) async fn serve(stream: TcpStream, service: Arc<Service>) {
    // Without it the end of an answer could wait for the client's acknowledgement.
    let _ = stream.set_nodelay(true);
    let respond = service_fn(|request| respond(request, service.clone()));
    // That the client went away is its own business.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), respond).await;
}

async fn respond(
    request: Request<Incoming>,
    service: Arc<Service>,
) -> Result<Response<Full<Bytes>>, hyper::Error> {
    let (parts, body) = request.into_parts();
    let (body, length) = body::read(body).await?;
    let at = service.settings.clock.now();
    let request = Arc::new(RecordedRequest::new(at, parts, body, length));
    service.recorder.record(request.clone());
    let answer = service.answer(&request);
    request.set_status(answer.status.as_u16());
    if let Some(observer) = &service.settings.observer {
        observer(&request);
    }
    Ok(into_response(answer))
}

fn into_response(answer: Answer) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(answer.body));
    *response.status_mut() = answer.status;
    *response.headers_mut() = answer.headers;
    response
}
