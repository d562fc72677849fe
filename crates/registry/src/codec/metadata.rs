//! The metadata block: everything but schemas, with what components share stored once.

use meshery_model::{Component, ModelDefinition, Relationship};
use serde::{Deserialize, Serialize};

/// Everything that is read at start.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Metadata {
    /// What components have in common: styles, capabilities, metadata. Most models need a handful.
    pub templates: Vec<Component>,
    /// The models, each with what belongs to it.
    pub models: Vec<PackedModel>,
    /// Where the schema definitions lie.
    pub definitions: Vec<PackedDefinition>,
}

/// A model and what belongs to it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PackedModel {
    pub definition: ModelDefinition,
    pub components: Vec<PackedComponent>,
    pub relationships: Vec<Relationship>,
}

/// What sets one component apart; written as an array, since there are thousands.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "ComponentRow", into = "ComponentRow")]
pub(crate) struct PackedComponent {
    pub kind: Box<str>,
    pub api_version: Box<str>,
    pub display_name: Box<str>,
    pub description: Box<str>,
    pub namespaced: bool,
    pub template: u32,
    /// Position of the schema's root among the definitions.
    pub schema: Option<u32>,
}

type ComponentRow = (Box<str>, Box<str>, Box<str>, Box<str>, bool, u32, Option<u32>);

impl From<ComponentRow> for PackedComponent {
    fn from(
        (kind, api_version, display_name, description, namespaced, template, schema): ComponentRow,
    ) -> Self {
        Self { kind, api_version, display_name, description, namespaced, template, schema }
    }
}

impl From<PackedComponent> for ComponentRow {
    fn from(row: PackedComponent) -> Self {
        (
            row.kind,
            row.api_version,
            row.display_name,
            row.description,
            row.namespaced,
            row.template,
            row.schema,
        )
    }
}

/// One schema definition: name, length of its frame, length of its text, and the definitions it refers to.
/// Frames follow each other in this order.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PackedDefinition(pub Box<str>, pub u32, pub u32, pub Vec<u32>);
