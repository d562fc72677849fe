//! The registry on the wire.

use meshery_model::{Component, ModelDefinition, Object, Relationship};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Envelope;

/// A model with its counts.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The model.
    #[serde(flatten)]
    pub definition: ModelDefinition,
    /// Number of its components.
    pub components_count: usize,
    /// Number of its relationship definitions.
    pub relationships_count: usize,
    /// Its components, when asked for with `components=true`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub components: Option<Vec<Component>>,
    /// Its relationship definitions, when asked for with `relationships=true`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relationships: Option<Vec<Relationship>>,
}

/// One page of models.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ModelPage {
    /// Where the page lies.
    #[serde(flatten)]
    pub envelope: Envelope,
    /// The models of this page.
    pub models: Vec<Model>,
}

/// One page of components.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ComponentPage {
    /// Where the page lies.
    #[serde(flatten)]
    pub envelope: Envelope,
    /// The components of this page.
    pub components: Vec<Component>,
}

/// One page of relationship definitions.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RelationshipPage {
    /// Where the page lies.
    #[serde(flatten)]
    pub envelope: Envelope,
    /// The definitions of this page.
    pub relationships: Vec<Relationship>,
}

/// A category of models.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Category {
    /// Id derived from the name.
    pub id: Uuid,
    /// Name for people.
    #[cfg_attr(feature = "openapi", schema(example = "Orchestration & Management"))]
    pub name: String,
    /// Further facts.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub metadata: Object,
}

/// One page of categories.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CategoryPage {
    /// Where the page lies.
    #[serde(flatten)]
    pub envelope: Envelope,
    /// The categories of this page.
    pub categories: Vec<Category>,
}

/// Who registered models, with counts of what they registered.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = RegistrantEntry))]
pub struct Registrant {
    /// Id derived from the name.
    pub id: Uuid,
    /// Name for people.
    #[cfg_attr(feature = "openapi", schema(example = "meshery"))]
    pub name: String,
    /// The same as `name`, under the older spelling.
    #[serde(default)]
    pub hostname: String,
    /// Kind of registrant.
    #[cfg_attr(feature = "openapi", schema(example = "meshery"))]
    pub kind: String,
    /// What it registered.
    pub summary: RegistrantSummary,
}

/// Numbers of entities a registrant brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegistrantSummary {
    /// Models.
    pub models: usize,
    /// Components.
    pub components: usize,
    /// Relationship definitions.
    pub relationships: usize,
    /// Policies.
    pub policies: usize,
}

/// One page of registrants.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegistrantPage {
    /// Where the page lies.
    #[serde(flatten)]
    pub envelope: Envelope,
    /// The registrants of this page.
    pub registrants: Vec<Registrant>,
}
