//! Which relationships hold and are not recorded, and which components the recorded ones imply.

use std::sync::Arc;

use meshery_model::{Component, Relationship, RelationshipId, Status};
use rustc_hash::{FxHashMap, FxHashSet};

use super::validate::Verdict;
use super::{Outcome, Pass, policy_of, set_status};
use crate::action::Action;
use crate::compile::{Definition, Policy, class_hash};
use crate::focus::Focus;
use crate::limits::{Excess, Finds};
use crate::policy::binding::Offers;
use crate::policy::sibling::Groups;
use crate::policy::{Existing, alias, binding, inventory, pair, sibling};
use crate::view::View;

/// Adds the relationships that hold and are not recorded yet.
pub(super) fn identify(
    relationships: &mut Vec<Arc<Relationship>>,
    pass: &Pass<'_>,
    view: &View<'_>,
    verdict: &Verdict,
    outcome: &mut Outcome,
) -> Result<(), Excess> {
    let focus = Focus::new(view, &pass.changed);
    let existing = existing(relationships, pass, verdict);
    let mut found = Finds::new(pass.limits.relationships, relationships.len() - verdict.ended.len());
    let mut stale = FxHashSet::default();
    for policy in Policy::ALL {
        for definition in pass.scope.iter().filter(|definition| definition.policy == policy) {
            match policy {
                Policy::Sibling => {
                    if !definition.plans.iter().any(|plan| focus.touches(plan)) {
                        continue;
                    }
                    let groups = sibling::identify(definition, view, &existing);
                    stale.extend(outgrown(definition, &groups, relationships));
                    if groups.left_out > 0 {
                        outcome.remarks.push(format!(
                            "{} groups of siblings are left out: a definition yields {} at most",
                            groups.left_out,
                            sibling::GROUPS
                        ));
                    }
                    groups.found.into_iter().try_for_each(|group| found.push(group))?;
                }
                Policy::Alias => alias::identify(definition, view, &focus, &existing, &mut found)?,
                Policy::Binding => {
                    let offers = if pass.keep_values { Offers::Leave } else { Offers::Take };
                    binding::identify(definition, view, &focus, &existing, offers, &mut found)?;
                }
                Policy::NonBinding | Policy::Inventory | Policy::Wallet => {
                    pair::identify(definition, view, &focus, &existing, &mut found)?;
                }
            }
        }
    }
    for relationship in relationships.iter_mut().filter(|relationship| stale.contains(&relationship.id)) {
        set_status(relationship, Status::Deleted, &mut outcome.actions);
    }
    record(relationships, found.into_list(), existing.ids, verdict, outcome);
    Ok(())
}

/// Appends what was found. What ended a moment ago under the same id did not end after all.
fn record(
    relationships: &mut Vec<Arc<Relationship>>,
    found: Vec<Relationship>,
    mut ids: FxHashSet<RelationshipId>,
    verdict: &Verdict,
    outcome: &mut Outcome,
) {
    let ended: FxHashMap<RelationshipId, usize> = if verdict.ended.is_empty() {
        FxHashMap::default()
    } else {
        let places = relationships.iter().enumerate().map(|(place, relationship)| (relationship.id, place));
        places.filter(|(id, _)| verdict.ended.contains(id)).collect()
    };
    outcome.actions.reserve(found.len());
    for relationship in found {
        if !ids.insert(relationship.id) {
            continue;
        }
        let before = ended.get(&relationship.id).and_then(|place| relationships.get_mut(*place));
        match before {
            Some(ended) => set_status(ended, Status::Approved, &mut outcome.actions),
            None => {
                let relationship = Arc::new(relationship);
                outcome.actions.push(Action::AddRelationship { item: Arc::clone(&relationship) });
                relationships.push(relationship);
            }
        }
    }
}

/// Records what is there and what a person took away or deleted: none of it is found again.
fn existing(relationships: &[Arc<Relationship>], pass: &Pass<'_>, verdict: &Verdict) -> Existing {
    let mut existing = pass.deleted.clone();
    for relationship in relationships.iter().filter(|relationship| !verdict.ended.contains(&relationship.id))
    {
        existing.add(relationship);
    }
    for part in &verdict.taken_away {
        existing.aliases.insert(part.alias);
        existing.aliases.insert(alias::alias_id(part.parent, &part.place));
    }
    existing
}

/// Groups of a definition whose members changed: another group took their place.
fn outgrown(
    definition: &Definition,
    groups: &Groups,
    relationships: &[Arc<Relationship>],
) -> Vec<RelationshipId> {
    if groups.left_out > 0 {
        return Vec::new();
    }
    let current: FxHashSet<RelationshipId> = groups.current.values().copied().collect();
    let is_ours = |relationship: &&Arc<Relationship>| {
        policy_of(relationship) == Some(Policy::Sibling)
            && relationship.status == Some(Status::Approved)
            && class_hash(relationship) == definition.class
            && relationship.model.name == definition.source.model.name
            && sibling::key_of(relationship).is_some()
    };
    let ours = relationships.iter().filter(is_ours);
    ours.map(|relationship| relationship.id).filter(|id| !current.contains(id)).collect()
}

/// Returns the components that recorded relationships' definitions imply.
pub(super) fn implied(
    relationships: &[Arc<Relationship>],
    pass: &Pass<'_>,
    view: &View<'_>,
) -> Vec<Component> {
    let focus = Focus::new(view, &pass.changed);
    let definitions = pass.scope.iter().filter(|definition| definition.policy == Policy::Inventory);
    definitions.flat_map(|definition| inventory::implied(definition, view, &focus, relationships)).collect()
}
