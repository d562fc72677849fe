//! How the two ends of a relationship meet in a third, binding component.

use meshery_model::{ComponentId, MatchItem, Relationship, SelectorItem};

use super::Refs;

/// How the two ends meet in a third component.
#[derive(Clone, Debug)]
pub(crate) struct BindingPlan {
    pub(crate) kind: String,
    /// `from` of these pairs is the relationship's `from`, `to` the binding component.
    pub(crate) from_end: Meeting,
    /// `from` of these pairs is the relationship's `to`, `to` the binding component.
    pub(crate) to_end: Meeting,
}

/// Values an end shares with the binding component.
#[derive(Clone, Debug, Default)]
pub(crate) struct Meeting {
    pub(crate) end: Refs,
    pub(crate) binding: Refs,
    /// Whether the end gives, pair by pair.
    pub(crate) end_gives: Vec<bool>,
}

pub(super) fn binding(from: &SelectorItem, to: &SelectorItem) -> Option<BindingPlan> {
    let (from_match, to_match) = (from.matches.as_ref()?, to.matches.as_ref()?);
    let sides = [&from_match.from, &from_match.to, &to_match.from, &to_match.to];
    let mut kinds = sides
        .iter()
        .flat_map(|items| items.iter())
        .map(|item| item.kind.as_str())
        .filter(|kind| *kind != "self");
    let kind = kinds.next()?.to_owned();
    if kinds.any(|other| other != kind) {
        return None;
    }
    let from_end = meeting(&from_match.from, &from_match.to)?;
    let to_end = meeting(&to_match.from, &to_match.to)?;
    Some(BindingPlan { kind, from_end, to_end })
}

fn meeting(left: &[MatchItem], right: &[MatchItem]) -> Option<Meeting> {
    let (mut end, mut binding, mut end_gives) = (Vec::new(), Vec::new(), Vec::new());
    for (left, right) in left.iter().zip(right) {
        let (own, other) = if left.kind == "self" { (left, right) } else { (right, left) };
        let directions =
            [(&own.mutator_ref, &other.mutated_ref, true), (&own.mutated_ref, &other.mutator_ref, false)];
        for (own_paths, other_paths, gives) in directions {
            for (own_path, other_path) in own_paths.iter().flatten().zip(other_paths.iter().flatten()) {
                if own_path.is_empty() || other_path.is_empty() {
                    return None;
                }
                end.push(own_path.clone());
                binding.push(other_path.clone());
                end_gives.push(gives);
            }
        }
    }
    (!end.is_empty()).then(|| Meeting { end: Refs::new(end), binding: Refs::new(binding), end_gives })
}

/// Returns the ids of the components that a binding instance has its ends meet in.
pub(crate) fn binding_ids(relationship: &Relationship) -> impl Iterator<Item = ComponentId> {
    let allow = relationship.selectors.first().map(|set| &set.allow);
    let items = allow.into_iter().flat_map(|allow| allow.from.iter().chain(&allow.to));
    let matches = items.filter_map(|item| item.matches.as_ref());
    matches.flat_map(|matches| matches.from.iter().chain(&matches.to)).filter_map(|party| party.id)
}

/// Returns how the two ends of an instance meet its binding component, with the ids of end and middle.
pub(crate) fn meetings(from: &SelectorItem, to: &SelectorItem) -> Vec<(Meeting, ComponentId, ComponentId)> {
    let sides = [from, to].into_iter().filter_map(|item| {
        let matches = item.matches.as_ref()?;
        let parties = || matches.from.iter().chain(&matches.to);
        let end = parties().find(|party| party.kind == "self")?.id?;
        let middle = parties().find(|party| party.kind != "self")?.id?;
        Some((meeting(&matches.from, &matches.to)?, end, middle))
    });
    sides.collect()
}
