//! Starts the real server binary for a test and stops it afterwards.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;

/// A running server with a data directory of its own.
#[derive(Debug)]
pub struct Server {
    process: Child,
    url: String,
    data_dir: tempfile::TempDir,
}

impl Server {
    /// Starts a server on a free port with an empty data directory, and waits until it says it is ready.
    ///
    /// # Panics
    /// When the binary can't be built or started.
    #[must_use]
    pub fn start() -> Self {
        Self::start_with(&[])
    }

    /// Starts a server with further flags.
    ///
    /// # Panics
    /// When the binary can't be built or started.
    #[must_use]
    pub fn start_with(flags: &[&str]) -> Self {
        let data_dir = tempfile::tempdir().expect("temporary data directory");
        let (process, url) = spawn(data_dir.path(), flags);
        Self { process, url, data_dir }
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

    /// Kills the server as a power cut would and starts it again on the same data.
    ///
    /// # Panics
    /// When the server can't be killed or started.
    pub fn kill_and_restart(&mut self) {
        self.process.kill().expect("kill");
        self.process.wait().expect("wait");
        let (process, url) = spawn(self.data_dir.path(), &[]);
        self.process = process;
        self.url = url;
    }

    /// Asks the server to stop and returns whether it did so cleanly.
    ///
    /// # Panics
    /// When the signal can't be sent.
    pub fn terminate(&mut self) -> bool {
        let id = self.process.id().to_string();
        Command::new("kill").args(["-TERM", &id]).status().expect("send SIGTERM");
        self.process.wait().expect("wait").success()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The process may be gone already, which is what this is for.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

fn spawn(data_dir: &Path, flags: &[&str]) -> (Child, String) {
    let mut process = Command::new(binary())
        .args(["serve", "--listen", "127.0.0.1:0", "--data-dir"])
        .arg(data_dir)
        .args(flags)
        .env_remove("PORT")
        .env("XDG_CONFIG_HOME", data_dir)
        .stdout(Stdio::piped())
        .spawn()
        .expect("start the server");
    let mut lines = BufReader::new(process.stdout.take().expect("standard output")).lines();
    let first = lines.next().expect("the server says where it is").expect("line");
    let url = first.strip_prefix("Meshery is ready at ").expect("address").to_owned();
    // Somebody has to read on, or the server would fail to write.
    std::thread::spawn(move || lines.for_each(drop));
    (process, url)
}

/// Returns the server binary beside the running test, built first if this is the first test to ask.
fn binary() -> PathBuf {
    static BUILT: Mutex<Option<PathBuf>> = Mutex::new(None);
    let mut built = BUILT.lock().expect("no test failed while building");
    built.get_or_insert_with(build).clone()
}

fn build() -> PathBuf {
    if let Some(binary) = std::env::var_os("MESHERY_BIN") {
        return binary.into();
    }
    let test = std::env::current_exe().expect("path of the test");
    let profile = test.ancestors().nth(2).expect("target/<profile>/deps/<test>").to_path_buf();
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["build", "--quiet", "--package", "meshery-server", "--bin", "meshery"]);
    if profile.file_name().is_some_and(|name| name == "release") {
        cargo.arg("--release");
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("workspace");
    assert!(cargo.current_dir(folder).status().expect("run cargo").success(), "the server does not build");
    profile.join("meshery")
}
