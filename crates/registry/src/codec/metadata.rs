//! The metadata block: everything but components and texts.

use meshery_model::{Component, ModelDefinition, Policy};
use serde::{Deserialize, Serialize};

use crate::texts::PackedText;

/// Everything that is read as documents at start.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Metadata {
    /// What components have in common: styles, capabilities, metadata. Most models need a handful.
    pub templates: Vec<Component>,
    /// The models, each with its policies.
    pub models: Vec<PackedModel>,
    /// Where the texts lie.
    pub texts: Vec<PackedText>,
}

/// A model and its policies.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PackedModel {
    pub definition: ModelDefinition,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<Policy>,
}
