//! What all built-in components have in common.

use meshery_generate::{capabilities, display_name};
use meshery_model::{Component, ComponentMetadata, ComponentType, Object};
use serde_json::{Value, json};

use crate::DEFINITION_VERSION;

/// What sets a component apart.
pub struct Facts<'a> {
    /// Kind, such as `Deployment`.
    pub kind: &'a str,
    /// API version, such as `apps/v1`.
    pub api_version: &'a str,
    /// What it is, for people.
    pub description: String,
    /// Whether its objects live in a namespace.
    pub namespaced: bool,
    /// Whether its node holds the nodes of others.
    pub parent: bool,
    /// How its node looks.
    pub styles: Value,
    /// JSON Schema of its configuration.
    pub schema: String,
    /// What else is said about it.
    pub extra: Object,
}

/// Returns the component.
pub fn of(facts: Facts<'_>) -> Component {
    Component {
        schema_version: meshery_model::COMPONENT_SCHEMA.to_owned(),
        version: DEFINITION_VERSION.to_owned(),
        display_name: display_name::of(facts.kind),
        description: facts.description,
        format: "JSON".to_owned(),
        styles: Some(facts.styles),
        capabilities: capabilities::all(),
        status: Some("enabled".to_owned()),
        metadata: ComponentMetadata {
            genealogy: if facts.parent { "parent".to_owned() } else { String::new() },
            is_namespaced: facts.namespaced,
            published: true,
            extra: facts.extra,
            ..ComponentMetadata::default()
        },
        configuration: json!({}),
        component: ComponentType {
            version: facts.api_version.to_owned(),
            kind: facts.kind.to_owned(),
            schema: Some(facts.schema),
            extra: Object::new(),
        },
        ..Component::default()
    }
}
