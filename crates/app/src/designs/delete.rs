//! Deletes a design with its history.

use meshery_model::DesignId;
use meshery_store::DesignRecord;

use super::{owned, tag};
use crate::{Ctx, Error, Principal};

/// Deletes a design and returns what it was. With `expected`, only if that is still its version.
///
/// # Errors
/// When there is none with this id that `who` may see, it is somebody else's, or it changed meanwhile.
pub async fn delete(
    ctx: &Ctx,
    who: &Principal,
    id: DesignId,
    expected: Option<&str>,
) -> Result<DesignRecord, Error> {
    let mut unit = ctx.store.begin().await?;
    let record = owned(unit.lookup_design(id).await?, who, id)?;
    match expected {
        Some(expected) if expected != tag(&record) => {
            return Err(Error::Conflict { id, expected: expected.to_owned(), actual: tag(&record) });
        }
        _ => {}
    }
    unit.remove_design(id).await?;
    unit.commit().await?;
    tracing::info!(design.id = %id, "design deleted");
    Ok(record)
}
