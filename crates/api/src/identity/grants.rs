//! How programs get a token: the device flow (RFC 8628) and the code flow through a loopback address
//! (RFC 8252, PKCE of RFC 7636). Member names are those of OAuth 2.0.

use serde::{Deserialize, Serialize};

/// Begins a device sign-in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeviceRequest {
    /// What the program calls itself; shown to the person who lets it in.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(example = "mesheryctl on build-7", max_length = 128))]
    pub client_id: String,
}

/// A device sign-in that waits for a person.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeviceGrant {
    /// What the program polls with; a secret.
    pub device_code: String,
    /// What the person types.
    #[cfg_attr(feature = "openapi", schema(example = "WDJB-MJHT"))]
    pub user_code: String,
    /// Where the person types it.
    #[cfg_attr(feature = "openapi", schema(example = "http://localhost:9081/device"))]
    pub verification_uri: String,
    /// The same with the code filled in.
    #[cfg_attr(feature = "openapi", schema(example = "http://localhost:9081/device?code=WDJB-MJHT"))]
    pub verification_uri_complete: String,
    /// Seconds until both codes end.
    #[cfg_attr(feature = "openapi", schema(example = 600))]
    pub expires_in: u64,
    /// Seconds to wait between polls.
    #[cfg_attr(feature = "openapi", schema(example = 5))]
    pub interval: u64,
}

/// What a person sees of a device sign-in before deciding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct PendingDevice {
    /// The code.
    #[cfg_attr(feature = "openapi", schema(example = "WDJB-MJHT"))]
    pub user_code: String,
    /// What the program calls itself.
    #[cfg_attr(feature = "openapi", schema(example = "mesheryctl on build-7"))]
    pub client: String,
    /// When it asked.
    pub created_at: String,
    /// When the code ends.
    pub expires_at: String,
}

/// A person's decision about a device sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeviceDecision {
    /// Whether the program may act for this person.
    pub approve: bool,
}

/// Lets a program on this machine act for the person who asks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Authorize {
    /// What the program calls itself.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(example = "mesheryctl on laptop", max_length = 128))]
    pub client_id: String,
    /// Where the program listens: `http` on `127.0.0.1`, `[::1]` or `localhost`, any port.
    #[cfg_attr(feature = "openapi", schema(example = "http://127.0.0.1:49152/callback"))]
    pub redirect_uri: String,
    /// What the program wants back to recognise its own request; 8 to 256 characters.
    pub state: String,
    /// SHA-256 of the program's verifier, in unpadded base64url.
    pub code_challenge: String,
    /// `S256`; nothing else is accepted.
    #[cfg_attr(feature = "openapi", schema(example = "S256"))]
    pub code_challenge_method: String,
}

/// Where the browser goes next.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Authorized {
    /// `redirect_uri` with `code` and `state`. The code is good once, for a minute, and only together with
    /// the program's verifier.
    pub redirect_to: String,
}

/// Asks for a token with a code.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TokenRequest {
    /// `authorization_code` or `urn:ietf:params:oauth:grant-type:device_code`.
    #[cfg_attr(feature = "openapi", schema(example = "urn:ietf:params:oauth:grant-type:device_code"))]
    pub grant_type: String,
    /// For a device sign-in: its `device_code`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device_code: Option<String>,
    /// For the code flow: the code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// For the code flow: the verifier behind the challenge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code_verifier: Option<String>,
    /// For the code flow: the same address as before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redirect_uri: Option<String>,
}

/// A token for a program.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TokenAnswer {
    /// The token, for `Authorization: Bearer`.
    pub access_token: String,
    /// `Bearer`.
    #[cfg_attr(feature = "openapi", schema(example = "Bearer"))]
    pub token_type: String,
    /// Seconds until it ends.
    #[cfg_attr(feature = "openapi", schema(example = 86400))]
    pub expires_in: u64,
    /// Name of the provider that vouches, for `auth.json`.
    #[serde(rename = "meshery-provider")]
    #[cfg_attr(feature = "openapi", schema(example = "None"))]
    pub provider: String,
}

/// Why there is no token (yet).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TokenRefusal {
    /// `authorization_pending`, `slow_down`, `access_denied`, `expired_token`, `invalid_grant`,
    /// `invalid_request` or `unsupported_grant_type`.
    #[cfg_attr(feature = "openapi", schema(example = "authorization_pending"))]
    pub error: String,
    /// The same in a sentence.
    pub error_description: String,
}

macro_rules! opaque {
    ($($name:ident,)*) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )*};
}

opaque! { DeviceGrant, Authorized, TokenRequest, TokenAnswer, }
