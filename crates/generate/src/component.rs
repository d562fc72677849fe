//! Components of Kubernetes kinds.

use std::sync::Arc;

use meshery_model::{COMPONENT_SCHEMA, Component, ComponentMetadata, ComponentType, ModelDefinition, Object};
use serde_json::{Value, json};

use crate::{Finding, capabilities, display_name};

/// Components made from a text, and what is wrong with the others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Components {
    /// What could be made.
    pub components: Vec<Component>,
    /// What could not.
    pub findings: Vec<Finding>,
}

/// What is known of a kind.
#[derive(Debug, Default)]
pub(crate) struct Kind {
    pub(crate) name: String,
    /// Group and version, such as `apps/v1`.
    pub(crate) api_version: String,
    pub(crate) is_namespaced: bool,
    pub(crate) description: String,
    /// Schema of the configuration.
    pub(crate) schema: Value,
    /// Facts for the metadata.
    pub(crate) facts: Object,
}

/// Returns the component of a kind. It looks like its model until somebody gives it looks of its own.
pub(crate) fn of_kind(kind: Kind, model: &ModelDefinition) -> Component {
    Component {
        schema_version: COMPONENT_SCHEMA.to_owned(),
        version: model.version.clone(),
        display_name: display_name::of(&kind.name),
        description: kind.description,
        format: "JSON".to_owned(),
        model: Arc::new(model.reference()),
        styles: Some(styles(model)),
        capabilities: capabilities(model),
        status: Some("enabled".to_owned()),
        metadata: ComponentMetadata {
            is_annotation: model.metadata.is_annotation,
            is_namespaced: kind.is_namespaced,
            published: true,
            extra: kind.facts,
            ..ComponentMetadata::default()
        },
        configuration: json!({}),
        component: ComponentType {
            version: kind.api_version,
            kind: kind.name,
            schema: Some(kind.schema.to_string()),
            extra: Object::new(),
        },
        ..Component::default()
    }
}

/// Returns what can be done with components of a model: what the model says, else what Kubernetes objects allow.
pub(crate) fn capabilities(model: &ModelDefinition) -> Vec<Value> {
    let own = &model.metadata.capabilities;
    if own.is_empty() { capabilities::all() } else { own.clone() }
}

/// Returns the looks of a model as those of a component.
pub(crate) fn styles(model: &ModelDefinition) -> Value {
    let looks = &model.metadata;
    let complete = looks.extra.get("svgComplete").and_then(Value::as_str).unwrap_or_default();
    json!({
        "primaryColor": looks.primary_color, "secondaryColor": looks.secondary_color, "shape": looks.shape,
        "svgColor": looks.svg_color, "svgWhite": looks.svg_white, "svgComplete": complete,
    })
}
