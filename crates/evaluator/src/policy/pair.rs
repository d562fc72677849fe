//! Two parties with values that prove the relation: non-binding edges, inventory and wallet.
//!
//! Candidates come from a hash join on the values that must be equal, not from trying every pair.

use std::hash::Hasher as _;
use std::sync::Arc;

use meshery_model::{Patch, Path, SelectorItem};
use rustc_hash::{FxHashMap, FxHasher};
use serde_json::Value;

use super::{Existing, Sameness, are_apart, bound, instance, pair_id};
use crate::compile::{Definition, Pairs, Plan, Refs, Strategy};
use crate::focus::Focus;
use crate::limits::{Excess, Finds};
use crate::value::{self, Found};
use crate::view::{Row, View, concrete};

/// Finds the relationships of a definition that are not there yet.
pub(crate) fn identify(
    definition: &Definition,
    view: &View<'_>,
    focus: &Focus<'_>,
    existing: &Existing,
    found: &mut Finds,
) -> Result<(), Excess> {
    for plan in definition.plans.iter().filter(|plan| focus.touches(plan)) {
        if let Some(pairs) = &plan.pairs {
            join(definition, plan, pairs, view, focus, existing, found)?;
        }
    }
    Ok(())
}

fn join(
    definition: &Definition,
    plan: &Plan,
    pairs: &Pairs,
    view: &View<'_>,
    focus: &Focus<'_>,
    existing: &Existing,
    found: &mut Finds,
) -> Result<(), Excess> {
    let right = view.matching(&plan.to);
    if right.is_empty() {
        return Ok(());
    }
    let left = view.matching(&plan.from);
    if left.is_empty() {
        return Ok(());
    }
    let key = Key::of(pairs);
    let mut rows = Vec::new();
    let mut table: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for position in right {
        let Some(component) = view.components.get(position) else { continue };
        for row in view.rows(component, &pairs.to) {
            key.of_target(&row).into_iter().for_each(|hash| table.entry(hash).or_default().push(rows.len()));
            rows.push((position, row));
        }
    }
    // The component that a candidate was last found for, by its position.
    let mut related_to = vec![usize::MAX; view.components.len()];
    for position in left {
        let Some(from) = view.components.get(position) else { continue };
        let in_focus = focus.has(position);
        let mut related: Vec<(usize, Row<'_>, usize)> = Vec::new();
        for row in view.rows(from, &pairs.from) {
            let Some(bucket) = key.bucket_for(&row, &table) else { continue };
            for &place in bucket {
                let Some((other, target)) = rows.get(place) else { continue };
                let Some(last) = related_to.get_mut(*other) else { continue };
                let is_new = *other != position && *last != position && (in_focus || focus.has(*other));
                if is_new && holds(pairs, &row, target) {
                    *last = position;
                    related.push((*other, row.clone(), place));
                }
            }
        }
        related.sort_by_key(|(other, ..)| *other);
        for (other, row, place) in related {
            let Some(to) = view.components.get(other) else { continue };
            let (from_names, to_names) = ((from.kind(), from.model_name()), (to.kind(), to.model_name()));
            if definition.denies(plan.set, from_names, to_names) || are_apart(definition, from, to) {
                continue;
            }
            if existing.same.contains(&Sameness::new(definition.class, pairs.fingerprint, from.id, to.id)) {
                continue;
            }
            let Some((_, target)) = rows.get(place) else { continue };
            found.push(instance(
                definition,
                pair_id(definition, pairs.fingerprint, from.id, to.id),
                vec![placed(bound(&plan.from_item, from), &pairs.from, &row.elements)],
                vec![placed(bound(&plan.to_item, to), &pairs.to, &target.elements)],
            ))?;
        }
    }
    Ok(())
}

/// Writes the chosen elements into the paths of an instance.
fn placed(mut item: SelectorItem, refs: &Refs, elements: &[usize]) -> SelectorItem {
    if refs.lists.is_empty() {
        return item;
    }
    let place = |paths: &mut Option<Vec<Path>>| {
        for path in paths.iter_mut().flatten() {
            if let Some(made) = concrete(path, &refs.lists, elements) {
                *path = made;
            }
        }
    };
    if let Some(Patch { mutator_ref, mutated_ref, .. }) = item.patch.as_mut().map(Arc::make_mut) {
        place(mutator_ref);
        place(mutated_ref);
    }
    item
}

/// Tells whether two rows prove the relation: every pair holds, and not only because values are missing.
pub(crate) fn holds(pairs: &Pairs, from: &Row<'_>, to: &Row<'_>) -> bool {
    let mut proven = false;
    for ((left, right), strategies) in from.values.iter().zip(&to.values).zip(&pairs.strategies) {
        for strategy in strategies {
            let pair_holds = match (left, right) {
                (Some(left), Some(right)) => compare(*strategy, left, right),
                (None, None) => matches!(strategy, Strategy::Equal | Strategy::EqualAsText),
                _ => false,
            };
            if !pair_holds {
                return false;
            }
        }
        proven |= left.is_some() && right.is_some() && !strategies.is_empty();
    }
    proven
}

fn compare(strategy: Strategy, from: &Found<'_>, to: &Found<'_>) -> bool {
    match strategy {
        Strategy::Equal => from == to,
        Strategy::EqualAsText => from.text_form() == to.text_form(),
        Strategy::NotNull => true,
        Strategy::ToContainsFrom => match (from.as_document(), to.as_document()) {
            (Some(Value::Object(part)), _) if part.is_empty() => false,
            (Some(part), Some(whole)) => value::contains(whole, part),
            _ => from == to,
        },
    }
}

/// By what rows of two sides are brought together.
enum Key {
    /// The values at these positions are equal; `true` for equal as texts.
    Equal(Vec<(usize, bool)>),
    /// The value at this position of `from` is part of that of `to`.
    Part(usize),
    /// Nothing narrows the choice.
    Nothing,
}

impl Key {
    fn of(pairs: &Pairs) -> Self {
        let mut equal = Vec::new();
        let mut part = None;
        for (position, strategies) in pairs.strategies.iter().enumerate() {
            if strategies.contains(&Strategy::Equal) {
                equal.push((position, false));
            } else if strategies.contains(&Strategy::EqualAsText) {
                equal.push((position, true));
            } else if strategies.contains(&Strategy::ToContainsFrom) {
                part = part.or(Some(position));
            }
        }
        match (equal.is_empty(), part) {
            (false, _) => Self::Equal(equal),
            (true, Some(position)) => Self::Part(position),
            (true, None) => Self::Nothing,
        }
    }

    /// Hashes under which a row of `to` is found.
    fn of_target(&self, row: &Row<'_>) -> Vec<u64> {
        match self {
            Self::Equal(positions) => equal_hash(positions, row).into_iter().collect(),
            Self::Nothing => vec![0],
            Self::Part(position) => match row.values.get(*position).and_then(Option::as_ref) {
                None => Vec::new(),
                Some(found) => match found.as_document() {
                    Some(Value::Object(members)) => {
                        members.iter().map(|(key, value)| entry_hash(key, value)).collect()
                    }
                    _ => vec![found.hash()],
                },
            },
        }
    }

    /// The rows of `to` that a row of `from` may go with.
    fn bucket_for<'t>(&self, row: &Row<'_>, table: &'t FxHashMap<u64, Vec<usize>>) -> Option<&'t Vec<usize>> {
        match self {
            Self::Equal(positions) => table.get(&equal_hash(positions, row)?),
            Self::Nothing => table.get(&0),
            Self::Part(position) => {
                let found = row.values.get(*position)?.as_ref()?;
                match found.as_document() {
                    // Any entry of the part would do; the rarest leaves the least to compare.
                    Some(Value::Object(members)) => {
                        let buckets: Option<Vec<_>> =
                            members.iter().map(|(key, value)| table.get(&entry_hash(key, value))).collect();
                        buckets?.into_iter().min_by_key(|bucket| bucket.len())
                    }
                    _ => table.get(&found.hash()),
                }
            }
        }
    }
}

/// Scalars are found by their value; what is nested only by its key, since a part may lack some of it.
fn entry_hash(key: &str, value: &Value) -> u64 {
    if value.is_object() || value.is_array() {
        value::hash_entry(key, &Value::Null)
    } else {
        value::hash_entry(key, value)
    }
}

/// `None` when every value is missing: that proves nothing.
fn equal_hash(positions: &[(usize, bool)], row: &Row<'_>) -> Option<u64> {
    let mut hasher = FxHasher::default();
    let mut is_there = false;
    for &(position, as_text) in positions {
        match row.values.get(position).and_then(Option::as_ref) {
            Some(found) => {
                is_there = true;
                hasher.write_u64(if as_text { found.hash_as_text() } else { found.hash() });
            }
            None => hasher.write_u64(0),
        }
    }
    is_there.then(|| hasher.finish())
}
