//! Tokens people hold: the content of `auth.json`, and personal API tokens.

use axum::Json;
use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse as _, Response};
use meshery_api::identity::{ApiToken, ApiTokenPage, CreatedApiToken, NewApiToken, TokenFile};
use meshery_api::{Envelope, Problem};
use meshery_app::identity::{self, SessionRecord};
use meshery_model::SessionId;

use super::page;
use crate::AppState;
use crate::http::{ApiResult, Can, JsonBody, ListParams, Params, Segment, Session, WriteTokens};

const SECRET: [(HeaderName, &str); 1] = [(CACHE_CONTROL, "no-store")];

/// Returns what a client on the command line needs to be the same user: the content of its `auth.json`.
#[utoipa::path(
    get, path = "/api/token", tag = "identity", operation_id = "getToken",
    responses(
        (status = 200, description = "The content of `auth.json`.", body = TokenFile),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn token_file(
    Session(who): Session,
    State(state): State<AppState>,
) -> ApiResult<Response> {
    let token = identity::token_of(&state.ctx, &who).await?.map(|(token, _)| token).unwrap_or_default();
    Ok((SECRET, Json(TokenFile { provider: who.provider, token })).into_response())
}

/// Lists the personal API tokens of the user who asks, newest first. The tokens themselves are not kept.
#[utoipa::path(
    get, path = "/api/identity/tokens", tag = "identity", operation_id = "getApiTokens", params(ListParams),
    responses(
        (status = 200, description = "One page of tokens.", body = ApiTokenPage),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn api_tokens(
    Session(who): Session,
    State(state): State<AppState>,
    Params(params): Params<ListParams>,
) -> ApiResult<Json<ApiTokenPage>> {
    let page = page(&params, &state)?;
    let (found, total) = identity::api_tokens(&state.ctx, &who, page).await?;
    let envelope = Envelope::new(page.number, page.size, total);
    Ok(Json(ApiTokenPage { envelope, tokens: found.into_iter().map(wire).collect() }))
}

/// Makes a personal API token. It is shown this once.
#[utoipa::path(
    post, path = "/api/identity/tokens", tag = "identity", operation_id = "addApiToken", request_body = NewApiToken,
    responses(
        (status = 201, description = "The token.", body = CreatedApiToken),
        (status = 400, description = "A value is not accepted.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This needs `tokens.write` and every permission the token is to have.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not JSON.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn add_token(
    who: Can<WriteTokens>,
    State(state): State<AppState>,
    JsonBody(body): JsonBody<NewApiToken>,
) -> ApiResult<Response> {
    let request =
        identity::NewToken { name: body.name, scopes: body.scopes, expires_in_days: body.expires_in_days };
    let created = identity::add_token(&state.ctx, &who, request).await?;
    let body = CreatedApiToken { token: wire(created.session), access_token: created.token };
    Ok((StatusCode::CREATED, SECRET, Json(body)).into_response())
}

/// Revokes a personal API token, at once. A token may revoke itself.
#[utoipa::path(
    delete, path = "/api/identity/tokens/{id}", tag = "identity", operation_id = "revokeApiToken",
    params(("id" = SessionId, Path, description = "Id of the token.")),
    responses(
        (status = 204, description = "The token is good for nothing."),
        (status = 400, description = "The id is no UUID.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This needs `tokens.write`.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The user has no such token.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn revoke_token(
    Session(who): Session,
    State(state): State<AppState>,
    Segment(id): Segment<SessionId>,
) -> ApiResult<StatusCode> {
    identity::revoke_token(&state.ctx, &who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn wire(session: SessionRecord) -> ApiToken {
    ApiToken {
        id: session.id,
        owner: session.user,
        name: session.name,
        scopes: session.scopes,
        provider: session.provider,
        created_at: session.created_at.to_string(),
        expires_at: session.expires_at.to_string(),
        last_used_at: session.used_at.map(|at| at.to_string()),
    }
}
