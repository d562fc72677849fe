//! The one door to addresses that clients name.
//!
//! Every request of this crate goes through [`Fetcher::send`]: the address is checked, the name resolved,
//! every address it resolves to is checked, and the connection goes to one of those; after each redirect all
//! of it again. There is no pool of connections, so no request inherits what was checked for another.

use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use http::header;
use rustls::ClientConfig;
use url::{Host, Url};

use crate::answer::Answer;
use crate::connect::{self, Stream};
use crate::redirect;
use crate::request::Request;
use crate::target::{self, Target, shown};
use crate::{Body, Connector, Error, Policy, Resolver, SystemResolver, TcpConnector};

/// How many addresses of a host are tried.
const ATTEMPTS: usize = 4;

/// Fetches what clients name, within a policy. Clones share everything.
#[derive(Clone)]
pub struct Fetcher {
    inner: Arc<Inner>,
}

struct Inner {
    policy: Policy,
    resolver: Box<dyn Resolver>,
    connector: Box<dyn Connector>,
    tls: Arc<ClientConfig>,
}

/// What an address gave.
#[derive(Debug)]
pub struct Fetched {
    /// The body, as it was sent: a `Content-Encoding` is not undone.
    pub body: Body,
    /// Where it came from in the end.
    pub final_url: Url,
    /// The media type the server gave it.
    pub content_type: Option<String>,
}

impl Fetcher {
    /// Makes a fetcher that resolves as the system does and connects by TCP.
    ///
    /// # Errors
    /// When a certificate authority of the policy can't be used.
    pub fn new(policy: Policy) -> Result<Self, Error> {
        Self::with(policy, SystemResolver, TcpConnector)
    }

    /// Makes a fetcher with its own way to resolve and connect.
    ///
    /// # Errors
    /// When a certificate authority of the policy can't be used.
    pub fn with(
        policy: Policy,
        resolver: impl Resolver + 'static,
        connector: impl Connector + 'static,
    ) -> Result<Self, Error> {
        let tls = connect::tls_config(&policy)?;
        let inner = Inner { policy, resolver: Box::new(resolver), connector: Box::new(connector), tls };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Returns what this fetcher may do.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.inner.policy
    }

    /// Fetches an address, following redirects.
    ///
    /// # Errors
    /// When the address is refused, can't be reached, answers with anything but success, or sends too much.
    pub async fn get(&self, url: &str) -> Result<Fetched, Error> {
        let url = target::parse(url)?;
        self.within(&url, self.fetch(Request::get(url.clone()))).await
    }

    /// Sends a request and takes the whole body.
    pub(crate) async fn fetch(&self, request: Request) -> Result<Fetched, Error> {
        let answer = self.send(request).await?.successful()?;
        let content_type = answer.text_header(&header::CONTENT_TYPE).map(str::to_owned);
        let final_url = answer.url.clone();
        Ok(Fetched { body: answer.spool(self.policy().max_bytes).await?, final_url, content_type })
    }

    /// Bounds the time of one call; what is under way is dropped with its connections.
    pub(crate) async fn within<T>(
        &self,
        url: &Url,
        work: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        let late = |_| Error::TimedOut { url: shown(url) };
        tokio::time::timeout(self.policy().total_timeout, work).await.map_err(late)?
    }

    /// Sends a request and follows redirects. An answer of any other status is returned as it is.
    pub(crate) async fn send(&self, mut request: Request) -> Result<Answer, Error> {
        let first = request.url.clone();
        for _ in 0..=self.policy().max_redirects {
            let answer = self.hop(&request).await?;
            let Some(next) = redirect::next(&request.url, answer.status, &answer.headers)? else {
                return Ok(answer);
            };
            if request.method != http::Method::GET {
                let reason = "only requests that read are redirected";
                return Err(Error::Redirect { url: shown(&request.url), reason });
            }
            if !redirect::same_origin(&request.url, &next) {
                request.headers.remove(header::AUTHORIZATION);
            }
            request.url = next;
        }
        Err(Error::Redirects { url: shown(&first), limit: self.policy().max_redirects })
    }

    /// Sends one request over a connection of its own.
    async fn hop(&self, request: &Request) -> Result<Answer, Error> {
        let target = Target::check(&request.url, self.policy())?;
        let late = |_| Error::TimedOut { url: shown(&request.url) };
        let stream = tokio::time::timeout(self.policy().connect_timeout, self.connect(&target))
            .await
            .map_err(late)??;
        Answer::of(request, &target, stream, self.policy().idle_timeout).await
    }

    async fn connect(&self, target: &Target) -> Result<Box<dyn Stream>, Error> {
        let host = target.host.to_string();
        let mut addresses = self.addresses(target).await?;
        addresses.truncate(ATTEMPTS);
        let mut failure = None;
        for address in &addresses {
            match self.attempt(SocketAddr::new(*address, target.port), addresses.len()).await {
                Ok(stream) if !target.tls => return Ok(stream),
                Ok(stream) => {
                    let secured = connect::handshake(&self.inner.tls, target, stream).await;
                    return secured.map_err(|source| Error::Tls { host, source });
                }
                Err(source) => failure = Some(source),
            }
        }
        Err(failure.map_or(Error::Unresolved { host: host.clone(), source: None }, |source| {
            Error::Unreachable { host, port: target.port, source }
        }))
    }

    /// Connects to one of several addresses; one that swallows packets leaves time for the others.
    async fn attempt(&self, address: SocketAddr, of: usize) -> io::Result<Box<dyn Stream>> {
        let share = self.policy().connect_timeout / u32::try_from(of).unwrap_or(1).max(1);
        let connection = self.inner.connector.connect(address);
        tokio::time::timeout(share, connection).await.map_err(|_| io::ErrorKind::TimedOut)?
    }

    /// Returns the addresses of a host when every one of them may be reached.
    async fn addresses(&self, target: &Target) -> Result<Vec<IpAddr>, Error> {
        let addresses = match &target.host {
            Host::Ipv4(address) => vec![IpAddr::V4(*address)],
            Host::Ipv6(address) => vec![IpAddr::V6(*address)],
            Host::Domain(name) => {
                let unresolved = |source| Error::Unresolved { host: name.clone(), source: Some(source) };
                self.inner.resolver.resolve(name).await.map_err(unresolved)?
            }
        };
        match addresses.iter().find_map(|address| self.policy().refuses(*address, target.listed)) {
            Some(range) => Err(Error::Forbidden { host: target.host.to_string(), range }),
            None => Ok(addresses),
        }
    }
}

impl std::fmt::Debug for Fetcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fetcher").field("policy", &self.inner.policy).finish_non_exhaustive()
    }
}
