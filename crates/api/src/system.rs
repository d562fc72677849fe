//! Facts about the server on the wire.

use serde::{Deserialize, Serialize};

/// Which server this is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Version {
    /// Version of the server.
    #[cfg_attr(feature = "openapi", schema(example = "v0.1.0"))]
    pub build: String,
    /// Commit it was built from, `unknown` outside a repository.
    #[cfg_attr(feature = "openapi", schema(example = "3f2c1d0"))]
    pub commitsha: String,
    /// Channel it was released on.
    #[cfg_attr(feature = "openapi", schema(example = "stable"))]
    pub release_channel: String,
    /// The same as `releaseChannel`, under the older spelling.
    #[serde(default, rename = "release_channel")]
    #[cfg_attr(feature = "openapi", schema(example = "stable"))]
    pub legacy_release_channel: String,
}
