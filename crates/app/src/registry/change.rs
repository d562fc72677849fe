//! Changes to what is registered: statuses, and removing what was imported.

use std::sync::Arc;

use meshery_model::{ComponentId, ModelDefinition, ModelId, RelationshipId};
use meshery_store::StatusRecord;
use uuid::Uuid;

use super::{Snapshot, live};
use crate::{Ctx, Error, Principal};

/// What can have a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entity {
    /// A model, with all that belongs to it.
    Model,
    /// A component.
    Component,
    /// A relationship definition.
    Relationship,
}

impl Entity {
    /// Returns the word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Component => "component",
            Self::Relationship => "relationship",
        }
    }

    fn is_in(self, registry: &Snapshot, id: Uuid) -> bool {
        let index = registry.index();
        match self {
            Self::Model => index.model(ModelId(id)).is_some(),
            Self::Component => index.component(ComponentId(id)).is_some(),
            Self::Relationship => index.relationship(RelationshipId(id)).is_some(),
        }
    }
}

/// Statuses that can be given.
const STATUSES: [&str; 3] = ["enabled", "ignored", "duplicate"];

/// Gives an entity a status: what is not `enabled` is left out of lists, of look-ups and of evaluation.
///
/// # Errors
/// When there is no such entity, or the status is none.
pub async fn set_status(
    ctx: &Arc<Ctx>,
    who: &Principal,
    entity: Entity,
    id: Uuid,
    status: &str,
) -> Result<&'static str, Error> {
    let known = STATUSES.into_iter().find(|known| known.eq_ignore_ascii_case(status));
    // Meshery's word for what takes part.
    let known = known.or_else(|| status.eq_ignore_ascii_case("registered").then_some("enabled"));
    let status = known.ok_or_else(|| Error::UnknownStatus { given: status.to_owned() })?;
    let _changing = ctx.registry.changing.lock().await;
    if !entity.is_in(&ctx.registry.current(), id) {
        return Err(Error::EntityNotFound { entity: entity.as_str(), id });
    }
    let mut unit = ctx.store.begin().await?;
    unit.set_registry_status(&StatusRecord {
        id,
        status: status.to_owned(),
        changed_by: who.id(),
        changed_at: ctx.now(),
    })
    .await?;
    unit.commit().await?;
    tracing::info!(entity.kind = entity.as_str(), entity.id = %id, entity.status = status, "status changed");
    live::reload(ctx).await?;
    Ok(status)
}

/// Removes an imported model with all that belongs to it; returns what it was.
///
/// # Errors
/// When there is no such model, or it is built in.
pub async fn remove_model(ctx: &Arc<Ctx>, _who: &Principal, id: ModelId) -> Result<ModelDefinition, Error> {
    let _changing = ctx.registry.changing.lock().await;
    let registry = ctx.registry.current();
    let not_found = || Error::EntityNotFound { entity: Entity::Model.as_str(), id: id.0 };
    let model = registry.index().model(id).ok_or_else(not_found)?.summary().clone();
    let mut unit = ctx.store.begin().await?;
    if !unit.remove_registry_package(id).await? {
        return Err(Error::BuiltinModel { name: model.name });
    }
    unit.remove_unused_registry_texts().await?;
    unit.commit().await?;
    tracing::info!(model.name = model.name, model.id = %id, "model removed");
    live::reload(ctx).await?;
    Ok(model)
}
