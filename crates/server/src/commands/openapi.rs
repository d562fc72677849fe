//! `meshery openapi`

/// Prints the OpenAPI document as JSON.
pub(super) fn print() -> anyhow::Result<()> {
    super::print(&serde_json::to_string_pretty(&crate::openapi())?)
}
