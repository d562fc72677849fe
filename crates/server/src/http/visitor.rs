//! The other side of a connection, and the address by which it reaches this server.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use meshery_app::identity::Visitor;
use url::Url;

use super::ApiError;
use crate::AppState;

/// Who is on the other side, as far as that can be seen.
#[derive(Debug)]
pub(crate) struct From(pub Visitor);

impl FromRequestParts<AppState> for From {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let address = peer.map(|peer| origin(peer, &parts.headers, &state.trusted_proxies));
        let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        Ok(Self(Visitor { address, client: agent.map(describe).unwrap_or_default() }))
    }
}

/// The address of this server as the client knows it, without a path: the configured one, or what the client
/// sent.
#[derive(Debug)]
pub(crate) struct Base(pub Url);

impl FromRequestParts<AppState> for Base {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        if let Some(url) = &state.public_url {
            return Ok(Self(url.clone()));
        }
        let scheme = if state.is_secure { "https" } else { "http" };
        let host = super::guard::host(&parts.headers, &parts.uri).unwrap_or_default();
        let wrong = |message: String| ApiError::Parameter { name: "host".to_owned(), message };
        Url::parse(&format!("{scheme}://{host}/")).map(Self).map_err(|error| wrong(error.to_string()))
    }
}

/// Returns the address a request comes from. What a proxy says is believed only of those that are trusted: the
/// last address in `X-Forwarded-For` that is none of theirs was seen by one of them, all before it is hearsay.
fn origin(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    if !trusted.contains(&peer) {
        return peer;
    }
    let values = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let said: Vec<IpAddr> =
        values.flat_map(|value| value.split(',')).filter_map(|address| address.trim().parse().ok()).collect();
    said.into_iter().rev().find(|address| !trusted.contains(address)).unwrap_or(peer)
}

/// Names a browser and its system, such as `Firefox on Linux`; anything else by its own first word.
fn describe(agent: &str) -> String {
    let find = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| agent.contains(mark)).map(|&(_, name)| name)
    };
    // Every browser claims to be those before it, so the most specific mark comes first.
    let browser = find(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = find(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(browser), None) => browser.to_owned(),
        (None, _) => agent.split(['/', ' ']).next().unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_trusted_proxies_are_believed() {
        let address = |text: &str| text.parse::<IpAddr>().expect("address");
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", "6.6.6.6, 203.0.113.7".parse().expect("value"));
        headers.append("x-forwarded-for", "10.0.0.2".parse().expect("value"));
        let trusted = [address("10.0.0.1"), address("10.0.0.2")];
        assert_eq!(origin(address("10.0.0.1"), &headers, &trusted), address("203.0.113.7"));
        assert_eq!(origin(address("192.0.2.9"), &headers, &trusted), address("192.0.2.9"));
        assert_eq!(origin(address("10.0.0.1"), &HeaderMap::new(), &trusted), address("10.0.0.1"));
    }

    #[test]
    fn browsers_are_named_as_people_know_them() {
        let chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";
        assert_eq!(describe(chrome), "Chrome on Linux");
        assert_eq!(describe(&format!("{chrome} Edg/140.0")), "Edge on Linux");
        assert_eq!(describe("curl/8.1"), "curl");
        assert_eq!(describe(""), "");
    }
}
