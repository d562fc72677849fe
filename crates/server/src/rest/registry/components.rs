//! `GET /api/meshmodels/components` and the components of a model.

use axum::Json;
use axum::extract::State;
use meshery_api::registry::ComponentPage;
use meshery_api::{Envelope, Problem};
use meshery_app::Principal;
use meshery_app::registry::{self, index};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use super::{envelope, order, page_size};
use crate::AppState;
use crate::http::{ApiError, ApiResult, Can, ListParams, Params, ReadRegistry, Segment};

/// What only lists of components take.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct ComponentParams {
    /// Only components of this model.
    #[param(example = "kubernetes")]
    model: Option<String>,
    /// Only components of models of this category.
    #[param(example = "Orchestration & Management")]
    category: Option<String>,
    /// Only components of models of this kind of registrant.
    #[param(example = "meshery")]
    registrant: Option<String>,
    /// Only this API version.
    #[serde(rename = "apiVersion", alias = "api_version")]
    #[param(example = "apps/v1")]
    api_version: Option<String>,
    /// Only components of models of this version.
    #[param(example = "v1.0.0")]
    version: Option<String>,
    /// Only components with this status; `all` for any.
    #[param(example = "enabled")]
    status: Option<String>,
    /// Only drawings, or none of them.
    #[param(example = false)]
    annotations: Option<bool>,
    /// Leave schemas out: much smaller answers.
    #[param(example = true)]
    trim: Option<bool>,
    /// How a name in the path is compared: `exact` or `greedy`.
    #[serde(rename = "match")]
    #[param(example = "exact")]
    matching: Option<String>,
}

/// A [`ComponentPage`] written straight from the index, which is twenty times faster than through documents.
#[derive(Serialize)]
pub(crate) struct Page {
    #[serde(flatten)]
    envelope: Envelope,
    components: Vec<index::ComponentDocument<'static>>,
}

/// Lists components.
#[utoipa::path(
    get, path = "/api/meshmodels/components", tag = "registry", operation_id = "getComponents", params(ListParams, ComponentParams),
    responses(
        (status = 200, description = "One page of components.", body = ComponentPage),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This needs `registry.read`.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn components(
    who: Can<ReadRegistry>,
    State(state): State<AppState>,
    Params(params): Params<ListParams>,
    Params(extra): Params<ComponentParams>,
) -> ApiResult<Json<Page>> {
    page(&state, &who, &params, extra, None)
}

/// Lists components of one kind or display name. An unknown name gives an empty page.
#[utoipa::path(
    get, path = "/api/meshmodels/components/{name}", tag = "registry", operation_id = "getComponentsNamed",
    params(("name" = String, Path, description = "Kind or display name.", example = "Deployment"), ListParams, ComponentParams),
    responses(
        (status = 200, description = "One page of components.", body = ComponentPage),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This needs `registry.read`.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn components_named(
    who: Can<ReadRegistry>,
    State(state): State<AppState>,
    Segment(name): Segment<String>,
    Params(params): Params<ListParams>,
    Params(extra): Params<ComponentParams>,
) -> ApiResult<Json<Page>> {
    page(&state, &who, &params, extra, Some(name))
}

/// Lists the components of one model.
#[utoipa::path(
    get, path = "/api/meshmodels/models/{model}/components", tag = "registry", operation_id = "getComponentsOfModel",
    params(("model" = String, Path, description = "Name of the model.", example = "kubernetes"), ListParams, ComponentParams),
    responses(
        (status = 200, description = "One page of components.", body = ComponentPage),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This needs `registry.read`.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn components_of_model(
    who: Can<ReadRegistry>,
    State(state): State<AppState>,
    Segment(model): Segment<String>,
    Params(params): Params<ListParams>,
    Params(extra): Params<ComponentParams>,
) -> ApiResult<Json<Page>> {
    let extra = ComponentParams { model: Some(model), ..extra };
    page(&state, &who, &params, extra, None)
}

/// Lists the components of one model with one kind or display name: one per API version.
#[utoipa::path(
    get, path = "/api/meshmodels/models/{model}/components/{name}", tag = "registry", operation_id = "getComponent",
    params(
        ("model" = String, Path, description = "Name of the model.", example = "kubernetes"),
        ("name" = String, Path, description = "Kind or display name.", example = "Deployment"),
        ListParams,
        ComponentParams,
    ),
    responses(
        (status = 200, description = "One page of components.", body = ComponentPage),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This needs `registry.read`.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn components_of_model_named(
    who: Can<ReadRegistry>,
    State(state): State<AppState>,
    Segment((model, name)): Segment<(String, String)>,
    Params(params): Params<ListParams>,
    Params(extra): Params<ComponentParams>,
) -> ApiResult<Json<Page>> {
    let extra = ComponentParams { model: Some(model), ..extra };
    page(&state, &who, &params, extra, Some(name))
}

fn page(
    state: &AppState,
    who: &Principal,
    params: &ListParams,
    extra: ComponentParams,
    name: Option<String>,
) -> ApiResult<Json<Page>> {
    let matching = match extra.matching.as_deref() {
        None | Some("" | "exact") => index::Matching::Exact,
        Some("greedy") => index::Matching::Greedy,
        Some(other) => {
            let message = format!("`{other}` is neither `exact` nor `greedy`");
            return Err(ApiError::Parameter { name: "match".to_owned(), message });
        }
    };
    let query = index::ComponentQuery {
        page: params.page,
        page_size: page_size(params)?,
        search: params.search(),
        name,
        matching,
        order: order(params)?,
        model: extra.model,
        category: extra.category,
        registrant: extra.registrant,
        api_version: extra.api_version,
        version: extra.version,
        status: extra.status,
        annotations: extra.annotations,
        trim: extra.trim.unwrap_or(false),
    };
    let listing = registry::components(&state.ctx, who, &query);
    Ok(Json(Page {
        envelope: envelope(query.page, query.page_size, &listing),
        components: listing.items.iter().map(|entry| entry.document(!query.trim)).collect(),
    }))
}
