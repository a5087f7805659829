//! What is done to each request before it is sent, and to each answer before it is read.

use http_body_util::Limited;
use progenitor_client::{ClientHooks, ClientInfo, OperationInfo};
use reqwest::{Body, Request, Response};

use crate::Credentials;
use crate::generated;

/// The longest answer that is read, in bytes. The service's are below 2 KiB; whatever is longer
/// comes from something else, and must not fill the caller's memory.
pub(crate) const LONGEST_ANSWER: usize = 1 << 20;

/// What the generated client carries for its hooks.
#[derive(Clone, Debug)]
pub(crate) struct Transport {
    pub(crate) credentials: Credentials,
}

impl ClientHooks<Transport> for generated::Client {
    async fn pre<E>(
        &self,
        request: &mut Request,
        _: &OperationInfo,
    ) -> Result<(), progenitor_client::Error<E>> {
        let headers = request.headers_mut();
        // progenitor sends the version of the description in this header, a habit of another API's
        // servers. Voucherify does not document the header, and its own clients don't send it.
        headers.remove("api-version");
        let credentials = &self.inner().credentials;
        headers.insert("x-app-id", credentials.app_id().clone());
        headers.insert("x-app-token", credentials.app_token().clone());
        Ok(())
    }

    async fn exec(&self, request: Request, _: &OperationInfo) -> reqwest::Result<Response> {
        self.client().execute(request).await.map(limited)
    }
}

/// The same answer, whose body fails with a [`LengthLimitError`](http_body_util::LengthLimitError)
/// where it gets longer than [`LONGEST_ANSWER`].
fn limited(response: Response) -> Response {
    let (parts, body) = ::http::Response::<Body>::from(response).into_parts();
    let body = Body::wrap(Limited::new(body, LONGEST_ANSWER));
    ::http::Response::from_parts(parts, body).into()
}
