//! Answers questions about the registry from its index; no query touches the store.

use meshery_model::{Component, ModelDefinition, ModelId, Relationship};
use meshery_registry::{
    CategoryEntry, ComponentEntry, ComponentQuery, Counts, Listing, ModelQuery, PageSize, Query,
    RegistrantEntry, RelationshipDocument, RelationshipQuery,
};

pub use meshery_registry as index;

use crate::{Ctx, Principal};

/// Lists models.
#[must_use]
pub fn models(ctx: &Ctx, _who: &Principal, query: &ModelQuery) -> Listing<ModelDefinition> {
    ctx.registry.models(query)
}

/// Lists components where they lie, without copying them.
#[must_use]
pub fn components(ctx: &Ctx, _who: &Principal, query: &ComponentQuery) -> Listing<ComponentEntry<'static>> {
    ctx.registry.find_components(query)
}

/// Lists relationship definitions where they lie, without copying them.
#[must_use]
pub fn relationships(
    ctx: &Ctx,
    _who: &Principal,
    query: &RelationshipQuery,
) -> Listing<RelationshipDocument<'static>> {
    ctx.registry.relationship_documents(query)
}

/// Lists categories.
#[must_use]
pub fn categories(ctx: &Ctx, _who: &Principal, query: &Query) -> Listing<CategoryEntry> {
    ctx.registry.categories(query)
}

/// Lists registrants.
#[must_use]
pub fn registrants(ctx: &Ctx, _who: &Principal, query: &Query) -> Listing<RegistrantEntry> {
    ctx.registry.registrants(query)
}

/// Counts everything.
#[must_use]
pub fn counts(ctx: &Ctx) -> Counts {
    ctx.registry.counts()
}

/// Counts the components and the relationship definitions of one model.
#[must_use]
pub fn model_counts(ctx: &Ctx, id: ModelId) -> (usize, usize) {
    ctx.registry.model_counts(id).unwrap_or_default()
}

/// Returns all components of one model.
#[must_use]
pub fn components_of(ctx: &Ctx, _who: &Principal, model: &ModelDefinition, trim: bool) -> Vec<Component> {
    let query = ComponentQuery {
        page_size: PageSize::All,
        model: Some(model.name.clone()),
        version: Some(model.model.version.clone()),
        trim,
        ..ComponentQuery::default()
    };
    ctx.registry.components(&query).items
}

/// Returns all relationship definitions of one model.
#[must_use]
pub fn relationships_of(ctx: &Ctx, _who: &Principal, model: &ModelDefinition) -> Vec<Relationship> {
    let query = RelationshipQuery {
        page_size: PageSize::All,
        model: Some(model.name.clone()),
        version: Some(model.model.version.clone()),
        ..RelationshipQuery::default()
    };
    ctx.registry.relationships(&query).items
}
