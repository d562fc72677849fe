//! What kind of thing an address names.

use std::str::FromStr;

use url::Url;

use crate::artifact_hub::Package;
use crate::git::Location;
use crate::oci::Reference;
use crate::{Error, target};

/// What an address names, told from its form alone: nothing is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// An image in a container registry: `oci://…`. [`crate::Fetcher::pull`] takes it.
    Image(Reference),
    /// A chart on Artifact Hub. [`crate::Fetcher::packaged_chart`] takes it.
    Package(Package),
    /// A repository, folder or file of a Git server. [`crate::Fetcher::checkout`] takes it.
    Repository(Location),
    /// Anything else on the web. [`crate::Fetcher::get`] takes it; what it is, its content tells.
    File(Url),
}

impl FromStr for Source {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        if text.starts_with("oci://") {
            return text.parse().map(Self::Image);
        }
        let url = target::parse(text)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Error::Scheme { scheme: url.scheme().to_owned() });
        }
        if url.host_str() == Some("artifacthub.io") && url.path().starts_with("/packages/") {
            return text.parse().map(Self::Package);
        }
        Ok(text.parse().map_or(Self::File(url), Self::Repository))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_tells_what_is_named() {
        for (text, kind) in [
            ("oci://ghcr.io/o/r:1", "image"),
            ("https://artifacthub.io/packages/helm/argo/argo-cd", "package"),
            ("https://github.com/o/r/tree/main/crds", "repository"),
            ("https://git.corp.example/r.git#v1:crds", "repository"),
            ("https://github.com/o/r/releases/download/v1/crds.yaml", "file"),
            ("https://raw.githubusercontent.com/o/r/main/crd.yaml", "file"),
            ("https://h.example/package.tar.gz", "file"),
        ] {
            let found = match text.parse::<Source>().unwrap_or_else(|error| panic!("{text}: {error}")) {
                Source::Image(_) => "image",
                Source::Package(_) => "package",
                Source::Repository(_) => "repository",
                Source::File(_) => "file",
            };
            assert_eq!(found, kind, "{text}");
        }
    }

    #[test]
    fn what_can_not_be_fetched_is_told_at_once() {
        assert!(matches!("file:///etc/passwd".parse::<Source>(), Err(Error::Scheme { .. })));
        assert!(matches!("https://a:b@github.com/o/r".parse::<Source>(), Err(Error::Userinfo)));
        assert!(matches!("oci://h.example/UPPER".parse::<Source>(), Err(Error::Reference { .. })));
        assert!(matches!(
            "https://artifacthub.io/packages/krew/a/b".parse::<Source>(),
            Err(Error::Reference { .. })
        ));
        assert!(matches!("package.tar.gz".parse::<Source>(), Err(Error::Url { .. })));
    }
}
