//! Runs the client with a home directory of its own.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStderr, Command, Stdio};

/// A home directory, removed at the end.
pub struct Home {
    folder: tempfile::TempDir,
}

/// What a run of the client left.
#[derive(Debug)]
pub struct Run {
    /// Exit code.
    pub code: Option<i32>,
    /// Standard output.
    pub stdout: String,
    /// Standard error, with the home directory as `~`.
    pub stderr: String,
}

impl Home {
    /// Makes an empty home directory.
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("home directory") }
    }

    /// Returns a path below the home directory.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes the configuration.
    pub fn configure(&self, text: &str) {
        std::fs::create_dir_all(self.path(".meshery")).expect("folder");
        std::fs::write(self.path(".meshery/config.yaml"), text).expect("configuration");
    }

    /// Makes a server the one of the current context.
    pub fn use_server(&self, url: &str) {
        let text = format!(
            "contexts:\n  local:\n    endpoint: {url}\n    token: default\ncurrent-context: local\n\
             tokens:\n- name: default\n  location: auth.json\n"
        );
        self.configure(&text);
    }

    /// Runs the client.
    pub fn run(&self, args: &[&str]) -> Run {
        self.run_with(args, &[], "")
    }

    /// Runs the client with variables of the environment and a text as standard input.
    pub fn run_with(&self, args: &[&str], variables: &[(&str, &str)], input: &str) -> Run {
        let mut process = self.command(args, variables).spawn().expect("start the client");
        let mut stdin = process.stdin.take().expect("standard input");
        // A client that fails early reads nothing, which is no failure of the test.
        drop(stdin.write_all(input.as_bytes()));
        drop(stdin);
        let output = process.wait_with_output().expect("output");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        let home = self.folder.path().display().to_string();
        Run {
            code: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr).replace(&home, "~"),
        }
    }

    /// Starts the client, which is to say something and go on.
    pub fn start(&self, args: &[&str]) -> Running {
        let mut process = self.command(args, &[]).spawn().expect("start the client");
        let said = BufReader::new(process.stderr.take().expect("standard error"));
        Running { process, said }
    }

    fn command(&self, args: &[&str], variables: &[(&str, &str)]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mesheryctl"));
        command
            .args(args)
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOME", self.folder.path())
            .envs(variables.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }
}

/// A client that waits for something.
pub struct Running {
    process: Child,
    said: BufReader<ChildStderr>,
}

impl Running {
    /// Returns the next line of standard error that begins like this.
    pub fn line(&mut self, beginning: &str) -> String {
        let mut all = String::new();
        loop {
            let from = all.len();
            let read = self.said.read_line(&mut all).expect("UTF-8");
            assert_ne!(read, 0, "no line begins with {beginning:?} in {all:?}");
            if all[from..].starts_with(beginning) {
                return all[from..].trim_end().to_owned();
            }
        }
    }

    /// Sends a signal.
    #[cfg(unix)]
    pub fn signal(&self, name: &str) {
        let id = self.process.id().to_string();
        let sent = Command::new("kill").args([&format!("-{name}"), &id]).status().expect("kill");
        assert!(sent.success());
    }

    /// Waits for the end.
    pub fn finish(mut self) -> Run {
        let mut stderr = String::new();
        self.said.read_to_string(&mut stderr).expect("UTF-8");
        let output = self.process.wait_with_output().expect("output");
        let stdout = String::from_utf8(output.stdout).expect("UTF-8");
        Run { code: output.status.code(), stdout, stderr }
    }
}

impl Run {
    /// Returns standard output of a run that has to succeed.
    pub fn ok(self) -> String {
        assert_eq!(self.code, Some(0), "{}{}", self.stdout, self.stderr);
        self.stdout
    }

    /// Returns standard output of a run that has to succeed, as JSON.
    pub fn json(self) -> serde_json::Value {
        serde_json::from_str(&self.ok()).expect("JSON")
    }
}
