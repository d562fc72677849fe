//! What follows from the relationships: values carried over or taken back, aliases added or removed.

use std::sync::Arc;

use meshery_model::{Component, ComponentId, Design, Path, Relationship, Status, path};
use rustc_hash::{FxHashMap, FxHashSet};

use super::validate::{TakenAway, Verdict};
use super::{Outcome, Pass, policy_of, set_status};
use crate::Catalog;
use crate::action::Action;
use crate::compile::{Policy, binding_ids};
use crate::focus::Focus;
use crate::limits::Excess;
use crate::policy::alias;
use crate::view::{View, alias_path, resolve_aliases};

/// What the relationships ask for.
#[derive(Default)]
struct Work {
    changes: Vec<Action>,
    /// Positions of relationships that are approved now.
    approved: Vec<usize>,
    /// Positions of relationships that go.
    gone: Vec<usize>,
    /// Positions of alias components that go with them.
    lost: Vec<usize>,
    aliases: Vec<Component>,
}

/// Acts on every relationship, those from position `stood` on being new.
pub(super) fn act(
    design: &mut Design,
    pass: &Pass<'_>,
    verdict: &Verdict,
    implied: Vec<Component>,
    stood: usize,
    outcome: &mut Outcome,
) -> Result<(), Excess> {
    add(design, implied, pass, outcome)?;
    let work = collect(design, pass, stood);
    for position in work.approved {
        if let Some(relationship) = design.relationships.get_mut(position) {
            set_status(relationship, Status::Approved, &mut outcome.actions);
        }
    }
    add(design, work.aliases, pass, outcome)?;
    remove(design, &work.gone, &work.lost, outcome);
    if !pass.keep_values {
        take_away(design, &verdict.taken_away, outcome);
        apply(design, work.changes, outcome);
    }
    Ok(())
}

fn collect(design: &Design, pass: &Pass<'_>, stood: usize) -> Work {
    let view = View::new(&design.components, resolve_aliases(&design.relationships));
    let focus = Focus::new(&view, &pass.changed);
    let mut by_policy: FxHashMap<Policy, Vec<usize>> = FxHashMap::default();
    for (position, relationship) in design.relationships.iter().enumerate() {
        if let Some(policy) = policy_of(relationship) {
            by_policy.entry(policy).or_default().push(position);
        }
    }
    let mut work = Work::default();
    for policy in Policy::ALL {
        for &position in by_policy.get(&policy).into_iter().flatten() {
            let Some(relationship) = design.relationships.get(position) else { continue };
            let is_open = matches!(relationship.status, Some(Status::Identified | Status::Pending));
            let is_new = is_open || position >= stood;
            if relationship.status == Some(Status::Deleted) {
                work.gone.push(position);
                match policy {
                    Policy::Alias => {
                        work.lost.extend(relationship.from_id().and_then(|id| view.position(id)));
                    }
                    Policy::NonBinding | Policy::Inventory | Policy::Wallet if !pass.keep_values => {
                        crate::patch::reverse(relationship, &view, pass.catalog, &mut work.changes);
                    }
                    _ => {}
                }
                continue;
            }
            if is_open {
                work.approved.push(position);
            }
            match policy {
                Policy::Alias if is_new => {
                    let place = alias_path(relationship);
                    work.aliases.extend(place.and_then(|place| alias::component(relationship, place)));
                }
                Policy::Alias | Policy::Sibling => {}
                Policy::NonBinding | Policy::Binding | Policy::Inventory | Policy::Wallet => {
                    if !pass.keep_values && (is_new || is_in_focus(relationship, &view, &focus)) {
                        crate::patch::forward(relationship, policy, &view, &mut work.changes);
                    }
                }
            }
        }
    }
    work
}

/// Tells whether a component changed that the relationship reads or writes.
fn is_in_focus(relationship: &Relationship, view: &View<'_>, focus: &Focus<'_>) -> bool {
    let ends = [relationship.from_id(), relationship.to_id()];
    let mut parties = ends.into_iter().flatten().chain(binding_ids(relationship));
    parties.any(|id| view.position(id).is_none_or(|position| focus.has(position)))
}

/// Adds components that are not there, filled from the registry where that knows the kind.
fn add(
    design: &mut Design,
    components: Vec<Component>,
    pass: &Pass<'_>,
    outcome: &mut Outcome,
) -> Result<(), Excess> {
    if components.is_empty() {
        return Ok(());
    }
    let limit = pass.limits.components;
    let mut known: FxHashSet<ComponentId> = design.components.iter().map(|component| component.id).collect();
    for component in components {
        if known.insert(component.id) {
            if design.components.len() >= limit {
                return Err(Excess::Components { limit });
            }
            let component = hydrate(component, pass.catalog);
            outcome.actions.push(Action::AddComponent { item: Arc::new(component.clone()) });
            design.components.push(component);
        }
    }
    Ok(())
}

fn hydrate(candidate: Component, catalog: &dyn Catalog) -> Component {
    let version = Some(candidate.api_version()).filter(|version| !version.is_empty());
    let definition = catalog.definition(candidate.kind(), version, candidate.model_name());
    let is_annotation = candidate.metadata.is_annotation;
    let facts = candidate.metadata.extra.clone();
    let mut component = match definition {
        Some(definition) => Component {
            id: candidate.id,
            display_name: candidate.display_name,
            configuration: candidate.configuration,
            capabilities: Vec::new(),
            styles: None,
            description: String::new(),
            ..definition
        },
        None => candidate,
    };
    component.metadata.is_annotation = is_annotation;
    component.metadata.extra.extend(facts);
    if component.display_name.is_empty() {
        let suffix: String = component.id.to_string().chars().take(3).collect();
        component.display_name = format!("{}{suffix}", component.kind().to_lowercase());
    }
    component
}

fn remove(design: &mut Design, gone: &[usize], lost: &[usize], outcome: &mut Outcome) {
    if !gone.is_empty() {
        let gone: FxHashSet<usize> = gone.iter().copied().collect();
        let mut position = 0;
        design.relationships.retain(|relationship| {
            let is_gone = gone.contains(&position);
            position += 1;
            if is_gone {
                let relationship = Arc::clone(relationship);
                outcome.actions.push(Action::DeleteRelationship { id: relationship.id, relationship });
            }
            !is_gone
        });
    }
    if !lost.is_empty() {
        let lost: FxHashSet<usize> = lost.iter().copied().collect();
        let mut position = 0;
        design.components.retain(|component| {
            let is_lost = lost.contains(&position);
            position += 1;
            if is_lost {
                let component = Arc::new(component.clone());
                outcome.actions.push(Action::DeleteComponent { id: component.id, component });
            }
            !is_lost
        });
    }
}

/// Removes the parts whose aliases a person took away, the last of a list first so that indices stay true.
fn take_away(design: &mut Design, taken_away: &[TakenAway], outcome: &mut Outcome) {
    let mut parts: Vec<&TakenAway> = taken_away.iter().collect();
    let index = |place: &Path| place.last().and_then(|segment| path::index(segment));
    parts.sort_by_key(|part| std::cmp::Reverse(index(&part.place)));
    for TakenAway { parent, place, .. } in parts {
        let Some(component) = design.components.iter_mut().find(|component| component.id == *parent) else {
            continue;
        };
        let below = place.get(1..).unwrap_or_default();
        if path::remove(&mut component.configuration, below).is_some() {
            outcome.actions.push(Action::RemoveComponentConfiguration { id: *parent, path: place.clone() });
        }
    }
}

/// Applies changes of values. All were read from the same state; where two meet, the last one stands.
fn apply(design: &mut Design, changes: Vec<Action>, outcome: &mut Outcome) {
    if changes.is_empty() {
        return;
    }
    let positions: FxHashMap<ComponentId, usize> =
        design.components.iter().enumerate().map(|(position, component)| (component.id, position)).collect();
    for change in changes {
        let done = match &change {
            Action::UpdateComponent { id, path, value }
            | Action::UpdateComponentConfiguration { id, path, value } => {
                let component = positions.get(id).and_then(|position| design.components.get_mut(*position));
                component.is_some_and(|component| component.set_field(path, value.clone()))
            }
            Action::RemoveComponentConfiguration { id, path } => {
                let component = positions.get(id).and_then(|position| design.components.get_mut(*position));
                let below = path.get(1..).unwrap_or_default();
                component.is_some_and(|component| path::remove(&mut component.configuration, below).is_some())
            }
            _ => false,
        };
        if done {
            outcome.actions.push(change);
        }
    }
}
