//! The port the browser comes back to: on 127.0.0.1 only, for one answer with the right state, and not for long.
//!
//! Browsers open connections ahead of need and ask for icons, so several visitors are served side by side, and
//! whoever does not bring the state is sent away without ending the wait.

use std::io::{self, ErrorKind, Read as _, Write as _};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Time between two looks at the port.
const PAUSE: Duration = Duration::from_millis(10);
/// How long a visitor may take to say what they want, and to take the answer.
const VISIT: Duration = Duration::from_secs(10);
/// Most visitors at a time; the first ones leave.
const VISITORS: usize = 32;
/// Most bytes a visitor may say.
const HEAD_LIMIT: usize = 16 << 10;

const DONE: &str = "mesheryctl has what it needs. You can close this page and go back to the terminal.";
const DENIED: &str = "mesheryctl was not let in. You can close this page and go back to the terminal.";
const WRONG: &str = "This is not an answer that mesheryctl waits for.";

/// A port that waits for the browser.
#[derive(Debug)]
pub struct Callback {
    listener: TcpListener,
    port: u16,
}

/// Why there is no code.
#[derive(Debug, PartialEq, Eq)]
pub enum Missed {
    /// The browser did not come in time.
    TimedOut,
    /// The person said no.
    Denied,
    /// Something else went wrong; holds what the server calls it.
    Failed(String),
}

impl Callback {
    /// Opens a free port.
    ///
    /// # Errors
    /// When there is none.
    pub fn listen() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let port = listener.local_addr()?.port();
        Ok(Self { listener, port })
    }

    /// Returns the address the browser is sent to.
    pub fn redirect_uri(&self) -> String {
        format!("http://127.0.0.1:{}/callback", self.port)
    }

    /// Waits for the one answer with this state, and closes the port.
    ///
    /// # Errors
    /// When the answer is no, or nobody comes.
    pub fn wait(self, state: &str, patience: Duration) -> Result<String, Missed> {
        let end = Instant::now() + patience;
        let mut visitors: Vec<Visitor> = Vec::new();
        while Instant::now() < end {
            while let Ok((stream, _)) = self.listener.accept() {
                if visitors.len() == VISITORS {
                    visitors.remove(0);
                }
                visitors.extend(Visitor::new(stream));
            }
            let mut staying = Vec::with_capacity(visitors.len());
            for mut visitor in visitors {
                match visitor.listen() {
                    Said::Nothing => {}
                    Said::NotAll => staying.push(visitor),
                    Said::All(target) => {
                        if let Some(answer) = visitor.serve(&target, state) {
                            return answer;
                        }
                    }
                }
            }
            visitors = staying;
            sleep(PAUSE);
        }
        Err(Missed::TimedOut)
    }
}

/// Somebody who came to the port.
struct Visitor {
    stream: TcpStream,
    head: Vec<u8>,
    since: Instant,
}

/// What a visitor said so far.
enum Said {
    /// They left, or waste time.
    Nothing,
    NotAll,
    /// What they ask for; empty if it can't be understood.
    All(String),
}

impl Visitor {
    fn new(stream: TcpStream) -> Option<Self> {
        stream.set_nonblocking(true).ok()?;
        Some(Self { stream, head: Vec::new(), since: Instant::now() })
    }

    fn listen(&mut self) -> Said {
        let mut bytes = [0; 4096];
        loop {
            match self.stream.read(&mut bytes) {
                Ok(0) => return Said::Nothing,
                Ok(length) => self.head.extend(bytes.iter().take(length)),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                Err(_) => return Said::Nothing,
            }
            if self.head.len() > HEAD_LIMIT {
                return Said::All(String::new());
            }
        }
        if self.head.windows(4).any(|end| end == b"\r\n\r\n") {
            return Said::All(target(&self.head).unwrap_or_default());
        }
        if self.since.elapsed() < VISIT { Said::NotAll } else { Said::Nothing }
    }

    /// Answers, and returns what was waited for if this was it.
    fn serve(&mut self, target: &str, state: &str) -> Option<Result<String, Missed>> {
        let answer = judge(target, state);
        let (status, text) = match &answer {
            Some(Ok(_)) => ("200 OK", DONE),
            Some(Err(_)) => ("200 OK", DENIED),
            None => ("400 Bad Request", WRONG),
        };
        // Whether the page arrives changes nothing about the sign-in.
        drop(self.write(status, text));
        answer
    }

    fn write(&mut self, status: &str, text: &str) -> io::Result<()> {
        let page = format!(
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>mesheryctl</title><p>{text}</p></html>\n"
        );
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\
             Cache-Control: no-store\r\nContent-Security-Policy: default-src 'none'\r\n\
             Referrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
            page.len()
        );
        self.stream.set_nonblocking(false)?;
        self.stream.set_write_timeout(Some(VISIT))?;
        self.stream.write_all((head + &page).as_bytes())?;
        self.stream.shutdown(Shutdown::Write)
    }
}

/// Returns the path and query of a `GET`.
fn target(head: &[u8]) -> Option<String> {
    let line = head.split(|byte| *byte == b'\r').next()?;
    let rest = std::str::from_utf8(line).ok()?.strip_prefix("GET ")?;
    rest.strip_suffix(" HTTP/1.1").or_else(|| rest.strip_suffix(" HTTP/1.0")).map(str::to_owned)
}

/// Returns what the browser brings, if it is the answer to our request.
fn judge(target: &str, state: &str) -> Option<Result<String, Missed>> {
    let query = target.strip_prefix("/callback?")?;
    let only = |name: &str| {
        let mut values = query.split('&').filter_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        values.next().filter(|value| !value.is_empty() && values.next().is_none()).and_then(decode)
    };
    if only("state")? != state {
        return None;
    }
    match (only("code"), only("error")) {
        (Some(code), None) => Some(Ok(code)),
        (None, Some(error)) if error == "access_denied" => Some(Err(Missed::Denied)),
        (None, Some(error)) => {
            Some(Err(Missed::Failed(error.chars().filter(|c| !c.is_control()).take(200).collect())))
        }
        _ => None,
    }
}

/// Reads a value of a query.
fn decode(value: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        let digit =
            |byte: Option<u8>| char::from(byte?).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => digit(rest.next())? * 16 + digit(rest.next())?,
            _ => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit(uri: &str, request: &str) -> String {
        let address = uri.strip_prefix("http://").and_then(|rest| rest.strip_suffix("/callback"));
        let mut stream = TcpStream::connect(address.expect("address")).expect("connection");
        stream.write_all(request.as_bytes()).expect("request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("answer");
        answer
    }

    fn get(uri: &str, target: &str) -> String {
        visit(uri, &format!("GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"))
    }

    #[test]
    fn only_the_right_state_ends_the_wait() {
        let callback = Callback::listen().expect("port");
        let uri = callback.redirect_uri();
        let waiting = std::thread::spawn(move || callback.wait("right", Duration::from_secs(20)));
        // A browser that connects ahead of need and says nothing must not keep others waiting.
        let address = uri.strip_prefix("http://").and_then(|rest| rest.strip_suffix("/callback"));
        let idle = TcpStream::connect(address.expect("address")).expect("connection");
        for wrong in [
            "/",
            "/favicon.ico",
            "/callback",
            "/callback?code=a",
            "/callback?code=a&state=wrong",
            "/callback?code=a&code=b&state=right",
            "/callback?code=&state=right",
            "/callback?error=access_denied",
            "/other?code=a&state=right",
        ] {
            let answer = get(&uri, wrong);
            assert!(answer.starts_with("HTTP/1.1 400 "), "{wrong}: {answer}");
        }
        assert!(
            visit(&uri, "POST /callback?code=a&state=right HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 400 ")
        );
        let answer = get(&uri, "/callback?state=right&code=a%2Bb");
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.contains(DONE), "{answer}");
        assert_eq!(waiting.join().expect("wait"), Ok("a+b".to_owned()));
        drop(idle);
        assert!(TcpStream::connect(address.expect("address")).is_err(), "the port is closed");
    }

    #[test]
    fn a_no_is_an_answer() {
        for (error, missed) in
            [("access_denied", Missed::Denied), ("server_error", Missed::Failed("server_error".to_owned()))]
        {
            let callback = Callback::listen().expect("port");
            let uri = callback.redirect_uri();
            let waiting = std::thread::spawn(move || callback.wait("s", Duration::from_secs(20)));
            assert!(get(&uri, &format!("/callback?error={error}&state=s")).contains(DENIED));
            assert_eq!(waiting.join().expect("wait"), Err(missed));
        }
    }

    #[test]
    fn nobody_is_waited_for_forever() {
        let callback = Callback::listen().expect("port");
        assert_eq!(callback.wait("s", Duration::from_millis(30)), Err(Missed::TimedOut));
    }
}
