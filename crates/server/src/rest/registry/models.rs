//! Lists of models: `GET /api/registry/models` and the same within categories.

use axum::extract::State;
use axum::response::Response;
use meshery_api::Envelope;
use meshery_api::registry::ModelPage;
use meshery_app::Principal;
use meshery_app::registry::{self, index};
use meshery_model::{Component, ModelDefinition, ModelId, Relationship};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use super::place::{InCategory, InModel, Place};
use super::refusals::ReadRefusals;
use super::{envelope, json, order, page_size};
use crate::AppState;
use crate::http::{ApiError, ApiResult, Can, ListParams, Params, ReadRegistry, Segment};

/// Most models on a page that brings their components or relationship definitions along.
const LARGEST_NESTED_PAGE: usize = 100;

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
    /// Only the model with this id.
    #[param(value_type = Option<uuid::Uuid>)]
    id: Option<ModelId>,
    /// Only the newest version of each model.
    #[param(example = true)]
    latest: Option<bool>,
    /// `builtin` for models that come with the server, `imported` for others.
    #[param(example = "builtin")]
    origin: Option<String>,
    /// Only models that share name and version with another.
    #[param(example = false)]
    duplicated: Option<bool>,
}

/// A model of a [`ModelPage`].
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Model<'a> {
    #[serde(flatten)]
    definition: ModelDefinition,
    components_count: usize,
    relationships_count: usize,
    duplicates: usize,
    origin: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    components: Option<Vec<Component>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    relationships: Option<Vec<&'a Relationship>>,
}

/// A [`ModelPage`] written straight from the index.
#[derive(Serialize)]
struct Page<'a> {
    #[serde(flatten)]
    envelope: Envelope,
    models: Vec<Model<'a>>,
}

/// Lists that differ only in their path.
macro_rules! lists {
    ($($(#[doc = $doc:literal])* $handler:ident $operation:literal $path:literal ($($part:ty),*);)*) => {$(
        $(#[doc = $doc])*
        #[utoipa::path(
            get, path = $path, tag = "registry", operation_id = $operation,
            params($($part,)* ListParams, ModelParams),
            responses((status = 200, description = "One page of models.", body = ModelPage), ReadRefusals)
        )]
        pub(crate) async fn $handler(
            who: Can<ReadRegistry>,
            State(state): State<AppState>,
            Segment(place): Segment<Place>,
            Params(params): Params<ListParams>,
            Params(extra): Params<ModelParams>,
        ) -> ApiResult<Response> {
            page(&state, &who, place, &params, extra)
        }
    )*};
}

lists! {
    /// Lists models.
    models "getModels" "/models" ();
    /// Lists the versions of one model. An unknown name gives an empty page.
    models_named "getModel" "/models/{model}" (InModel);
    /// Lists the models of one category.
    models_of_category "getModelsOfCategory" "/categories/{category}/models" (InCategory);
    /// Lists the versions of one model of one category.
    models_of_category_named "getModelOfCategory" "/categories/{category}/models/{model}" (InCategory, InModel);
}

fn page(
    state: &AppState,
    who: &Principal,
    place: Place,
    params: &ListParams,
    extra: ModelParams,
) -> ApiResult<Response> {
    let wants_components = extra.components.unwrap_or(false);
    let wants_relationships = extra.relationships.unwrap_or(false);
    let trim = extra.trim.unwrap_or(true);
    let query = index::ModelQuery {
        page: params.page,
        page_size: page_size(params)?,
        search: params.search(),
        name: place.model,
        order: order(params)?,
        category: place.category.or(extra.category),
        registrant: extra.registrant,
        version: extra.version,
        status: extra.status,
        annotations: extra.annotations,
        id: extra.id,
        latest: extra.latest.unwrap_or(false),
        builtin: origin(extra.origin.as_deref())?,
        duplicated: extra.duplicated.unwrap_or(false),
        ..index::ModelQuery::default()
    };
    let registry = registry::read(&state.ctx, who);
    let listing = registry.index().find_models(&query);
    if (wants_components || wants_relationships) && listing.items.len() > LARGEST_NESTED_PAGE {
        let message = format!("at most {LARGEST_NESTED_PAGE} models fit on a page with what belongs to them");
        return Err(ApiError::Parameter { name: "pagesize".to_owned(), message });
    }
    let models = listing.items.iter().map(|entry| Model {
        definition: entry.definition(),
        components_count: entry.components_count(),
        relationships_count: entry.relationships_count(),
        duplicates: entry.duplicates(),
        origin: if entry.is_builtin() { "builtin" } else { "imported" },
        components: wants_components
            .then(|| entry.components().map(|component| component.to_component(!trim)).collect()),
        relationships: wants_relationships.then(|| entry.relationships().collect()),
    });
    Ok(json(&Page { envelope: envelope(query.page, query.page_size, &listing), models: models.collect() }))
}

fn origin(word: Option<&str>) -> ApiResult<Option<bool>> {
    match word {
        None | Some("") => Ok(None),
        Some("builtin") => Ok(Some(true)),
        Some("imported") => Ok(Some(false)),
        Some(other) => {
            let message = format!("`{other}` is neither `builtin` nor `imported`");
            Err(ApiError::Parameter { name: "origin".to_owned(), message })
        }
    }
}
