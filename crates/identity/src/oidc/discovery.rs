//! What an issuer publishes about itself, kept for an hour.

use std::sync::Arc;

use jiff::Timestamp;
use openidconnect::IssuerUrl;
use openidconnect::core::CoreProviderMetadata;
use tokio::sync::Mutex;

use crate::http::Http;

/// Seconds for which it is kept.
const KEPT: i64 = 3600;
/// Fewest seconds between two fetches for a key that is not known: forged tokens must not become a load on the
/// issuer.
const PAUSE: i64 = 5;

/// The document of an issuer with its keys, fetched when needed.
#[derive(Debug)]
pub(super) struct Discovery {
    issuer: IssuerUrl,
    known: Mutex<Option<(Timestamp, Arc<CoreProviderMetadata>)>>,
}

impl Discovery {
    pub(super) fn new(issuer: IssuerUrl) -> Self {
        Self { issuer, known: Mutex::new(None) }
    }

    /// Returns the document, fetched again when it has become old.
    pub(super) async fn get(&self, http: &Http, now: Timestamp) -> Result<Arc<CoreProviderMetadata>, String> {
        self.no_older_than(KEPT, http, now).await
    }

    /// Returns the document, fetched again unless that happened just now.
    pub(super) async fn refresh(
        &self,
        http: &Http,
        now: Timestamp,
    ) -> Result<Arc<CoreProviderMetadata>, String> {
        self.no_older_than(PAUSE, http, now).await
    }

    /// Tells whether the issuer answers.
    pub(super) async fn probe(&self, http: &Http) -> Result<(), String> {
        self.fetch(http).await.map(drop)
    }

    async fn no_older_than(
        &self,
        seconds: i64,
        http: &Http,
        now: Timestamp,
    ) -> Result<Arc<CoreProviderMetadata>, String> {
        // The lock is held while fetching, so that one fetch serves all who wait for it.
        let mut known = self.known.lock().await;
        if let Some((at, metadata)) = &*known
            && now.as_second() - at.as_second() < seconds
        {
            return Ok(Arc::clone(metadata));
        }
        match self.fetch(http).await {
            Ok(metadata) => {
                let metadata = Arc::new(metadata);
                *known = Some((now, Arc::clone(&metadata)));
                Ok(metadata)
            }
            // What was known an hour ago is better than nobody being let in.
            Err(reason) => known.as_ref().map(|(_, metadata)| Arc::clone(metadata)).ok_or(reason),
        }
    }

    async fn fetch(&self, http: &Http) -> Result<CoreProviderMetadata, String> {
        CoreProviderMetadata::discover_async(self.issuer.clone(), http).await.map_err(|error| chain(&error))
    }
}

/// Returns an error with its causes, for the log.
pub(super) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}
