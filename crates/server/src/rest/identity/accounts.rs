//! Built-in accounts: setting up, signing in, passwords.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::CookieJar;
use meshery_api::Problem;
use meshery_api::identity::{ChangePassword, SetUp, Setup, SignInWithPassword, User};
use meshery_app::identity::{self, NewAccount};

use super::{signed_in, user_on_wire};
use crate::AppState;
use crate::http::{ApiResult, JsonBody, Person, Visiting};

/// Tells whether the first administrator is still to be made.
#[utoipa::path(
    get, path = "/api/identity/accounts/setup", tag = "accounts", operation_id = "getSetup", security(()),
    responses((status = 200, description = "Whether there is no account yet.", body = Setup))
)]
pub(in crate::rest) async fn setup(State(state): State<AppState>) -> ApiResult<Json<Setup>> {
    Ok(Json(Setup { needed: identity::needs_setup(&state.ctx).await? }))
}

/// Makes the first administrator and signs in, for whoever has the token the server printed at its start.
#[utoipa::path(
    post, path = "/api/identity/accounts/setup", tag = "accounts", operation_id = "setUp", request_body = SetUp, security(()),
    responses(
        (status = 201, description = "The administrator; cookies sign the browser in.", body = User),
        (status = 400, description = "A value is not accepted.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "The setup token is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "A page of another site sent the request.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There are no built-in accounts here.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "There is an administrator already.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The password is easy to guess.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many attempts.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn set_up(
    State(state): State<AppState>,
    Visiting(visitor): Visiting,
    jar: CookieJar,
    JsonBody(body): JsonBody<SetUp>,
) -> ApiResult<Response> {
    let account = NewAccount {
        login: body.login,
        password: body.password,
        first_name: body.first_name,
        last_name: body.last_name,
        email: body.email,
    };
    let who = identity::set_up(&state.ctx, &visitor, &body.setup_token, account).await?;
    let jar = signed_in(&state, jar, &who);
    Ok((StatusCode::CREATED, jar, Json(user_on_wire(who.user))).into_response())
}

/// Signs in with a name and a password.
#[utoipa::path(
    post, path = "/api/identity/accounts/login", tag = "accounts", operation_id = "signInWithPassword",
    request_body = SignInWithPassword, security(()),
    responses(
        (status = 200, description = "The user; cookies sign the browser in.", body = User),
        (status = 400, description = "The body can't be read.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Name or password is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "A page of another site sent the request.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There are no built-in accounts here.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many attempts; `Retry-After` says how long to wait.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn sign_in_with_password(
    State(state): State<AppState>,
    Visiting(visitor): Visiting,
    jar: CookieJar,
    JsonBody(body): JsonBody<SignInWithPassword>,
) -> ApiResult<Response> {
    let who = identity::sign_in_with_password(&state.ctx, &visitor, &body.login, &body.password).await?;
    let jar = signed_in(&state, jar, &who);
    Ok((jar, Json(user_on_wire(who.user))).into_response())
}

/// Changes one's own password. Other sessions and API tokens end unless they are to be kept.
#[utoipa::path(
    put, path = "/api/identity/accounts/password", tag = "accounts", operation_id = "changePassword",
    request_body = ChangePassword,
    responses(
        (status = 204, description = "The password is changed."),
        (status = 400, description = "The body can't be read.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in, or the password so far is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "An API token can't do this.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The new password is easy to guess.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many attempts.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn change_password(
    Person(who): Person,
    State(state): State<AppState>,
    JsonBody(body): JsonBody<ChangePassword>,
) -> ApiResult<StatusCode> {
    let change = identity::ChangePassword {
        current: body.current_password,
        new: body.new_password,
        keep_other_sessions: body.keep_other_sessions,
    };
    identity::change_password(&state.ctx, &who, change).await?;
    Ok(StatusCode::NO_CONTENT)
}
