//! Facts about the server.

use axum::Json;
use meshery_api::system::Version;

/// Returns the version of the server. Looks nothing up elsewhere.
#[utoipa::path(
    get, path = "/api/system/version", tag = "system", operation_id = "getSystemVersion", security(()),
    responses((status = 200, description = "The version.", body = Version))
)]
pub(super) async fn version() -> Json<Version> {
    Json(Version {
        build: crate::VERSION.to_owned(),
        commitsha: crate::COMMIT.to_owned(),
        release_channel: "stable".to_owned(),
        legacy_release_channel: "stable".to_owned(),
    })
}
