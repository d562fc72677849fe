//! A line on standard error that says how far something is, on terminals only.

use std::io::{self, IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

/// How often the line changes at most.
const PAUSE: Duration = Duration::from_millis(100);
/// Longest line: what a narrow terminal wraps, can't be written over.
const WIDTH: usize = 79;

/// A line that is written over itself. It disappears when this is dropped.
#[derive(Debug)]
pub struct Progress {
    is_shown: bool,
    written: Option<Instant>,
}

impl Progress {
    /// Starts with an empty line.
    pub fn new() -> Self {
        Self { is_shown: io::stderr().is_terminal(), written: None }
    }

    /// Changes the line, unless it was changed just now.
    pub fn show(&mut self, text: impl FnOnce() -> String) {
        let is_due = self.written.is_none_or(|written| written.elapsed() >= PAUSE);
        if self.is_shown && is_due {
            eprint!("\r\x1b[K{}", text().chars().take(WIDTH).collect::<String>());
            // A terminal that can't be written shows no progress; what matters is said elsewhere.
            drop(io::stderr().flush());
            self.written = Some(Instant::now());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.written.is_some() {
            eprint!("\r\x1b[K");
        }
    }
}

/// Writes a number of bytes for people.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1000)),
        1_000_000..1_000_000_000 => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
        _ => format!("{}.{} GB", bytes / 1_000_000_000, bytes / 100_000_000 % 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_written_for_people() {
        let sizes = [0, 1, 999_999, 1_000_000, 345_678_901, 1_100_000_000].map(size);
        assert_eq!(sizes, ["0 kB", "1 kB", "1000 kB", "1.0 MB", "345.6 MB", "1.1 GB"]);
    }
}
