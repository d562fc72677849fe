//! What a server is started with.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::output::Output;
use super::{Server, binary};

/// Flags, environment and configuration of a server that is to be started.
///
/// Nothing of the surrounding environment that configures a server gets through to it.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    port: u16,
    flags: Vec<String>,
    environment: Vec<(String, String)>,
    config: Option<String>,
}

impl Builder {
    /// Listens on this port of the loopback address instead of a free one.
    ///
    /// An issuer wants to know the callback address before the server starts: see [`crate::free_port`].
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Adds flags after those that are there.
    #[must_use]
    pub fn flags(mut self, flags: &[&str]) -> Self {
        self.flags.extend(flags.iter().map(|flag| (*flag).to_owned()));
        self
    }

    /// Drops all flags that were added.
    #[must_use]
    pub fn without_flags(mut self) -> Self {
        self.flags.clear();
        self
    }

    /// Sets a variable of the server's environment.
    #[must_use]
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Gives the server a configuration file with this text in TOML.
    #[must_use]
    pub fn config(mut self, text: &str) -> Self {
        self.config = Some(text.to_owned());
        self
    }

    /// Starts the server with an empty data directory and waits until it says it is ready.
    ///
    /// # Panics
    /// When the binary can't be built or started, with what it logged.
    #[must_use]
    pub fn start(self) -> Server {
        let data_dir = tempfile::tempdir().expect("temporary data directory");
        let config_dir = tempfile::tempdir().expect("temporary configuration directory");
        let mut output = Output::default();
        let (process, url) = self.spawn(data_dir.path(), config_dir.path(), &mut output);
        Server { process, output, url, builder: self, data_dir, config_dir }
    }

    /// Starts the server where it is expected to refuse, and returns what it wrote to standard error.
    ///
    /// # Panics
    /// When the server starts all the same.
    #[must_use]
    pub fn refusal(self) -> String {
        let data_dir = tempfile::tempdir().expect("temporary data directory");
        let config_dir = tempfile::tempdir().expect("temporary configuration directory");
        let mut process = self.command(data_dir.path(), config_dir.path()).spawn().expect("start the server");
        let mut output = Output::default();
        let ready = output.attach(&mut process);
        if ready.is_some() {
            drop(process.kill());
        }
        let status = process.wait().expect("wait");
        output.join();
        assert!(ready.is_none() && !status.success(), "the server started:\n{}", output.errors());
        output.errors()
    }

    pub(super) fn spawn(&self, data_dir: &Path, config_dir: &Path, output: &mut Output) -> (Child, String) {
        let mut process = self.command(data_dir, config_dir).spawn().expect("start the server");
        let Some(url) = output.attach(&mut process) else {
            drop(process.kill());
            drop(process.wait());
            output.join();
            panic!("the server did not start:\n{}", output.errors());
        };
        (process, url)
    }

    fn command(&self, data_dir: &Path, config_dir: &Path) -> Command {
        let mut command = Command::new(binary::path());
        command.args(["serve", "--listen", &format!("127.0.0.1:{}", self.port), "--data-dir"]).arg(data_dir);
        if let Some(text) = &self.config {
            let file = config_dir.join("test.toml");
            std::fs::write(&file, text).expect("write the configuration");
            command.arg("--config").arg(file);
        }
        command.args(&self.flags);
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy();
            if name == "PORT" || name.starts_with("PROVIDER") || name.starts_with("MESHERY_") {
                command.env_remove(&*name);
            }
        }
        command
            .env("XDG_CONFIG_HOME", config_dir)
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }
}
