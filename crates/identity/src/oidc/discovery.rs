//! What an issuer publishes about itself, kept for an hour.

use std::sync::Arc;

use jiff::Timestamp;
use openidconnect::core::{
    CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreResponseMode, CoreResponseType,
    CoreSubjectIdentifierType,
};
use openidconnect::{AdditionalProviderMetadata, IssuerUrl, ProviderMetadata};
use serde::{Deserialize, Serialize};

use crate::http::Http;
use crate::kept::Kept;

/// Seconds for which it is kept.
const KEPT: i64 = 3600;

/// The document of an issuer.
pub(super) type Metadata = ProviderMetadata<
    Further,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

/// What later standards add to the document.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Further {
    /// Whether every answer names the issuer (RFC 9207).
    #[serde(default, rename = "authorization_response_iss_parameter_supported")]
    pub(super) names_itself: bool,
}

impl AdditionalProviderMetadata for Further {}

/// The document of an issuer with its keys, fetched when needed.
#[derive(Debug)]
pub(super) struct Discovery {
    issuer: IssuerUrl,
    kept: Kept<Metadata>,
}

impl Discovery {
    pub(super) fn new(issuer: IssuerUrl) -> Self {
        Self { issuer, kept: Kept::default() }
    }

    /// Returns the document, fetched again when it has become old.
    pub(super) async fn get(&self, http: &Http, now: Timestamp) -> Result<Arc<Metadata>, String> {
        self.kept.no_older_than(KEPT, now, self.fetch(http)).await
    }

    /// Returns the document, fetched again unless that happened in the last `pause` seconds.
    pub(super) async fn renew(
        &self,
        pause: i64,
        http: &Http,
        now: Timestamp,
    ) -> Result<Arc<Metadata>, String> {
        self.kept.renew(pause, now, self.fetch(http)).await
    }

    /// Tells whether the issuer answers.
    pub(super) async fn probe(&self, http: &Http) -> Result<(), String> {
        self.fetch(http).await.map(drop)
    }

    async fn fetch(&self, http: &Http) -> Result<Metadata, String> {
        Metadata::discover_async(self.issuer.clone(), http).await.map_err(|error| chain(&error))
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
