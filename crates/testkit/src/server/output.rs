//! Reads what a server writes: somebody has to, or the server would fail to write.

use std::io::{BufRead as _, BufReader, Read};
use std::process::Child;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

const READY: &str = "Meshery is ready at ";
const SETUP_TOKEN: &str = "Setup token: ";

/// Longest wait for a server to be ready: a debug build on a busy machine is slow.
const START: Duration = Duration::from_secs(60);
/// Longest wait for a line of the log.
const LINE: Duration = Duration::from_secs(5);
/// Longest wait for the setup token after the server is ready.
const TOKEN: Duration = Duration::from_secs(2);

/// What the servers on one data directory have written, the running one last.
#[derive(Debug, Default)]
pub(super) struct Output {
    written: Arc<Written>,
    setup_token: OnceLock<Option<String>>,
    readers: Vec<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Written {
    lines: Mutex<Lines>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Lines {
    printed: String,
    errors: String,
    /// What the running server has said on standard output.
    url: Option<String>,
    setup_token: Option<String>,
    /// Whether the running server has closed standard output.
    closed: bool,
}

impl Output {
    /// Reads along with a process and returns its address once it is ready, `None` when it ends before.
    pub(super) fn attach(&mut self, process: &mut Child) -> Option<String> {
        let printed = process.stdout.take().expect("standard output is a pipe");
        let errors = process.stderr.take().expect("standard error is a pipe");
        self.read(printed, errors)
    }

    fn read(
        &mut self,
        printed: impl Read + Send + 'static,
        errors: impl Read + Send + 'static,
    ) -> Option<String> {
        self.setup_token = OnceLock::new();
        {
            let mut lines = self.written.lines();
            (lines.url, lines.setup_token, lines.closed) = (None, None, false);
        }
        let written = Arc::clone(&self.written);
        self.readers.push(std::thread::spawn(move || {
            each_line(printed, |line| written.change(|lines| lines.print(line)));
            written.change(|lines| lines.closed = true);
        }));
        let written = Arc::clone(&self.written);
        self.readers.push(std::thread::spawn(move || {
            each_line(errors, |line| written.change(|lines| lines.errors.push_str(line)));
        }));
        self.written.wait(START, |lines| lines.url.is_some() || lines.closed);
        self.written.lines().url.clone()
    }

    pub(super) fn setup_token(&self) -> Option<&str> {
        self.setup_token
            .get_or_init(|| {
                self.written.wait(TOKEN, |lines| lines.setup_token.is_some() || lines.closed);
                self.written.lines().setup_token.clone()
            })
            .as_deref()
    }

    pub(super) fn wait_for_error(&self, text: &str) -> bool {
        self.written.wait(LINE, |lines| lines.errors.contains(text))
    }

    pub(super) fn errors(&self) -> String {
        self.written.lines().errors.clone()
    }

    pub(super) fn printed(&self) -> String {
        self.written.lines().printed.clone()
    }

    /// Waits until everything a process that has ended wrote is here.
    pub(super) fn join(&mut self) {
        for reader in self.readers.drain(..) {
            drop(reader.join());
        }
    }
}

impl Written {
    fn lines(&self) -> MutexGuard<'_, Lines> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut Lines)) {
        change(&mut self.lines());
        self.changed.notify_all();
    }

    fn wait(&self, limit: Duration, until: impl Fn(&Lines) -> bool) -> bool {
        let end = Instant::now() + limit;
        let mut lines = self.lines();
        while !until(&lines) {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            lines = self.changed.wait_timeout(lines, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }
}

impl Lines {
    fn print(&mut self, line: &str) {
        self.printed.push_str(line);
        if let Some(url) = line.strip_prefix(READY) {
            self.url = Some(url.trim_end().to_owned());
        }
        if let Some(token) = line.trim_start().strip_prefix(SETUP_TOKEN) {
            self.setup_token = Some(token.trim_end().to_owned());
        }
    }
}

fn each_line(source: impl Read, mut take: impl FnMut(&str)) {
    let mut source = BufReader::new(source);
    let mut line = Vec::new();
    while source.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
        take(&String::from_utf8_lossy(&line));
        line.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_setup_token_may_come_before_or_after_the_address() {
        for text in [
            "Meshery is ready at http://127.0.0.1:1\nSetup token: abc\n",
            "Setup token: abc\nMeshery is ready at http://127.0.0.1:1\n",
        ] {
            let mut output = Output::default();
            assert_eq!(output.read(text.as_bytes(), &b""[..]).as_deref(), Some("http://127.0.0.1:1"));
            assert_eq!(output.setup_token(), Some("abc"), "{text}");
        }
    }

    #[test]
    fn a_process_that_ends_without_an_address_is_not_ready() {
        let mut output = Output::default();
        assert_eq!(output.read(&b"Data directory: /x\n"[..], &b"no\xffise\n"[..]), None);
        output.join();
        assert_eq!(output.setup_token(), None);
        assert_eq!(output.errors(), "no\u{fffd}ise\n");
    }

    #[test]
    fn a_second_server_has_its_own_address_and_token_and_adds_to_the_log() {
        let mut output = Output::default();
        let first = &b"Meshery is ready at http://127.0.0.1:1\nSetup token: abc\n"[..];
        assert_eq!(output.read(first, &b"one\n"[..]).as_deref(), Some("http://127.0.0.1:1"));
        assert_eq!(output.setup_token(), Some("abc"));
        output.join();
        let second = &b"Meshery is ready at http://127.0.0.1:2\n"[..];
        assert_eq!(output.read(second, &b"two\n"[..]).as_deref(), Some("http://127.0.0.1:2"));
        assert_eq!(output.setup_token(), None);
        output.join();
        assert_eq!(output.errors(), "one\ntwo\n");
        assert!(output.wait_for_error("two"));
    }
}
