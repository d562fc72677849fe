//! Ports that nobody listens on.

use std::net::{Ipv4Addr, TcpListener};

/// Returns a port of the loopback address that was free a moment ago, for what has to be named before it runs.
///
/// # Panics
/// When the system has none.
#[must_use]
pub fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("address").port()
}
