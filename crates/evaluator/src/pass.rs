//! One pass: validate what is recorded, identify what holds, add implied parents, act, apply.

use meshery_model::{Component, ComponentId, Design, Path, Relationship, RelationshipId, Status, path};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::action::Action;
use crate::compile::{Definition, Policy};
use crate::policy::sibling::Groups;
use crate::policy::{Existing, Sameness, alias, binding, inventory, pair, sibling};
use crate::view::{View, alias_path, resolve_aliases};
use crate::{Catalog, patch};

/// What a pass did.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) actions: Vec<Action>,
    pub(crate) remarks: Vec<String>,
    /// Whether something moved that no action of the calling kind tells of.
    pub(crate) go_on: bool,
}

/// What validation decided.
#[derive(Debug, Default)]
struct Verdict {
    /// Relationships that no longer hold.
    ended: FxHashSet<RelationshipId>,
    /// Aliases a person took away: the elements they stood for leave their parents.
    taken_away: Vec<(ComponentId, Path, ComponentId)>,
}

/// Runs one pass over a design.
pub(crate) fn run(design: &mut Design, scope: &[&Definition], catalog: &dyn Catalog) -> Outcome {
    let mut outcome = Outcome::default();
    let verdict = {
        let view = View::new(&design.components, resolve_aliases(design));
        validate(&design.relationships, &view)
    };
    for relationship in &mut design.relationships {
        if verdict.ended.contains(&relationship.id) {
            set_status(relationship, Status::Deleted, &mut outcome.actions);
        }
    }
    identify(design, scope, &verdict, &mut outcome);
    imply(design, scope, catalog, &mut outcome);
    act(design, &verdict, catalog, &mut outcome);
    outcome
}

fn set_status(relationship: &mut Relationship, status: Status, actions: &mut Vec<Action>) {
    let path = "/status".to_owned();
    actions.push(Action::UpdateRelationship { id: relationship.id, path, value: status.clone() });
    relationship.status = Some(status);
}

/// Leaves annotations and ignored relationships alone.
fn policy_of(relationship: &Relationship) -> Option<Policy> {
    if relationship.is_annotation() || relationship.status == Some(Status::Ignored) {
        return None;
    }
    Policy::of(relationship)
}

fn validate(relationships: &[Relationship], view: &View<'_>) -> Verdict {
    let mut verdict = Verdict::default();
    for relationship in relationships {
        let Some(policy) = policy_of(relationship) else { continue };
        let end = |id: Option<ComponentId>| id.and_then(|id| view.get(id));
        let (from, to) = (end(relationship.from_id()), end(relationship.to_id()));
        let is_deleted = relationship.status == Some(Status::Deleted);
        if policy == Policy::Alias {
            let place = alias_path(relationship);
            let part = to.zip(place).and_then(|(parent, place)| view.read(parent, place));
            let was_there = matches!(relationship.status, Some(Status::Approved | Status::Deleted));
            if let (Some(parent), Some(place), Some(_), Some(alias)) =
                (to, place, &part, relationship.from_id())
                && was_there
                && (is_deleted || from.is_none())
            {
                verdict.taken_away.push((parent.id, place.clone(), alias));
            }
            let holds = part.is_some() && (from.is_some() || !was_there);
            if !is_deleted && !holds && relationship.status != Some(Status::Pending) {
                verdict.ended.insert(relationship.id);
            }
        } else if !is_deleted && (from.is_none() || to.is_none()) {
            verdict.ended.insert(relationship.id);
        }
    }
    verdict
}

/// Records what is there, and what a person deleted: neither is found again in this request.
fn existing(relationships: &[Relationship], verdict: &Verdict) -> Existing {
    let mut existing = Existing::default();
    for relationship in relationships {
        if verdict.ended.contains(&relationship.id) {
            continue;
        }
        existing.ids.insert(relationship.id);
        existing.same.extend(Sameness::of(relationship));
        if Policy::of(relationship) == Some(Policy::Alias) {
            existing.aliases.extend(relationship.from_id());
            let parent = relationship.to_id().zip(alias_path(relationship));
            existing.aliases.extend(parent.map(|(parent, place)| alias::alias_id(parent, place)));
        }
    }
    existing.aliases.extend(verdict.taken_away.iter().map(|(.., alias)| *alias));
    existing
        .aliases
        .extend(verdict.taken_away.iter().map(|(parent, place, _)| alias::alias_id(*parent, place)));
    existing
}

fn identify(design: &mut Design, scope: &[&Definition], verdict: &Verdict, outcome: &mut Outcome) {
    let existing = existing(&design.relationships, verdict);
    let mut found: Vec<Relationship> = Vec::new();
    let mut stale = FxHashSet::default();
    let view = View::new(&design.components, resolve_aliases(design));
    for policy in Policy::ALL {
        for definition in scope.iter().filter(|definition| definition.policy == policy) {
            match policy {
                Policy::Sibling => {
                    let groups = sibling::identify(definition, &view, &existing);
                    stale.extend(outgrown(definition, &groups, &design.relationships));
                    if groups.left_out > 0 {
                        outcome.remarks.push(format!(
                            "{} groups of siblings are left out: a definition yields 20 at most",
                            groups.left_out
                        ));
                    }
                    found.extend(groups.found);
                }
                Policy::Alias => found.extend(alias::identify(definition, &view, &existing)),
                Policy::Binding => found.extend(binding::identify(definition, &view, &existing)),
                Policy::Inventory => {
                    found.extend(pair::identify(definition, &Status::Approved, &view, &existing));
                }
                Policy::NonBinding | Policy::Wallet => {
                    found.extend(pair::identify(definition, &Status::Identified, &view, &existing));
                }
            }
        }
    }
    for relationship in &mut design.relationships {
        if stale.contains(&relationship.id) {
            set_status(relationship, Status::Deleted, &mut outcome.actions);
        }
    }
    let mut ids = existing.ids;
    for relationship in found {
        if ids.insert(relationship.id) {
            // The same relation under the same id ended a moment ago: it did not end after all.
            if let Some(ended) = design
                .relationships
                .iter_mut()
                .find(|one| verdict.ended.contains(&one.id) && one.id == relationship.id)
            {
                set_status(ended, Status::Approved, &mut outcome.actions);
                continue;
            }
            outcome.actions.push(Action::AddRelationship { item: relationship.clone() });
            design.relationships.push(relationship);
        }
    }
}

/// Groups of a definition whose members changed: another group took their place.
fn outgrown(definition: &Definition, groups: &Groups, relationships: &[Relationship]) -> Vec<RelationshipId> {
    if groups.left_out > 0 {
        return Vec::new();
    }
    let current: FxHashSet<RelationshipId> = groups.current.values().copied().collect();
    let is_ours = |relationship: &&Relationship| {
        policy_of(relationship) == Some(Policy::Sibling)
            && relationship.status == Some(Status::Approved)
            && crate::compile::class(relationship) == definition.class
            && relationship.model.name == definition.source.model.name
            && sibling::key_of(relationship).is_some()
    };
    let ours = relationships.iter().filter(is_ours);
    ours.map(|relationship| relationship.id).filter(|id| !current.contains(id)).collect()
}

fn imply(design: &mut Design, scope: &[&Definition], catalog: &dyn Catalog, outcome: &mut Outcome) {
    let mut implied = Vec::new();
    {
        let view = View::new(&design.components, resolve_aliases(design));
        for definition in scope.iter().filter(|definition| definition.policy == Policy::Inventory) {
            implied.extend(inventory::implied(definition, &view, &design.relationships));
        }
    }
    for component in implied {
        add_component(design, component, catalog, outcome);
    }
}

/// Adds a component, filled from the registry where that knows the kind.
fn add_component(design: &mut Design, component: Component, catalog: &dyn Catalog, outcome: &mut Outcome) {
    if design.components.iter().any(|known| known.id == component.id) {
        return;
    }
    let component = hydrate(component, catalog);
    outcome.actions.push(Action::AddComponent { item: component.clone() });
    design.components.push(component);
}

fn hydrate(candidate: Component, catalog: &dyn Catalog) -> Component {
    let version = Some(candidate.api_version()).filter(|version| !version.is_empty());
    let definition = catalog.definition(candidate.kind(), version, candidate.model_name());
    let is_annotation = candidate.metadata.is_annotation;
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
    if component.display_name.is_empty() {
        let suffix: String = component.id.to_string().chars().take(3).collect();
        component.display_name = format!("{}{suffix}", component.kind().to_lowercase());
    }
    component
}

fn act(design: &mut Design, verdict: &Verdict, catalog: &dyn Catalog, outcome: &mut Outcome) {
    let mut changes = Vec::new();
    let mut approved = Vec::new();
    let mut gone = Vec::new();
    let mut aliases: Vec<Component> = Vec::new();
    let mut lost_aliases = Vec::new();
    {
        let view = View::new(&design.components, resolve_aliases(design));
        let mut by_policy: FxHashMap<Policy, Vec<usize>> = FxHashMap::default();
        for (position, relationship) in design.relationships.iter().enumerate() {
            if let Some(policy) = policy_of(relationship) {
                by_policy.entry(policy).or_default().push(position);
            }
        }
        for policy in Policy::ALL {
            for &position in by_policy.get(&policy).into_iter().flatten() {
                let Some(relationship) = design.relationships.get(position) else { continue };
                let is_new = matches!(relationship.status, Some(Status::Identified | Status::Pending));
                if relationship.status == Some(Status::Deleted) {
                    gone.push(position);
                    match policy {
                        Policy::Alias => {
                            lost_aliases.extend(relationship.from_id().and_then(|id| view.position(id)));
                        }
                        Policy::NonBinding | Policy::Inventory | Policy::Wallet => {
                            patch::reverse(relationship, &view, catalog, &mut changes);
                        }
                        Policy::Sibling | Policy::Binding => {}
                    }
                    continue;
                }
                if is_new {
                    approved.push(position);
                }
                match policy {
                    Policy::Alias if is_new => {
                        let place = alias_path(relationship);
                        aliases.extend(place.and_then(|place| alias::component(relationship, place)));
                    }
                    Policy::Alias | Policy::Sibling => {}
                    Policy::NonBinding | Policy::Binding | Policy::Inventory | Policy::Wallet => {
                        patch::forward(relationship, policy, &view, &mut changes);
                    }
                }
            }
        }
    }
    for position in approved {
        if let Some(relationship) = design.relationships.get_mut(position) {
            set_status(relationship, Status::Approved, &mut outcome.actions);
        }
    }
    for component in aliases {
        add_component(design, component, catalog, outcome);
    }
    remove(design, &gone, &lost_aliases, outcome);
    take_away(design, verdict, outcome);
    apply(design, changes, outcome);
}

fn remove(design: &mut Design, gone: &[usize], lost_aliases: &[usize], outcome: &mut Outcome) {
    let gone: FxHashSet<usize> = gone.iter().copied().collect();
    let lost: FxHashSet<usize> = lost_aliases.iter().copied().collect();
    let mut position = 0;
    design.relationships.retain(|relationship| {
        let is_gone = gone.contains(&position);
        position += 1;
        if is_gone {
            let (id, relationship) = (relationship.id, relationship.clone());
            outcome.actions.push(Action::DeleteRelationship { id, relationship });
        }
        !is_gone
    });
    let mut position = 0;
    design.components.retain(|component| {
        let is_lost = lost.contains(&position);
        position += 1;
        if is_lost {
            outcome.actions.push(Action::DeleteComponent { id: component.id, component: component.clone() });
        }
        !is_lost
    });
}

/// Removes the parts whose aliases a person took away, the last of a list first so that indices stay true.
fn take_away(design: &mut Design, verdict: &Verdict, outcome: &mut Outcome) {
    let mut parts: Vec<&(ComponentId, Path, ComponentId)> = verdict.taken_away.iter().collect();
    let index = |place: &Path| place.last().and_then(|segment| path::index(segment));
    parts.sort_by_key(|(_, place, _)| std::cmp::Reverse(index(place)));
    for (parent, place, _) in parts {
        let Some(component) = design.components.iter_mut().find(|component| component.id == *parent) else {
            continue;
        };
        let below = place.get(1..).unwrap_or_default();
        if path::remove(&mut component.configuration, below).is_some() {
            outcome.go_on = true;
            outcome.actions.push(Action::RemoveComponentConfiguration { id: *parent, path: place.clone() });
        }
    }
}

/// Applies changes of values. All were read from the same state; where two meet, the last one stands.
fn apply(design: &mut Design, changes: Vec<Action>, outcome: &mut Outcome) {
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
