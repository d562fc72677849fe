//! An answer: its head, and its body within bounds of size and time.

use std::future::Future;
use std::time::Duration;

use http::StatusCode;
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::task::AbortHandle;
use url::Url;

use crate::body::Spool;
use crate::connect::Stream;
use crate::request::Request;
use crate::target::{Target, shown};
use crate::{Body, Error};

/// Largest head of an answer, in bytes.
const LARGEST_HEAD: usize = 64 << 10;

/// What a server answered.
pub(crate) struct Answer {
    /// The address that was asked.
    pub url: Url,
    pub status: StatusCode,
    pub headers: HeaderMap,
    body: Incoming,
    idle: Duration,
    _connection: Connection,
}

/// Ends the connection when nobody wants the answer any more.
struct Connection(AbortHandle);

impl Drop for Connection {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Answer {
    /// Sends a request over a connection and waits for the head of the answer.
    pub(crate) async fn of(
        request: &Request,
        target: &Target,
        stream: Box<dyn Stream>,
        idle: Duration,
    ) -> Result<Self, Error> {
        let url = request.url.clone();
        let broken = |source| Error::Broken { url: shown(&url), source };
        let (mut sender, driver) = http1::Builder::new()
            .max_buf_size(LARGEST_HEAD)
            .handshake::<_, Full<Bytes>>(TokioIo::new(stream))
            .await
            .map_err(broken)?;
        // A failure of the driver reaches the request and its body, so its own result says nothing new.
        let connection = Connection(tokio::spawn(async move { drop(driver.await) }).abort_handle());
        let message = message(request, target)?;
        let answer = timely(idle, &url, sender.send_request(message)).await?.map_err(broken)?;
        let (head, body) = answer.into_parts();
        Ok(Self { url, status: head.status, headers: head.headers, body, idle, _connection: connection })
    }

    /// Returns a header that is text.
    pub(crate) fn text_header(&self, name: &HeaderName) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// Turns anything but success into an error. The body of such an answer is not read.
    pub(crate) fn successful(self) -> Result<Self, Error> {
        match self.status.as_u16() {
            200..=299 => Ok(self),
            401 | 403 => Err(Error::Denied { url: shown(&self.url) }),
            status => Err(Error::Status { url: shown(&self.url), status }),
        }
    }

    /// Reads a body that is kept in memory.
    pub(crate) async fn bytes(mut self, limit: u64) -> Result<Vec<u8>, Error> {
        self.check_length(limit)?;
        let mut bytes = Vec::new();
        while let Some(part) = self.part().await? {
            if (bytes.len() + part.len()) as u64 > limit {
                return Err(self.too_large(limit));
            }
            bytes.extend_from_slice(&part);
        }
        Ok(bytes)
    }

    /// Reads a body that may be large.
    pub(crate) async fn spool(mut self, limit: u64) -> Result<Body, Error> {
        self.check_length(limit)?;
        let (mut spool, mut size) = (Spool::new(), 0);
        while let Some(part) = self.part().await? {
            size += part.len() as u64;
            if size > limit {
                return Err(self.too_large(limit));
            }
            spool = spool.push(&part).await.map_err(Error::Spool)?;
        }
        spool.finish().await.map_err(Error::Spool)
    }

    async fn part(&mut self) -> Result<Option<Bytes>, Error> {
        while let Some(frame) = timely(self.idle, &self.url, self.body.frame()).await? {
            let frame = frame.map_err(|source| Error::Broken { url: shown(&self.url), source })?;
            if let Ok(part) = frame.into_data() {
                return Ok(Some(part));
            }
        }
        Ok(None)
    }

    fn check_length(&self, limit: u64) -> Result<(), Error> {
        let length = self.text_header(&header::CONTENT_LENGTH).and_then(|text| text.parse::<u64>().ok());
        if length.is_some_and(|length| length > limit) { Err(self.too_large(limit)) } else { Ok(()) }
    }

    fn too_large(&self, limit: u64) -> Error {
        Error::TooLarge { url: shown(&self.url), limit }
    }
}

/// Makes the message for the wire. HTTP/1.1 asks for path and query, and names the host in a header.
fn message(request: &Request, target: &Target) -> Result<http::Request<Full<Bytes>>, Error> {
    let unfit = |_| Error::Url { reason: "it can't be sent in a request".to_owned() };
    let path = match request.url.query() {
        Some(query) => format!("{}?{query}", request.url.path()),
        None => request.url.path().to_owned(),
    };
    let host = match request.url.port() {
        Some(port) => format!("{}:{port}", target.host),
        None => target.host.to_string(),
    };
    let mut message = http::Request::new(Full::new(request.body.clone()));
    *message.method_mut() = request.method.clone();
    *message.uri_mut() = path.parse().map_err(unfit)?;
    *message.headers_mut() = request.headers.clone();
    let host = HeaderValue::from_str(&host)
        .map_err(|_| Error::Url { reason: "its host can't be sent in a request".to_owned() })?;
    message.headers_mut().insert(header::HOST, host);
    Ok(message)
}

/// Waits for the next step of an answer.
async fn timely<T>(idle: Duration, url: &Url, step: impl Future<Output = T>) -> Result<T, Error> {
    tokio::time::timeout(idle, step).await.map_err(|_| Error::TimedOut { url: shown(url) })
}
