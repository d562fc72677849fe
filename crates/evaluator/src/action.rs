//! What an evaluation does to a design, in the form clients apply it.

use std::sync::Arc;

use meshery_model::{Component, ComponentId, Path, Relationship, RelationshipId, Status};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "op", content = "value", rename_all = "snake_case")]
pub enum Action {
    /// A relationship was found.
    AddRelationship {
        /// The relationship.
        item: Arc<Relationship>,
    },
    /// A relationship's status changed.
    UpdateRelationship {
        /// Which one.
        id: RelationshipId,
        /// Always `/status`.
        path: String,
        /// The new status.
        value: Status,
    },
    /// A relationship is gone.
    DeleteRelationship {
        /// Which one.
        id: RelationshipId,
        /// What it was.
        relationship: Arc<Relationship>,
    },
    /// A component was added.
    AddComponent {
        /// The component.
        item: Arc<Component>,
    },
    /// A member of a component outside its configuration changed.
    UpdateComponent {
        /// Which component.
        id: ComponentId,
        /// Which member.
        path: Path,
        /// Its new value.
        value: Value,
    },
    /// A place in a component's configuration changed.
    UpdateComponentConfiguration {
        /// Which component.
        id: ComponentId,
        /// Which place, beginning with `configuration`.
        path: Path,
        /// Its new value.
        value: Value,
    },
    /// A place in a component's configuration is gone.
    RemoveComponentConfiguration {
        /// Which component.
        id: ComponentId,
        /// Which place, beginning with `configuration`.
        path: Path,
    },
    /// A component is gone.
    DeleteComponent {
        /// Which one.
        id: ComponentId,
        /// What it was.
        component: Arc<Component>,
    },
}

impl Action {
    /// Writes a value at a path of a component.
    pub(crate) fn update(id: ComponentId, path: Path, value: Value) -> Self {
        if path.first().is_some_and(|first| first == "configuration") {
            Self::UpdateComponentConfiguration { id, path, value }
        } else {
            Self::UpdateComponent { id, path, value }
        }
    }

    /// Tells whether the change may make other relationships hold or fail.
    pub(crate) fn calls_for_another_pass(&self) -> bool {
        match self {
            Self::AddComponent { .. }
            | Self::DeleteComponent { .. }
            | Self::UpdateComponent { .. }
            | Self::UpdateComponentConfiguration { .. }
            | Self::RemoveComponentConfiguration { .. } => true,
            Self::AddRelationship { .. }
            | Self::UpdateRelationship { .. }
            | Self::DeleteRelationship { .. } => false,
        }
    }
}

/// What changed in all, by kind of change; each list unique by id.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Trace {
    /// Components that were added.
    pub components_added: Vec<Arc<Component>>,
    /// Components that are gone.
    pub components_removed: Vec<Arc<Component>>,
    /// Components that changed.
    pub components_updated: Vec<Arc<Component>>,
    /// Relationships that were found.
    pub relationships_added: Vec<Arc<Relationship>>,
    /// Relationships that are gone.
    pub relationships_removed: Vec<Arc<Relationship>>,
    /// Relationships whose status changed.
    pub relationships_updated: Vec<Arc<Relationship>>,
    /// Remarks of the policies: limits that were reached, changes that flap.
    pub policy_actions: Vec<String>,
}
