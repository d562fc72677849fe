//! How to talk to a server: who asks, how long to wait, who watches.

use std::fmt;
use std::time::Duration;

/// Who is asking.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Credentials {
    /// Name of the provider; empty for the server's default.
    pub provider: String,
    /// Token; empty for providers that need none.
    pub token: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").field("provider", &self.provider).field("token", &"***").finish()
    }
}

/// One request and what became of it, for those who want to watch. Holds no secrets.
#[derive(Clone, Copy, Debug)]
pub struct Exchange<'a> {
    /// Method of the request.
    pub method: &'a str,
    /// Address of the request.
    pub url: &'a str,
    /// HTTP status; `None` when there was no answer.
    pub status: Option<u16>,
    /// How long it took until the answer began.
    pub elapsed: Duration,
}

/// Is told of every request.
pub type Observer = fn(&Exchange<'_>);

/// How to talk to a server.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Who is asking; `None` for nobody.
    pub credentials: Option<Credentials>,
    /// Longest time to wait for a connection.
    pub connect_timeout: Duration,
    /// Longest time to wait for a whole answer.
    pub timeout: Duration,
    /// Is told of every request.
    pub observer: Option<Observer>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            credentials: None,
            connect_timeout: Duration::from_secs(5),
            timeout: Duration::from_secs(120),
            observer: None,
        }
    }
}
