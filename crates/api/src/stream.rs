//! Frames of streams.

use serde::{Deserialize, Serialize};

/// One server-sent event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StreamEvent {
    /// What happened.
    #[cfg_attr(feature = "openapi", schema(example = "provider"))]
    pub event: String,
    /// JSON text; its shape follows from `event`.
    #[cfg_attr(feature = "openapi", schema(content_media_type = "application/json", example = "{}"))]
    pub data: String,
}
