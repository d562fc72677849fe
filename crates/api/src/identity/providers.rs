//! Providers on the wire.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Providers by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Providers(pub BTreeMap<String, Provider>);

/// What a provider is and can do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Provider {
    /// `local` or `remote`.
    #[cfg_attr(feature = "openapi", schema(example = "local"))]
    pub provider_type: String,
    /// Name, as the `meshery-provider` cookie holds it.
    #[cfg_attr(feature = "openapi", schema(example = "None"))]
    pub provider_name: String,
    /// What it offers, a line each.
    pub provider_description: Vec<String>,
    /// Where it lives; empty for None, which has no sign-in.
    #[serde(default)]
    pub provider_url: String,
    /// How people sign in.
    #[serde(default)]
    pub sign_in: SignIn,
    /// What it can do.
    pub capabilities: Vec<Capability>,
}

/// One thing a provider can do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Capability {
    /// Name of the feature.
    #[cfg_attr(feature = "openapi", schema(example = "persist-meshery-patterns"))]
    pub feature: String,
    /// Path at the provider; empty for local ones.
    #[serde(default)]
    pub endpoint: String,
}

/// How a provider lets people in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum SignIn {
    /// There is nothing to prove: one user, no authentication.
    #[default]
    None,
    /// By name and password, on the page `/login`.
    Password,
    /// In the browser, at the provider's own pages; begins at `/user/login`.
    Redirect,
}

/// What is known about a provider's availability: the data of a `provider` event of the stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProviderStatus {
    /// Name of the provider.
    #[cfg_attr(feature = "openapi", schema(example = "None"))]
    pub key: String,
    /// `checking`, `online` or `offline`.
    #[cfg_attr(feature = "openapi", schema(example = "online"))]
    pub status: String,
    /// What the provider is and can do.
    pub properties: Provider,
    /// Why it can't be used, if it is offline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}
