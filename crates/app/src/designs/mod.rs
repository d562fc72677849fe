//! Designs: documents with history.

mod delete;
mod export;
mod import;
mod list;
mod save;

use meshery_model::{Design, DesignId};
use meshery_store::DesignRecord;

pub use delete::delete;
pub use export::{Exported, Format, export, original};
pub use import::{Import, Imported, import};
pub use list::{List, list};
pub use meshery_convert::{Location, SourceType, Warning};
pub use meshery_store::{DesignFilter, DesignRecord as Record, DesignSort, Direction, Page};
pub use save::{Document, Save, Visibility, preview, save};

use crate::{Ctx, Error, Principal};

/// Seen by its owner only.
const PRIVATE: &str = "private";

/// Longest name of a design.
const NAME_LENGTH: usize = 255;

/// A stored design with its document as JSON text.
#[derive(Clone, Debug)]
pub struct Stored {
    /// What the store knows about it.
    pub record: DesignRecord,
    /// The document of its newest version.
    pub document: String,
}

/// Returns the tag of a stored version, by which clients say what their change is based on.
#[must_use]
pub fn tag(record: &DesignRecord) -> String {
    format!("{}-{}", record.revision, record.content_hash.get(..16).unwrap_or_default())
}

/// Returns one design with its document.
///
/// # Errors
/// When there is none with this id that `who` may see.
pub async fn get(ctx: &Ctx, who: &Principal, id: DesignId) -> Result<Stored, Error> {
    let mut reader = ctx.store.read().await?;
    let record = visible(reader.lookup_design(id).await?, who, id)?;
    let document = reader.design_document(id).await?.ok_or(Error::DesignNotFound { id })?;
    Ok(Stored { record, document })
}

/// Lets a record through if `who` may see it: their own, and what others let everybody see. Whether another design
/// exists is not revealed.
fn visible(record: Option<DesignRecord>, who: &Principal, id: DesignId) -> Result<DesignRecord, Error> {
    let may_see = |record: &DesignRecord| record.owner == who.id() || record.visibility != PRIVATE;
    record.filter(may_see).ok_or(Error::DesignNotFound { id })
}

/// Lets a record through if `who` may change it.
fn owned(record: Option<DesignRecord>, who: &Principal, id: DesignId) -> Result<DesignRecord, Error> {
    let record = visible(record, who, id)?;
    if record.owner == who.id() { Ok(record) } else { Err(Error::NotOwner { id }) }
}

/// Checks a design's size and the length of its name.
fn check(ctx: &Ctx, design: &Design) -> Result<(), Error> {
    let length = design.name.chars().count();
    if length == 0 || length > NAME_LENGTH {
        return Err(Error::NameLength { length, allowed: NAME_LENGTH });
    }
    let (count, limit) = (design.components.len(), ctx.limits.components);
    if count > limit {
        return Err(Error::TooManyComponents { count, limit });
    }
    let limit = ctx.limits.relationships;
    if design.relationships.len() > limit {
        return Err(meshery_evaluator::Excess::Relationships { limit }.into());
    }
    Ok(())
}
