//! A server that answers what a test wants: for what a real one does only on a bad day, or after minutes.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use serde_json::Value;

/// What was asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Method and path with query, such as `GET /api/user`.
    pub what: String,
    /// Head, in lower case but for the first line.
    pub head: String,
    /// Body as JSON; null if there is none.
    pub body: Value,
}

/// A server on a free port. Its thread ends with the test's process.
pub struct Fake {
    url: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Fake {
    /// Answers every request with a status and a JSON body.
    pub fn start(answer: impl Fn(&Asked) -> (u16, Value) + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("free port");
        let url = format!("http://{}", listener.local_addr().expect("address"));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                serve(stream.expect("connection"), &answer, &log);
            }
        });
        Self { url, asked }
    }

    /// Returns the address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns everything that was asked.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().expect("log").clone()
    }
}

fn serve(mut stream: TcpStream, answer: &impl Fn(&Asked) -> (u16, Value), log: &Mutex<Vec<Asked>>) {
    let mut text = String::new();
    let mut bytes = [0; 4096];
    let asked = loop {
        let length = stream.read(&mut bytes).expect("request");
        if length == 0 {
            return;
        }
        text += std::str::from_utf8(&bytes[..length]).expect("UTF-8");
        if let Some(asked) = parse(&text) {
            break asked;
        }
    };
    log.lock().expect("log").push(asked.clone());
    let (status, body) = answer(&asked);
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let kind = if status < 400 { "application/json" } else { "application/problem+json" };
    let head = format!(
        "HTTP/1.1 {status} Said\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all((head + &body).as_bytes()).expect("answer");
}

/// Reads a request once it is complete.
fn parse(text: &str) -> Option<Asked> {
    let (head, body) = text.split_once("\r\n\r\n")?;
    let (first, rest) = head.split_once("\r\n").unwrap_or((head, ""));
    let rest = rest.to_ascii_lowercase();
    let length = rest.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
    if body.len() < length.unwrap_or(0) {
        return None;
    }
    let what = first.rsplit_once(' ').map_or(first, |(what, _)| what).to_owned();
    let body = serde_json::from_str(body).unwrap_or_default();
    Some(Asked { what, head: rest, body })
}
