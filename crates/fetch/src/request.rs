//! A request before it is sent.

use http::Method;
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::body::Bytes;
use url::Url;

/// A request. It carries no header that a client of the server chose.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub method: Method,
    pub url: Url,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Request {
    /// Asks for something.
    pub(crate) fn get(url: Url) -> Self {
        Self::new(Method::GET, url, Bytes::new())
    }

    /// Sends something and asks for the answer.
    pub(crate) fn post(url: Url, body: Vec<u8>) -> Self {
        Self::new(Method::POST, url, Bytes::from(body))
    }

    fn new(method: Method, url: Url, body: Bytes) -> Self {
        let mut headers = HeaderMap::new();
        let agent = concat!("meshery/", env!("CARGO_PKG_VERSION"));
        headers.insert(header::USER_AGENT, HeaderValue::from_static(agent));
        headers.insert(header::ACCEPT, HeaderValue::from_static("*/*"));
        // Bodies are taken as they are: nothing is unpacked before its size is known.
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
        Self { method, url, headers, body }
    }

    /// Sets a header.
    pub(crate) fn with(mut self, name: HeaderName, value: &'static str) -> Self {
        self.headers.insert(name, HeaderValue::from_static(value));
        self
    }

    /// Sets the credentials. Redirects to another origin drop them.
    pub(crate) fn authorized(mut self, value: Option<&HeaderValue>) -> Self {
        if let Some(value) = value {
            self.headers.insert(header::AUTHORIZATION, value.clone());
        }
        self
    }
}
