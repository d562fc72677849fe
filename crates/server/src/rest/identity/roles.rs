//! Roles, and the permissions they are made of.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use meshery_api::identity::{Key, KeyPage, Role, RolePage, SaveRole};
use meshery_api::{Envelope, Problem};
use meshery_app::identity::{self, Permission};
use meshery_model::{OrganizationId, UserId};
use uuid::Uuid;

use crate::AppState;
use crate::http::{ApiResult, Can, JsonBody, ListParams, Params, ReadRoles, Segment, Session, WriteRoles};

/// Lists all roles: those that come with the server, then those people made.
#[utoipa::path(
    get, path = "/api/identity/roles", tag = "identity", operation_id = "getRoles", params(ListParams),
    responses(
        (status = 200, description = "One page of roles.", body = RolePage),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This needs `roles.read`.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn roles(
    who: Can<ReadRoles>,
    State(state): State<AppState>,
    Params(params): Params<ListParams>,
) -> ApiResult<Json<RolePage>> {
    let all = identity::roles(&state.ctx, &who).await?.into_iter().map(wire).collect();
    let (envelope, roles) = part(&params, all, |role: &Role| &role.role_name)?;
    Ok(Json(RolePage { envelope, roles }))
}

/// Makes a role.
#[utoipa::path(
    post, path = "/api/identity/roles", tag = "identity", operation_id = "addRole", request_body = SaveRole,
    responses(
        (status = 201, description = "The role.", body = Role),
        (status = 400, description = "A value is not accepted.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This needs `roles.write` and every permission of the role.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The name is taken.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not JSON.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn add_role(
    who: Can<WriteRoles>,
    State(state): State<AppState>,
    JsonBody(body): JsonBody<SaveRole>,
) -> ApiResult<Response> {
    let role = identity::add_role(&state.ctx, &who, request(body)).await?;
    Ok((StatusCode::CREATED, Json(wire(role))).into_response())
}

/// Changes what a role is for and what it permits. Takes effect at once.
#[utoipa::path(
    put, path = "/api/identity/roles/{id}", tag = "identity", operation_id = "changeRole", request_body = SaveRole,
    params(("id" = Uuid, Path, description = "Id of the role.")),
    responses(
        (status = 200, description = "The role.", body = Role),
        (status = 400, description = "A value is not accepted.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This needs `roles.write` and every permission of the role.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such role.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The role comes with the server.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not JSON.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn change_role(
    who: Can<WriteRoles>,
    State(state): State<AppState>,
    Segment(id): Segment<Uuid>,
    JsonBody(body): JsonBody<SaveRole>,
) -> ApiResult<Json<Role>> {
    Ok(Json(wire(identity::change_role(&state.ctx, &who, id, request(body)).await?)))
}

/// Deletes a role, and takes it from everybody who has it.
#[utoipa::path(
    delete, path = "/api/identity/roles/{id}", tag = "identity", operation_id = "deleteRole",
    params(("id" = Uuid, Path, description = "Id of the role.")),
    responses(
        (status = 204, description = "The role is gone."),
        (status = 400, description = "The id is no UUID.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This needs `roles.write` and every permission of the role.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such role.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The role comes with the server.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn remove_role(
    who: Can<WriteRoles>,
    State(state): State<AppState>,
    Segment(id): Segment<Uuid>,
) -> ApiResult<StatusCode> {
    identity::remove_role(&state.ctx, &who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lists every permission there is.
#[utoipa::path(
    get, path = "/api/identity/keys", tag = "identity", operation_id = "getKeys", params(ListParams),
    responses(
        (status = 200, description = "One page of permissions.", body = KeyPage),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This needs `roles.read`.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn keys(
    _who: Can<ReadRoles>,
    Params(params): Params<ListParams>,
) -> ApiResult<Json<KeyPage>> {
    let all = Permission::ALL.iter().copied().map(key).collect();
    let (envelope, keys) = part(&params, all, |key: &Key| &key.function)?;
    Ok(Json(KeyPage { envelope, keys }))
}

/// Lists the permissions of the user who asks.
#[utoipa::path(
    get, path = "/api/identity/orgs/{orgId}/users/keys", tag = "identity", operation_id = "getUserKeys",
    params(("orgId" = OrganizationId, Path, description = "Id of the organization."), ListParams),
    responses(
        (status = 200, description = "What the user may do.", body = KeyPage),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such organization.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn user_keys(
    Session(who): Session,
    State(state): State<AppState>,
    Segment(id): Segment<OrganizationId>,
    Params(params): Params<ListParams>,
) -> ApiResult<Json<KeyPage>> {
    identity::check_organization(&state.ctx, id).await?;
    let all = who.rights.iter().map(key).collect();
    let (envelope, keys) = part(&params, all, |key: &Key| &key.function)?;
    Ok(Json(KeyPage { envelope, keys }))
}

/// Cuts a page out of a short list; without a word about its size it holds everything.
fn part<T>(params: &ListParams, mut all: Vec<T>, name: fn(&T) -> &String) -> ApiResult<(Envelope, Vec<T>)> {
    const MOST: usize = 1000;
    if let Some(search) = params.search().map(|text| text.to_lowercase()) {
        all.retain(|item| name(item).to_lowercase().contains(&search));
    }
    match params.order()? {
        Some(order) if order.key == "name" => {
            all.sort_by(|a, b| name(a).cmp(name(b)));
            if order.descending {
                all.reverse();
            }
        }
        Some(order) => {
            return Err(crate::http::ApiError::Order { order: order.key, allowed: "`name`".to_owned() });
        }
        None => {}
    }
    let size = params.page_size(MOST, MOST)?;
    let envelope = Envelope::new(params.page, size, all.len());
    Ok((envelope, all.into_iter().skip(params.page.saturating_mul(size)).take(size).collect()))
}

fn request(body: SaveRole) -> identity::SaveRole {
    identity::SaveRole { name: body.role_name, description: body.description, keys: body.keys }
}

fn wire(role: identity::Role) -> Role {
    Role {
        id: role.id,
        role_name: role.name,
        description: role.description,
        keys: role.keys,
        built_in: role.is_built_in,
        user_count: role.user_count,
    }
}

fn key(permission: Permission) -> Key {
    Key {
        id: permission.id(),
        key: permission.key().to_owned(),
        owner: UserId::default(),
        function: permission.function().to_owned(),
        category: permission.category().to_owned(),
        subcategory: String::new(),
        description: permission.description().to_owned(),
    }
}
