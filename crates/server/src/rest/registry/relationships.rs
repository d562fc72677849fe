//! Lists of relationship definitions: `GET /api/registry/relationships` and those of a model.

use axum::extract::State;
use axum::response::Response;
use meshery_api::Envelope;
use meshery_api::registry::RelationshipPage;
use meshery_app::Principal;
use meshery_app::registry::{self, index};
use meshery_model::RelationshipId;
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use super::place::{InModel, Place};
use super::refusals::ReadRefusals;
use super::{envelope, json, order, page_size};
use crate::AppState;
use crate::http::{ApiResult, Can, ListParams, Params, ReadRegistry, Segment};

/// What only lists of relationship definitions take.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct RelationshipParams {
    /// Only this kind.
    #[param(example = "edge")]
    kind: Option<String>,
    /// Only this type.
    #[serde(rename = "type")]
    #[param(example = "non-binding")]
    rel_type: Option<String>,
    /// Only this subtype.
    #[serde(rename = "subType", alias = "sub_type")]
    #[param(example = "network")]
    sub_type: Option<String>,
    /// Only definitions of this model.
    #[param(example = "kubernetes")]
    model: Option<String>,
    /// Only definitions of models of this version.
    #[param(example = "v1.0.0")]
    version: Option<String>,
    /// Only definitions with this status; `all` for any.
    #[param(example = "enabled")]
    status: Option<String>,
    /// Only the definition with this id.
    #[param(value_type = Option<uuid::Uuid>)]
    id: Option<RelationshipId>,
    /// Only definitions whose selectors name this kind of component, on either side.
    #[param(example = "Deployment")]
    component: Option<String>,
}

/// Part of a path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes a part of paths, is never made")]
pub(crate) struct Named {
    /// Kind of the definitions.
    #[param(example = "edge")]
    name: String,
}

/// A [`RelationshipPage`] written straight from the index.
#[derive(Serialize)]
struct Page<'a> {
    #[serde(flatten)]
    envelope: Envelope,
    relationships: Vec<index::RelationshipDocument<'a>>,
}

/// Lists that differ only in their path.
macro_rules! lists {
    ($($(#[doc = $doc:literal])* $handler:ident $operation:literal $path:literal ($($part:ty),*);)*) => {$(
        $(#[doc = $doc])*
        #[utoipa::path(
            get, path = $path, tag = "registry", operation_id = $operation,
            params($($part,)* ListParams, RelationshipParams),
            responses((status = 200, description = "One page of definitions.", body = RelationshipPage), ReadRefusals)
        )]
        pub(crate) async fn $handler(
            who: Can<ReadRegistry>,
            State(state): State<AppState>,
            Segment(place): Segment<Place>,
            Params(params): Params<ListParams>,
            Params(extra): Params<RelationshipParams>,
        ) -> ApiResult<Response> {
            page(&state, &who, place, &params, extra)
        }
    )*};
}

lists! {
    /// Lists relationship definitions.
    relationships "getRelationships" "/relationships" ();
    /// Lists the relationship definitions of one model.
    relationships_of_model "getRelationshipsOfModel" "/models/{model}/relationships" (InModel);
    /// Lists the relationship definitions of one model and one kind.
    relationships_of_model_named "getRelationshipsOfModelNamed" "/models/{model}/relationships/{name}" (InModel, Named);
}

fn page(
    state: &AppState,
    who: &Principal,
    place: Place,
    params: &ListParams,
    extra: RelationshipParams,
) -> ApiResult<Response> {
    let query = index::RelationshipQuery {
        page: params.page,
        page_size: page_size(params)?,
        search: params.search(),
        order: order(params)?,
        kind: place.name.or(extra.kind),
        rel_type: extra.rel_type,
        sub_type: extra.sub_type,
        model: place.model.or(extra.model),
        version: extra.version,
        status: extra.status,
        id: extra.id,
        component: extra.component,
    };
    let registry = registry::read(&state.ctx, who);
    let listing = registry.index().relationship_documents(&query);
    let envelope = envelope(query.page, query.page_size, &listing);
    Ok(json(&Page { envelope, relationships: listing.items }))
}
