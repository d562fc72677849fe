//! Names of images: `oci://host/repository:tag` and `oci://host/repository@sha256:…`.

use std::fmt;
use std::str::FromStr;

use url::{Host, Url};

use crate::{Error, digest, target};

/// The registry meant where none is named, and the host that answers for it.
const DEFAULT: &str = "docker.io";
const DEFAULT_HOST: &str = "registry-1.docker.io";
/// Longest name of a repository together with its host, in bytes.
const LONGEST: usize = 255;

/// The name of an image in a registry.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reference {
    registry: String,
    repository: String,
    tag: Option<String>,
    digest: Option<String>,
}

impl Reference {
    /// Returns host and port of the registry, as it is spelt in names: `docker.io` rather than the host that
    /// answers for it.
    #[must_use]
    pub fn registry(&self) -> &str {
        &self.registry
    }

    /// Returns the repository in the registry.
    #[must_use]
    pub fn repository(&self) -> &str {
        &self.repository
    }

    /// Returns the tag, if there is one.
    #[must_use]
    pub fn tag(&self) -> Option<&str> {
        self.tag.as_deref()
    }

    /// Returns what to ask the registry for: the digest, or else the tag, or else `latest`.
    pub(crate) fn target(&self) -> &str {
        self.digest.as_deref().or(self.tag.as_deref()).unwrap_or("latest")
    }

    /// Returns the same image with another tag.
    pub(crate) fn with_tag(&self, tag: &str) -> Result<Self, Error> {
        if !is_tag(tag) {
            return Err(refuse(tag, "a tag has letters, digits, `.`, `-` and `_`, at most 128"));
        }
        Ok(Self { tag: Some(tag.to_owned()), digest: None, ..self.clone() })
    }

    /// Returns the address of the registry. Registries on this machine speak plain HTTP by custom, all others
    /// TLS; those on this machine are reached only where the operator allows it.
    pub(crate) fn base(&self) -> Result<Url, Error> {
        let host = if self.registry == DEFAULT { DEFAULT_HOST } else { &self.registry };
        let url = target::parse(&format!("https://{host}/"))?;
        let local = match url.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        };
        if local { target::parse(&format!("http://{host}/")) } else { Ok(url) }
    }
}

impl FromStr for Reference {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let name = text.strip_prefix("oci://").unwrap_or(text);
        let (name, digest) = match name.split_once('@') {
            Some((name, digest)) => (name, Some(digest)),
            None => (name, None),
        };
        if digest.is_some_and(|digest| digest.contains('/')) {
            return Err(Error::Userinfo);
        }
        if let Some(given) =
            digest.filter(|text| !text.starts_with("sha256:") || digest::parse(text).is_none())
        {
            return Err(refuse(given, "a digest is `sha256:` with 64 hexadecimal digits"));
        }
        let (registry, rest) = split_registry(name);
        let (repository, tag) = match rest.split_once(':') {
            Some((repository, tag)) => (repository, Some(tag)),
            None => (rest, None),
        };
        let repository = match (registry.as_str(), repository.contains('/')) {
            (DEFAULT, false) => format!("library/{repository}"),
            _ => repository.to_owned(),
        };
        if registry.len() + repository.len() > LONGEST || !repository.split('/').all(is_component) {
            return Err(refuse(
                text,
                "a repository has lower case letters and digits, joined by `.`, `-`, `_` and `/`",
            ));
        }
        if tag.is_some_and(|tag| !is_tag(tag)) {
            return Err(refuse(text, "a tag has letters, digits, `.`, `-` and `_`, at most 128"));
        }
        let digest = digest.map(str::to_ascii_lowercase);
        Ok(Self { registry, repository, tag: tag.map(str::to_owned), digest })
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "oci://{}/{}", self.registry, self.repository)?;
        self.tag.iter().try_for_each(|tag| write!(f, ":{tag}"))?;
        self.digest.iter().try_for_each(|digest| write!(f, "@{digest}"))
    }
}

/// Splits off the registry by the rule of container tools: the first part is one when it looks like a host.
fn split_registry(name: &str) -> (String, &str) {
    match name.split_once('/') {
        Some((first, rest)) if first.contains(['.', ':']) || first == "localhost" => {
            let registry = if first == "index.docker.io" { DEFAULT } else { first };
            (registry.to_ascii_lowercase(), rest)
        }
        _ => (DEFAULT.to_owned(), name),
    }
}

fn refuse(given: &str, reason: &'static str) -> Error {
    Error::Reference { given: given.to_owned(), reason }
}

/// Letters and digits, joined by one `.`, one or two `_`, or any number of `-`.
fn is_component(text: &str) -> bool {
    let right = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let ends = text.bytes().next().is_some_and(right) && text.bytes().next_back().is_some_and(right);
    let joints = text.split(|symbol: char| symbol.is_ascii_lowercase() || symbol.is_ascii_digit());
    ends && joints
        .into_iter()
        .all(|joint| matches!(joint, "" | "." | "_" | "__") || joint.bytes().all(|byte| byte == b'-'))
}

fn is_tag(text: &str) -> bool {
    let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    text.len() <= 128
        && text.bytes().next().is_some_and(word)
        && text.bytes().all(|byte| word(byte) || byte == b'.' || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Reference {
        text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn names_are_completed_as_container_tools_do() {
        for (given, full) in [
            ("oci://ghcr.io/o/r:v1", "oci://ghcr.io/o/r:v1"),
            ("ghcr.io/o/r", "oci://ghcr.io/o/r"),
            ("oci://nginx", "oci://docker.io/library/nginx"),
            ("oci://docker.io/nginx:1", "oci://docker.io/library/nginx:1"),
            ("oci://index.docker.io/o/r", "oci://docker.io/o/r"),
            ("oci://o/r:1", "oci://docker.io/o/r:1"),
            ("oci://localhost:5000/r", "oci://localhost:5000/r"),
            ("oci://[::1]:5000/r", "oci://[::1]:5000/r"),
            (
                "oci://Registry.Example/a__b/c-d---e/f.g:T_1.0-x",
                "oci://registry.example/a__b/c-d---e/f.g:T_1.0-x",
            ),
        ] {
            assert_eq!(parse(given).to_string(), full);
        }
    }

    #[test]
    fn a_digest_counts_more_than_a_tag() {
        let digest = format!("sha256:{}", "a".repeat(64));
        assert_eq!(parse(&format!("oci://h.example/r:tag@{digest}")).target(), digest);
        assert_eq!(parse("oci://h.example/r").target(), "latest");
    }

    #[test]
    fn registries_speak_tls_unless_they_are_on_this_machine() {
        let base = |text| parse(text).base().expect("an address").to_string();
        assert_eq!(base("oci://nginx"), "https://registry-1.docker.io/");
        assert_eq!(base("oci://r.example:5000/x"), "https://r.example:5000/");
        assert_eq!(base("oci://127.0.0.1:5000/x"), "http://127.0.0.1:5000/");
        assert_eq!(base("oci://localhost:80/x"), "http://localhost/");
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for text in [
            "",
            "oci://",
            "oci://h.example/",
            "oci://h.example/UPPER",
            "oci://h.example/../x",
            "oci://h.example/a//b",
            "oci://h.example/a:",
            "oci://h.example/a:b:c",
            "oci://h.example/-a",
            "oci://h.example/a___b",
            "oci://h.example/a@sha256:12",
            "oci://h.example/a@sha512:00",
            "oci://h.example/a?b",
            "oci://h.example/a#b",
            "oci://h.example/a%2e",
            "https://h.example/a",
        ] {
            assert!(text.parse::<Reference>().is_err(), "{text}");
        }
    }
}
