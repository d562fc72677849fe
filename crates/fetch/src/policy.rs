//! What an operator permits: where requests may go, how much they may bring, how long they may take.

use std::net::IpAddr;
use std::str::FromStr;
use std::time::Duration;

use ipnet::IpNet;
use rustls::pki_types::CertificateDer;

use crate::{Error, Range};

/// What an operator permits. The default permits public addresses only.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Names and networks that may be reached though they are not public.
    pub allow: Vec<Allowed>,
    /// Certificate authorities that are trusted beside the public ones.
    pub authorities: Vec<CertificateDer<'static>>,
    /// How many redirects a request follows.
    pub max_redirects: usize,
    /// Largest body that is fetched, in bytes.
    pub max_bytes: u64,
    /// How much the objects of a Git repository may unpack to, in bytes.
    pub max_unpacked_bytes: u64,
    /// How many files are taken from a Git repository.
    pub max_files: usize,
    /// Longest wait for a name, a connection and its TLS handshake.
    pub connect_timeout: Duration,
    /// Longest wait for the next bytes of an answer.
    pub idle_timeout: Duration,
    /// Longest time that one call takes with all its requests.
    pub total_timeout: Duration,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            allow: Vec::new(),
            authorities: Vec::new(),
            max_redirects: 5,
            max_bytes: 64 << 20,
            max_unpacked_bytes: 256 << 20,
            max_files: 10_000,
            connect_timeout: Duration::from_secs(10),
            idle_timeout: Duration::from_secs(30),
            total_timeout: Duration::from_secs(120),
        }
    }
}

impl Policy {
    /// Tells whether the operator listed this host by name.
    pub(crate) fn allows_name(&self, host: &str) -> bool {
        self.allow.iter().any(|allowed| matches!(allowed, Allowed::Host(name) if name == host))
    }

    /// Returns why an address must not be connected to; `listed` says that it was found under a listed name.
    ///
    /// A listed name may lead into the organization, not to link-local addresses: whoever wants those, where
    /// metadata services live, lists the network itself.
    pub(crate) fn refuses(&self, address: IpAddr, listed: bool) -> Option<Range> {
        let range = crate::classify(address)?;
        let address = address.to_canonical();
        let network =
            self.allow.iter().any(|allowed| matches!(allowed, Allowed::Net(net) if net.contains(&address)));
        let named = listed && matches!(range, Range::Loopback | Range::Private | Range::Shared);
        (!network && !named).then_some(range)
    }
}

/// One entry of the allow-list: a network (`10.0.0.0/8`), an address or a host name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// Every address of a network.
    Net(IpNet),
    /// A host by its name, lower case, without a dot at the end.
    Host(String),
}

impl FromStr for Allowed {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        if let Ok(net) = text.parse::<IpNet>() {
            return Ok(Self::Net(net));
        }
        match url::Host::parse(text) {
            Ok(url::Host::Ipv4(address)) => Ok(Self::Net(IpAddr::V4(address).into())),
            Ok(url::Host::Ipv6(address)) => Ok(Self::Net(IpAddr::V6(address).into())),
            Ok(url::Host::Domain(name)) => Ok(Self::Host(name.trim_end_matches('.').to_owned())),
            Err(_) => text
                .parse::<IpAddr>()
                .map(|address| Self::Net(address.into()))
                .map_err(|_| Error::Allowed { given: text.to_owned() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(allow: &[&str]) -> Policy {
        Policy {
            allow: allow.iter().map(|text| text.parse().expect("an entry")).collect(),
            ..Policy::default()
        }
    }

    #[test]
    fn entries_are_networks_addresses_or_names() {
        assert!(matches!("10.0.0.0/8".parse(), Ok(Allowed::Net(_))));
        assert!(matches!("::1".parse(), Ok(Allowed::Net(_))));
        assert!(matches!("10.1.2.3".parse(), Ok(Allowed::Net(_))));
        assert_eq!(
            "Registry.Example.".parse::<Allowed>().ok(),
            Some(Allowed::Host("registry.example".to_owned()))
        );
        assert!("10.0.0.0/33".parse::<Allowed>().is_err());
        assert!("a b".parse::<Allowed>().is_err());
    }

    #[test]
    fn a_listed_network_opens_itself_only() {
        let policy = policy(&["10.0.0.0/8"]);
        let refused = |address: &str| policy.refuses(address.parse().expect("an address"), false);
        assert_eq!(refused("10.9.9.9"), None);
        assert_eq!(refused("::ffff:10.9.9.9"), None);
        assert_eq!(refused("192.168.0.1"), Some(Range::Private));
    }

    #[test]
    fn a_listed_name_does_not_open_metadata_services() {
        let policy = policy(&["registry.internal"]);
        assert!(policy.allows_name("registry.internal"));
        let refused = |address: &str| policy.refuses(address.parse().expect("an address"), true);
        assert_eq!(refused("192.168.0.1"), None);
        assert_eq!(refused("169.254.169.254"), Some(Range::LinkLocal));
    }
}
