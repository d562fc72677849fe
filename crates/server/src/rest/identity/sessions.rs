//! Sessions of the user who asks, and a stream that ends with the session.

use std::convert::Infallible;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::response::sse::Event;
use futures_util::stream::{self, StreamExt as _};
use meshery_api::identity::{Session as WireSession, SessionPage};
use meshery_api::{Envelope, Problem, StreamEvent};
use meshery_app::Principal;
use meshery_app::identity::{self, Permission, Rights};
use meshery_model::SessionId;

use super::page;
use crate::AppState;
use crate::http::{ApiResult, Credentials, ListParams, Params, Segment, Session, sse};

/// How often an open stream looks whether its session still is.
const LOOK: Duration = Duration::from_secs(2);

/// Lists the places where the user who asks is signed in, newest first.
#[utoipa::path(
    get, path = "/api/identity/sessions", tag = "identity", operation_id = "getSessions", params(ListParams),
    responses(
        (status = 200, description = "One page of sessions.", body = SessionPage),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn sessions(
    Session(who): Session,
    State(state): State<AppState>,
    Params(params): Params<ListParams>,
) -> ApiResult<Json<SessionPage>> {
    let page = page(&params, &state)?;
    let (found, total) = identity::sessions(&state.ctx, &who, page).await?;
    let envelope = Envelope::new(page.number, page.size, total);
    let sessions = found.into_iter().map(|session| WireSession {
        id: session.id,
        kind: session.kind.as_str().to_owned(),
        client: session.name,
        provider: session.provider,
        current: who.session() == Some(session.id),
        created_at: session.created_at.to_string(),
        expires_at: session.expires_at.to_string(),
        last_used_at: session.used_at.map(|at| at.to_string()),
    });
    Ok(Json(SessionPage { envelope, sessions: sessions.collect() }))
}

/// Ends one of the sessions of the user who asks, at once.
#[utoipa::path(
    delete, path = "/api/identity/sessions/{id}", tag = "identity", operation_id = "endSession",
    params(("id" = SessionId, Path, description = "Id of the session.")),
    responses(
        (status = 204, description = "The session is over."),
        (status = 400, description = "The id is no UUID.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "An API token can't do this.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The user has no such session.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn end_session(
    Session(who): Session,
    State(state): State<AppState>,
    Segment(id): Segment<SessionId>,
) -> ApiResult<StatusCode> {
    identity::end_session(&state.ctx, &who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Watches the session behind the request: an event `rights` with the permissions, at first and whenever they
/// change, and an event `ended` within 5 s after the session was ended, by whomever. Then the stream is over.
#[utoipa::path(
    get, path = "/api/identity/session/stream", tag = "identity", operation_id = "streamSession",
    responses(
        (status = 200, description = "Server-sent events.", body = StreamEvent, content_type = "text/event-stream"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn session_stream(
    Session(who): Session,
    given: Credentials,
    State(state): State<AppState>,
) -> Response {
    let drained = {
        let state = state.clone();
        async move { state.drained().await }
    };
    let events = stream::unfold(Watch::Before(who, given), move |watch| {
        let state = state.clone();
        async move { watch.next(&state).await }
    });
    sse(events.filter_map(|event| async { event }).map(Ok::<_, Infallible>).take_until(drained))
}

/// Where a watch stands.
enum Watch {
    Before(Principal, Credentials),
    Going(Principal, Credentials, Rights),
    After,
}

impl Watch {
    /// Waits for the next look, and returns what there is to tell. A store that fails ends the stream: better
    /// that a client has to come back than that it sees what it should not.
    async fn next(self, state: &AppState) -> Option<(Option<Event>, Self)> {
        match self {
            Self::Before(who, given) => {
                let rights = who.rights;
                Some((Some(tell(rights)), Self::Going(who, given, rights)))
            }
            Self::Going(who, given, before) => {
                tokio::time::sleep(LOOK).await;
                let now = identity::rights_now(&state.ctx, &who, given.given()).await;
                match now.ok().flatten() {
                    Some(rights) if rights == before => Some((None, Self::Going(who, given, before))),
                    Some(rights) => Some((Some(tell(rights)), Self::Going(who, given, rights))),
                    None => Some((Some(Event::default().event("ended").data("{}")), Self::After)),
                }
            }
            Self::After => None,
        }
    }
}

fn tell(rights: Rights) -> Event {
    let keys: Vec<_> = rights.iter().map(Permission::key).collect();
    Event::default().event("rights").data(serde_json::json!({ "keys": keys }).to_string())
}
