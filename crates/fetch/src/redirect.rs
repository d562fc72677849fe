//! Where a redirect leads. That the new address may be reached is checked with the next request.

use http::{HeaderMap, StatusCode, header};
use url::Url;

use crate::Error;
use crate::target::shown;

/// Returns the address that an answer sends to, or nothing if it is no redirect.
pub(crate) fn next(from: &Url, status: StatusCode, headers: &HeaderMap) -> Result<Option<Url>, Error> {
    if !matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let refuse = |reason| Error::Redirect { url: shown(from), reason };
    let location = headers.get(header::LOCATION).ok_or_else(|| refuse("it does not say where to"))?;
    let location = location.to_str().map_err(|_| refuse("its `Location` is no text"))?;
    let to = from.join(location).map_err(|_| refuse("its `Location` is no address"))?;
    if from.scheme() == "https" && to.scheme() == "http" {
        return Err(refuse("it leads from https to http"));
    }
    Ok(Some(to))
}

/// Tells whether credentials for one address may be shown to another.
pub(crate) fn same_origin(one: &Url, other: &Url) -> bool {
    one.scheme() == other.scheme()
        && one.host() == other.host()
        && one.port_or_known_default() == other.port_or_known_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn follow(from: &str, status: u16, location: Option<&str>) -> Result<Option<String>, Error> {
        let mut headers = HeaderMap::new();
        if let Some(location) = location {
            headers.insert(header::LOCATION, location.parse().expect("a header"));
        }
        let from = Url::parse(from).expect("an address");
        Ok(next(&from, StatusCode::from_u16(status).expect("a status"), &headers)?.map(String::from))
    }

    #[test]
    fn locations_are_relative_or_absolute() {
        let to = |location| follow("https://a.example/x/y", 302, Some(location)).expect("a redirect");
        assert_eq!(to("z").as_deref(), Some("https://a.example/x/z"));
        assert_eq!(to("/z").as_deref(), Some("https://a.example/z"));
        assert_eq!(to("//b.example/z").as_deref(), Some("https://b.example/z"));
        assert_eq!(to("https://b.example/z").as_deref(), Some("https://b.example/z"));
    }

    #[test]
    fn only_redirects_redirect() {
        assert_eq!(follow("https://a.example", 200, Some("/z")).expect("no redirect"), None);
        assert_eq!(follow("https://a.example", 304, Some("/z")).expect("no redirect"), None);
    }

    #[test]
    fn https_never_becomes_http() {
        let refused = follow("https://a.example", 301, Some("http://a.example/")).expect_err("a refusal");
        assert!(matches!(refused, Error::Redirect { reason: "it leads from https to http", .. }));
        assert!(follow("http://a.example", 301, Some("https://a.example/")).is_ok());
    }

    #[test]
    fn a_redirect_says_where_to() {
        assert!(follow("https://a.example", 302, None).is_err());
        assert!(follow("https://a.example", 302, Some("https://[")).is_err());
    }

    #[test]
    fn an_origin_is_scheme_host_and_port() {
        let same = |a, b| same_origin(&Url::parse(a).expect("a"), &Url::parse(b).expect("b"));
        assert!(same("https://a.example/x", "https://a.example:443/y"));
        assert!(!same("https://a.example", "https://b.example"));
        assert!(!same("https://a.example", "https://a.example:444"));
        assert!(!same("http://a.example:443", "https://a.example"));
    }
}
