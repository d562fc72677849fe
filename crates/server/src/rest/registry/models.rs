//! `GET /api/meshmodels/models`

use axum::Json;
use axum::extract::State;
use meshery_api::Problem;
use meshery_api::registry::{Model, ModelPage};
use meshery_app::Principal;
use meshery_app::registry::{self, index};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{envelope, order, page_size};
use crate::AppState;
use crate::http::{ApiResult, Can, ListParams, Params, ReadRegistry, Segment};

/// What only lists of models take.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct ModelParams {
    /// Only models of this category.
    #[param(example = "Orchestration & Management")]
    category: Option<String>,
    /// Only models of this kind of registrant.
    #[param(example = "meshery")]
    registrant: Option<String>,
    /// Only this version.
    #[param(example = "v1.0.0")]
    version: Option<String>,
    /// Only models with this status; `all` for any.
    #[param(example = "enabled")]
    status: Option<String>,
    /// Only models of drawings, or none of them.
    #[param(example = false)]
    annotations: Option<bool>,
    /// Return the models' components too.
    #[param(example = false)]
    components: Option<bool>,
    /// Return the models' relationship definitions too.
    #[param(example = false)]
    relationships: Option<bool>,
    /// Leave schemas out of nested components.
    #[param(example = true)]
    trim: Option<bool>,
}

/// Lists models.
#[utoipa::path(
    get, path = "/api/meshmodels/models", tag = "registry", operation_id = "getModels", params(ListParams, ModelParams),
    responses(
        (status = 200, description = "One page of models.", body = ModelPage),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This needs `registry.read`.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn models(
    who: Can<ReadRegistry>,
    State(state): State<AppState>,
    Params(params): Params<ListParams>,
    Params(extra): Params<ModelParams>,
) -> ApiResult<Json<ModelPage>> {
    Ok(Json(page(&state, &who, &params, extra, None)?))
}

/// Lists the versions of one model. An unknown name gives an empty page.
#[utoipa::path(
    get, path = "/api/meshmodels/models/{model}", tag = "registry", operation_id = "getModel",
    params(("model" = String, Path, description = "Name of the model.", example = "kubernetes"), ListParams, ModelParams),
    responses(
        (status = 200, description = "One page of models.", body = ModelPage),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This needs `registry.read`.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn models_named(
    who: Can<ReadRegistry>,
    State(state): State<AppState>,
    Segment(name): Segment<String>,
    Params(params): Params<ListParams>,
    Params(extra): Params<ModelParams>,
) -> ApiResult<Json<ModelPage>> {
    Ok(Json(page(&state, &who, &params, extra, Some(name))?))
}

fn page(
    state: &AppState,
    who: &Principal,
    params: &ListParams,
    extra: ModelParams,
    name: Option<String>,
) -> ApiResult<ModelPage> {
    let with_components = extra.components.unwrap_or(false);
    let with_relationships = extra.relationships.unwrap_or(false);
    let trim = extra.trim.unwrap_or(true);
    let query = index::ModelQuery {
        page: params.page,
        page_size: page_size(params)?,
        search: params.search(),
        name,
        order: order(params)?,
        category: extra.category,
        registrant: extra.registrant,
        version: extra.version,
        status: extra.status,
        annotations: extra.annotations,
        ..index::ModelQuery::default()
    };
    let listing = registry::models(&state.ctx, who, &query);
    let envelope = envelope(query.page, query.page_size, &listing);
    let models = listing.items.into_iter().map(|definition| {
        let counts = registry::model_counts(&state.ctx, definition.id);
        Model {
            components_count: counts.0,
            relationships_count: counts.1,
            components: with_components.then(|| registry::components_of(&state.ctx, who, &definition, trim)),
            relationships: with_relationships
                .then(|| registry::relationships_of(&state.ctx, who, &definition)),
            definition,
        }
    });
    Ok(ModelPage { envelope, models: models.collect() })
}
