//! What the server answered: the body as it came, and the type it is read as.

use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::Error;

/// A successful answer whose body is JSON. Members this client doesn't know are still in [`Answer::json`].
#[derive(Clone, Debug)]
pub struct Answer<T> {
    url: String,
    body: Vec<u8>,
    etag: Option<String>,
    kind: PhantomData<T>,
}

impl<T: DeserializeOwned> Answer<T> {
    pub(crate) fn new(url: String, body: Vec<u8>, etag: Option<String>) -> Self {
        Self { url, body, etag, kind: PhantomData }
    }

    /// Reads the body as its type.
    ///
    /// # Errors
    /// When it is not of this type.
    pub fn read(&self) -> Result<T, Error> {
        self.parse()
    }

    /// Reads the body as JSON, every member in its place.
    ///
    /// # Errors
    /// When it is not JSON.
    pub fn json(&self) -> Result<Value, Error> {
        self.parse()
    }

    /// Returns the tag of the version, for a later `If-Match`.
    #[must_use]
    pub fn etag(&self) -> Option<&str> {
        self.etag.as_deref()
    }

    fn parse<U: DeserializeOwned>(&self) -> Result<U, Error> {
        serde_json::from_slice(&self.body).map_err(|source| Error::Body { url: self.url.clone(), source })
    }
}
