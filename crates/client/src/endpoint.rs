//! Addresses: the endpoint of a server, and paths and queries below it.

use std::fmt::Write as _;

use ureq::http::Uri;

use crate::Error;

/// The address of a server, without a slash at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Endpoint {
    address: String,
    is_loopback: bool,
}

impl Endpoint {
    /// Reads an address such as `http://localhost:9081`.
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let wrong = |reason| Error::Endpoint { endpoint: text.to_owned(), reason };
        let address = text.trim().trim_end_matches('/');
        let uri: Uri = address.parse().map_err(|_| wrong("it is not an address"))?;
        if !matches!(uri.scheme_str(), Some("http" | "https")) {
            return Err(wrong("it has to begin with `http://` or `https://`"));
        }
        if uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
            return Err(wrong("it must not contain a user or a password"));
        }
        if uri.query().is_some() {
            return Err(wrong("it must not contain a query"));
        }
        let host = uri.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
        let is_loopback = host.eq_ignore_ascii_case("localhost")
            || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback());
        Ok(Self { address: address.to_owned(), is_loopback })
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.address
    }

    /// Tells whether the server runs on this very machine, so that no proxy stands in between.
    pub(crate) fn is_loopback(&self) -> bool {
        self.is_loopback
    }

    /// Returns the address of a path with a query.
    pub(crate) fn at(&self, path: &str, pairs: &[(&str, String)]) -> String {
        query(&format!("{}{path}", self.address), pairs)
    }
}

/// Writes an address with a query.
pub(crate) fn query(address: &str, pairs: &[(&str, impl AsRef<str>)]) -> String {
    let mut url = address.to_owned();
    for (position, (name, value)) in pairs.iter().enumerate() {
        let joint = if position == 0 { '?' } else { '&' };
        let _ = write!(url, "{joint}{name}={}", encode(value.as_ref()));
    }
    url
}

/// Writes a text so that it is one segment of a path or one value of a query.
pub(crate) fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte));
            }
            _ => {
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endpoint_has_no_slash_at_its_end() {
        let endpoint = Endpoint::parse("http://localhost:9081/").expect("endpoint");
        assert_eq!(endpoint.at("/livez", &[]), "http://localhost:9081/livez");
        assert!(endpoint.is_loopback());
        assert!(!Endpoint::parse("https://meshery.example.org").expect("endpoint").is_loopback());
        assert!(Endpoint::parse("http://[::1]:9081").expect("endpoint").is_loopback());
    }

    #[test]
    fn only_http_addresses_are_endpoints() {
        for wrong in ["", "localhost:9081", "ftp://localhost", "http://", "http://user:pw@localhost"] {
            assert!(Endpoint::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn queries_are_encoded() {
        let endpoint = Endpoint::parse("http://localhost:9081").expect("endpoint");
        let url = endpoint.at("/api/pattern", &[("search", "a b&c=ä".to_owned()), ("page", "0".to_owned())]);
        assert_eq!(url, "http://localhost:9081/api/pattern?search=a%20b%26c%3D%C3%A4&page=0");
    }
}
