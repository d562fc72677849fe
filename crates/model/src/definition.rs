//! Models: the package a component or relationship belongs to, and the short reference to it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{ModelId, Object};

/// Names one version of a model, inside components and relationships.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", expecting = "an object with the `name` of a model")]
pub struct ModelReference {
    /// Id of the model in the registry; nil when the model is not registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<ModelId>,
    /// Unique name within its registrant, such as `kubernetes`. Empty or `*` stands for any model in selectors.
    #[serde(default)]
    pub name: String,
    /// Version of the definition, such as `v1.0.0`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub version: String,
    /// Name for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub display_name: String,
    /// Version of the modelled product, such as `v1.37.0`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<ModelVersion>,
    /// Who registered the model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registrant: Option<Registrant>,
    /// Members this version doesn't know.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub extra: Object,
}

impl ModelReference {
    /// Names a model and nothing else.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// Tells whether this reference stands for any model.
    #[must_use]
    pub fn is_any(&self) -> bool {
        self.name.is_empty() || self.name == "*"
    }
}

/// Version of the modelled product.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(expecting = "an object with a `version`")]
pub struct ModelVersion {
    /// Version as its maker writes it, such as `v1.37.0`.
    #[serde(default)]
    pub version: String,
    /// Members this version doesn't know.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub extra: Object,
}

/// Who registered a model: a connection-like object.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(expecting = "an object with a `kind`")]
pub struct Registrant {
    /// Kind of registrant, such as `meshery`, `github` or `artifacthub`.
    #[serde(default)]
    pub kind: String,
    /// Members this version doesn't know.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub extra: Object,
}

/// Category of a model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(expecting = "an object with the `name` of a category")]
pub struct CategoryReference {
    /// Id derived from the name.
    #[serde(default)]
    pub id: uuid::Uuid,
    /// Name for people, such as `Orchestration & Management`.
    #[serde(default)]
    pub name: String,
    /// Members this version doesn't know.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub extra: Object,
}

/// A model: the unit in which components and relationships are packaged.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", expecting = "a model")]
pub struct ModelDefinition {
    /// Identifies this version of the model.
    #[serde(default)]
    pub id: ModelId,
    /// Schema this document follows.
    #[serde(default)]
    pub schema_version: String,
    /// Version of the definition.
    #[serde(default)]
    pub version: String,
    /// Unique name within the registrant.
    pub name: String,
    /// Name for people.
    #[serde(default)]
    pub display_name: String,
    /// What the model is about.
    #[serde(default)]
    pub description: String,
    /// `enabled`, `ignored` or `duplicate`.
    #[serde(default)]
    pub status: String,
    /// Who registered it.
    #[serde(default)]
    pub registrant: Registrant,
    /// Where it belongs.
    #[serde(default)]
    pub category: CategoryReference,
    /// Finer place within the category.
    #[serde(default)]
    pub sub_category: String,
    /// Colours, icons and shape.
    #[serde(default)]
    pub metadata: ModelMetadata,
    /// Version of the modelled product.
    #[serde(default)]
    pub model: ModelVersion,
    /// Members this version doesn't know.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub extra: Object,
}

impl ModelDefinition {
    /// Returns the short form that components and relationships carry.
    #[must_use]
    pub fn reference(&self) -> ModelReference {
        ModelReference {
            id: Some(self.id),
            name: self.name.clone(),
            version: self.version.clone(),
            display_name: self.display_name.clone(),
            model: Some(ModelVersion { version: self.model.version.clone(), extra: Object::new() }),
            registrant: Some(Registrant { kind: self.registrant.kind.clone(), extra: Object::new() }),
            extra: Object::new(),
        }
    }
}

/// How a model looks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", expecting = "an object with facts about the model")]
pub struct ModelMetadata {
    /// Whether entities of the model are drawings rather than things that can be deployed.
    #[serde(default)]
    pub is_annotation: bool,
    /// Main colour, such as `#326CE5`.
    #[serde(default)]
    pub primary_color: String,
    /// Second colour.
    #[serde(default)]
    pub secondary_color: String,
    /// Icon in colour, as SVG text.
    #[serde(default)]
    pub svg_color: String,
    /// Icon in white, as SVG text.
    #[serde(default)]
    pub svg_white: String,
    /// Shape of nodes.
    #[serde(default)]
    pub shape: String,
    /// Actions the model supports.
    #[serde(default)]
    pub capabilities: Vec<Value>,
    /// Members this version doesn't know.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub extra: Object,
}
