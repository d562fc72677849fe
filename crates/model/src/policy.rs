//! Policies: rules over designs, written in Rego.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{ModelReference, Object, PolicyId};

/// What `kind` says in every policy.
const KIND: &str = "Policy";

/// A policy of a model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", expecting = "a policy")]
pub struct Policy {
    /// Identifies the policy.
    #[serde(default)]
    pub id: PolicyId,
    /// Always `Policy`.
    #[serde(default = "kind")]
    pub kind: String,
    /// Unique name within the model.
    #[serde(default)]
    pub name: String,
    /// What it is about, such as `security`.
    #[serde(default)]
    pub sub_type: String,
    /// The rules, as Rego text.
    #[serde(default)]
    pub rego: String,
    /// The model it belongs to.
    #[serde(default)]
    pub model: Arc<ModelReference>,
    /// Members this version doesn't know.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub extra: Object,
}

impl Policy {
    /// Makes a policy of a Rego text.
    #[must_use]
    pub fn new(name: &str, rego: &str) -> Self {
        Self { kind: kind(), name: name.to_owned(), rego: rego.to_owned(), ..Self::default() }
    }
}

fn kind() -> String {
    KIND.to_owned()
}
