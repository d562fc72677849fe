//! Ids that follow from what a definition is: the same definition has the same id on every machine.

use meshery_model::{
    ComponentId, MODEL_SCHEMA, ModelDefinition, ModelId, PolicyId, RELATIONSHIP_SCHEMA, Relationship,
    RelationshipId, canonical,
};
use serde_json::{Value, json};
use uuid::Uuid;

/// Returns the id of one version of a model: registrant, name, version and version of the definition.
#[must_use]
pub fn model(definition: &ModelDefinition) -> ModelId {
    ModelId(canonical::id(&json!({
        "definition": definition.version, "model": definition.name,
        "registrant": definition.registrant.kind, "version": definition.model.version,
    })))
}

/// Returns the id of a component definition: its model, kind and API version.
#[must_use]
pub fn component(model: ModelId, kind: &str, api_version: &str) -> ComponentId {
    ComponentId(canonical::id(&json!({"apiVersion": api_version, "kind": kind, "model": model})))
}

/// Returns the id of a relationship definition: the one its author chose, else one over model, kind, type,
/// subtype and selectors.
#[must_use]
pub fn relationship(model: ModelId, definition: &Relationship) -> RelationshipId {
    if !definition.id.is_nil() {
        return definition.id;
    }
    RelationshipId(canonical::id(&json!({
        "kind": definition.kind, "model": model,
        "selectors": serde_json::to_value(&definition.selectors).unwrap_or(Value::Null),
        "subType": definition.sub_type.to_lowercase(), "type": definition.rel_type,
    })))
}

/// Returns the id of a policy: its model and name.
#[must_use]
pub fn policy(model: ModelId, name: &str) -> PolicyId {
    PolicyId(canonical::id(&json!({"model": model, "policy": name})))
}

/// Returns a model with the ids, schema version and status that it has in the registry.
pub(crate) fn of_model(mut definition: ModelDefinition) -> ModelDefinition {
    definition.id = model(&definition);
    definition.category.id = category(&definition.category.name);
    if definition.schema_version.is_empty() {
        MODEL_SCHEMA.clone_into(&mut definition.schema_version);
    }
    if definition.status.is_empty() {
        "enabled".clone_into(&mut definition.status);
    }
    definition
}

/// Returns a relationship definition with the id and schema version that it has in the registry.
pub(crate) fn of_relationship(model: ModelId, mut definition: Relationship) -> Relationship {
    definition.id = relationship(model, &definition);
    if definition.schema_version.is_empty() {
        RELATIONSHIP_SCHEMA.clone_into(&mut definition.schema_version);
    }
    definition
}

/// Returns the id of a category of models.
#[must_use]
pub fn category(name: &str) -> Uuid {
    canonical::id(&json!({"category": name}))
}

/// Returns the id of a registrant.
#[must_use]
pub fn registrant(kind: &str, name: &str) -> Uuid {
    canonical::id(&json!({"kind": kind, "registrant": name}))
}
