//! The registry on the wire.

use std::collections::BTreeMap;

use meshery_model::{Component, ComponentId, ModelDefinition, ModelId, Object, Policy, Relationship};
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
    /// Number of other models with the same name and version.
    #[serde(default)]
    pub duplicates: usize,
    /// `builtin` for models that come with the server, else `imported`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(example = "builtin"))]
    pub origin: String,
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

/// A component, with how often it is there.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct RegisteredComponent {
    /// The component.
    #[serde(flatten)]
    pub component: Component,
    /// Number of other components with the same kind, API version and name of the model.
    #[serde(default)]
    pub duplicates: usize,
}

/// One page of components.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ComponentPage {
    /// Where the page lies.
    #[serde(flatten)]
    pub envelope: Envelope,
    /// The components of this page.
    pub components: Vec<RegisteredComponent>,
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

/// One page of policies.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PolicyPage {
    /// Where the page lies.
    #[serde(flatten)]
    pub envelope: Envelope,
    /// The policies of this page.
    pub policies: Vec<Policy>,
}

/// How much is registered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegistrySummary {
    /// Models, each version counted.
    #[cfg_attr(feature = "openapi", schema(example = 1))]
    pub models: usize,
    /// Component definitions.
    #[cfg_attr(feature = "openapi", schema(example = 86))]
    pub components: usize,
    /// Relationship definitions.
    #[cfg_attr(feature = "openapi", schema(example = 110))]
    pub relationships: usize,
    /// Policies.
    pub policies: usize,
    /// Categories of models.
    #[cfg_attr(feature = "openapi", schema(example = 1))]
    pub categories: usize,
    /// Registrants of models.
    #[cfg_attr(feature = "openapi", schema(example = 1))]
    pub registrants: usize,
}

/// What a search found.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SearchResults {
    /// The best hits, best first.
    pub results: Vec<SearchResult>,
    /// Number of all hits.
    pub total_count: usize,
}

/// One hit of a search.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SearchResult {
    /// `model`, `component` or `relationship`.
    #[cfg_attr(feature = "openapi", schema(example = "component"))]
    pub entity_type: String,
    /// Its id.
    pub id: Uuid,
    /// Name of a model, kind of a component, subtype of a relationship.
    #[cfg_attr(feature = "openapi", schema(example = "Deployment"))]
    pub name: String,
    /// Name for people.
    pub display_name: String,
    /// What it is for.
    pub description: String,
    /// API version of a component.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "apps/v1"))]
    pub api_version: Option<String>,
    /// The model it belongs to.
    pub model: SearchModel,
}

/// The model a hit belongs to.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SearchModel {
    /// Its id.
    pub id: ModelId,
    /// Its name.
    pub name: String,
    /// Its name for people.
    pub display_name: String,
    /// Version of what it models.
    pub version: String,
}

/// Asks for another status of an entity.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", expecting = "an object with `id` and `status`")]
pub struct StatusRequest {
    /// Id of the entity.
    pub id: Uuid,
    /// `enabled`, `ignored` or `duplicate`.
    #[cfg_attr(feature = "openapi", schema(example = "ignored", max_length = 32))]
    pub status: String,
    /// Name for people; not needed.
    #[serde(default, alias = "displayname", skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
}

/// The status an entity has now.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct EntityStatus {
    /// Id of the entity.
    pub id: Uuid,
    /// `model`, `component` or `relationship`.
    pub entity_type: String,
    /// Its status.
    pub status: String,
}

/// A model that was removed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RemovedModel {
    /// Its id.
    pub id: ModelId,
    /// Its name.
    pub name: String,
    /// Version of what it modelled.
    pub version: String,
}

/// Asks whether values are valid.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", expecting = "an object with `validationItems`")]
pub struct ValidationRequest {
    /// The values, by names of the caller's choice.
    #[serde(alias = "validation_items")]
    pub validation_items: BTreeMap<String, ValidationItem>,
}

/// A value, and what it is checked against: a schema, a component, or a kind with its API version.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", expecting = "an object with a `value` and a `schema`")]
pub struct ValidationItem {
    /// A JSON Schema as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "{\"type\": \"integer\"}"))]
    pub schema: Option<String>,
    /// Id of a component.
    #[serde(default, alias = "component_id", skip_serializing_if = "Option::is_none")]
    pub component_id: Option<ComponentId>,
    /// Kind of a component.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// API version of a component.
    #[serde(default, alias = "api_version", skip_serializing_if = "Option::is_none")]
    pub api_version: Option<String>,
    /// The value as JSON or YAML text.
    #[cfg_attr(feature = "openapi", schema(example = "3"))]
    pub value: String,
    /// `JSON` or `YAML`; both are read either way.
    #[serde(default, alias = "value_type", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "JSON"))]
    pub value_type: Option<String>,
}

/// Whether values are valid.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ValidationResults {
    /// The verdicts, by the names in the request.
    pub result: BTreeMap<String, ValidationResult>,
}

/// Whether a value is valid.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ValidationResult {
    /// Whether it is.
    pub is_valid: bool,
    /// What is wrong, each beginning with the place as a JSON pointer.
    pub errors: Vec<String>,
}
