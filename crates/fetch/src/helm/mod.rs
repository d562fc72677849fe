//! Charts from Helm repositories: an index, and archives that it lists.

mod index;
mod version;

use http::header;
use url::Url;

pub use index::Listed;
pub use index::listed;
pub use version::newest;

use crate::oci::{Layer, Reference};
use crate::request::Request;
use crate::target::{self, shown};
use crate::{Body, Error, Fetcher, digest};

/// Media type of the layer that holds a chart in a container registry.
pub const CHART_LAYER: &str = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";

/// A chart, packed as `.tgz`.
#[derive(Debug)]
pub struct Chart {
    /// The archive.
    pub body: Body,
    /// Which version it is.
    pub version: String,
    /// Where it came from.
    pub url: String,
    /// Whether the archive was announced with a digest. Where it was, it has it.
    pub is_verified: bool,
}

impl Fetcher {
    /// Fetches a chart from the repository at an address, as `helm pull --repo` would: the newest version
    /// that fits (`1.2.3`, `^1.2`, `>=1 <3`), or the newest without a pre-release if none is wanted.
    ///
    /// With an `oci://` repository the versions are the tags of the image `<repository>/<name>`.
    ///
    /// # Errors
    /// When the repository is refused or can't be reached, its index can't be read or has no such chart, or
    /// the archive is not what the index says.
    pub async fn chart(&self, repository: &str, name: &str, version: Option<&str>) -> Result<Chart, Error> {
        let url = target::parse(repository)?;
        self.within(&url, self.chart_of(repository, name, version)).await
    }

    async fn chart_of(&self, repository: &str, name: &str, version: Option<&str>) -> Result<Chart, Error> {
        if repository.starts_with("oci://") {
            let image: Reference = format!("{}/{name}", repository.trim_end_matches('/')).parse()?;
            let version = self.tagged(&image, name, version).await?;
            // Tags have no `+`; Helm writes `_` for it.
            return self.chart_image(&image.with_tag(&version.replace('+', "_"))?).await;
        }
        let base = base(repository)?;
        let index = self.index(&base, name).await?;
        let chosen = version::newest(name, index, version)?;
        let url = chosen.urls.first().ok_or_else(|| unfit(&base, "lists a version without address"))?;
        let promised = match &chosen.digest {
            Some(text) => Some(digest::parse(text).ok_or_else(|| unfit(&base, "has an unknown digest"))?),
            None => None,
        };
        let url = base.join(url).map_err(|_| unfit(&base, "has an address that is none"))?;
        self.chart_at(&url, chosen.version, promised).await
    }

    /// Fetches the archive at an address that an index or a hub gave.
    pub(crate) async fn chart_at(
        &self,
        url: &Url,
        version: String,
        promised: Option<String>,
    ) -> Result<Chart, Error> {
        if url.scheme() == "oci" {
            return Ok(Chart { version, ..self.chart_image(&url.as_str().parse()?).await? });
        }
        let fetched = self.fetch(Request::get(url.clone())).await?;
        if let Some(promised) = &promised {
            digest::verify(&format!("`{}`", shown(url)), promised, &fetched.body.sha256())?;
        }
        Ok(Chart { body: fetched.body, version, url: shown(url), is_verified: promised.is_some() })
    }

    /// Returns which version of a chart in a registry is meant. One that is spelt out needs no list.
    async fn tagged(&self, image: &Reference, name: &str, wanted: Option<&str>) -> Result<String, Error> {
        if let Some(exact) =
            wanted.filter(|text| semver::Version::parse(text.trim_start_matches('v')).is_ok())
        {
            return Ok(exact.to_owned());
        }
        let tags = self.tags(image, None).await?.into_iter();
        let listed = tags.map(|tag| Listed { version: tag.replace('_', "+"), ..Listed::default() });
        Ok(version::newest(name, listed.collect(), wanted)?.version)
    }

    async fn chart_image(&self, reference: &Reference) -> Result<Chart, Error> {
        let pulled = self.pull(reference, Layer::OfType(CHART_LAYER), None).await?;
        let version = reference.tag().unwrap_or_default().replace('_', "+");
        Ok(Chart { body: pulled.body, version, url: reference.to_string(), is_verified: true })
    }

    /// Returns what the index of a repository lists of one chart.
    async fn index(&self, base: &Url, name: &str) -> Result<Vec<Listed>, Error> {
        let url = base.join("index.yaml").map_err(|source| Error::Url { reason: source.to_string() })?;
        let request = Request::get(url.clone()).with(header::ACCEPT, "application/yaml, */*;q=0.5");
        let bytes = self.send(request).await?.successful()?.bytes(self.policy().max_bytes).await?;
        let name = name.to_owned();
        // Indexes of large repositories have tens of megabytes.
        tokio::task::spawn_blocking(move || {
            let text = str::from_utf8(&bytes).map_err(|_| unfit(&url, "is no text"))?;
            listed(text, &name).map_err(|reason| Error::Index { url: shown(&url), reason })
        })
        .await
        .map_err(|source| Error::Spool(std::io::Error::other(source)))?
    }
}

/// Returns the address of a repository as what its files are relative to.
fn base(repository: &str) -> Result<Url, Error> {
    let mut url = target::parse(repository)?;
    if !url.path().ends_with('/') {
        let path = format!("{}/", url.path());
        url.set_path(&path);
    }
    Ok(url)
}

fn unfit(url: &Url, reason: &str) -> Error {
    Error::Index { url: shown(url), reason: format!("it {reason}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_relative_to_the_repository() {
        for (given, index) in [
            ("https://charts.example", "https://charts.example/index.yaml"),
            ("https://charts.example/stable", "https://charts.example/stable/index.yaml"),
            ("https://charts.example/stable/", "https://charts.example/stable/index.yaml"),
        ] {
            assert_eq!(base(given).expect("an address").join("index.yaml").expect("joined").as_str(), index);
        }
    }
}
