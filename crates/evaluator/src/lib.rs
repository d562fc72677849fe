//! Relationship evaluation: (design, definitions) to (design, actions, trace).
//!
//! A pure function: no clock, no I/O, no randomness; equal input gives equal output down to ids and order.
//! It adds relationships that hold and were not recorded, removes recorded ones that no longer hold, carries
//! values over from the side that gives to the side that receives, and adds components that others imply.
//!
//! A design is evaluated in passes, at most five, until a pass moves no value and adds no component. Each pass
//! applies the policies in a fixed order: siblings, aliases, non-binding edges, bindings, inventory, wallet.
//! Evaluating the result again changes nothing.
//!
//! Wildcards: `_` in a path stands for any element of a list. Wildcards with the same beginning on one side
//! mean the same element. The relationship that is found carries the index it was found at. When values are
//! carried over, one that already stands in any element is left alone.
//!
//! What a design may become is bounded ([`Limits`]); past a bound the evaluation ends with an [`Excess`].

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

mod action;
mod compile;
mod explain;
mod focus;
mod limits;
mod pass;
mod patch;
mod policy;
mod value;
mod view;

use std::collections::BTreeMap;
use std::hash::Hasher as _;
use std::sync::Arc;

use meshery_model::{Component, ComponentId, Design, Relationship, Status, version};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

pub use action::{Action, Trace};
pub use compile::{Definitions, Finding};
pub use explain::{Explanation, PairExplanation, explain};
pub use limits::{Excess, Limits};
pub use meshery_model::{Catalog, NoCatalog};

use focus::Changed;
use pass::Pass;
use policy::Existing;

/// Most passes over one design.
const PASSES: usize = 5;

/// How to evaluate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Leave out of the resulting design what did not change.
    pub return_diff_only: bool,
    /// Leave every value as it is: relationships are found and components they imply are added, but nothing is
    /// carried over, taken back or filled in. So a file can be looked at without being changed.
    pub keep_values: bool,
    /// Bounds on what the design may become.
    pub limits: Limits,
}

/// An evaluated design.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// The design as it is now.
    pub design: Design,
    /// What changed, in order.
    pub actions: Vec<Action>,
    /// What changed, by kind of change.
    pub trace: Trace,
    /// Passes that were needed.
    pub passes: usize,
    /// Whether the passes ran out before the design came to rest.
    pub depth_exhausted: bool,
}

/// Evaluates a design.
///
/// # Errors
/// When the design is, or becomes, larger than `options.limits` allow.
pub fn evaluate(
    mut design: Design,
    definitions: &Definitions,
    catalog: &dyn Catalog,
    options: &Options,
) -> Result<Evaluation, Excess> {
    let Options { return_diff_only, keep_values, limits } = *options;
    if design.components.len() > limits.components {
        return Err(Excess::Components { limit: limits.components });
    }
    if design.relationships.len() > limits.relationships {
        return Err(Excess::Relationships { limit: limits.relationships });
    }
    let mut deleted = Existing::default();
    let is_deleted = |relationship: &&Arc<Relationship>| relationship.status == Some(Status::Deleted);
    design.relationships.iter().filter(is_deleted).for_each(|relationship| deleted.add(relationship));

    let (mut actions, mut remarks) = (Vec::new(), Vec::new());
    let mut seen = FxHashSet::default();
    let mut changed = Changed::Everything;
    let (mut passes, mut in_scope) = (0, 0);
    let mut at_rest = false;
    while passes < PASSES && !at_rest {
        passes += 1;
        let models = design.components.iter().map(Component::model_name).collect::<FxHashSet<_>>();
        let mut scope = definitions.of_models(models.into_iter());
        scope.retain(|definition| !design.is_layer_off(&definition.layer));
        if scope.len() != in_scope {
            // A new model brought definitions that have seen nothing yet.
            (changed, in_scope) = (Changed::Everything, scope.len());
        }
        let pass = Pass { scope: &scope, catalog, deleted: &deleted, changed, keep_values, limits };
        let outcome = pass::run(&mut design, &pass)?;
        changed = outcome.changed();
        at_rest = !outcome.actions.iter().any(Action::calls_for_another_pass);
        if !at_rest && !seen.insert(fingerprint(&outcome.actions)) {
            remarks.push(
                "values flap: definitions contradict each other, the evaluation was stopped".to_owned(),
            );
            at_rest = true;
        }
        actions.extend(outcome.actions);
        remarks.extend(outcome.remarks);
    }
    remarks.dedup();
    note_aliases(&mut design);
    let actions = last_of_each(actions);
    if !actions.is_empty() {
        design.version = version::bump_patch(&design.version);
    }
    let trace = trace(&design, &actions, remarks);
    if return_diff_only {
        let changed = trace.components_added.iter().chain(&trace.components_updated);
        design.components = changed.map(|component| Component::clone(component)).collect();
        design.relationships =
            trace.relationships_added.iter().chain(&trace.relationships_updated).cloned().collect();
    }
    Ok(Evaluation { design, actions, trace, passes, depth_exhausted: !at_rest })
}

/// Names a set of changes, to notice when the same come back.
fn fingerprint(actions: &[Action]) -> u64 {
    actions.iter().fold(0, |sum: u64, action| match action {
        Action::UpdateComponent { id, path, value }
        | Action::UpdateComponentConfiguration { id, path, value } => {
            let mut hasher = FxHasher::default();
            hasher.write(id.0.as_bytes());
            path.iter().for_each(|segment| hasher.write(segment.as_bytes()));
            hasher.write_u64(value::hash(value));
            sum.wrapping_add(hasher.finish())
        }
        Action::AddComponent { item } => sum.wrapping_add(hash_id(item.id)),
        Action::DeleteComponent { id, .. } => sum.wrapping_add(hash_id(*id).rotate_left(1)),
        Action::RemoveComponentConfiguration { id, path } => {
            let mut hasher = FxHasher::default();
            hasher.write(id.0.as_bytes());
            path.iter().for_each(|segment| hasher.write(segment.as_bytes()));
            sum.wrapping_add(hasher.finish().rotate_left(3))
        }
        _ => sum,
    })
}

fn hash_id(id: ComponentId) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(id.0.as_bytes());
    hasher.finish()
}

/// Writes where aliases really lie into the design's metadata.
fn note_aliases(design: &mut Design) {
    let resolved = view::resolve_aliases(&design.relationships);
    let sorted: BTreeMap<String, _> =
        resolved.into_iter().map(|(id, alias)| (id.to_string(), alias)).collect();
    if sorted.is_empty() {
        design.metadata.shift_remove("resolvedAliases");
    } else if let Ok(value) = serde_json::to_value(sorted) {
        design.metadata.insert("resolvedAliases".to_owned(), value);
    }
}

/// Keeps the last of several changes of one value or status, in the place of the first.
fn last_of_each(actions: Vec<Action>) -> Vec<Action> {
    let mut places: FxHashMap<(u8, uuid::Uuid, Vec<String>), usize> = FxHashMap::default();
    let mut kept: Vec<Action> = Vec::with_capacity(actions.len());
    for action in actions {
        let key = match &action {
            Action::UpdateRelationship { id, .. } => Some((0, id.0, Vec::new())),
            Action::UpdateComponent { id, path, .. } => Some((1, id.0, path.clone())),
            Action::UpdateComponentConfiguration { id, path, .. } => Some((2, id.0, path.clone())),
            Action::RemoveComponentConfiguration { id, path } => Some((3, id.0, path.clone())),
            // An id is added or deleted once.
            Action::AddRelationship { .. }
            | Action::DeleteRelationship { .. }
            | Action::AddComponent { .. }
            | Action::DeleteComponent { .. } => None,
        };
        let earlier = key.as_ref().and_then(|key| places.get(key)).and_then(|place| kept.get_mut(*place));
        match (earlier, key) {
            (Some(earlier), _) => *earlier = action,
            (None, key) => {
                places.extend(key.map(|key| (key, kept.len())));
                kept.push(action);
            }
        }
    }
    kept
}

fn trace(design: &Design, actions: &[Action], policy_actions: Vec<String>) -> Trace {
    let mut trace = Trace { policy_actions, ..Trace::default() };
    let (mut added, mut touched) = (FxHashMap::default(), FxHashSet::default());
    let (mut related, mut restated) = (FxHashSet::default(), FxHashSet::default());
    for action in actions {
        match action {
            Action::AddComponent { item } => {
                added.insert(item.id, item);
            }
            Action::UpdateComponent { id, .. }
            | Action::UpdateComponentConfiguration { id, .. }
            | Action::RemoveComponentConfiguration { id, .. } => {
                touched.insert(*id);
            }
            Action::DeleteComponent { component, .. } => trace.components_removed.push(component.clone()),
            Action::AddRelationship { item } => {
                related.insert(item.id);
            }
            Action::UpdateRelationship { id, .. } => {
                restated.insert(*id);
            }
            Action::DeleteRelationship { relationship, .. } => {
                trace.relationships_removed.push(relationship.clone());
            }
        }
    }
    for component in &design.components {
        let list = match (added.get(&component.id), touched.contains(&component.id)) {
            (Some(item), false) => {
                trace.components_added.push(Arc::clone(item));
                continue;
            }
            (Some(_), true) => &mut trace.components_added,
            (None, true) => &mut trace.components_updated,
            (None, false) => continue,
        };
        list.push(Arc::new(component.clone()));
    }
    for relationship in &design.relationships {
        if related.contains(&relationship.id) {
            trace.relationships_added.push(Arc::clone(relationship));
        } else if restated.contains(&relationship.id) {
            trace.relationships_updated.push(Arc::clone(relationship));
        }
    }
    trace
}
