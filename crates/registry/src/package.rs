//! Packages: what belongs together in the registry.

use meshery_model::{Component, ModelDefinition, Policy, Relationship};

/// A model with its components, relationship definitions and policies.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Package {
    /// The model.
    pub model: ModelDefinition,
    /// What can be placed in a design. `component.schema` is JSON Schema text, or absent.
    pub components: Vec<Component>,
    /// How components relate.
    pub relationships: Vec<Relationship>,
    /// Rules over designs.
    pub policies: Vec<Policy>,
}
