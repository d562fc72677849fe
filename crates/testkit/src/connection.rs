//! One connection for many requests, for floods: nothing but the request and the answer takes time.

use std::io::{BufRead as _, BufReader, Error, ErrorKind, Read as _, Result, Write as _};
use std::net::TcpStream;
use std::time::Duration;

/// A connection to a server without TLS.
#[derive(Debug)]
pub struct Connection {
    host: String,
    stream: BufReader<TcpStream>,
}

/// What matters of an answer in a flood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answered {
    /// HTTP status.
    pub status: u16,
    /// Seconds in `Retry-After`.
    pub retry_after: Option<u64>,
}

impl Connection {
    /// Connects to a server by its address, such as `http://127.0.0.1:9081`.
    ///
    /// # Errors
    /// When nobody listens there.
    pub fn open(url: &str) -> Result<Self> {
        let host = url.strip_prefix("http://").unwrap_or(url).trim_end_matches('/').to_owned();
        let stream = TcpStream::connect(&host)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        stream.set_nodelay(true)?;
        Ok(Self { host, stream: BufReader::new(stream) })
    }

    /// Sends a request and reads the answer. Headers are whole lines with their ends.
    ///
    /// # Errors
    /// When the server closes the connection or answers something that is not HTTP.
    pub fn ask(&mut self, method: &str, path: &str, headers: &str, body: &str) -> Result<Answered> {
        let (host, length) = (&self.host, body.len());
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {host}\r\n{headers}content-length: {length}\r\n\r\n{body}"
        );
        self.stream.get_mut().write_all(request.as_bytes())?;
        let status = self.line()?;
        let status = status.split(' ').nth(1).and_then(|status| status.parse().ok());
        let mut answered = Answered { status: status.ok_or_else(|| odd("no status"))?, retry_after: None };
        let mut length = Some(0);
        loop {
            let line = self.line()?.to_ascii_lowercase();
            match line.split_once(": ") {
                _ if line.is_empty() => break,
                Some(("content-length", value)) => length = value.parse().ok(),
                Some(("transfer-encoding", "chunked")) => length = None,
                Some(("retry-after", value)) => answered.retry_after = value.parse().ok(),
                _ => {}
            }
        }
        match length {
            Some(length) => self.skip(length)?,
            None => while self.skip_chunk()? {},
        }
        Ok(answered)
    }

    /// Skips a chunk of a body and tells whether it was not the last.
    fn skip_chunk(&mut self) -> Result<bool> {
        let size = usize::from_str_radix(&self.line()?, 16).map_err(|_| odd("no size of a chunk"))?;
        self.skip(size)?;
        self.line()?;
        Ok(size > 0)
    }

    fn skip(&mut self, bytes: usize) -> Result<()> {
        self.stream.read_exact(&mut vec![0; bytes])
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        match self.stream.read_line(&mut line)? {
            0 => Err(odd("the connection was closed")),
            _ => Ok(line.trim_end().to_owned()),
        }
    }
}

fn odd(what: &str) -> Error {
    Error::new(ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn answers_of_any_form_are_read_one_after_the_other() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("listen");
        let url = format!("http://{}", listener.local_addr().expect("address"));
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("a connection");
            let whole = "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 7\r\nContent-Length: 5\r\n\r\nlater";
            let parts = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\nA\r\n0123456789\r\n0\r\n\r\n";
            let none = "HTTP/1.1 204 No Content\r\n\r\n";
            for answer in [whole, parts, none, whole] {
                let mut request = [0; 1024];
                let length = stream.read(&mut request).expect("a request");
                assert!(request[..length].ends_with(b"x: y\r\ncontent-length: 3\r\n\r\nabc"));
                stream.write_all(answer.as_bytes()).expect("send");
            }
        });
        let mut connection = Connection::open(&url).expect("connection");
        let mut ask = || connection.ask("POST", "/a", "x: y\r\n", "abc");
        let answered = |status, retry_after| Answered { status, retry_after };
        assert_eq!(ask().expect("answer"), answered(429, Some(7)));
        assert_eq!(ask().expect("answer"), answered(200, None));
        assert_eq!(ask().expect("answer"), answered(204, None));
        assert_eq!(ask().expect("answer"), answered(429, Some(7)));
        server.join().expect("all requests were right");
        ask().expect_err("the connection is closed");
    }
}
