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

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

mod action;
mod compile;
mod explain;
mod pass;
mod patch;
mod policy;
mod value;
mod view;

use std::collections::BTreeMap;
use std::hash::Hasher as _;

use meshery_model::{Component, ComponentId, Design, Relationship, RelationshipId, version};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

pub use action::{Action, Trace};
pub use compile::{Definitions, Finding};
pub use explain::{Explanation, PairExplanation, explain};
pub use meshery_model::{Catalog, NoCatalog};

/// Most passes over one design.
const PASSES: usize = 5;

/// How to evaluate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Leave out of the resulting design what did not change.
    pub return_diff_only: bool,
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
#[must_use]
pub fn evaluate(
    mut design: Design,
    definitions: &Definitions,
    catalog: &dyn Catalog,
    options: &Options,
) -> Evaluation {
    let mut actions = Vec::new();
    let mut remarks = Vec::new();
    let mut seen = FxHashSet::default();
    let mut passes = 0;
    let mut at_rest = false;
    while passes < PASSES && !at_rest {
        passes += 1;
        let models = design.components.iter().map(Component::model_name).collect::<FxHashSet<_>>();
        let mut scope = definitions.of_models(models.into_iter());
        scope.retain(|definition| !design.is_layer_off(&definition.class));
        let outcome = pass::run(&mut design, &scope, catalog);
        at_rest = !outcome.go_on && !outcome.actions.iter().any(Action::calls_for_another_pass);
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
    if options.return_diff_only {
        design.components = trace.components_added.iter().chain(&trace.components_updated).cloned().collect();
        design.relationships =
            trace.relationships_added.iter().chain(&trace.relationships_updated).cloned().collect();
    }
    Evaluation { design, actions, trace, passes, depth_exhausted: !at_rest }
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
    let resolved = view::resolve_aliases(design);
    let sorted: BTreeMap<String, _> =
        resolved.into_iter().map(|(id, alias)| (id.to_string(), alias)).collect();
    if sorted.is_empty() {
        design.metadata.shift_remove("resolvedAliases");
    } else if let Ok(value) = serde_json::to_value(sorted) {
        design.metadata.insert("resolvedAliases".to_owned(), value);
    }
}

/// Keeps the last of several changes of one thing, in the place of the first.
fn last_of_each(actions: Vec<Action>) -> Vec<Action> {
    let mut places: FxHashMap<(u8, uuid::Uuid, Vec<String>), usize> = FxHashMap::default();
    let mut kept: Vec<Action> = Vec::with_capacity(actions.len());
    for action in actions {
        let key = match &action {
            Action::AddRelationship { item } => (0, item.id.0, Vec::new()),
            Action::UpdateRelationship { id, .. } => (1, id.0, Vec::new()),
            Action::DeleteRelationship { id, .. } => (2, id.0, Vec::new()),
            Action::AddComponent { item } => (3, item.id.0, Vec::new()),
            Action::UpdateComponent { id, path, .. } => (4, id.0, path.clone()),
            Action::UpdateComponentConfiguration { id, path, .. } => (5, id.0, path.clone()),
            Action::RemoveComponentConfiguration { id, path } => (6, id.0, path.clone()),
            Action::DeleteComponent { id, .. } => (7, id.0, Vec::new()),
        };
        match places.get(&key).and_then(|place| kept.get_mut(*place)) {
            Some(earlier) => *earlier = action,
            None => {
                places.insert(key, kept.len());
                kept.push(action);
            }
        }
    }
    kept
}

fn trace(design: &Design, actions: &[Action], policy_actions: Vec<String>) -> Trace {
    let mut trace = Trace { policy_actions, ..Trace::default() };
    let (mut added, mut touched) = (FxHashSet::default(), Vec::new());
    let (mut related, mut restated) = (FxHashSet::default(), Vec::new());
    for action in actions {
        match action {
            Action::AddComponent { item } => {
                added.insert(item.id);
            }
            Action::UpdateComponent { id, .. }
            | Action::UpdateComponentConfiguration { id, .. }
            | Action::RemoveComponentConfiguration { id, .. } => touched.push(*id),
            Action::DeleteComponent { component, .. } => trace.components_removed.push(component.clone()),
            Action::AddRelationship { item } => {
                related.insert(item.id);
            }
            Action::UpdateRelationship { id, .. } => restated.push(*id),
            Action::DeleteRelationship { relationship, .. } => {
                trace.relationships_removed.push(relationship.clone());
            }
        }
    }
    let touched: FxHashSet<ComponentId> = touched.into_iter().collect();
    let restated: FxHashSet<RelationshipId> = restated.into_iter().collect();
    let pick = |wanted: &dyn Fn(&Component) -> bool| -> Vec<Component> {
        design.components.iter().filter(|component| wanted(component)).cloned().collect()
    };
    trace.components_added = pick(&|component| added.contains(&component.id));
    trace.components_updated =
        pick(&|component| touched.contains(&component.id) && !added.contains(&component.id));
    let pick = |wanted: &dyn Fn(&Relationship) -> bool| -> Vec<Relationship> {
        design.relationships.iter().filter(|relationship| wanted(relationship)).cloned().collect()
    };
    trace.relationships_added = pick(&|relationship| related.contains(&relationship.id));
    trace.relationships_updated =
        pick(&|relationship| restated.contains(&relationship.id) && !related.contains(&relationship.id));
    trace
}
