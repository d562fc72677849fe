//! Gets what an address names, through the guarded door.

use std::sync::Arc;

use meshery_fetch::oci::Layer;
use meshery_fetch::{Fetcher, Source};

use super::progress::Progress;
use super::read::Upload;
use crate::{Ctx, Error};

/// Something to be fetched.
#[derive(Clone, Debug)]
pub enum Remote {
    /// A file, an image (`oci://…`), a place in a Git repository, or a page of Artifact Hub.
    Url(String),
    /// A chart of a Helm repository.
    Chart {
        /// Address of the repository.
        repository: String,
        /// Name of the chart.
        name: String,
        /// Which version, such as `^1.2`; the newest when absent.
        version: Option<String>,
    },
}

/// Fetches the files, unless the import is cancelled meanwhile.
pub(super) async fn fetch(
    ctx: &Ctx,
    remote: &Remote,
    progress: &Arc<Progress>,
) -> Result<Vec<Upload>, Error> {
    tokio::select! {
        fetched = fetch_all(&ctx.fetcher, remote) => fetched,
        () = progress.cancelled() => Err(Error::Cancelled),
    }
}

async fn fetch_all(fetcher: &Fetcher, remote: &Remote) -> Result<Vec<Upload>, Error> {
    let url = match remote {
        Remote::Chart { repository, name, version } => {
            let chart = fetcher.chart(repository, name, version.as_deref()).await?;
            return Ok(vec![Upload { name: format!("{name}.tgz"), content: Box::new(chart.body) }]);
        }
        Remote::Url(url) => url,
    };
    match url.parse::<Source>()? {
        Source::Image(reference) => {
            let pulled = fetcher.pull(&reference, Layer::Only, None).await?;
            Ok(vec![Upload { name: url.clone(), content: Box::new(pulled.body) }])
        }
        Source::Package(package) => {
            let (_, chart) = fetcher.packaged_chart(&package).await?;
            Ok(vec![Upload { name: url.clone(), content: Box::new(chart.body) }])
        }
        Source::File(address) => {
            let fetched = fetcher.get(address.as_str()).await?;
            let name = address.path_segments().and_then(|mut parts| parts.next_back()).unwrap_or("file");
            Ok(vec![Upload { name: name.to_owned(), content: Box::new(fetched.body) }])
        }
        Source::Repository(location) => {
            let checkout = fetcher.checkout(&location).await?;
            let files: Vec<_> = checkout.files.into_iter().map(|file| (file.path, file.bytes)).collect();
            Ok(vec![Upload::of_files(url, &files)?])
        }
    }
}
