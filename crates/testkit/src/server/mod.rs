//! Starts the real server binary for a test and stops it afterwards.

mod binary;
mod builder;
mod output;

use std::path::Path;
use std::process::{Child, Command};

use serde_json::Value;

pub use self::builder::Builder;
use self::output::Output;
use crate::reply::send;
use crate::{Client, Reply};

/// A running server with a data directory of its own.
#[derive(Debug)]
pub struct Server {
    process: Child,
    output: Output,
    url: String,
    builder: Builder,
    data_dir: tempfile::TempDir,
    /// The configuration file, outside the data directory.
    config_dir: tempfile::TempDir,
}

impl Server {
    /// Starts a server on a free port with an empty data directory, and waits until it says it is ready.
    ///
    /// # Panics
    /// When the binary can't be built or started.
    #[must_use]
    pub fn start() -> Self {
        Self::builder().start()
    }

    /// Starts a server with further flags.
    ///
    /// # Panics
    /// When the binary can't be built or started.
    #[must_use]
    pub fn start_with(flags: &[&str]) -> Self {
        Self::builder().flags(flags).start()
    }

    /// Returns what a server is started with, to be changed before it starts.
    #[must_use]
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Returns the address, such as `http://127.0.0.1:40123`, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the address of a path.
    #[must_use]
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    /// Returns the data directory.
    #[must_use]
    pub fn data_dir(&self) -> &Path {
        self.data_dir.path()
    }

    /// Returns the id of the server's process.
    #[must_use]
    pub fn process_id(&self) -> u32 {
        self.process.id()
    }

    /// Returns the token of the line `Setup token: <token>`, if the running server has printed one. Waits a
    /// moment for it: it may come after the line that says the server is ready.
    #[must_use]
    pub fn setup_token(&self) -> Option<&str> {
        self.output.setup_token()
    }

    /// Returns what the servers on this data directory have written to standard error so far. What was logged
    /// just now may be missing; after [`Server::terminate`] nothing is.
    #[must_use]
    pub fn log(&self) -> String {
        self.output.errors()
    }

    /// Returns what the servers on this data directory have written to standard output so far.
    #[must_use]
    pub fn printed(&self) -> String {
        self.output.printed()
    }

    /// Waits up to five seconds for a text in the log and tells whether it came.
    #[must_use]
    pub fn logs(&self, text: &str) -> bool {
        self.output.wait_for_error(text)
    }

    /// Returns a client without a session.
    #[must_use]
    pub fn anon(&self) -> Client {
        Client::new(&self.url)
    }

    /// Returns a client that sends a bearer token.
    #[must_use]
    pub fn bearer(&self, token: &str) -> Client {
        self.anon().with_bearer(token)
    }

    /// Kills the server as a power cut would and starts it again on the same data with the same settings.
    ///
    /// # Panics
    /// When the server can't be killed or started.
    pub fn kill_and_restart(&mut self) {
        self.process.kill().expect("kill");
        self.process.wait().expect("wait");
        self.start_again();
    }

    /// Asks the server to stop and starts it again on the same data with other settings, made from the ones it
    /// had.
    ///
    /// # Panics
    /// When the server can't be stopped or started.
    pub fn restart_with(&mut self, change: impl FnOnce(Builder) -> Builder) {
        self.terminate();
        self.builder = change(self.builder.clone());
        self.start_again();
    }

    /// Asks the server to stop and returns whether it did so cleanly.
    ///
    /// # Panics
    /// When the signal can't be sent.
    pub fn terminate(&mut self) -> bool {
        let id = self.process.id().to_string();
        Command::new("kill").args(["-TERM", &id]).status().expect("send SIGTERM");
        let stopped = self.process.wait().expect("wait").success();
        self.output.join();
        stopped
    }

    fn start_again(&mut self) {
        self.output.join();
        let (process, url) =
            self.builder.spawn(self.data_dir.path(), self.config_dir.path(), &mut self.output);
        self.process = process;
        self.url = url;
    }
}

/// Single requests, each on its own: no cookies, no token.
impl Server {
    /// Sends `GET`.
    #[must_use]
    pub fn get(&self, path: &str) -> Reply {
        self.send("GET", path, &[], None)
    }

    /// Sends a JSON body with `POST`.
    #[must_use]
    pub fn post(&self, path: &str, body: &Value) -> Reply {
        self.send("POST", path, &[("content-type", "application/json")], Some(body.to_string().as_bytes()))
    }

    /// Imports a text as a new design.
    #[must_use]
    pub fn import(&self, text: &str) -> Reply {
        let headers = [("content-type", "application/yaml")];
        self.send("POST", "/api/pattern/import", &headers, Some(text.as_bytes()))
    }

    /// Sends any request.
    ///
    /// # Panics
    /// When the server does not answer.
    #[must_use]
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Option<&[u8]>) -> Reply {
        send(method, &self.at(path), headers, body).unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The process may be gone already, which is what this is for.
        drop(self.process.kill());
        drop(self.process.wait());
        if std::thread::panicking() {
            self.output.join();
            eprintln!("--- what the server logged ---\n{}", self.output.errors());
        }
    }
}
