//! Resolvers and connectors that touch no network, and a server on loopback.

use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use meshery_fetch::{Connector, Fetcher, Policy, Resolver, Stream};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// Answers from a table. Several answers of one name are given one after the other, the last one for good.
#[derive(Clone, Default)]
pub struct Names(Arc<Mutex<HashMap<String, Vec<Vec<IpAddr>>>>>);

impl Names {
    pub fn with(self, name: &str, addresses: &[&str]) -> Self {
        let addresses = addresses.iter().map(|text| text.parse().expect("an address")).collect();
        self.0.lock().expect("lock").entry(name.to_owned()).or_default().push(addresses);
        self
    }
}

#[async_trait::async_trait]
impl Resolver for Names {
    async fn resolve(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        let mut table = self.0.lock().expect("lock");
        let answers = table.get_mut(name).ok_or_else(|| io::Error::other("no such name"))?;
        Ok(if answers.len() > 1 { answers.remove(0) } else { answers[0].clone() })
    }
}

/// Records instead of dialling: gives canned answers, or refuses the connection where there is none.
#[derive(Clone, Default)]
pub struct Wire {
    answers: Arc<Mutex<HashMap<SocketAddr, Vec<String>>>>,
    silent: Arc<Mutex<Vec<SocketAddr>>>,
    dialled: Arc<Mutex<Vec<SocketAddr>>>,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Wire {
    /// Adds an answer. Several of one address are given one after the other.
    pub fn answering(self, address: &str, answer: &str) -> Self {
        let address = address.parse().expect("address and port");
        self.answers.lock().expect("lock").entry(address).or_default().push(answer.to_owned());
        self
    }

    /// Adds an address that never answers, not even with a refusal.
    pub fn silent(self, address: &str) -> Self {
        self.silent.lock().expect("lock").push(address.parse().expect("address and port"));
        self
    }

    /// Every address that a connection was asked for.
    pub fn dialled(&self) -> Vec<String> {
        self.dialled.lock().expect("lock").iter().map(ToString::to_string).collect()
    }

    /// Every request that was sent.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("lock").clone()
    }
}

#[async_trait::async_trait]
impl Connector for Wire {
    async fn connect(&self, address: SocketAddr) -> io::Result<Box<dyn Stream>> {
        self.dialled.lock().expect("lock").push(address);
        if self.silent.lock().expect("lock").contains(&address) {
            std::future::pending::<()>().await;
        }
        let answer = {
            let mut answers = self.answers.lock().expect("lock");
            let waiting = answers.get_mut(&address).filter(|waiting| !waiting.is_empty());
            waiting.map(|waiting| waiting.remove(0)).ok_or(io::ErrorKind::ConnectionRefused)?
        };
        let (near, mut far) = tokio::io::duplex(64 << 10);
        let requests = Arc::clone(&self.requests);
        tokio::spawn(async move {
            let mut request = Vec::new();
            while !request.ends_with(b"\r\n\r\n") {
                let byte = far.read_u8().await.expect("a request");
                request.push(byte);
            }
            requests.lock().expect("lock").push(String::from_utf8(request).expect("text"));
            far.write_all(answer.as_bytes()).await.expect("written");
        });
        Ok(Box::new(near))
    }
}

/// A complete answer with a body.
pub fn ok(body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: {}\r\n\r\n{body}", body.len())
}

/// A redirect.
pub fn to(location: &str) -> String {
    format!("HTTP/1.1 302 Found\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n")
}

/// Starts a server on a free port of loopback and returns its address, such as `http://127.0.0.1:4711`.
pub async fn serve(router: Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await.expect("served") });
    format!("http://{address}")
}

/// A policy that lists loopback and is impatient.
pub fn loopback() -> Policy {
    Policy {
        allow: vec!["127.0.0.0/8".parse().expect("an entry")],
        connect_timeout: Duration::from_secs(5),
        idle_timeout: Duration::from_secs(5),
        total_timeout: Duration::from_secs(20),
        ..Policy::default()
    }
}

/// A fetcher that reaches the servers of a test, and nothing else.
pub fn fetcher() -> Fetcher {
    Fetcher::new(loopback()).expect("a fetcher")
}
