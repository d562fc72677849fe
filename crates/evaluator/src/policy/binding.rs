//! Three parties: two ends that meet in a binding component, such as Role and ServiceAccount in a RoleBinding.
//!
//! A binding that already names its ends is joined with them by value. One that names nothing at all is an
//! offer: it is taken once, by the ends with the lowest ids. A binding that names one end only is left alone,
//! since filling the rest would be a guess.

use std::hash::Hasher as _;
use std::sync::Arc;

use meshery_model::{Component, MatchItem, Relationship, RelationshipId, SelectorItem, canonical};
use rustc_hash::{FxHashMap, FxHasher};
use serde_json::json;

use super::{Existing, are_apart, bound, instance};
use crate::compile::{BindingPlan, Definition, KindMatch, Matcher, Meeting, Plan};
use crate::focus::Focus;
use crate::limits::{Excess, Finds};
use crate::value::Found;
use crate::view::{Row, View};

/// What becomes of bindings that name nothing at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Offers {
    /// They are filled in.
    Take,
    /// They stay empty.
    Leave,
}

/// Finds triples that are not there yet.
pub(crate) fn identify(
    definition: &Definition,
    view: &View<'_>,
    focus: &Focus<'_>,
    existing: &Existing,
    offers: Offers,
    found: &mut Finds,
) -> Result<(), Excess> {
    for plan in definition.plans.iter().filter(|plan| focus.touches(plan)) {
        if let Some(binding) = &plan.binding {
            triples(definition, plan, binding, view, existing, offers, found)?;
        }
    }
    Ok(())
}

fn triples(
    definition: &Definition,
    plan: &Plan,
    binding: &BindingPlan,
    view: &View<'_>,
    existing: &Existing,
    offers: Offers,
    found: &mut Finds,
) -> Result<(), Excess> {
    let matcher = Matcher { kind: KindMatch::One(binding.kind.clone()), model: plan.from.model.clone() };
    let bindings = view.matching(&matcher);
    if bindings.is_empty() {
        return Ok(());
    }
    let from_ends = Ends::new(view, &plan.from, &binding.from_end);
    let to_ends = Ends::new(view, &plan.to, &binding.to_end);
    for position in bindings {
        let Some(middle) = view.components.get(position) else { continue };
        let is_offer = is_empty(view, middle, &binding.from_end) && is_empty(view, middle, &binding.to_end);
        if is_offer && offers == Offers::Leave {
            continue;
        }
        let (froms, tos) = if is_offer {
            (from_ends.lowest(view, position), to_ends.lowest(view, position))
        } else {
            (
                from_ends.named_by(view, middle, &binding.from_end),
                to_ends.named_by(view, middle, &binding.to_end),
            )
        };
        for &from in &froms {
            for &to in &tos {
                let (Some(from), Some(to)) = (view.components.get(from), view.components.get(to)) else {
                    continue;
                };
                let names = ((from.kind(), from.model_name()), (to.kind(), to.model_name()));
                let is_wrong = from.id == middle.id || to.id == middle.id || from.id == to.id;
                if is_wrong
                    || definition.denies(plan.set, names.0, names.1)
                    || are_apart(definition, from, middle)
                {
                    continue;
                }
                let seed = json!({"binding": middle.id, "from": from.id, "relId": definition.source.id, "to": to.id});
                let id = RelationshipId(canonical::id(&seed));
                if !existing.ids.contains(&id) {
                    found.push(triple(definition, plan, id, from, middle, to))?;
                }
            }
        }
    }
    Ok(())
}

fn triple(
    definition: &Definition,
    plan: &Plan,
    id: RelationshipId,
    from: &Component,
    middle: &Component,
    to: &Component,
) -> Relationship {
    let named = |item: &SelectorItem, end: &Component| {
        let mut item = bound(item, end);
        if let Some(matches) = item.matches.as_mut().map(Arc::make_mut) {
            let name = |party: &mut MatchItem| {
                party.id = Some(if party.kind == "self" { end.id } else { middle.id });
            };
            matches.from.iter_mut().for_each(name);
            matches.to.iter_mut().for_each(name);
        }
        item
    };
    instance(definition, id, vec![named(&plan.from_item, from)], vec![named(&plan.to_item, to)])
}

/// Tells whether the binding component has none of the values it shares with an end.
fn is_empty(view: &View<'_>, middle: &Component, meeting: &Meeting) -> bool {
    let Some(middle) = view.get(middle.id) else { return false };
    view.rows(middle, &meeting.binding).iter().all(|row| row.values.iter().all(Option::is_none))
}

/// Components that can be an end, by the values they share with the binding component.
struct Ends {
    all: Vec<usize>,
    by_values: FxHashMap<u64, Vec<usize>>,
}

impl Ends {
    fn new(view: &View<'_>, matcher: &Matcher, meeting: &Meeting) -> Self {
        let all = view.matching(matcher);
        let mut by_values: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        for &position in &all {
            let Some(component) = view.components.get(position) else { continue };
            for row in view.rows(component, &meeting.end) {
                if let Some(hash) = whole_hash(&row) {
                    let bucket = by_values.entry(hash).or_default();
                    if bucket.last() != Some(&position) {
                        bucket.push(position);
                    }
                }
            }
        }
        Self { all, by_values }
    }

    /// Ends whose values all equal those of the binding component.
    fn named_by(&self, view: &View<'_>, middle: &Component, meeting: &Meeting) -> Vec<usize> {
        let Some(middle) = view.get(middle.id) else { return Vec::new() };
        let mut named = Vec::new();
        for row in view.rows(middle, &meeting.binding) {
            let Some(bucket) = whole_hash(&row).and_then(|hash| self.by_values.get(&hash)) else { continue };
            for &position in bucket {
                let Some(end) = view.components.get(position) else { continue };
                let agrees = view.rows(end, &meeting.end).iter().any(|other| agree(&row, other));
                if agrees && !named.contains(&position) {
                    named.push(position);
                }
            }
        }
        named.sort_unstable();
        named
    }

    fn lowest(&self, view: &View<'_>, but: usize) -> Vec<usize> {
        let others = self.all.iter().copied().filter(|position| *position != but);
        others
            .min_by_key(|position| view.components.get(*position).map(|component| component.id))
            .into_iter()
            .collect()
    }
}

fn agree(left: &Row<'_>, right: &Row<'_>) -> bool {
    left.values.iter().zip(&right.values).all(|(left, right)| left.is_some() && left == right)
}

/// `None` when any value is missing.
fn whole_hash(row: &Row<'_>) -> Option<u64> {
    let mut hasher = FxHasher::default();
    for value in &row.values {
        hasher.write_u64(value.as_ref().map(Found::hash)?);
    }
    Some(hasher.finish())
}
