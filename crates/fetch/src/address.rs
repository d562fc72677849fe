//! Which network addresses lie outside the public Internet.
//!
//! The ranges are those of the IANA special-purpose registries (RFC 6890 and its successors). IPv6 works the
//! other way round: only global unicast (`2000::/3`) is public, and ranges are taken out of it. Addresses that
//! carry an IPv4 address are judged by what they carry where they are in use today (mapped, NAT64), and
//! refused where they are not (compatible, 6to4, Teredo).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What kind of address it is that requests don't go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Range {
    /// This machine: `127.0.0.0/8`, `::1`.
    Loopback,
    /// Networks of an organization: RFC 1918, `fc00::/7`.
    Private,
    /// Between a provider and its customers: `100.64.0.0/10`.
    Shared,
    /// The nearest network only, where clouds keep their metadata services: `169.254.0.0/16`, `fe80::/10`.
    LinkLocal,
    /// No address of one machine: multicast and broadcast.
    Multicast,
    /// Reserved: unspecified, documentation, benchmarks, tunnels, unassigned.
    Reserved,
}

impl Range {
    /// Returns the word for error texts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Loopback => "loopback",
            Self::Private => "private",
            Self::Shared => "shared",
            Self::LinkLocal => "link-local",
            Self::Multicast => "multicast",
            Self::Reserved => "reserved",
        }
    }
}

/// IPv4 networks as address, prefix length and kind.
const V4: &[(Ipv4Addr, u32, Range)] = &[
    (Ipv4Addr::new(0, 0, 0, 0), 8, Range::Reserved),
    (Ipv4Addr::new(10, 0, 0, 0), 8, Range::Private),
    (Ipv4Addr::new(100, 64, 0, 0), 10, Range::Shared),
    (Ipv4Addr::new(127, 0, 0, 0), 8, Range::Loopback),
    // A public-looking address that answers inside one cloud only: its host agent, with secrets to give.
    (Ipv4Addr::new(168, 63, 129, 16), 32, Range::LinkLocal),
    (Ipv4Addr::new(169, 254, 0, 0), 16, Range::LinkLocal),
    (Ipv4Addr::new(172, 16, 0, 0), 12, Range::Private),
    (Ipv4Addr::new(192, 0, 0, 0), 24, Range::Reserved),
    (Ipv4Addr::new(192, 0, 2, 0), 24, Range::Reserved),
    (Ipv4Addr::new(192, 88, 99, 0), 24, Range::Reserved),
    (Ipv4Addr::new(192, 168, 0, 0), 16, Range::Private),
    (Ipv4Addr::new(198, 18, 0, 0), 15, Range::Reserved),
    (Ipv4Addr::new(198, 51, 100, 0), 24, Range::Reserved),
    (Ipv4Addr::new(203, 0, 113, 0), 24, Range::Reserved),
    (Ipv4Addr::new(224, 0, 0, 0), 4, Range::Multicast),
    (Ipv4Addr::new(255, 255, 255, 255), 32, Range::Multicast),
    (Ipv4Addr::new(240, 0, 0, 0), 4, Range::Reserved),
];

/// IPv6 networks as first segments, prefix length and kind.
const V6: &[([u16; 4], u32, Range)] = &[
    ([0xfc00, 0, 0, 0], 7, Range::Private),
    ([0xfe80, 0, 0, 0], 10, Range::LinkLocal),
    ([0xfec0, 0, 0, 0], 10, Range::Private),
    ([0xff00, 0, 0, 0], 8, Range::Multicast),
    // Protocol assignments, Teredo among them.
    ([0x2001, 0, 0, 0], 23, Range::Reserved),
    ([0x2001, 0xdb8, 0, 0], 32, Range::Reserved),
    ([0x2002, 0, 0, 0], 16, Range::Reserved),
    ([0x3fff, 0, 0, 0], 20, Range::Reserved),
];

/// Returns why an address is not public, or nothing if it is.
#[must_use]
pub fn classify(address: IpAddr) -> Option<Range> {
    match address {
        IpAddr::V4(address) => classify_v4(address),
        IpAddr::V6(address) => classify_v6(address),
    }
}

fn classify_v4(address: Ipv4Addr) -> Option<Range> {
    let bits = u32::from(address);
    V4.iter()
        .find(|(network, length, _)| (bits ^ u32::from(*network)).leading_zeros() >= *length)
        .map(|(.., range)| *range)
}

fn classify_v6(address: Ipv6Addr) -> Option<Range> {
    if address == Ipv6Addr::LOCALHOST {
        return Some(Range::Loopback);
    }
    if let Some(carried) = carried_v4(address) {
        return classify_v4(carried);
    }
    let bits = u128::from(address);
    let special = V6.iter().find(|([a, b, c, d], length, _)| {
        let network = u128::from(Ipv6Addr::new(*a, *b, *c, *d, 0, 0, 0, 0));
        (bits ^ network).leading_zeros() >= *length
    });
    match special {
        Some((.., range)) => Some(*range),
        None if bits >> 125 == 1 => None,
        None => Some(Range::Reserved),
    }
}

/// Returns the IPv4 address that packets to a mapped or NAT64 address end at.
fn carried_v4(address: Ipv6Addr) -> Option<Ipv4Addr> {
    address.to_ipv4_mapped().or_else(|| match address.segments() {
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => Some(Ipv4Addr::from(u32::from(high) << 16 | u32::from(low))),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn kind(address: &str) -> Option<Range> {
        classify(address.parse().expect("an address"))
    }

    #[test]
    fn public_addresses_are_public() {
        for address in ["8.8.8.8", "1.1.1.1", "172.15.0.1", "172.32.0.1", "100.63.255.255", "100.128.0.0"] {
            assert_eq!(kind(address), None, "{address}");
        }
        for address in ["2606:4700::1111", "2a00:1450:4001::1", "::ffff:8.8.8.8", "64:ff9b::808:808"] {
            assert_eq!(kind(address), None, "{address}");
        }
    }

    #[test]
    fn each_range_has_its_name() {
        assert_eq!(kind("127.9.9.9"), Some(Range::Loopback));
        assert_eq!(kind("::1"), Some(Range::Loopback));
        assert_eq!(kind("169.254.169.254"), Some(Range::LinkLocal));
        assert_eq!(kind("fd00:ec2::254"), Some(Range::Private));
        assert_eq!(kind("100.100.100.200"), Some(Range::Shared));
        assert_eq!(kind("255.255.255.255"), Some(Range::Multicast));
        assert_eq!(kind("::"), Some(Range::Reserved));
        assert_eq!(kind("::10.0.0.1"), Some(Range::Reserved));
        assert_eq!(kind("64:ff9b:1::1"), Some(Range::Reserved));
        assert_eq!(kind("2001:0:4136:e378:8000:63bf:3fff:fdd2"), Some(Range::Reserved));
    }

    proptest! {
        #[test]
        fn every_address_of_a_listed_ipv4_network_is_refused(which in 0..V4.len(), host in any::<u32>()) {
            let (network, length, _) = V4[which];
            let host = host.checked_shr(length).unwrap_or(0);
            let address = Ipv4Addr::from(u32::from(network) | host);
            prop_assert!(classify(address.into()).is_some(), "{address}");
            // And so is every IPv6 address that leads there.
            let [a, b, c, d] = address.octets().map(u16::from);
            let (high, low) = (a << 8 | b, c << 8 | d);
            for carrier in [
                address.to_ipv6_mapped(),
                Ipv6Addr::new(0, 0, 0, 0, 0, 0, high, low),
                Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, high, low),
                Ipv6Addr::new(0x64, 0xff9b, 1, 0, 0, 0, high, low),
                Ipv6Addr::new(0x2002, high, low, 0, 0, 0, 0, 1),
                Ipv6Addr::new(0x2001, 0, high, low, 0, 0, !high, !low),
            ] {
                prop_assert!(classify(carrier.into()).is_some(), "{carrier}");
            }
        }

        #[test]
        fn every_address_of_a_listed_ipv6_network_is_refused(which in 0..V6.len(), host in any::<u128>()) {
            let ([a, b, c, d], length, _) = V6[which];
            let network = u128::from(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0));
            let address = Ipv6Addr::from(network | host >> length);
            prop_assert!(classify(address.into()).is_some(), "{address}");
        }

        #[test]
        fn what_the_standard_library_knows_as_local_is_refused(bits in any::<u32>()) {
            let address = Ipv4Addr::from(bits);
            let local = address.is_private() || address.is_loopback() || address.is_link_local()
                || address.is_multicast() || address.is_broadcast() || address.is_documentation()
                || address.is_unspecified();
            prop_assert!(!local || classify(address.into()).is_some(), "{address}");
        }

        #[test]
        fn ipv6_outside_global_unicast_is_refused(bits in any::<u128>()) {
            let address = Ipv6Addr::from(bits);
            prop_assume!(bits >> 125 != 1 && carried_v4(address).is_none());
            prop_assert!(classify(address.into()).is_some(), "{address}");
        }
    }
}
