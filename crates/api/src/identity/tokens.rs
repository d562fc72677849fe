//! Tokens people hold: `auth.json`, personal API tokens, and the sessions behind them.

use meshery_model::{SessionId, UserId};
use serde::{Deserialize, Serialize};

use crate::Envelope;

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

/// A personal API token, without the token itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ApiToken {
    /// Identifies the token; its `jti`.
    pub id: SessionId,
    /// Whose it is.
    pub owner: UserId,
    /// What its owner calls it.
    #[cfg_attr(feature = "openapi", schema(example = "deploy pipeline"))]
    pub name: String,
    /// Permission keys it is good for; empty for all that its owner has.
    #[cfg_attr(feature = "openapi", schema(example = json!(["designs.read"])))]
    pub scopes: Vec<String>,
    /// Provider that vouches for the owner.
    pub provider: String,
    /// When it was made.
    pub created_at: String,
    /// When it ends.
    pub expires_at: String,
    /// When it was last used, to the minute; absent if never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<String>,
}

/// A page of API tokens.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiTokenPage {
    /// Where the page lies in its list.
    #[serde(flatten)]
    pub envelope: Envelope,
    /// The tokens.
    pub tokens: Vec<ApiToken>,
}

/// Asks for a personal API token.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct NewApiToken {
    /// What it is for.
    #[cfg_attr(feature = "openapi", schema(example = "deploy pipeline", min_length = 1, max_length = 255))]
    pub name: String,
    /// Permission keys it is to be good for; empty for all that its owner has.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(example = json!(["designs.read"])))]
    pub scopes: Vec<String>,
    /// Days until it ends, 1 to 366; 30 if not given.
    #[serde(default, alias = "expires_in_days")]
    #[cfg_attr(feature = "openapi", schema(example = 30, minimum = 1, maximum = 366))]
    pub expires_in_days: Option<u32>,
}

/// A token that was just made. Its secret is shown this once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CreatedApiToken {
    /// What is known about it.
    #[serde(flatten)]
    pub token: ApiToken,
    /// The token, for `Authorization: Bearer`. It can't be shown again.
    #[cfg_attr(feature = "openapi", schema(example = "eyJhbGciOiJFZERTQSIsImtpZCI6IjEifQ.e30.c2ln"))]
    pub access_token: String,
}

/// A place where somebody is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// Identifies the session.
    pub id: SessionId,
    /// `browser` or `cli`.
    #[cfg_attr(feature = "openapi", schema(example = "browser"))]
    pub kind: String,
    /// What the client says it is.
    #[cfg_attr(feature = "openapi", schema(example = "Firefox on Linux"))]
    pub client: String,
    /// Provider that vouched.
    pub provider: String,
    /// Whether the request that asks belongs to it.
    pub current: bool,
    /// When it began.
    pub created_at: String,
    /// When it ends unless it is used again.
    pub expires_at: String,
    /// When it was last used, to the minute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<String>,
}

/// A page of sessions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionPage {
    /// Where the page lies in its list.
    #[serde(flatten)]
    pub envelope: Envelope,
    /// The sessions.
    pub sessions: Vec<Session>,
}

impl std::fmt::Debug for CreatedApiToken {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("CreatedApiToken").field("token", &self.token).finish_non_exhaustive()
    }
}
