//! Whether the parts of the server work.

use crate::{Ctx, Error};

/// Checks everything a request may need.
///
/// # Errors
/// Names the first part that does not answer.
pub async fn check(ctx: &Ctx) -> Result<(), Error> {
    Ok(ctx.store.check().await?)
}

/// Closes what the context holds, after the last request.
pub async fn close(ctx: &Ctx) {
    ctx.store.close().await;
}

/// Writes a value as YAML.
#[must_use]
pub fn yaml(value: &serde_json::Value) -> String {
    meshery_convert::yaml::to_string(value)
}
