//! Providers and users on the wire.

use std::collections::BTreeMap;

use meshery_model::UserId;
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
    /// Where it lives; empty for local ones.
    #[serde(default)]
    pub provider_url: String,
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

/// The user who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// Identifies the user.
    pub id: UserId,
    /// Name to sign in with.
    #[cfg_attr(feature = "openapi", schema(example = "meshery"))]
    pub user_id: String,
    /// First name.
    #[cfg_attr(feature = "openapi", schema(example = "Meshery"))]
    pub first_name: String,
    /// Last name.
    #[cfg_attr(feature = "openapi", schema(example = "Meshery"))]
    pub last_name: String,
    /// Mail address, if known.
    #[serde(default)]
    pub email: String,
    /// Address of a picture, if known.
    #[serde(default)]
    pub avatar_url: String,
    /// Provider the user came by.
    #[cfg_attr(feature = "openapi", schema(example = "None"))]
    pub provider: String,
    /// Names of the user's roles.
    #[serde(default)]
    pub role_names: Vec<String>,
}

/// What `auth.json` holds: how a client says who it is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TokenFile {
    /// Name of the provider that vouches.
    #[serde(rename = "meshery-provider")]
    #[cfg_attr(feature = "openapi", schema(example = "None"))]
    pub provider: String,
    /// The token; empty where the provider asks for none.
    #[cfg_attr(feature = "openapi", schema(example = ""))]
    pub token: String,
}

impl std::fmt::Debug for TokenFile {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("TokenFile").field("provider", &self.provider).finish_non_exhaustive()
    }
}
