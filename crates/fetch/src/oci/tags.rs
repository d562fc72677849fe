//! Tags of a repository, page by page.

use http::header::{self, HeaderMap};
use serde::Deserialize;
use url::Url;

use super::{Credentials, Reference, Registry};
use crate::redirect::same_origin;
use crate::target::shown;
use crate::{Error, Fetcher};

/// Largest page, in bytes.
const LARGEST_PAGE: u64 = 4 << 20;
/// How many pages are read. Registries that give shorter pages than asked for are cut off here.
const PAGES: usize = 20;

#[derive(Deserialize)]
struct Page {
    // Registries answer `null` for a repository without tags.
    tags: Option<Vec<String>>,
}

impl Fetcher {
    /// Lists the tags of a repository, at most 20 pages of them.
    ///
    /// # Errors
    /// When the registry is refused, can't be reached or does not answer as one.
    pub async fn tags(
        &self,
        repository: &Reference,
        credentials: Option<&Credentials>,
    ) -> Result<Vec<String>, Error> {
        let mut registry = Registry::of(self, repository, credentials)?;
        let base = registry.base.clone();
        self.within(&base, async {
            let (mut tags, mut next) = (Vec::new(), Some(registry.url("tags/list?n=1000")?));
            for _ in 0..PAGES {
                let Some(url) = next else { break };
                let answer = registry.get(url, "application/json").await?;
                next = following(&answer.url, &answer.headers).filter(|url| same_origin(url, &base));
                let unfit = Error::Answer { url: shown(&answer.url), reason: "what it sends lists no tags" };
                let bytes = answer.bytes(LARGEST_PAGE).await?;
                let page: Page = serde_json::from_slice(&bytes).map_err(|_| unfit)?;
                tags.extend(page.tags.unwrap_or_default());
            }
            Ok(tags)
        })
        .await
    }
}

/// Returns where the next page is: `Link: </v2/…/tags/list?last=…>; rel="next"`.
fn following(page: &Url, headers: &HeaderMap) -> Option<Url> {
    let link = headers.get(header::LINK)?.to_str().ok()?;
    let (target, parameters) = link.strip_prefix('<')?.split_once('>')?;
    let is_next = parameters.split(';').any(|part| matches!(part.trim(), r#"rel="next""# | "rel=next"));
    if is_next { page.join(target).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_is_linked() {
        let page = Url::parse("https://r.example/v2/a/tags/list?n=2").expect("an address");
        let next = |link: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::LINK, link.parse().expect("a header"));
            following(&page, &headers).map(String::from)
        };
        let second = "https://r.example/v2/a/tags/list?last=b&n=2";
        assert_eq!(next(r#"</v2/a/tags/list?last=b&n=2>; rel="next""#).as_deref(), Some(second));
        assert_eq!(
            next(r#"<https://r.example/v2/a/tags/list?last=b&n=2>; rel=next"#).as_deref(),
            Some(second)
        );
        assert_eq!(next(r#"</x>; rel="prev""#), None);
        assert_eq!(next("nonsense"), None);
        assert_eq!(following(&page, &HeaderMap::new()), None);
    }
}
