//! What the tests share: configurations, sign-ins as a browser makes them, and what every refusal has in common.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use meshery_testkit::{Client, Issuer, Reply, Server};
use serde_json::Value;
use url::Url;

/// Name of the one issuer of most tests.
pub(crate) const ACME: &str = "Acme";
/// Longest wait for what has to happen within five seconds.
const SOON: Duration = Duration::from_secs(5);

/// Returns the configuration of an issuer, with further lines of its section.
pub(crate) fn oidc(name: &str, issuer: &str, client: &str, secret: &str, more: &str) -> String {
    format!(
        "[[oidc]]\nname = \"{name}\"\nissuer = \"{issuer}\"\nclient_id = \"{client}\"\nclient_secret = \"{secret}\"\n\
         roles = {{ admins = \"admin\", engineers = \"editor\" }}\n{more}\n"
    )
}

/// Returns the configuration of an issuer that a test controls.
pub(crate) fn config_of(name: &str, issuer: &Issuer, more: &str) -> String {
    oidc(name, issuer.issuer(), issuer.client_id(), issuer.client_secret(), more)
}

/// Starts a server with one issuer.
pub(crate) fn server_with(issuer: &Issuer, more: &str) -> Server {
    Server::builder().config(&config_of(ACME, issuer, more)).start()
}

/// Chooses a provider and begins to sign in. Returns the address of the provider's page.
pub(crate) fn begin(browser: &Client, provider: &str, target: &str) -> String {
    let reply = try_to_begin(browser, provider, target);
    let page = reply.location().unwrap_or_else(|| panic!("no redirect: {} {}", reply.status, reply.text()));
    assert!(page.starts_with("http://"), "the sign-in does not begin: {page}");
    page.to_owned()
}

/// Chooses a provider and begins to sign in. Returns what the server answers.
pub(crate) fn try_to_begin(browser: &Client, provider: &str, target: &str) -> Reply {
    let chosen = browser.get(&format!("/api/provider?provider={provider}&ref={}", reference(target)));
    let login = chosen.location().unwrap_or_else(|| panic!("{} {}", chosen.status, chosen.text()));
    assert!(login.starts_with("/user/login"), "{login}");
    browser.get(login)
}

/// Signs in at an issuer that a test controls, and returns what the callback answers.
pub(crate) fn sign_in(browser: &Client, issuer: &Issuer) -> Reply {
    let back = issuer.sign_in(&begin(browser, ACME, "/designs"));
    browser.get(&back)
}

/// Signs a new browser in and returns it.
pub(crate) fn signed_in(server: &Server, issuer: &Issuer) -> Client {
    let browser = server.anon();
    let reply = sign_in(&browser, issuer);
    assert_eq!((reply.status, reply.location()), (303, Some("/designs")), "{}", server.log());
    browser
}

/// Writes a path as `ref` has it.
pub(crate) fn reference(path: &str) -> String {
    URL_SAFE_NO_PAD.encode(path)
}

/// Returns a parameter of an address.
pub(crate) fn parameter(address: &str, name: &str) -> Option<String> {
    let address = Url::parse(address).expect("an address");
    address.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// Returns an address with another value of a parameter, or without it.
pub(crate) fn with_parameter(address: &str, name: &str, value: Option<&str>) -> String {
    let mut changed = Url::parse(address).expect("an address");
    let others: Vec<(String, String)> =
        changed.query_pairs().into_owned().filter(|(key, _)| key != name).collect();
    changed.query_pairs_mut().clear().extend_pairs(others);
    if let Some(value) = value {
        changed.query_pairs_mut().append_pair(name, value);
    }
    changed.into()
}

/// Returns the names of the roles of whoever asks.
pub(crate) fn roles(client: &Client) -> Value {
    let reply = client.get("/api/user");
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.json()["roleNames"].clone()
}

/// Checks that a sign-in came to nothing: the chooser shows the code, nobody is signed in, the server goes on.
#[track_caller]
pub(crate) fn assert_refused(server: &Server, browser: &Client, reply: &Reply, code: &str) {
    let chooser = format!("/provider?error={code}");
    assert_eq!((reply.status, reply.location()), (303, Some(chooser.as_str())), "{}", reply.text());
    let tokens: Vec<_> =
        reply.set_cookies().into_iter().filter(|cookie| cookie.starts_with("token=")).collect();
    assert!(tokens.is_empty(), "a refusal sets {tokens:?}");
    assert_eq!(reply.body, b"", "a refusal says no more than its code");
    assert_eq!(browser.cookie("token"), None);
    let user = browser.get("/api/user");
    assert_eq!((user.status, user.header("www-authenticate")), (401, Some("Bearer")), "{}", user.text());
    assert_eq!(server.get("/readyz").status, 200);
}

/// Checks that the log tells a reason and none of these secrets.
#[track_caller]
pub(crate) fn assert_logged(server: &Server, reason: &str, secrets: &[&str]) {
    assert!(server.logs(reason), "the log does not say `{reason}`:\n{}", server.log());
    let log = server.log();
    for secret in secrets {
        assert!(secret.len() > 7, "`{secret}` is no secret");
        assert!(!log.contains(secret), "`{secret}` is in the log:\n{log}");
    }
}

/// Asks again and again until it is so, for five seconds at most, and tells whether it became so.
pub(crate) fn soon(is_so: impl FnMut() -> bool) -> bool {
    within(SOON, is_so)
}

/// Asks again and again until it is so, for some time at most, and tells whether it became so.
pub(crate) fn within(limit: Duration, mut is_so: impl FnMut() -> bool) -> bool {
    let end = Instant::now() + limit;
    loop {
        if is_so() {
            return true;
        }
        if Instant::now() > end {
            return false;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Server-sent events, read as they come.
pub(crate) struct EventStream {
    read: Arc<Mutex<Heard>>,
    connection: TcpStream,
}

#[derive(Default)]
struct Heard {
    text: String,
    is_over: bool,
}

impl EventStream {
    /// Opens a stream, with further header lines.
    pub(crate) fn open(server: &Server, path: &str, headers: &str) -> Self {
        let host = server.url().strip_prefix("http://").expect("no TLS");
        let mut connection = TcpStream::connect(host).expect("connect");
        let request = format!("GET {path} HTTP/1.1\r\nhost: {host}\r\n{headers}\r\n");
        connection.write_all(request.as_bytes()).expect("send");
        let read = Arc::<Mutex<Heard>>::default();
        let (shared, mut source) = (Arc::clone(&read), connection.try_clone().expect("clone"));
        std::thread::spawn(move || {
            let mut part = [0; 4096];
            while let Ok(length @ 1..) = source.read(&mut part) {
                let mut read = shared.lock().expect("no reader failed");
                read.text.push_str(&String::from_utf8_lossy(&part[..length]));
                // The last part of a body of unknown length.
                if read.text.ends_with("\r\n0\r\n\r\n") {
                    break;
                }
            }
            shared.lock().expect("no reader failed").is_over = true;
        });
        Self { read, connection }
    }

    /// Opens the stream of whoever holds this token.
    pub(crate) fn of_session(server: &Server, token: &str) -> Self {
        let stream =
            Self::open(server, "/api/identity/session/stream", &format!("authorization: Bearer {token}\r\n"));
        assert!(stream.says("event: rights"), "{}", stream.text());
        stream
    }

    /// Waits for a text for five seconds at most, and tells whether it came.
    pub(crate) fn says(&self, text: &str) -> bool {
        soon(|| self.text().contains(text))
    }

    /// Waits for the end for five seconds at most, and tells whether it came.
    pub(crate) fn ends(&self) -> bool {
        soon(|| self.read.lock().expect("no reader failed").is_over)
    }

    /// Returns what came so far, with the head of the answer.
    pub(crate) fn text(&self) -> String {
        self.read.lock().expect("no reader failed").text.clone()
    }
}

impl Drop for EventStream {
    fn drop(&mut self) {
        // The reader ends with the connection.
        drop(self.connection.shutdown(std::net::Shutdown::Both));
    }
}
