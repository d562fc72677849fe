//! Imports that go on by themselves: `GET /api/registry/jobs`, watched and cancelled one by one.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use axum::response::sse::Event;
use futures_util::stream::{self, StreamExt as _};
use meshery_api::imports::{
    EntityCount, EntityTypeSummary, FailedEntity, ImportReport, ImportedEntity, Job, JobList, JobProgress,
    NamedEntity, Outcomes,
};
use meshery_api::{Problem, StreamEvent};
use meshery_app::registry::{self, Outcome, Report, Stage};
use meshery_app::{Principal, identity};
use meshery_identity::Permission;
use uuid::Uuid;

use super::refusals::WriteRefusals;
use crate::AppState;
use crate::http::{ApiError, ApiResult, Can, Credentials, Segment, WriteRegistry, sse};

/// How often a watcher is told of progress.
const PAUSE: Duration = Duration::from_millis(200);
/// After how many pauses it is looked at whether the watcher may still watch.
const LOOK: u64 = 10;

/// Lists one's imports, the newest first. They are forgotten when the server stops.
#[utoipa::path(
    get, path = "/jobs", tag = "registry", operation_id = "getImports",
    responses((status = 200, description = "The imports.", body = JobList), WriteRefusals)
)]
pub(crate) async fn jobs(who: Can<WriteRegistry>, State(state): State<AppState>) -> Json<JobList> {
    Json(JobList { jobs: registry::jobs(&state.ctx, &who).iter().map(wire).collect() })
}

/// Says how far an import is, and what it did.
#[utoipa::path(
    get, path = "/jobs/{id}", tag = "registry", operation_id = "getImport",
    params(("id" = Uuid, Path, description = "Id of the import.")),
    responses(
        (status = 200, description = "The import.", body = Job),
        (status = 404, description = "There is no such import.", body = Problem, content_type = "application/problem+json"),
        WriteRefusals,
    )
)]
pub(crate) async fn job(
    who: Can<WriteRegistry>,
    State(state): State<AppState>,
    Segment(id): Segment<Uuid>,
) -> ApiResult<Json<Job>> {
    Ok(Json(wire(&registry::job(&state.ctx, &who, id)?)))
}

/// Cancels an import. It stops at the next file, and nothing of it is saved; what is over stays as it is.
#[utoipa::path(
    delete, path = "/jobs/{id}", tag = "registry", operation_id = "cancelImport",
    params(("id" = Uuid, Path, description = "Id of the import.")),
    responses(
        (status = 200, description = "The import.", body = Job),
        (status = 404, description = "There is no such import.", body = Problem, content_type = "application/problem+json"),
        WriteRefusals,
    )
)]
pub(crate) async fn cancel(
    who: Can<WriteRegistry>,
    State(state): State<AppState>,
    Segment(id): Segment<Uuid>,
) -> ApiResult<Json<Job>> {
    let job = registry::job(&state.ctx, &who, id)?;
    job.progress.cancel();
    Ok(Json(wire(&job)))
}

/// Watches an import: an event `job` whenever it got further, the last when it is over.
#[utoipa::path(
    get, path = "/jobs/{id}/stream", tag = "registry", operation_id = "streamImport",
    params(("id" = Uuid, Path, description = "Id of the import.")),
    responses(
        (status = 200, description = "Server-sent events.", body = StreamEvent, content_type = "text/event-stream"),
        (status = 404, description = "There is no such import.", body = Problem, content_type = "application/problem+json"),
        WriteRefusals,
    )
)]
pub(crate) async fn stream(
    who: Can<WriteRegistry>,
    given: Credentials,
    State(state): State<AppState>,
    Segment(id): Segment<Uuid>,
) -> ApiResult<Response> {
    let job = registry::job(&state.ctx, &who, id)?;
    let drained = {
        let state = state.clone();
        async move { state.drained().await }
    };
    let watch = Watch { state, who: who.0, given, job, told: None };
    let events = stream::unfold(Some(watch), |watch| async { watch?.next().await });
    Ok(sse(events.map(Ok::<_, Infallible>).take_until(drained)))
}

/// Somebody who watches an import.
struct Watch {
    state: AppState,
    who: Principal,
    given: Credentials,
    job: Arc<registry::Job>,
    /// What was told last.
    told: Option<registry::Figures>,
}

impl Watch {
    /// Waits until there is something new; `None` when there will be nothing, or the watcher may not see it any
    /// more.
    async fn next(mut self) -> Option<(Event, Option<Self>)> {
        for pauses in 0_u64.. {
            let now = self.job.progress.figures();
            let is_over = !matches!(self.job.state(), registry::State::Running);
            if is_over || self.told != Some(now) {
                let event = Event::default().event("job").json_data(wire(&self.job)).ok()?;
                if self.told.is_some() && !is_over {
                    tokio::time::sleep(PAUSE).await;
                }
                self.told = Some(now);
                return Some((event, (!is_over).then_some(self)));
            }
            tokio::time::sleep(PAUSE).await;
            if pauses % LOOK == LOOK - 1 && !self.may_watch().await {
                return None;
            }
        }
        None
    }

    async fn may_watch(&self) -> bool {
        let rights = identity::rights_now(&self.state.ctx, &self.who, self.given.given()).await;
        rights.ok().flatten().is_some_and(|rights| rights.has(Permission::WriteRegistry))
    }
}

/// Returns an import as the wire has it.
pub(super) fn wire(job: &Arc<registry::Job>) -> Job {
    let figures = job.progress.figures();
    let stage = match figures.stage {
        Stage::Fetching => "fetching",
        Stage::Reading => "reading",
        Stage::Saving => "saving",
    };
    let (state, finished_at, done, failed) = match job.state() {
        registry::State::Running => ("running", None, None, None),
        registry::State::Done { report, at } => ("done", Some(at), Some(report), None),
        registry::State::Failed { error, at } => {
            let is_cancelled = matches!(*error, meshery_app::Error::Cancelled);
            (if is_cancelled { "cancelled" } else { "failed" }, Some(at), None, Some(error))
        }
    };
    Job {
        id: job.id,
        kind: "registryImport".to_owned(),
        source: job.source.clone(),
        state: state.to_owned(),
        progress: JobProgress {
            stage: stage.to_owned(),
            entries: figures.files,
            bytes: figures.bytes,
            models: figures.models,
            components: figures.components,
            relationships: figures.relationships,
            failures: figures.failures,
        },
        started_at: job.started_at.to_string(),
        finished_at: finished_at.map(|at| at.to_string()),
        report: done.map(|done| report(&done)),
        problem: failed.map(|error| ApiError::App(error).problem(format!("/api/registry/jobs/{}", job.id))),
    }
}

/// Returns what an import did as the wire has it.
pub(super) fn report(report: &Report) -> ImportReport {
    let named = |kind: &str| {
        let is_named = |entity: &&registry::EntityReport| {
            entity.entity == kind && !matches!(entity.outcome, Outcome::Failed { .. })
        };
        let named = report.entities.iter().filter(is_named);
        let named = named
            .map(|entity| NamedEntity { display_name: entity.name.clone(), model: entity.model.clone() });
        named.collect()
    };
    let entities: Vec<ImportedEntity> = report.entities.iter().map(entity).collect();
    let failed: Vec<FailedEntity> = entities.iter().filter_map(failure).collect();
    let lines: Vec<String> =
        failed.iter().map(|failed| format!("{}: {}", failed.name.concat(), failed.error)).collect();
    ImportReport {
        entity_count: EntityCount {
            comp_count: report.succeeded.components,
            rel_count: report.succeeded.relationships,
            model_count: report.succeeded.models,
            policy_count: report.succeeded.policies,
            err_comp_count: report.rejected.components,
            err_rel_count: report.rejected.relationships,
            err_model_count: report.rejected.models,
            total_err_count: report.failed,
        },
        err_msg: lines.join("\n"),
        entity_type_summary: EntityTypeSummary {
            successful_models: named("model"),
            successful_components: named("component"),
            successful_relationships: named("relationship"),
            unsuccessful_entity_name_with_error: failed,
        },
        model_name: report.models.clone(),
        entities,
        outcomes: Outcomes {
            added: report.added,
            updated: report.updated,
            unchanged: report.unchanged,
            failed: report.failed,
        },
        truncated: report.is_truncated,
    }
}

fn entity(entity: &registry::EntityReport) -> ImportedEntity {
    let (outcome, error) = match &entity.outcome {
        Outcome::Added => ("added", None),
        Outcome::Updated => ("updated", None),
        Outcome::Unchanged => ("unchanged", None),
        Outcome::Failed { reason } => ("failed", Some(reason.clone())),
    };
    ImportedEntity {
        entity_type: entity.entity.to_owned(),
        name: entity.name.clone(),
        model: entity.model.clone(),
        outcome: outcome.to_owned(),
        error,
    }
}

fn failure(entity: &ImportedEntity) -> Option<FailedEntity> {
    Some(FailedEntity {
        name: vec![entity.name.clone()],
        entity_type: vec![entity.entity_type.clone()],
        error: entity.error.clone()?,
    })
}
