//! Charts that an Artifact Hub knows: `https://artifacthub.io/packages/helm/<repository>/<name>[/<version>]`.

use std::str::FromStr;

use http::header;
use serde::Deserialize;
use url::Url;

use crate::helm::Chart;
use crate::request::Request;
use crate::target::{self, shown};
use crate::{Error, Fetcher, digest};

/// Largest description of a package, in bytes. It holds the whole read-me.
const LARGEST: u64 = 8 << 20;

/// A chart on a hub.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    hub: Url,
    repository: String,
    name: String,
    version: Option<String>,
}

/// What a hub tells about a package.
#[derive(Clone, Debug, Deserialize)]
pub struct Description {
    /// Its name.
    pub name: String,
    /// Which version this is about.
    pub version: String,
    /// The name people see.
    pub display_name: Option<String>,
    /// One or two sentences.
    pub description: Option<String>,
    /// The version of what the chart installs.
    pub app_version: Option<String>,
    /// Web page of the project.
    pub home_url: Option<String>,
    /// Licence, by its SPDX name.
    pub license: Option<String>,
    content_url: Option<String>,
    digest: Option<String>,
    logo_image_id: Option<String>,
    /// Address of its logo on the hub.
    #[serde(skip)]
    pub logo_url: Option<Url>,
}

impl FromStr for Package {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let mut hub = target::parse(text)?;
        let given = shown(&hub);
        let refuse = move || Error::Reference {
            given: given.clone(),
            reason: "a chart on a hub is `https://artifacthub.io/packages/helm/<repository>/<name>`, and a version if one is meant",
        };
        let path = hub.path().trim_matches('/').to_owned();
        hub.set_path("/");
        hub.set_query(None);
        hub.set_fragment(None);
        let parts: Vec<&str> = path.split('/').collect();
        let (repository, name, version) = match parts.as_slice() {
            ["packages", "helm", repository, name] => (repository, name, None),
            ["packages", "helm", repository, name, version] => (repository, name, Some(version)),
            _ => return Err(refuse()),
        };
        let is_plain =
            |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._+-".contains(&byte));
        if ![repository, name].into_iter().chain(version).all(|part| is_plain(part)) {
            return Err(refuse());
        }
        Ok(Self {
            hub,
            repository: (*repository).to_owned(),
            name: (*name).to_owned(),
            version: version.map(|version| (*version).to_owned()),
        })
    }
}

impl Package {
    fn api(&self) -> Result<Url, Error> {
        let version = self.version.iter().map(|version| format!("/{version}")).collect::<String>();
        let path = format!("api/v1/packages/helm/{}/{}{version}", self.repository, self.name);
        self.hub.join(&path).map_err(|source| Error::Url { reason: source.to_string() })
    }
}

impl Fetcher {
    /// Asks a hub about a package.
    ///
    /// # Errors
    /// When the hub is refused, can't be reached, does not know the package or does not answer as a hub.
    pub async fn describe(&self, package: &Package) -> Result<Description, Error> {
        let url = package.api()?;
        let request = Request::get(url.clone()).with(header::ACCEPT, "application/json");
        let ask = async { self.send(request).await?.successful()?.bytes(LARGEST).await };
        let bytes = self.within(&url, ask).await?;
        let unfit = |_| Error::Answer { url: shown(&url), reason: "what it sends describes no package" };
        let mut description: Description = serde_json::from_slice(&bytes).map_err(unfit)?;
        description.logo_url = description
            .logo_image_id
            .as_ref()
            .filter(|id| id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'))
            .and_then(|id| package.hub.join(&format!("image/{id}")).ok());
        Ok(description)
    }

    /// Fetches the chart of a package, from wherever its description says.
    ///
    /// # Errors
    /// As [`Fetcher::describe`], and when the chart can't be fetched or is not what the hub says.
    pub async fn packaged_chart(&self, package: &Package) -> Result<(Description, Chart), Error> {
        self.within(&package.hub, self.described_chart(package)).await
    }

    async fn described_chart(&self, package: &Package) -> Result<(Description, Chart), Error> {
        let description = self.describe(package).await?;
        let unfit =
            || Error::Answer { url: shown(&package.hub), reason: "it does not say where the chart is" };
        let url = description.content_url.as_deref().ok_or_else(unfit)?;
        let url = target::parse(url).map_err(|_| unfit())?;
        let promised = description.digest.as_deref().and_then(digest::parse);
        let chart = self.chart_at(&url, description.version.clone(), promised).await?;
        Ok((description, chart))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_packages_become_addresses_of_their_descriptions() {
        let api = |text: &str| text.parse::<Package>().and_then(|package| package.api()).map(String::from);
        assert_eq!(
            api("https://artifacthub.io/packages/helm/argo/argo-cd").expect("a package"),
            "https://artifacthub.io/api/v1/packages/helm/argo/argo-cd"
        );
        assert_eq!(
            api("https://artifacthub.io/packages/helm/argo/argo-cd/7.0.0+x?modal=values#a")
                .expect("a package"),
            "https://artifacthub.io/api/v1/packages/helm/argo/argo-cd/7.0.0+x"
        );
        for text in [
            "https://artifacthub.io/packages/helm/argo",
            "https://artifacthub.io/packages/krew/a/b",
            "https://artifacthub.io/packages/helm/a/b/c/d",
            "https://artifacthub.io/packages/helm/a/%2e%2e/c",
            "https://artifacthub.io/packages/helm/a/b%2fc",
            "https://artifacthub.io/",
            "artifacthub.io/packages/helm/a/b",
        ] {
            assert!(text.parse::<Package>().is_err(), "{text}");
        }
    }
}
