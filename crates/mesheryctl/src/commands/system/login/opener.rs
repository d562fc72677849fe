//! Opens a page in the browser of whoever sits at this machine.

use std::env;
use std::io;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long a browser may take to say that it can't be started.
const PATIENCE: Duration = Duration::from_secs(1);

/// Tells whether there seems to be a screen that shows a browser.
pub fn has_screen() -> bool {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    if cfg!(target_os = "linux") {
        is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
    } else {
        !is_set("SSH_CONNECTION")
    }
}

/// Opens an address: with what `BROWSER` names if it is set, else with the system's default browser.
///
/// # Errors
/// When no browser can be started.
pub fn open(address: &str) -> io::Result<()> {
    let system = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let named = env::var("BROWSER").unwrap_or_default();
    let mut result = Err(io::ErrorKind::NotFound.into());
    for command in named.split(':').chain([system]).filter_map(|command| words(command, address)) {
        result = start(&command);
        if result.is_ok() {
            break;
        }
    }
    result
}

/// Splits a command into program and arguments, the address in the place of `%s` or at the end.
fn words(command: &str, address: &str) -> Option<Vec<String>> {
    let mut words: Vec<String> = command.split_whitespace().map(|word| word.replace("%s", address)).collect();
    if words.is_empty() {
        return None;
    }
    if !command.contains("%s") {
        words.push(address.to_owned());
    }
    Some(words)
}

/// Starts a program and lets it go, unless it fails at once.
fn start(command: &[String]) -> io::Result<()> {
    let Some((program, arguments)) = command.split_first() else { return Ok(()) };
    let mut process = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        match process.try_wait()? {
            Some(status) if status.success() => return Ok(()),
            Some(status) => return Err(io::Error::other(format!("`{program}` ended with {status}"))),
            None => sleep(Duration::from_millis(20)),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_goes_where_the_command_wants_it() {
        let expected = |list: &[&str]| Some(list.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        assert_eq!(words("firefox", "http://a"), expected(&["firefox", "http://a"]));
        assert_eq!(words("x --url=%s -n", "http://a"), expected(&["x", "--url=http://a", "-n"]));
        assert_eq!(words("", "http://a"), None);
    }

    #[test]
    fn a_program_that_fails_at_once_opened_nothing() {
        assert!(start(&["true".to_owned()]).is_ok());
        assert!(start(&["false".to_owned()]).is_err());
        assert!(start(&["no such program".to_owned()]).is_err());
    }
}
