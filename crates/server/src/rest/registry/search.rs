//! Search over everything: `GET /api/registry/search`

use axum::Json;
use axum::extract::State;
use meshery_api::registry::{SearchModel, SearchResult, SearchResults};
use meshery_app::registry;
use meshery_app::registry::index::{Found, FoundEntity};
use meshery_model::ModelReference;
use serde::Deserialize;
use utoipa::IntoParams;

use super::refusals::ReadRefusals;
use crate::AppState;
use crate::http::{ApiError, ApiResult, Can, Params, ReadRegistry};

const DEFAULT_LIMIT: usize = 20;
const LARGEST_LIMIT: usize = 100;

/// What is searched for.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct SearchParams {
    /// Text to look for: names, kinds, short names, descriptions. Typing errors are forgiven.
    #[param(example = "deploymnet")]
    q: String,
    /// Most hits to return.
    #[param(minimum = 1, maximum = 100, example = 20)]
    limit: Option<usize>,
    /// What to look for: `model`, `component` and `relationship`, separated by commas.
    #[param(example = "model,component")]
    types: Option<String>,
}

/// Searches models, components and relationship definitions together: whole names first, then beginnings and
/// parts of names, then descriptions; near misses when nothing else hits. Only what is enabled, in its newest
/// version.
#[utoipa::path(
    get, path = "/search", tag = "registry", operation_id = "searchRegistry", params(SearchParams),
    responses((status = 200, description = "The best hits.", body = SearchResults), ReadRefusals)
)]
pub(crate) async fn search(
    who: Can<ReadRegistry>,
    State(state): State<AppState>,
    Params(params): Params<SearchParams>,
) -> ApiResult<Json<SearchResults>> {
    let limit = params.limit.unwrap_or(DEFAULT_LIMIT);
    if !(1..=LARGEST_LIMIT).contains(&limit) {
        let message = format!("it is a number from 1 to {LARGEST_LIMIT}");
        return Err(ApiError::Parameter { name: "limit".to_owned(), message });
    }
    let entities = entities(params.types.as_deref().unwrap_or_default())?;
    let registry = registry::read(&state.ctx, &who);
    let (found, total_count) = registry.index().search(&params.q, &entities, limit);
    Ok(Json(SearchResults { results: found.iter().map(result).collect(), total_count }))
}

fn entities(types: &str) -> ApiResult<Vec<FoundEntity>> {
    let words: Vec<&str> = types.split(',').map(str::trim).filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return Ok(FoundEntity::ALL.to_vec());
    }
    let entity = |word: &&str| match *word {
        "model" | "models" => Ok(FoundEntity::Model),
        "component" | "components" => Ok(FoundEntity::Component),
        "relationship" | "relationships" => Ok(FoundEntity::Relationship),
        other => {
            let message = format!("`{other}` is neither `model`, `component` nor `relationship`");
            Err(ApiError::Parameter { name: "types".to_owned(), message })
        }
    };
    let mut entities: Vec<FoundEntity> = words.iter().map(entity).collect::<Result<_, _>>()?;
    entities.sort_by_key(|entity| FoundEntity::ALL.iter().position(|known| known == entity));
    entities.dedup();
    Ok(entities)
}

fn result(found: &Found<'_>) -> SearchResult {
    match found {
        Found::Model(entry) => {
            let model = entry.summary();
            SearchResult {
                entity_type: "model".to_owned(),
                id: model.id.0,
                name: model.name.clone(),
                display_name: model.display_name.clone(),
                description: model.description.clone(),
                api_version: None,
                model: of(&model.reference()),
            }
        }
        Found::Component(entry) => SearchResult {
            entity_type: "component".to_owned(),
            id: entry.id().0,
            name: entry.kind().to_owned(),
            display_name: entry.display_name().to_owned(),
            description: entry.description().to_owned(),
            api_version: Some(entry.api_version().to_owned()),
            model: of(&entry.model_reference()),
        },
        Found::Relationship(definition) => {
            let metadata = definition.metadata.as_ref();
            let description = metadata.and_then(|metadata| metadata.get("description")?.as_str());
            SearchResult {
                entity_type: "relationship".to_owned(),
                id: definition.id.0,
                name: definition.sub_type.clone(),
                display_name: format!("{} {} {}", definition.kind, definition.rel_type, definition.sub_type),
                description: description.unwrap_or_default().to_owned(),
                api_version: None,
                model: of(&definition.model),
            }
        }
    }
}

fn of(model: &ModelReference) -> SearchModel {
    SearchModel {
        id: model.id.unwrap_or_default(),
        name: model.name.clone(),
        display_name: model.display_name.clone(),
        version: model.model.as_ref().map(|model| model.version.clone()).unwrap_or_default(),
    }
}
