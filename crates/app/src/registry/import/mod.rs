//! Imports packages: what a client sends is read entity by entity, compared with what is there, and saved in
//! one transaction. What is wrong with one entity is reported and keeps no other from coming in.

mod chart;
mod fetch;
mod progress;
mod read;
mod report;
mod save;

pub use fetch::Remote;
pub use progress::{Figures, Progress, Stage};
pub(super) use read::generate;
pub use read::{Content, Sheets, Upload};
pub use report::{EntityReport, Outcome, Report};

use std::sync::Arc;

use meshery_model::ModelDefinition;

use crate::{Ctx, Error, Principal};

/// What to import.
pub struct Import {
    /// The files.
    pub uploads: Vec<Upload>,
    /// What to fetch, beside the files or alone.
    pub remote: Option<Remote>,
    /// Sheets, beside the files or alone.
    pub sheets: Option<Sheets>,
    /// What components belong to whose files say nothing of a model, such as custom resources. Derived from
    /// the files where it is left out.
    pub model: Option<ModelDefinition>,
    /// Where the files come from, for people.
    pub source: String,
    /// Only say what would come in.
    pub is_dry_run: bool,
}

/// Imports what was sent.
///
/// # Errors
/// When a file can't be read at all, exceeds a limit, holds nothing that belongs into the registry, or the
/// import was cancelled. Then nothing was saved.
pub async fn import(
    ctx: &Arc<Ctx>,
    who: &Principal,
    request: Import,
    progress: &Arc<Progress>,
) -> Result<Report, Error> {
    let Import { mut uploads, remote, sheets, model, source, is_dry_run } = request;
    if let Some(remote) = &remote {
        uploads.extend(fetch::fetch(ctx, remote, progress).await?);
    }
    progress.enter(Stage::Reading);
    let watched = Arc::clone(progress);
    let read =
        ctx.compute(move |ctx| read::read(uploads, sheets.as_ref(), model, &ctx.limits, &watched)).await??;
    progress.enter(Stage::Saving);
    let report = save::save(ctx, who, read, &source, is_dry_run, progress).await?;
    tracing::info!(
        import.source = source,
        import.added = report.added,
        import.updated = report.updated,
        import.unchanged = report.unchanged,
        import.failed = report.failed,
        "registry import"
    );
    Ok(report)
}
