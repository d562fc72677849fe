//! Components that share a label.

use std::collections::BTreeMap;
use std::sync::Arc;

use meshery_model::{Patch, Relationship, RelationshipId, SelectorItem, canonical};
use rustc_hash::FxHashMap;
use serde_json::{Value, json};

use super::{Existing, bound, instance};
use crate::compile::{Definition, Plan};
use crate::view::View;

/// Most groups a definition yields.
pub(crate) const GROUPS: usize = 20;

/// What a sibling definition yields.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    /// Groups that are not there yet.
    pub(crate) found: Vec<Relationship>,
    /// Ids by (key, value) of all groups that hold now, new or not.
    pub(crate) current: FxHashMap<(String, String), RelationshipId>,
    /// Groups beyond the limit.
    pub(crate) left_out: usize,
}

#[derive(Default)]
struct Bucket {
    from: Vec<usize>,
    to: Vec<usize>,
    value: Value,
}

/// Finds groups of components with an equal entry in the maps that the definition names.
pub(crate) fn identify(definition: &Definition, view: &View<'_>, existing: &Existing) -> Groups {
    let mut groups = Groups::default();
    for plan in &definition.plans {
        let mut buckets: BTreeMap<(String, String), Bucket> = BTreeMap::new();
        fill(plan, view, &mut buckets);
        for ((key, text), bucket) in buckets {
            let mut members: Vec<usize> = bucket.from.iter().chain(&bucket.to).copied().collect();
            members.sort_unstable_by_key(|position| {
                view.components.get(*position).map(|component| component.id)
            });
            members.dedup();
            if bucket.from.is_empty() || bucket.to.is_empty() || members.len() < 2 {
                continue;
            }
            if groups.current.len() >= GROUPS {
                groups.left_out += 1;
                continue;
            }
            let ids: Vec<_> = members
                .iter()
                .filter_map(|position| view.components.get(*position))
                .map(|one| one.id)
                .collect();
            let seed = json!({"comps": ids, "field": key, "policy": "sibling_match_labels_policy", "value": bucket.value});
            let id = RelationshipId(canonical::id(&seed));
            groups.current.insert((key.clone(), text), id);
            if !existing.ids.contains(&id) {
                let side = |item: &SelectorItem| {
                    members
                        .iter()
                        .filter_map(|position| view.components.get(*position))
                        .map(|component| member(item, component, &key))
                        .collect()
                };
                let (from, to) = (side(&plan.from_item), side(&plan.to_item));
                groups.found.push(instance(definition, id, from, to));
            }
        }
    }
    groups
}

/// Returns key and canonical value that a group was made by, if it still says so.
pub(crate) fn key_of(relationship: &Relationship) -> Option<&str> {
    let item = relationship.selectors.first()?.allow.from.first()?;
    item.patch.as_ref()?.mutator_ref.as_ref()?.first()?.last().map(String::as_str)
}

fn fill(plan: &Plan, view: &View<'_>, buckets: &mut BTreeMap<(String, String), Bucket>) {
    for (item, matcher, is_from) in [(&plan.from_item, &plan.from, true), (&plan.to_item, &plan.to, false)] {
        let refs = item.matches.as_ref().map(|matches| matches.refs.as_slice()).unwrap_or_default();
        for position in view.matching(matcher) {
            let Some(component) = view.components.get(position) else { continue };
            for path in refs {
                let found = view.read(component, path);
                let members = found.as_ref().and_then(|found| found.as_document()).and_then(Value::as_object);
                for (key, value) in members.into_iter().flatten() {
                    let bucket = buckets.entry((key.clone(), canonical::to_string(value))).or_default();
                    bucket.value = value.clone();
                    let role = if is_from { &mut bucket.from } else { &mut bucket.to };
                    if role.last() != Some(&position) {
                        role.push(position);
                    }
                }
            }
        }
    }
}

fn member(item: &SelectorItem, component: &meshery_model::Component, key: &str) -> SelectorItem {
    let patch = Arc::new(Patch { mutator_ref: Some(vec![vec![key.to_owned()]]), ..Patch::default() });
    SelectorItem { matches: None, patch: Some(patch), ..bound(item, component) }
}
