//! What an address has to look like before anything is resolved or connected.

use url::{Host, Url};

use crate::{Error, Policy};

/// Ports of services that must never mistake a request for their own protocol: those the Fetch standard of
/// browsers blocks.
const BLOCKED_PORTS: &[u16] = &[
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103,
    104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514,
    515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723,
    2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
];

/// Longest address that is looked at, in bytes.
const LONGEST: usize = 8192;

/// Reads an address as a client wrote it.
pub(crate) fn parse(text: &str) -> Result<Url, Error> {
    if text.len() > LONGEST {
        return Err(Error::Url { reason: "it is longer than 8192 bytes".to_owned() });
    }
    let url = Url::parse(text).map_err(|source| Error::Url { reason: source.to_string() })?;
    // Seen here first, so that no later error repeats them.
    if has_userinfo(&url) { Err(Error::Userinfo) } else { Ok(url) }
}

fn has_userinfo(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

/// A checked address, in pieces.
#[derive(Debug)]
pub(crate) struct Target {
    /// The host; a name has no dot at its end.
    pub host: Host<String>,
    /// The port.
    pub port: u16,
    /// Whether TLS is spoken.
    pub tls: bool,
    /// Whether the operator listed the host by name.
    pub listed: bool,
}

impl Target {
    /// Checks what can be seen from the address alone.
    pub(crate) fn check(url: &Url, policy: &Policy) -> Result<Self, Error> {
        let tls = match url.scheme() {
            "https" => true,
            "http" => false,
            other => return Err(Error::Scheme { scheme: other.to_owned() }),
        };
        if has_userinfo(url) {
            return Err(Error::Userinfo);
        }
        let no_host = || Error::Url { reason: "it has no host".to_owned() };
        let host = match url.host().ok_or_else(no_host)? {
            Host::Domain(name) => Host::Domain(name.trim_end_matches('.').to_owned()),
            Host::Ipv4(address) => Host::Ipv4(address),
            Host::Ipv6(address) => Host::Ipv6(address),
        };
        let port = url.port_or_known_default().ok_or_else(no_host)?;
        if BLOCKED_PORTS.contains(&port) {
            return Err(Error::Port { port });
        }
        let listed = check_name(&host, policy)?;
        Ok(Self { host, port, tls, listed })
    }
}

/// Refuses names that mean this machine by definition (RFC 6761), whatever a resolver says.
fn check_name(host: &Host<String>, policy: &Policy) -> Result<bool, Error> {
    let Host::Domain(name) = host else { return Ok(false) };
    if name.is_empty() {
        return Err(Error::Url { reason: "it has no host".to_owned() });
    }
    let listed = policy.allows_name(name);
    if !listed && (name == "localhost" || name.ends_with(".localhost")) {
        return Err(Error::Forbidden { host: name.clone(), range: crate::Range::Loopback });
    }
    Ok(listed)
}

/// Returns an address for error texts: without query and fragment, which may hold signatures and tokens.
pub(crate) fn shown(url: &Url) -> String {
    let mut url = url.clone();
    url.set_query(None);
    url.set_fragment(None);
    // Both fail only for addresses without a host, which have no user either.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn error_texts_show_no_secrets_of_an_address() {
        let url = Url::parse("https://user:pw@host.example/a/b?token=secret#frag").expect("an address");
        assert_eq!(shown(&url), "https://host.example/a/b");
    }

    #[test]
    fn a_dot_at_the_end_of_a_name_is_dropped() {
        let url = Url::parse("https://host.example./").expect("an address");
        let target = Target::check(&url, &Policy::default()).expect("a target");
        assert_eq!(target.host, Host::Domain("host.example".to_owned()));
    }
}
