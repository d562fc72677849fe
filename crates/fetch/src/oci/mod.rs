//! Pulling packages from container registries, by the OCI distribution specification 1.1.
//!
//! Three kinds of requests: a token, manifests, one blob. All go through the guard, also those to the host
//! that hands out tokens and to the storage that registries redirect to. Clients that exist bring their own
//! HTTP stack and follow redirects themselves, so nothing could be promised about where they connect.

mod manifest;
mod reference;
mod tags;
mod token;

use http::header::{self, HeaderValue};
use secrecy::SecretString;
use url::Url;

pub use reference::Reference;

use crate::answer::Answer;
use crate::redirect::same_origin;
use crate::request::Request;
use crate::target::shown;
use crate::{Body, Error, Fetcher, digest};
use manifest::{Descriptor, Document};

/// Largest manifest, in bytes: what the specification asks registries to take at least.
const LARGEST_MANIFEST: u64 = 4 << 20;
/// How many indexes may lead to a manifest.
const INDEXES: usize = 3;

/// Who asks, where a registry doesn't answer everybody.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// User name.
    pub username: String,
    /// Password or access token. It goes to the registry and to the host that the registry takes tokens from.
    pub password: SecretString,
}

/// Which layer of an image is wanted.
#[derive(Clone, Copy, Debug)]
pub enum Layer<'a> {
    /// The only one.
    Only,
    /// The only one of a media type.
    OfType(&'a str),
}

/// One layer of an image.
#[derive(Debug)]
pub struct Pulled {
    /// The content; it has the digest that the manifest promised.
    pub body: Body,
    /// The media type of the layer. Those who push choose it freely.
    pub media_type: String,
    /// Digest of the manifest, `sha256:…`: the name of exactly this image.
    pub manifest_digest: String,
}

impl Fetcher {
    /// Pulls one layer of an image.
    ///
    /// # Errors
    /// When the registry is refused, can't be reached or does not answer as one; when the image has no such
    /// layer, or several; when a digest differs or a limit is passed.
    pub async fn pull(
        &self,
        reference: &Reference,
        layer: Layer<'_>,
        credentials: Option<&Credentials>,
    ) -> Result<Pulled, Error> {
        let mut registry = Registry::of(self, reference, credentials)?;
        let base = registry.base.clone();
        self.within(&base, async {
            let (manifest_digest, layers) = registry.manifest().await?;
            let descriptor = manifest::choose(reference, layers, layer)?;
            let body = registry.blob(&descriptor).await?;
            Ok(Pulled { body, media_type: descriptor.media_type, manifest_digest })
        })
        .await
    }
}

/// One repository of a registry, with what opened it.
struct Registry<'a> {
    fetcher: &'a Fetcher,
    reference: &'a Reference,
    credentials: Option<&'a Credentials>,
    base: Url,
    authorization: Option<HeaderValue>,
}

impl<'a> Registry<'a> {
    fn of(
        fetcher: &'a Fetcher,
        reference: &'a Reference,
        credentials: Option<&'a Credentials>,
    ) -> Result<Self, Error> {
        Ok(Self { fetcher, reference, credentials, base: reference.base()?, authorization: None })
    }

    /// Returns the address of something in the repository.
    fn url(&self, path: &str) -> Result<Url, Error> {
        let path = format!("v2/{}/{path}", self.reference.repository());
        self.base.join(&path).map_err(|source| Error::Url { reason: source.to_string() })
    }

    /// Returns digest and layers of the image; of an index, those of the first image it lists.
    async fn manifest(&mut self) -> Result<(String, Vec<Descriptor>), Error> {
        let mut name = self.reference.target().to_owned();
        for _ in 0..=INDEXES {
            let url = self.url(&format!("manifests/{name}"))?;
            let answer = self.get(url, manifest::ACCEPT).await?;
            let url = answer.url.clone();
            let bytes = answer.bytes(LARGEST_MANIFEST).await?;
            let found = digest::sha256(&bytes);
            if name.contains(':') {
                let promised = digest::parse(&name).unwrap_or_default();
                digest::verify(&format!("the manifest of `{}`", self.reference), &promised, &found)?;
            }
            match manifest::read(&url, &bytes)? {
                Document::Image(layers) => return Ok((format!("sha256:{found}"), layers)),
                Document::Index(first) => name = first.digest(self.reference)?,
            }
        }
        Err(Error::Answer { url: shown(&self.base), reason: "its indexes lead to indexes only" })
    }

    async fn blob(&mut self, descriptor: &Descriptor) -> Result<Body, Error> {
        let limit = self.fetcher.policy().max_bytes;
        let name = descriptor.digest(self.reference)?;
        if descriptor.size > limit {
            return Err(Error::TooLarge { url: self.reference.to_string(), limit });
        }
        let url = self.url(&format!("blobs/{name}"))?;
        let body = self.get(url, "*/*").await?.spool(descriptor.size).await?;
        let promised = digest::parse(&name).unwrap_or_default();
        digest::verify(&format!("the layer of `{}`", self.reference), &promised, &body.sha256())?;
        Ok(body)
    }

    /// Asks for something in the repository; answers the registry's challenge once.
    async fn get(&mut self, url: Url, accept: &'static str) -> Result<Answer, Error> {
        let request = Request::get(url).with(header::ACCEPT, accept);
        let answer = self.fetcher.send(request.clone().authorized(self.authorization.as_ref())).await?;
        let challenged =
            answer.status == http::StatusCode::UNAUTHORIZED && same_origin(&answer.url, &self.base);
        if !challenged || self.authorization.is_some() {
            return answer.successful();
        }
        let scope = format!("repository:{}:pull", self.reference.repository());
        self.authorization = Some(token::obtain(self.fetcher, &answer, &scope, self.credentials).await?);
        self.fetcher.send(request.authorized(self.authorization.as_ref())).await?.successful()
    }
}
