//! Invitations to built-in accounts.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::CookieJar;
use meshery_api::identity::{
    AcceptInvitation, CreatedInvitation, Invitation, InvitationPage, NewInvitation, User,
};
use meshery_api::{Envelope, Problem};
use meshery_app::identity::{self, InvitationRecord, NewAccount};
use uuid::Uuid;

use super::{page, signed_in, user_on_wire};
use crate::AppState;
use crate::http::{ApiResult, Can, JsonBody, ListParams, Params, Segment, Visiting, WriteUsers};

/// Lists the open invitations, newest first.
#[utoipa::path(
    get, path = "/api/identity/invitations", tag = "accounts", operation_id = "getInvitations", params(ListParams),
    responses(
        (status = 200, description = "One page of invitations.", body = InvitationPage),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This needs `users.write`.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn invitations(
    who: Can<WriteUsers>,
    State(state): State<AppState>,
    Params(params): Params<ListParams>,
) -> ApiResult<Json<InvitationPage>> {
    let page = page(&params, &state)?;
    let (found, total) = identity::invitations(&state.ctx, &who, page).await?;
    let envelope = Envelope::new(page.number, page.size, total);
    Ok(Json(InvitationPage { envelope, invitations: found.into_iter().map(wire).collect() }))
}

/// Invites somebody. The code is shown once; nothing is sent anywhere.
#[utoipa::path(
    post, path = "/api/identity/invitations", tag = "accounts", operation_id = "invite", request_body = NewInvitation,
    responses(
        (status = 201, description = "The invitation with its code.", body = CreatedInvitation),
        (status = 400, description = "A value is not accepted.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This needs `users.write` and every permission that is handed out.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There are no built-in accounts here.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not JSON.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn invite(
    who: Can<WriteUsers>,
    State(state): State<AppState>,
    JsonBody(body): JsonBody<NewInvitation>,
) -> ApiResult<Response> {
    let request = identity::NewInvitation {
        email: body.email,
        roles: body.roles,
        expires_in_days: body.expires_in_days,
    };
    let created = identity::invite(&state.ctx, &who, request).await?;
    let body = CreatedInvitation { invitation: wire(created.invitation), code: created.code };
    Ok((StatusCode::CREATED, Json(body)).into_response())
}

/// Takes an invitation back.
#[utoipa::path(
    delete, path = "/api/identity/invitations/{id}", tag = "accounts", operation_id = "withdrawInvitation",
    params(("id" = Uuid, Path, description = "Id of the invitation.")),
    responses(
        (status = 204, description = "The invitation is gone."),
        (status = 400, description = "The id is no UUID.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This needs `users.write`.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such invitation.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn withdraw(
    who: Can<WriteUsers>,
    State(state): State<AppState>,
    Segment(id): Segment<Uuid>,
) -> ApiResult<StatusCode> {
    identity::withdraw(&state.ctx, &who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes an invitation up: makes the account and signs in.
#[utoipa::path(
    post, path = "/api/identity/accounts/accept", tag = "accounts", operation_id = "acceptInvitation",
    request_body = AcceptInvitation, security(()),
    responses(
        (status = 201, description = "The new user; cookies sign the browser in.", body = User),
        (status = 400, description = "A value is not accepted.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "The invitation does not exist, was used, or is over.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "A page of another site sent the request.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The name is taken.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The password is easy to guess.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many attempts.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn accept(
    State(state): State<AppState>,
    Visiting(visitor): Visiting,
    jar: CookieJar,
    JsonBody(body): JsonBody<AcceptInvitation>,
) -> ApiResult<Response> {
    let account = NewAccount {
        login: body.login,
        password: body.password,
        first_name: body.first_name,
        last_name: body.last_name,
        email: String::new(),
    };
    let who = identity::accept(&state.ctx, &visitor, &body.code, account).await?;
    let jar = signed_in(&state, jar, &who);
    Ok((StatusCode::CREATED, jar, Json(user_on_wire(who.user))).into_response())
}

fn wire(invitation: InvitationRecord) -> Invitation {
    Invitation {
        id: invitation.id,
        owner: invitation.owner,
        email: invitation.email,
        roles: invitation.roles,
        created_at: invitation.created_at.to_string(),
        expires_at: invitation.expires_at.to_string(),
    }
}
