//! Adds credentials to requests and limits responses.

use http_body_util::Limited;
use progenitor_client::{OperationInfo, ResponseValue};
use reqwest::{Body, Request, Response};
use tokio::runtime::Handle;

use crate::credentials::Alternatives;
use crate::error::{NO_RUNTIME, Operation};
use crate::{Credentials, Error, response};

/// The longest response that is read, in bytes. Responses of the service are below 2 KiB. The limit
/// keeps other responses from filling the memory.
pub(crate) const LONGEST_RESPONSE: usize = 1 << 20;

/// The credentials that the operations of one API version accept, by operation ID.
pub(crate) type Security = [(&'static str, Alternatives)];

/// The HTTP client and the settings of the generated clients.
pub(crate) struct Inner {
    /// Has no trailing slash.
    pub(crate) base_url: String,
    pub(crate) http: reqwest::Client,
    pub(crate) transport: Transport,
}

/// The state of each generated client.
#[derive(Clone, Debug)]
pub(crate) struct Transport {
    pub(crate) credentials: Credentials,
}

impl Transport {
    /// Adds exactly the credentials that the operation accepts to `request`.
    ///
    /// Returns an error message if the credentials satisfy no alternative of the operation, or if
    /// there is no runtime, in which case the HTTP client would panic.
    pub(crate) fn authorize(
        &self,
        security: &Security,
        operation: &OperationInfo,
        request: &mut Request,
    ) -> Result<(), String> {
        if Handle::try_current().is_err() {
            return Err(NO_RUNTIME.to_owned());
        }
        let id = operation.operation_id;
        let accepted = security.iter().find(|(operation, _)| *operation == id);
        let accepted = accepted.map_or(&[] as Alternatives, |(_, alternatives)| alternatives);
        let headers = self.credentials.headers_for(accepted).ok_or_else(|| self.unfit(accepted))?;
        request.headers_mut().extend(headers);
        Ok(())
    }

    /// Sends `request`. Reading the response fails with a
    /// [`LengthLimitError`](http_body_util::LengthLimitError) if it is longer than
    /// [`LONGEST_RESPONSE`].
    pub(crate) async fn send(
        &self,
        client: &reqwest::Client,
        request: Request,
    ) -> reqwest::Result<Response> {
        let (parts, body) =
            ::http::Response::<Body>::from(client.execute(request).await?).into_parts();
        let body = Body::wrap(Limited::new(body, LONGEST_RESPONSE));
        Ok(::http::Response::from_parts(parts, body).into())
    }

    /// Converts the result of a generated client. `secrets` are the secrets of the request other
    /// than the credentials.
    pub(crate) async fn finish<T>(
        &self,
        operation: Operation,
        result: Result<ResponseValue<T>, progenitor_client::Error<()>>,
        secrets: &[&str],
    ) -> Result<T, Error> {
        match result {
            Ok(response) => Ok(response.into_inner()),
            Err(error) => {
                let secrets: Vec<_> =
                    self.credentials.secrets().chain(secrets.iter().copied()).collect();
                Err(Error::new(operation, response::kind(error, &secrets).await))
            }
        }
    }

    fn unfit(&self, accepted: Alternatives) -> String {
        let alternatives: Vec<_> = accepted
            .iter()
            .map(|all| all.iter().map(ToString::to_string).collect::<Vec<_>>().join(" with "))
            .collect();
        format!(
            "the operation accepts {}, but the credentials are {}",
            alternatives.join(" or "),
            self.credentials.kind()
        )
    }
}
