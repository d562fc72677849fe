//! Users, and the one who asks.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use meshery_api::identity::{AssignRoles, User, UserPage, UserProfile};
use meshery_api::{Envelope, Problem};
use meshery_app::identity::{self, Direction, UserSort};
use meshery_model::UserId;

use super::page;
use crate::AppState;
use crate::http::{
    ApiError, ApiResult, Can, JsonBody, ListParams, Params, ReadUsers, Segment, Session, WriteUsers,
};

const ORDERS: &str =
    "`user_id`, `first_name`, `last_name`, `email`, `created_at`, `updated_at`, `last_login_time`";

/// Returns the user who asks.
#[utoipa::path(
    get, path = "/api/user", tag = "identity", operation_id = "getUser",
    responses(
        (status = 200, description = "The user.", body = User),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn user(
    Session(who): Session,
    State(state): State<AppState>,
) -> ApiResult<Json<User>> {
    Ok(Json(user_on_wire(identity::user(&state.ctx, who.id()).await?)))
}

/// Returns the user who asks, under the newer address.
#[utoipa::path(
    get, path = "/api/identity/users/profile", tag = "identity", operation_id = "getOwnProfile",
    responses(
        (status = 200, description = "The user.", body = User),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn own_profile(session: Session, state: State<AppState>) -> ApiResult<Json<User>> {
    user(session, state).await
}

/// Returns what everybody who is signed in may know about a user.
#[utoipa::path(
    get, path = "/api/identity/users/profile/{id}", tag = "identity", operation_id = "getProfile",
    params(("id" = UserId, Path, description = "Id of the user.")),
    responses(
        (status = 200, description = "The user.", body = UserProfile),
        (status = 400, description = "The id is no UUID.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such user.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn profile(
    _who: Session,
    State(state): State<AppState>,
    Segment(id): Segment<UserId>,
) -> ApiResult<Json<UserProfile>> {
    let user = identity::user(&state.ctx, id).await?;
    Ok(Json(UserProfile {
        id: user.id,
        user_id: user.login,
        first_name: user.first_name,
        last_name: user.last_name,
        avatar_url: user.avatar_url,
    }))
}

/// Returns what everybody who is signed in may know about a user, under the older address.
#[utoipa::path(
    get, path = "/api/user/profile/{id}", tag = "identity", operation_id = "getProfileAlias",
    params(("id" = UserId, Path, description = "Id of the user.")),
    responses(
        (status = 200, description = "The user.", body = UserProfile),
        (status = 400, description = "The id is no UUID.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such user.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn profile_alias(
    session: Session,
    state: State<AppState>,
    id: Segment<UserId>,
) -> ApiResult<Json<UserProfile>> {
    profile(session, state, id).await
}

/// Lists users, by name unless `order` says otherwise.
#[utoipa::path(
    get, path = "/api/identity/users", tag = "identity", operation_id = "getUsers", params(ListParams),
    responses(
        (status = 200, description = "One page of users.", body = UserPage),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This needs `users.read`.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn users(
    who: Can<ReadUsers>,
    State(state): State<AppState>,
    Params(params): Params<ListParams>,
) -> ApiResult<Json<UserPage>> {
    let page = page(&params, &state)?;
    let (sort, direction) = sort(&params)?;
    let search = params.search();
    let (found, total) = identity::users(&state.ctx, &who, search.as_deref(), sort, direction, page).await?;
    let envelope = Envelope::new(page.number, page.size, total);
    Ok(Json(UserPage { envelope, data: found.into_iter().map(user_on_wire).collect() }))
}

/// Gives a user these roles and no others. Takes effect at once. Roles that the provider gives stay beside them.
#[utoipa::path(
    put, path = "/api/identity/users/{id}/roles", tag = "identity", operation_id = "assignRoles", request_body = AssignRoles,
    params(("id" = UserId, Path, description = "Id of the user.")),
    responses(
        (status = 200, description = "The user.", body = User),
        (status = 400, description = "The id is no UUID, or a role does not exist.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This needs `users.write` and every permission that is handed out or taken.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such user.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The user is the last administrator.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not JSON.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn assign_roles(
    who: Can<WriteUsers>,
    State(state): State<AppState>,
    Segment(id): Segment<UserId>,
    JsonBody(body): JsonBody<AssignRoles>,
) -> ApiResult<Json<User>> {
    Ok(Json(user_on_wire(identity::assign_roles(&state.ctx, &who, id, body.roles).await?)))
}

/// Removes a user with their sessions and tokens, at once. What they made stays.
#[utoipa::path(
    delete, path = "/api/identity/users/{id}", tag = "identity", operation_id = "removeUser",
    params(("id" = UserId, Path, description = "Id of the user.")),
    responses(
        (status = 204, description = "The user is gone."),
        (status = 400, description = "The id is no UUID.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This needs `users.write` and every permission the user has.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such user.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The user is the last administrator.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn remove_user(
    who: Can<WriteUsers>,
    State(state): State<AppState>,
    Segment(id): Segment<UserId>,
) -> ApiResult<StatusCode> {
    identity::remove_user(&state.ctx, &who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn sort(params: &ListParams) -> ApiResult<(UserSort, Direction)> {
    let Some(order) = params.order()? else { return Ok((UserSort::default(), Direction::Ascending)) };
    let sort = match order.key.as_str() {
        "user_id" | "userId" => UserSort::Login,
        "first_name" | "firstName" => UserSort::FirstName,
        "last_name" | "lastName" => UserSort::LastName,
        "email" => UserSort::Email,
        "created_at" | "createdAt" => UserSort::CreatedAt,
        "updated_at" | "updatedAt" => UserSort::UpdatedAt,
        "last_login_time" | "lastLoginTime" => UserSort::SignedInAt,
        _ => return Err(ApiError::Order { order: order.key, allowed: ORDERS.to_owned() }),
    };
    Ok((sort, if order.descending { Direction::Descending } else { Direction::Ascending }))
}

/// Translates a user to the wire.
pub(super) fn user_on_wire(user: identity::User) -> User {
    User {
        role_names: user.all_roles(),
        id: user.id,
        user_id: user.login,
        first_name: user.first_name,
        last_name: user.last_name,
        email: user.email,
        avatar_url: user.avatar_url,
        provider: user.provider,
        assigned_roles: user.roles,
        status: "active".to_owned(),
        created_at: user.created_at.to_string(),
        updated_at: user.updated_at.to_string(),
        last_login_time: user.signed_in_at.map(|at| at.to_string()),
    }
}
