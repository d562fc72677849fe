//! Lists designs.

use meshery_store::{DesignFilter, DesignRecord, DesignSort, Direction, Page};

use super::PRIVATE;
use crate::{Ctx, Error, Principal};

/// Which designs, in which order, and which part of them.
#[derive(Clone, Debug)]
pub struct List {
    /// Which designs; the owner is filled in here.
    pub filter: DesignFilter,
    /// What they are sorted by.
    pub sort: DesignSort,
    /// Which way.
    pub direction: Direction,
    /// Which part.
    pub page: Page,
    /// Whether to return the documents too.
    pub with_documents: bool,
}

/// Returns one page of the designs of `who` (and with a visibility other than private those of others), each with its document if asked for, and how many there are.
///
/// # Errors
/// When the store fails.
pub async fn list(
    ctx: &Ctx,
    who: &Principal,
    query: List,
) -> Result<(Vec<(DesignRecord, Option<String>)>, usize), Error> {
    // Whoever asks for shared designs means those of others, too.
    let shared = query.filter.visibility.iter().any(|visibility| visibility != PRIVATE);
    let filter = DesignFilter { owner: who.id(), shared, ..query.filter };
    let mut reader =
        if query.with_documents { ctx.store.read().await? } else { ctx.store.read_once().await? };
    let (records, total) = reader.list_designs(&filter, query.sort, query.direction, query.page).await?;
    let mut designs = Vec::with_capacity(records.len());
    for record in records {
        let document = if query.with_documents { reader.design_document(record.id).await? } else { None };
        designs.push((record, document));
    }
    Ok((designs, total))
}
