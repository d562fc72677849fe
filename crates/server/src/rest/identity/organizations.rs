//! Organizations.

use axum::Json;
use axum::extract::State;
use meshery_api::identity::{ChangeOrganization, Organization, OrganizationPage};
use meshery_api::{Envelope, Problem};
use meshery_app::identity::{self, OrganizationRecord};
use meshery_model::{Object, OrganizationId, UserId};

use super::page;
use crate::AppState;
use crate::http::{
    ApiResult, Can, JsonBody, ListParams, Params, ReadOrganizations, Segment, WriteOrganizations,
};

/// Lists the organizations.
#[utoipa::path(
    get, path = "/api/identity/orgs", tag = "identity", operation_id = "getOrganizations", params(ListParams),
    responses(
        (status = 200, description = "One page of organizations.", body = OrganizationPage),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This needs `organizations.read`.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn organizations(
    who: Can<ReadOrganizations>,
    State(state): State<AppState>,
    Params(params): Params<ListParams>,
) -> ApiResult<Json<OrganizationPage>> {
    let page = page(&params, &state)?;
    let mut all = identity::organizations(&state.ctx, &who).await?;
    if let Some(search) = params.search().map(|text| text.to_lowercase()) {
        all.retain(|organization| organization.name.to_lowercase().contains(&search));
    }
    let envelope = Envelope::new(page.number, page.size, all.len());
    let part = all.into_iter().skip(page.number.saturating_mul(page.size)).take(page.size);
    Ok(Json(OrganizationPage { envelope, organizations: part.map(wire).collect() }))
}

/// Returns one organization.
#[utoipa::path(
    get, path = "/api/identity/orgs/{orgId}", tag = "identity", operation_id = "getOrganization",
    params(("orgId" = OrganizationId, Path, description = "Id of the organization.")),
    responses(
        (status = 200, description = "The organization.", body = Organization),
        (status = 400, description = "The id is no UUID.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This needs `organizations.read`.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such organization.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn organization(
    who: Can<ReadOrganizations>,
    State(state): State<AppState>,
    Segment(id): Segment<OrganizationId>,
) -> ApiResult<Json<Organization>> {
    Ok(Json(wire(identity::organization(&state.ctx, &who, id).await?)))
}

/// Changes an organization; members that are left out stay.
#[utoipa::path(
    put, path = "/api/identity/orgs/{orgId}", tag = "identity", operation_id = "changeOrganization",
    request_body = ChangeOrganization,
    params(("orgId" = OrganizationId, Path, description = "Id of the organization.")),
    responses(
        (status = 200, description = "The organization.", body = Organization),
        (status = 400, description = "A value is not accepted.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This needs `organizations.write`.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such organization.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not JSON.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn change_organization(
    who: Can<WriteOrganizations>,
    State(state): State<AppState>,
    Segment(id): Segment<OrganizationId>,
    JsonBody(body): JsonBody<ChangeOrganization>,
) -> ApiResult<Json<Organization>> {
    let change = identity::ChangeOrganization {
        name: body.name,
        description: body.description,
        country: body.country,
        region: body.region,
    };
    Ok(Json(wire(identity::change_organization(&state.ctx, &who, id, change).await?)))
}

fn wire(organization: OrganizationRecord) -> Organization {
    Organization {
        id: organization.id,
        name: organization.name,
        description: organization.description,
        country: organization.country,
        region: organization.region,
        owner: UserId::default(),
        metadata: Object::new(),
        created_at: organization.created_at.to_string(),
        updated_at: organization.updated_at.to_string(),
    }
}
