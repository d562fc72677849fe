//! The words of Meshery: designs, components, relationships and models.
//!
//! Plain documents with serde, their ids, paths into them and the rules a document must keep. No I/O, no
//! clock, no randomness. Unknown members are kept (`extra`), so reading and writing a document never loses
//! what a newer client put there. Shapes follow the schemas of Meshery v1.x (designs `v1beta3`, components
//! `v1beta3`, relationships `v1beta2`/`v1beta3`); older spellings are read too.

pub mod canonical;
mod catalog;
mod component;
mod definition;
mod design;
mod id;
pub mod path;
mod policy;
mod relationship;
pub mod schema;
pub mod version;

pub use catalog::{Catalog, NoCatalog};
pub use component::{Component, ComponentMetadata, ComponentType};
pub use definition::{
    CategoryReference, ModelDefinition, ModelMetadata, ModelReference, ModelVersion, Registrant,
};
pub use design::{Design, DesignError, ResolvedAlias};
pub use id::{ComponentId, DesignId, ModelId, OrganizationId, PolicyId, RelationshipId, SessionId, UserId};
pub use path::Path;
pub use policy::Policy;
pub use relationship::{
    MatchItem, MatchSelector, Patch, Relationship, Selector, SelectorItem, SelectorSet, Status,
};

/// A JSON object that keeps the order of its members.
pub type Object = serde_json::Map<String, serde_json::Value>;

/// Schema version written into every design.
pub const DESIGN_SCHEMA: &str = "designs.meshery.io/v1beta3";
/// Schema version written into every component.
pub const COMPONENT_SCHEMA: &str = "components.meshery.io/v1beta3";
/// Schema version of models.
pub const MODEL_SCHEMA: &str = "models.meshery.io/v1beta2";
/// Schema version of relationship definitions and instances the evaluator works on.
pub const RELATIONSHIP_SCHEMA: &str = "relationships.meshery.io/v1beta2";
