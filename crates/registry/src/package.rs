//! Packages: what belongs together in the registry.

use std::sync::Arc;

use meshery_model::{Component, MODEL_SCHEMA, ModelDefinition, RELATIONSHIP_SCHEMA, Relationship};
use rustc_hash::FxHashSet;

use crate::identity;

/// A model with its components and relationship definitions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Package {
    /// The model.
    pub model: ModelDefinition,
    /// What can be placed in a design. `component.schema` is JSON Schema text, or absent.
    pub components: Vec<Component>,
    /// How components relate.
    pub relationships: Vec<Relationship>,
}

impl Package {
    /// Returns the package with ids, schema versions and model references set. Of several components with
    /// one identity the first stays; so do relationship definitions.
    #[must_use]
    pub fn normalized(mut self) -> Self {
        let model = &mut self.model;
        model.id = identity::model(model);
        model.category.id = identity::category(&model.category.name);
        if model.schema_version.is_empty() {
            MODEL_SCHEMA.clone_into(&mut model.schema_version);
        }
        if model.status.is_empty() {
            "enabled".clone_into(&mut model.status);
        }
        let mut known = FxHashSet::default();
        for component in &mut self.components {
            component.id = identity::component(model.id, component.kind(), component.api_version());
        }
        self.components.retain(|component| known.insert(component.id));

        let mut known = FxHashSet::default();
        let reference = Arc::new(model.reference());
        for relationship in &mut self.relationships {
            relationship.id = identity::relationship(model.id, relationship);
            relationship.model = Arc::clone(&reference);
            if relationship.schema_version.is_empty() {
                RELATIONSHIP_SCHEMA.clone_into(&mut relationship.schema_version);
            }
        }
        self.relationships.retain(|relationship| known.insert(relationship.id));
        self
    }
}
