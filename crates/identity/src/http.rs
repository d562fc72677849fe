//! Requests to providers. Their addresses come from the operator, never from a client of this server.
//!
//! Redirects are not followed, answers are bounded in time and size.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse, http, reqwest};

/// Longest wait for a whole answer.
const TIMEOUT: Duration = Duration::from_secs(10);
/// Largest answer, in bytes.
const LARGEST: usize = 1 << 20;

/// Why a request failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum HttpError {
    /// The other side can't be reached, or did not answer in time.
    #[error("{0}")]
    Request(#[from] reqwest::Error),
    /// The answer is no answer.
    #[error("the answer can't be read: {0}")]
    Answer(#[from] http::Error),
    /// The answer is too large.
    #[error("the answer is larger than 1 MiB")]
    TooLarge,
}

/// Sends requests to a provider.
#[derive(Clone, Debug)]
pub(crate) struct Http(reqwest::Client);

impl Http {
    /// Makes a client. It keeps connections, so a provider needs one only.
    pub(crate) fn new() -> Self {
        let builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(TIMEOUT)
            .user_agent(concat!("meshery/", env!("CARGO_PKG_VERSION")));
        // Building fails only where the system's TLS set-up is broken; the plain client then says so on use.
        Self(builder.build().unwrap_or_default())
    }

    /// Sends a request and reads the answer.
    pub(crate) async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let mut answer = self.0.execute(request.try_into()?).await?;
        let mut builder = http::Response::builder().status(answer.status());
        for (name, value) in answer.headers() {
            builder = builder.header(name, value);
        }
        let mut body = Vec::new();
        while let Some(part) = answer.chunk().await? {
            if body.len() + part.len() > LARGEST {
                return Err(HttpError::TooLarge);
            }
            body.extend_from_slice(&part);
        }
        Ok(builder.body(body)?)
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = HttpError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}

/// Builds a request.
pub(crate) fn request(
    method: http::Method,
    address: &str,
    headers: &[(http::HeaderName, String)],
    body: Vec<u8>,
) -> Result<HttpRequest, HttpError> {
    let mut builder = http::Request::builder().method(method).uri(address);
    for (name, value) in headers {
        builder = builder.header(name, value);
    }
    Ok(builder.body(body)?)
}
