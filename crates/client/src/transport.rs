//! Sends requests and sorts the answers into results and failures.

use std::io::Read;
use std::time::Instant;

use serde::Serialize;
use serde::de::DeserializeOwned;
use ureq::http::{Method, Request, Response, header, request};
use ureq::{Agent, Body, RequestExt as _, SendBody, Timeout};

use crate::endpoint::Endpoint;
use crate::{Answer, Credentials, Designs, Error, Exchange, Imports, Registry, Settings, problem};

/// Most bytes of an answer that are read.
const BODY_LIMIT: u64 = 1 << 30;

/// A client of one server.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    endpoint: Endpoint,
    settings: Settings,
}

impl Client {
    /// Makes a client. Nothing is sent yet.
    ///
    /// # Errors
    /// When the endpoint is not an `http` or `https` address.
    pub fn new(endpoint: &str, settings: Settings) -> Result<Self, Error> {
        let endpoint = Endpoint::parse(endpoint)?;
        let mut config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(concat!("mesheryctl/", env!("CARGO_PKG_VERSION")))
            .timeout_resolve(Some(settings.connect_timeout))
            .timeout_connect(Some(settings.connect_timeout))
            .timeout_global(Some(settings.timeout));
        if endpoint.is_loopback() {
            config = config.proxy(None);
        }
        Ok(Self { agent: config.build().into(), endpoint, settings })
    }

    /// Returns the endpoint, without a slash at the end.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        self.endpoint.as_str()
    }

    /// Offers what can be done with designs.
    #[must_use]
    pub fn designs(&self) -> Designs<'_> {
        Designs::new(self)
    }

    /// Offers what the registry answers.
    #[must_use]
    pub fn registry(&self) -> Registry<'_> {
        Registry::new(self)
    }

    /// Offers imports into the registry.
    #[must_use]
    pub fn imports(&self) -> Imports<'_> {
        Imports::new(self)
    }

    pub(crate) fn get<T: DeserializeOwned>(
        &self,
        path: &str,
        query: &[(&str, String)],
    ) -> Result<Answer<T>, Error> {
        self.answer(&Method::GET, path, query, Vec::new())
    }

    pub(crate) fn delete<T: DeserializeOwned>(&self, path: &str) -> Result<Answer<T>, Error> {
        self.answer(&Method::DELETE, path, &[], Vec::new())
    }

    pub(crate) fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> Result<Answer<T>, Error> {
        let url = self.endpoint.at(path, &[]);
        let body = serde_json::to_vec(body).map_err(|source| Error::Body { url, source })?;
        self.answer(&Method::POST, path, &[], body)
    }

    /// Sends a body. One status is an answer of its own if its body can be read as such: `Err`, inside.
    pub(crate) fn post_or<T: DeserializeOwned, R: DeserializeOwned>(
        &self,
        refusal_status: u16,
        path: &str,
        body: &impl Serialize,
    ) -> Result<Result<Answer<T>, R>, Error> {
        let url = self.endpoint.at(path, &[]);
        let body = serde_json::to_vec(body).map_err(|source| Error::Body { url: url.clone(), source })?;
        let mut response = self.send(&Method::POST, &url, body)?;
        let body = self.body(&url, &mut response)?;
        if response.status().as_u16() == refusal_status
            && let Ok(refusal) = serde_json::from_slice(&body)
        {
            return Ok(Err(refusal));
        }
        self.judge(&url, &response, &body)?;
        self.read(url, &response, body).map(Ok)
    }

    /// Removes what is at a path. The answer has no body.
    pub(crate) fn remove(&self, path: &str) -> Result<(), Error> {
        let url = self.endpoint.at(path, &[]);
        let response = self.send(&Method::DELETE, &url, Vec::new())?;
        self.accept(&url, response).map(|_| ())
    }

    /// Returns the bytes at a path.
    pub(crate) fn bytes(&self, path: &str, query: &[(&str, String)]) -> Result<Vec<u8>, Error> {
        let url = self.endpoint.at(path, query);
        let response = self.send(&Method::GET, &url, Vec::new())?;
        self.accept(&url, response).map(|(_, body)| body)
    }

    /// Returns status and text of a path, whatever they are.
    pub(crate) fn probe(&self, path: &str) -> Result<(u16, String), Error> {
        let url = self.endpoint.at(path, &[]);
        let mut response = self.send(&Method::GET, &url, Vec::new())?;
        let body = self.body(&url, &mut response)?;
        Ok((response.status().as_u16(), String::from_utf8_lossy(&body).trim().to_owned()))
    }

    fn answer<T: DeserializeOwned>(
        &self,
        method: &Method,
        path: &str,
        query: &[(&str, String)],
        body: Vec<u8>,
    ) -> Result<Answer<T>, Error> {
        let url = self.endpoint.at(path, query);
        let response = self.send(method, &url, body)?;
        let (response, body) = self.accept(&url, response)?;
        self.read(url, &response, body)
    }

    fn read<T: DeserializeOwned>(
        &self,
        url: String,
        response: &Response<Body>,
        body: Vec<u8>,
    ) -> Result<Answer<T>, Error> {
        if is_page(response) {
            return Err(self.not_signed_in(None));
        }
        let etag = response.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok()).map(str::to_owned);
        Ok(Answer::new(url, body, etag))
    }

    /// Sends what is read, without holding it. The server is asked first whether it wants it, so that nobody
    /// sends a gigabyte to be told to sign in.
    pub(crate) fn upload<T: DeserializeOwned>(
        &self,
        path: &str,
        query: &[(&str, String)],
        media_type: &str,
        content: &mut dyn Read,
    ) -> Result<Answer<T>, Error> {
        let url = self.endpoint.at(path, query);
        let request = self
            .request(&Method::POST, &url)
            .header(header::CONTENT_TYPE, media_type)
            .header(header::EXPECT, "100-continue")
            .body(SendBody::from_reader(content))
            .map_err(|_| Error::Credentials)?;
        // How long the sending takes, depends on the file alone.
        let request = request.with_agent(&self.agent).configure().timeout_global(None).build();
        let response =
            self.observe(&Method::POST, &url, || request.run()).map_err(|error| cut_off(&url, error))?;
        let (response, body) = self.accept(&url, response)?;
        self.read(url, &response, body)
    }

    fn send(&self, method: &Method, url: &str, body: Vec<u8>) -> Result<Response<Body>, Error> {
        let mut request = self.request(method, url);
        if !body.is_empty() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        // Address and method are well-formed, so only a header's value can be refused.
        let request = request.body(body).map_err(|_| Error::Credentials)?;
        self.observe(method, url, || self.agent.run(request))
    }

    /// Begins a request of who is asking.
    fn request(&self, method: &Method, url: &str) -> request::Builder {
        let mut request = Request::builder().method(method).uri(url);
        if let Some(Credentials { provider, token }) = &self.settings.credentials {
            let cookies = [("meshery-provider", provider), ("token", token)];
            let cookies = cookies.iter().filter(|(_, value)| !value.is_empty());
            let cookies: Vec<_> = cookies.map(|(name, value)| format!("{name}={value}")).collect();
            if !cookies.is_empty() {
                request = request.header(header::COOKIE, cookies.join("; "));
            }
            if !token.is_empty() {
                request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
            }
        }
        request
    }

    fn observe(
        &self,
        method: &Method,
        url: &str,
        run: impl FnOnce() -> Result<Response<Body>, ureq::Error>,
    ) -> Result<Response<Body>, Error> {
        let start = Instant::now();
        let result = run();
        if let Some(observe) = self.settings.observer {
            let status = result.as_ref().ok().map(|response| response.status().as_u16());
            observe(&Exchange { method: method.as_str(), url, status, elapsed: start.elapsed() });
        }
        result.map_err(|error| self.failure(url, error))
    }

    fn accept(&self, url: &str, mut response: Response<Body>) -> Result<(Response<Body>, Vec<u8>), Error> {
        let body = self.body(url, &mut response)?;
        self.judge(url, &response, &body)?;
        Ok((response, body))
    }

    /// Lets any 2xx pass; everything else is a failure.
    fn judge(&self, url: &str, response: &Response<Body>, body: &[u8]) -> Result<(), Error> {
        let status = response.status();
        if status.is_redirection() {
            return Err(self.not_signed_in(None));
        }
        if status.is_success() {
            return Ok(());
        }
        let problem = problem::read(body, status.as_u16()).map(Box::new);
        match (status.as_u16(), problem) {
            (401, problem) => Err(self.not_signed_in(problem)),
            (_, Some(problem)) => Err(Error::Refused { problem }),
            (status, None) => Err(Error::Status { url: url.to_owned(), status }),
        }
    }

    fn body(&self, url: &str, response: &mut Response<Body>) -> Result<Vec<u8>, Error> {
        let body = response.body_mut().with_config().limit(BODY_LIMIT).read_to_vec();
        body.map_err(|error| self.failure(url, error))
    }

    fn not_signed_in(&self, problem: Option<Box<meshery_api::Problem>>) -> Error {
        let endpoint = self.endpoint().to_owned();
        match &self.settings.credentials {
            Some(credentials) if !credentials.token.is_empty() => Error::TokenRefused { endpoint, problem },
            _ => Error::NotSignedIn { endpoint, problem },
        }
    }

    fn failure(&self, url: &str, error: ureq::Error) -> Error {
        use std::io::ErrorKind as Kind;
        let unreachable = match &error {
            ureq::Error::Io(error) => matches!(
                error.kind(),
                Kind::ConnectionRefused
                    | Kind::HostUnreachable
                    | Kind::NetworkUnreachable
                    | Kind::AddrNotAvailable
            ),
            ureq::Error::Timeout(timeout) => matches!(timeout, Timeout::Resolve | Timeout::Connect),
            ureq::Error::HostNotFound
            | ureq::Error::ConnectionFailed
            | ureq::Error::Tls(_)
            | ureq::Error::Rustls(_) => true,
            _ => false,
        };
        let source = Box::new(error);
        if unreachable {
            Error::Unreachable { endpoint: self.endpoint().to_owned(), source }
        } else {
            Error::Interrupted { url: url.to_owned(), source }
        }
    }
}

/// Tells apart what happens when a server refuses a file in the middle of it.
fn cut_off(url: &str, error: Error) -> Error {
    use std::io::ErrorKind as Kind;
    match error {
        Error::Interrupted { source, .. } if matches!(&*source, ureq::Error::Io(error) if matches!(error.kind(), Kind::BrokenPipe | Kind::ConnectionReset | Kind::ConnectionAborted)) => {
            Error::CutOff { url: url.to_owned(), source }
        }
        other => other,
    }
}

/// Tells whether the answer is a page for people: that of a sign-in, where JSON was asked for.
fn is_page(response: &Response<Body>) -> bool {
    let media_type = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    media_type.is_some_and(|media_type| media_type.starts_with("text/html"))
}
