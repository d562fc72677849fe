//! Keeps pages of other sites from using this server through their visitor's browser.
//!
//! A browser sends its cookies, and its position on a machine or network, along with whatever a page asks. So
//! two doors are shut: requests that change something, and WebSockets, must not come from another origin; and a
//! server on loopback answers only to loopback names and its configured one, which a DNS answer can't forge (DNS
//! rebinding).

use std::net::IpAddr;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use url::Url;

use super::ApiError;
use crate::AppState;

pub(super) async fn refuse_foreign(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let host = host(request.headers(), request.uri());
    let public = state.public_url.as_ref();
    if state.loopback_only
        && let Some(host) = host.as_deref().filter(|host| !is_loopback(host) && !is_public(host, public))
    {
        return ApiError::ForeignHost { host: host.to_owned() }.into_response();
    }
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let is_upgrade = request.headers().contains_key(header::UPGRADE);
    if (changes || is_upgrade)
        && let Some(origin) = foreign_origin(request.headers(), host.as_deref(), public)
    {
        return ApiError::ForeignOrigin { origin }.into_response();
    }
    next.run(request).await
}

/// Host of the request, with its port.
pub(super) fn host(headers: &HeaderMap, uri: &Uri) -> Option<String> {
    let header = headers.get(header::HOST).and_then(|value| value.to_str().ok());
    header.or_else(|| uri.authority().map(axum::http::uri::Authority::as_str)).map(str::to_owned)
}

/// Tells whether a host is that of the configured address.
fn is_public(host: &str, public: Option<&Url>) -> bool {
    public.is_some_and(|url| authority(url).eq_ignore_ascii_case(host))
}

/// Host of an address, with its port unless that is the usual one.
fn authority(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// The origin of the page that sent the request, if it is another one than ours.
fn foreign_origin(headers: &HeaderMap, host: Option<&str>, public: Option<&Url>) -> Option<String> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if text("sec-fetch-site") == Some("cross-site") {
        return Some(text("origin").unwrap_or("unknown").to_owned());
    }
    let origin = text("origin")?;
    let authority = origin.split_once("://").map_or(origin, |(_, rest)| rest);
    (Some(authority) != host && !is_public(authority, public)).then(|| origin.to_owned())
}

fn is_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.rsplit_once(':').map_or(host, |(name, _)| name),
    };
    name.eq_ignore_ascii_case("localhost")
        || name.to_ascii_lowercase().ends_with(".localhost")
        || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopback_names_are_loopback() {
        for host in ["localhost", "localhost:9081", "127.0.0.1:9081", "[::1]:9081", "meshery.localhost:80"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in
            ["example.com", "example.com:9081", "127.0.0.1.example.com", "10.0.0.1:80", "[::2]:80", ""]
        {
            assert!(!is_loopback(host), "{host}");
        }
    }

    #[test]
    fn the_origin_must_be_the_host() {
        let headers = |pairs: &[(&'static str, &str)]| {
            pairs
                .iter()
                .map(|(name, value)| (name.parse().expect("name"), value.parse().expect("value")))
                .collect()
        };
        let ours = Some("127.0.0.1:9081");
        assert_eq!(foreign_origin(&headers(&[]), ours, None), None);
        assert_eq!(foreign_origin(&headers(&[("origin", "http://127.0.0.1:9081")]), ours, None), None);
        assert!(foreign_origin(&headers(&[("origin", "https://evil.example")]), ours, None).is_some());
        assert!(foreign_origin(&headers(&[("origin", "null")]), ours, None).is_some());
        assert!(foreign_origin(&headers(&[("sec-fetch-site", "cross-site")]), ours, None).is_some());
        let public = Url::parse("https://meshery.example.com/").expect("address");
        let proxied = headers(&[("origin", "https://meshery.example.com")]);
        assert_eq!(foreign_origin(&proxied, ours, Some(&public)), None);
    }
}
