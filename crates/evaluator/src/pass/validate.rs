//! Which recorded relationships no longer hold.

use std::sync::Arc;

use meshery_model::{ComponentId, Path, Relationship, RelationshipId, Status};
use rustc_hash::FxHashSet;

use super::policy_of;
use crate::compile::Policy;
use crate::view::{View, alias_path};

/// What validation decided.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    /// Relationships that no longer hold.
    pub(super) ended: FxHashSet<RelationshipId>,
    /// Aliases a person took away: the elements they stood for leave their parents.
    pub(super) taken_away: Vec<TakenAway>,
}

/// A part of a parent whose alias a person took away.
#[derive(Debug)]
pub(super) struct TakenAway {
    pub(super) parent: ComponentId,
    pub(super) place: Path,
    pub(super) alias: ComponentId,
}

pub(super) fn validate(relationships: &[Arc<Relationship>], view: &View<'_>) -> Verdict {
    let mut verdict = Verdict::default();
    for relationship in relationships {
        let Some(policy) = policy_of(relationship) else { continue };
        if policy == Policy::Alias {
            validate_alias(relationship, view, &mut verdict);
            continue;
        }
        let is_there = |id: Option<ComponentId>| id.is_some_and(|id| view.position(id).is_some());
        let holds = is_there(relationship.from_id()) && is_there(relationship.to_id());
        if !holds && relationship.status != Some(Status::Deleted) {
            verdict.ended.insert(relationship.id);
        }
    }
    verdict
}

/// An alias ends when the part it shows is gone. It is taken away when a person removed the component that
/// shows the part, or marked the relationship as deleted, while the part is still there.
fn validate_alias(relationship: &Relationship, view: &View<'_>, verdict: &mut Verdict) {
    let is_deleted = relationship.status == Some(Status::Deleted);
    let is_shown = relationship.from_id().is_some_and(|id| view.position(id).is_some());
    let parent = relationship.to_id().and_then(|id| view.get(id));
    let place = alias_path(relationship);
    let has_part = parent.zip(place).is_some_and(|(parent, place)| view.read(parent, place).is_some());
    let was_shown = matches!(relationship.status, Some(Status::Approved | Status::Deleted));
    if let (Some(parent), Some(place), Some(alias)) = (parent, place, relationship.from_id())
        && has_part
        && was_shown
        && (is_deleted || !is_shown)
    {
        verdict.taken_away.push(TakenAway { parent: parent.id, place: place.clone(), alias });
    }
    let holds = has_part && (is_shown || !was_shown);
    if !is_deleted && !holds && relationship.status != Some(Status::Pending) {
        verdict.ended.insert(relationship.id);
    }
}
