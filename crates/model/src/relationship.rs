//! Relationships: definitions in the registry and instances in a design share one shape.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{ComponentId, ModelReference, Object, Path, RelationshipId};

/// A relationship definition, or one found in a design.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", expecting = "a relationship")]
pub struct Relationship {
    /// Identifies the definition or the instance.
    #[serde(default)]
    pub id: RelationshipId,
    /// Schema this document follows.
    #[serde(default)]
    pub schema_version: String,
    /// Version of the definition.
    #[serde(default)]
    pub version: String,
    /// `hierarchical`, `edge` or `sibling`.
    #[serde(default)]
    pub kind: String,
    /// `parent`, `sibling`, `binding`, `non-binding`, …
    #[serde(default, rename = "type")]
    pub rel_type: String,
    /// `inventory`, `alias`, `network`, `mount`, …; compared without regard to case.
    #[serde(default)]
    pub sub_type: String,
    /// Where the relationship stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, example = "approved"))]
    pub status: Option<Status>,
    /// What can be done with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capabilities: Option<Value>,
    /// Description, styles and the annotation flag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Arc<Value>>,
    /// The model the definition belongs to.
    #[serde(default)]
    pub model: Arc<ModelReference>,
    /// Deprecated; kept as it was.
    #[serde(default)]
    pub evaluation_query: String,
    /// Sets of selectors, any of which may hold.
    #[serde(default, deserialize_with = "null_as_default")]
    pub selectors: Vec<SelectorSet>,
    /// Members this version doesn't know.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub extra: Object,
}

impl Relationship {
    /// Returns the id of the first `from` component of an instance.
    #[must_use]
    pub fn from_id(&self) -> Option<ComponentId> {
        self.selectors.first()?.allow.from.first()?.id
    }

    /// Returns the id of the first `to` component of an instance.
    #[must_use]
    pub fn to_id(&self) -> Option<ComponentId> {
        self.selectors.first()?.allow.to.first()?.id
    }

    /// Tells whether this is only drawn (`metadata.isAnnotation`), never found or removed by evaluation.
    #[must_use]
    pub fn is_annotation(&self) -> bool {
        let flag = self.metadata.as_ref().and_then(|metadata| metadata.get("isAnnotation"));
        flag.and_then(Value::as_bool).unwrap_or(false)
    }
}

/// Where a relationship stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Status {
    /// A definition that takes part.
    Enabled,
    /// Left alone by evaluation.
    Ignored,
    /// Marked for removal.
    Deleted,
    /// Holds, and its values are carried over.
    Approved,
    /// Drawn by a person, not yet evaluated.
    Pending,
    /// Found by the engine in this very pass.
    Identified,
    /// A word this version doesn't know.
    Other(String),
}

impl Status {
    /// Returns the word on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Enabled => "enabled",
            Self::Ignored => "ignored",
            Self::Deleted => "deleted",
            Self::Approved => "approved",
            Self::Pending => "pending",
            Self::Identified => "identified",
            Self::Other(word) => word,
        }
    }
}

impl From<String> for Status {
    fn from(word: String) -> Self {
        match word.as_str() {
            "enabled" => Self::Enabled,
            "ignored" => Self::Ignored,
            "deleted" => Self::Deleted,
            "approved" => Self::Approved,
            "pending" => Self::Pending,
            "identified" => Self::Identified,
            _ => Self::Other(word),
        }
    }
}

impl From<Status> for String {
    fn from(status: Status) -> Self {
        status.as_str().to_owned()
    }
}

/// What may be related (`allow`) and what may not (`deny`).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(expecting = "an object with `allow`")]
pub struct SelectorSet {
    /// Pairs that may be related.
    #[serde(default)]
    pub allow: Selector,
    /// Pairs that may not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deny: Option<Selector>,
}

/// Two sides; every `from` is tried with every `to`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(expecting = "an object with `from` and `to`")]
pub struct Selector {
    /// One side; by canon the child in hierarchical definitions.
    #[serde(default, deserialize_with = "null_as_default")]
    pub from: Vec<SelectorItem>,
    /// The other side.
    #[serde(default, deserialize_with = "null_as_default")]
    pub to: Vec<SelectorItem>,
}

/// Selects components on one side and says which values prove or carry the relation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", expecting = "a selector")]
pub struct SelectorItem {
    /// Id of the component, in instances only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<ComponentId>,
    /// Kind to match; absent, empty or `*` is any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Model to match; absent, empty name or `*` is any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<Arc<ModelReference>>,
    /// The three-party form, and the references of sibling definitions.
    #[serde(default, rename = "match", skip_serializing_if = "Option::is_none")]
    pub matches: Option<Arc<MatchSelector>>,
    /// How each pair of references is compared.
    #[serde(default, alias = "match_strategy_matrix", skip_serializing_if = "Option::is_none")]
    pub match_strategy_matrix: Option<Vec<Vec<String>>>,
    /// Values that are compared and carried over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patch: Option<Arc<Patch>>,
    /// Members this version doesn't know.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub extra: Object,
}

/// How this side meets a third, binding component; or which maps siblings share.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(expecting = "an object with `from`, `to` or `refs`")]
pub struct MatchSelector {
    /// Maps whose entries siblings share.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "null_as_default")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Vec<String>>))]
    pub refs: Vec<Path>,
    /// One side of the match.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "null_as_default")]
    pub from: Vec<MatchItem>,
    /// The other side of the match.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "null_as_default")]
    pub to: Vec<MatchItem>,
    /// Members this version doesn't know.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub extra: Object,
}

/// One party of a match.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", expecting = "an object with a `kind`")]
pub struct MatchItem {
    /// Id of the component, in instances only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<ComponentId>,
    /// `self`, or the kind of the binding component.
    #[serde(default)]
    pub kind: String,
    /// Paths whose values are given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<Vec<String>>>))]
    pub mutator_ref: Option<Vec<Path>>,
    /// Paths that receive values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<Vec<String>>>))]
    pub mutated_ref: Option<Vec<Path>>,
    /// Members this version doesn't know.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub extra: Object,
}

/// Values that are compared and carried over. The side with `mutatorRef` gives, the other receives.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", expecting = "an object with `mutatorRef` or `mutatedRef`")]
pub struct Patch {
    /// How values are carried over, such as `replace` or `merge`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patch_strategy: Option<String>,
    /// Paths whose values are given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<Vec<String>>>))]
    pub mutator_ref: Option<Vec<Path>>,
    /// Paths that receive values; `mutatorRef[i]` goes to `mutatedRef[i]`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<Vec<String>>>))]
    pub mutated_ref: Option<Vec<Path>>,
    /// Members this version doesn't know.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub extra: Object,
}

/// Go clients write absent lists as `null`.
fn null_as_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Option::<T>::deserialize(deserializer).map(Option::unwrap_or_default)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn both_spellings_of_the_strategy_matrix_are_read() {
        for key in ["matchStrategyMatrix", "match_strategy_matrix"] {
            let item: SelectorItem = serde_json::from_value(json!({ key: [["equal"]] })).expect("selector");
            assert_eq!(item.match_strategy_matrix, Some(vec![vec!["equal".to_owned()]]));
        }
    }

    #[test]
    fn a_status_of_another_version_is_kept() {
        let status: Status = serde_json::from_value(json!("archived")).expect("status");
        assert_eq!(serde_json::to_value(&status).expect("value"), json!("archived"));
    }
}
