//! The registry: what is built in, and over it what was imported. Questions are answered from memory; what was
//! imported, and what was decided about entities, is in the store.

mod change;
mod export;
mod generate;
mod import;
mod jobs;
mod live;
mod overlay;
mod pack_file;
mod validate;

pub use change::{Entity, remove_model, set_status};
pub use export::{ExportModel, Exported, Form, export};
pub use generate::{Generated, preview};
pub use import::{
    Content, EntityReport, Figures, Import, Outcome, Progress, Remote, Report, Sheets, Stage, Upload,
};
pub use jobs::{Job, Jobs, State, job, jobs, start};
pub use live::{Registry, Snapshot};
pub use validate::{Against, Check, Checked, validate};

pub use meshery_generate::package::FileType;
pub use meshery_registry as index;

use std::sync::Arc;

use crate::{Ctx, Error, Principal};

/// Returns the registry as it is now. It stays as it is for whoever holds it.
#[must_use]
pub fn read(ctx: &Ctx, _who: &Principal) -> Arc<Snapshot> {
    ctx.registry.current()
}

/// Reads what was imported from the store. To be called once, before anything is asked.
///
/// # Errors
/// When the store can't be read.
pub async fn open(ctx: &Arc<Ctx>) -> Result<(), Error> {
    live::reload(ctx).await
}
