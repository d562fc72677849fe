//! Relationship evaluation on the wire.

use std::sync::Arc;

use meshery_model::{Component, Design, Object, Relationship};
use serde::{Deserialize, Serialize};

/// Body of `POST /api/registry/relationships/evaluate`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EvaluationRequest {
    /// The design to evaluate.
    pub design: Design,
    /// How to answer.
    #[serde(default)]
    pub options: EvaluationOptions,
}

/// How to answer an evaluation.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct EvaluationOptions {
    /// Return only components and relationships that changed.
    #[serde(alias = "return_diff_only")]
    pub return_diff_only: bool,
    /// Accepted for compatibility; the trace is always there.
    #[serde(alias = "enable_trace")]
    pub enable_trace: bool,
}

/// Answer to an evaluation.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct EvaluationResponse {
    /// Schema of this answer.
    #[cfg_attr(feature = "openapi", schema(example = "evaluation.meshery.io/v1beta1"))]
    pub schema_version: String,
    /// The evaluated design.
    pub design: Design,
    /// When it was evaluated (RFC 3339).
    pub timestamp: String,
    /// SHA-256 over design and definitions; equal hashes mean equal answers.
    pub evaluation_hash: String,
    /// What changed, by kind of change.
    pub trace: Trace,
    /// What changed, in order.
    pub actions: Vec<Action>,
}

/// One change.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Action {
    /// What kind of change, such as `add_relationship`.
    #[cfg_attr(feature = "openapi", schema(example = "update_component_configuration"))]
    pub op: String,
    /// What changed.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub value: Object,
}

/// What an evaluation changed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct Trace {
    /// Components the evaluation added.
    pub components_added: Vec<Arc<Component>>,
    /// Components it removed.
    pub components_removed: Vec<Arc<Component>>,
    /// Components it changed.
    pub components_updated: Vec<Arc<Component>>,
    /// Relationships it found.
    pub relationships_added: Vec<Arc<Relationship>>,
    /// Relationships that no longer hold.
    pub relationships_removed: Vec<Arc<Relationship>>,
    /// Relationships whose status changed.
    pub relationships_updated: Vec<Arc<Relationship>>,
    /// Remarks of the policies, such as limits that were reached.
    pub policy_actions: Vec<String>,
}
