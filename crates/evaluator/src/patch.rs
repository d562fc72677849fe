//! Values that relationships carry over, and take back when they end.

use meshery_model::{Component, ComponentId, Path, Relationship, SelectorItem, path, schema};
use serde_json::Value;

use crate::Catalog;
use crate::action::Action;
use crate::compile::{Meeting, Pairs, PathPairs, Policy, Refs, Strategy, compares_parts, pairs, path_pairs};
use crate::value::{self, Found};
use crate::view::{Row, View};

/// Returns what a relationship that holds changes.
pub(crate) fn forward(
    relationship: &Relationship,
    policy: Policy,
    view: &View<'_>,
    actions: &mut Vec<Action>,
) {
    let Some((from, to)) = ends(relationship, view) else { return };
    let Some(allow) = relationship.selectors.first().map(|set| &set.allow) else { return };
    let (Some(from_item), Some(to_item)) = (allow.from.first(), allow.to.first()) else { return };
    if let Some(paths) = path_pairs(from_item, to_item)
        && !is_at_rest(&paths, from_item, from, to, view)
        && let Some(pairs) = pairs(from_item, to_item)
    {
        carry_pairs(&pairs, from, to, view, actions);
    }
    if policy == Policy::Binding {
        for meeting in crate::compile::meetings(from_item, to_item) {
            carry_meeting(&meeting, view, actions);
        }
    }
}

/// Returns what a relationship that ends takes back: values that still are what it brought.
pub(crate) fn reverse(
    relationship: &Relationship,
    view: &View<'_>,
    catalog: &dyn Catalog,
    actions: &mut Vec<Action>,
) {
    let Some((from, to)) = ends(relationship, view) else { return };
    let Some(allow) = relationship.selectors.first().map(|set| &set.allow) else { return };
    let (Some(from_item), Some(to_item)) = (allow.from.first(), allow.to.first()) else { return };
    let Some(pairs) = pairs(from_item, to_item) else { return };
    let (giver, receiver, given, received) = sides(&pairs, from, to);
    for (given, received) in given.paths.iter().zip(&received.paths) {
        let (given, received) = (resolve(view, giver, given), resolve(view, receiver, received));
        let (Some(brought), Some(there)) = (view.read(giver, &given), view.read(receiver, &received)) else {
            continue;
        };
        if brought != there || received.first().is_none_or(|first| first != "configuration") {
            continue;
        }
        let (id, place) = real_place(view, receiver, received);
        match view.get(id).and_then(|component| default_at(component, &place, catalog)) {
            Some(default) => actions.push(Action::update(id, place, default)),
            None => actions.push(Action::RemoveComponentConfiguration { id, path: place }),
        }
    }
}

/// Returns the default of the schema a component brings along, else of the one its kind is registered with.
fn default_at(component: &Component, place: &Path, catalog: &dyn Catalog) -> Option<Value> {
    let own = component.component.schema.as_deref().filter(|schema| !schema.is_empty());
    match own.and_then(|schema| serde_json::from_str(schema).ok()) {
        Some(schema) => schema::default_at(&schema, place.get(1..)?),
        None => catalog.schema_default(component, place),
    }
}

fn ends<'d>(relationship: &Relationship, view: &View<'d>) -> Option<(&'d Component, &'d Component)> {
    Some((view.get(relationship.from_id()?)?, view.get(relationship.to_id()?)?))
}

fn sides<'d, 'p>(
    pairs: &'p Pairs,
    from: &'d Component,
    to: &'d Component,
) -> (&'d Component, &'d Component, &'p Refs, &'p Refs) {
    if pairs.from_gives { (from, to, &pairs.from, &pairs.to) } else { (to, from, &pairs.to, &pairs.from) }
}

fn carry_pairs(pairs: &Pairs, from: &Component, to: &Component, view: &View<'_>, actions: &mut Vec<Action>) {
    let (Some(from), Some(to)) = (view.get(from.id), view.get(to.id)) else { return };
    let (giver, receiver, given, received) = sides(pairs, from, to);
    let values: Vec<Option<Found<'_>>> =
        given.paths.iter().map(|path| view.read(giver, &resolve(view, giver, path))).collect();
    let places: Vec<Path> = received.paths.iter().map(|path| resolve(view, receiver, path)).collect();
    let is_settled = |position: usize| {
        let Some(Some(value)) = values.get(position) else { return true };
        let there = places.get(position).and_then(|path| view.read(receiver, path));
        there.is_some_and(|there| settled(pairs.from_gives, is_part(pairs, position), value, &there))
    };
    if (0..places.len()).all(is_settled) || settled_elsewhere(pairs, receiver, received, &values, view) {
        return;
    }
    for (position, place) in places.iter().enumerate() {
        if is_settled(position) {
            continue;
        }
        let Some(Some(value)) = values.get(position) else { continue };
        let there = view.read(receiver, place);
        if let Some(new) = carried(pairs, position, value, there.as_ref()) {
            let (id, place) = real_place(view, receiver, place.clone());
            actions.push(Action::update(id, place, new));
        }
    }
}

/// Tells without compiling anything whether all values already are where they belong. `false` where paths
/// have wildcards, which takes a closer look.
fn is_at_rest<'d>(
    paths: &PathPairs<'_>,
    from_item: &SelectorItem,
    from: &'d Component,
    to: &'d Component,
    view: &View<'d>,
) -> bool {
    let (giver, receiver, given, received) =
        if paths.from_gives { (from, to, paths.from, paths.to) } else { (to, from, paths.to, paths.from) };
    given.iter().zip(received).enumerate().all(|(position, (given, received))| {
        let is_plain = |path: &Path| path.iter().all(|segment| segment != path::WILDCARD);
        if !is_plain(given) || !is_plain(received) {
            return false;
        }
        let Some(value) = view.read(giver, given) else { return true };
        let is_part = compares_parts(from_item, position);
        view.read(receiver, received).is_some_and(|there| settled(paths.from_gives, is_part, &value, &there))
    })
}

/// Tells whether nothing has to be carried for one pair.
fn settled(from_gives: bool, is_part: bool, value: &Found<'_>, there: &Found<'_>) -> bool {
    if is_part {
        let (part, whole) = if from_gives { (value, there) } else { (there, value) };
        if let (Some(part), Some(whole)) = (part.as_document(), whole.as_document()) {
            return value::contains(whole, part);
        }
    }
    value == there
}

fn is_part(pairs: &Pairs, position: usize) -> bool {
    pairs.strategies.get(position).is_some_and(|strategies| strategies.contains(&Strategy::ToContainsFrom))
}

/// Returns what is to be written for one pair. Where one side only has to contain the other, the rest stays.
fn carried(pairs: &Pairs, position: usize, value: &Found<'_>, there: Option<&Found<'_>>) -> Option<Value> {
    let documents = (value.as_document(), there.and_then(Found::as_document));
    let (Some(given @ Value::Object(_)), Some(target @ Value::Object(members))) = documents else {
        return Some(value.to_value());
    };
    if !is_part(pairs, position) {
        return Some(given.clone());
    }
    let mut new = target.clone();
    if pairs.from_gives {
        value::merge(&mut new, given);
        return Some(new);
    }
    // A selector follows the labels it selects by; it takes over none it did not ask for.
    let mut follows = false;
    for key in members.keys() {
        if let (Some(wanted), Some(member)) = (given.get(key), new.get_mut(key)) {
            follows |= member != wanted;
            member.clone_from(wanted);
        }
    }
    follows.then_some(new)
}

/// Tells whether some other element of the receiver's lists already has all the values.
fn settled_elsewhere(
    pairs: &Pairs,
    receiver: &Component,
    received: &Refs,
    values: &[Option<Found<'_>>],
    view: &View<'_>,
) -> bool {
    let Some(receiver) = view.get(receiver.id) else { return false };
    let general: Vec<Path> = received.paths.iter().map(|path| generalize(receiver, path)).collect();
    let refs = Refs::new(general);
    !refs.lists.is_empty()
        && view.rows(receiver, &refs).iter().any(|row| {
            values.iter().zip(&row.values).enumerate().all(|(position, pair)| match pair {
                (None, _) => true,
                (Some(value), Some(there)) => {
                    settled(pairs.from_gives, is_part(pairs, position), value, there)
                }
                (Some(_), None) => false,
            })
        })
}

/// Puts wildcards where a path goes through lists.
fn generalize(component: &Component, path: &[String]) -> Path {
    let mut made = Path::with_capacity(path.len());
    let mut current =
        path.first().filter(|first| *first == "configuration").map(|_| &component.configuration);
    for (position, segment) in path.iter().enumerate() {
        let in_list = position > 0 && current.is_some_and(Value::is_array);
        if position > 0 {
            current = current.and_then(|value| path::step(value, segment));
        }
        made.push(if in_list { path::WILDCARD.to_owned() } else { segment.clone() });
    }
    made
}

fn carry_meeting(meeting: &(Meeting, ComponentId, ComponentId), view: &View<'_>, actions: &mut Vec<Action>) {
    let (meeting, end, middle) = meeting;
    let (Some(end), Some(middle)) = (view.get(*end), view.get(*middle)) else { return };
    let ends = view.rows(end, &meeting.end);
    let agrees = |left: &Row<'_>, right: &Row<'_>| {
        left.values.iter().zip(&right.values).all(|(left, right)| left.is_some() && left == right)
    };
    if view.rows(middle, &meeting.binding).iter().any(|row| ends.iter().any(|other| agrees(row, other))) {
        return;
    }
    for ((own, other), end_gives) in
        meeting.end.paths.iter().zip(&meeting.binding.paths).zip(&meeting.end_gives)
    {
        let (own, other) = (resolve(view, end, own), resolve(view, middle, other));
        let (giver, given, receiver, received) =
            if *end_gives { (end, own, middle, other) } else { (middle, other, end, own) };
        let Some(value) = view.read(giver, &given) else { continue };
        if view.read(receiver, &received).is_some_and(|there| there == value) {
            continue;
        }
        let (id, place) = real_place(view, receiver, received);
        actions.push(Action::update(id, place, value.to_value()));
    }
}

/// Replaces wildcards that no element was chosen for: the last element, or the first of a list to be made.
fn resolve(view: &View<'_>, component: &Component, path: &[String]) -> Path {
    if !path.iter().any(|segment| segment == path::WILDCARD) {
        return path.to_vec();
    }
    let mut made = Path::with_capacity(path.len());
    for segment in path {
        if segment != path::WILDCARD {
            made.push(segment.clone());
            continue;
        }
        let list = view.get(component.id).and_then(|component| view.read(component, &made));
        let length = list.as_ref().and_then(Found::as_document).and_then(Value::as_array).map_or(0, Vec::len);
        made.push(length.saturating_sub(1).to_string());
    }
    made
}

/// Where a value really is written: the configuration of an alias lies in its parent.
fn real_place(view: &View<'_>, component: &Component, path: Path) -> (ComponentId, Path) {
    match view.alias(component.id) {
        Some(alias) if path.first().is_some_and(|first| first == "configuration") => {
            let place =
                alias.resolved_ref_field_path.iter().cloned().chain(path.into_iter().skip(1)).collect();
            (alias.resolved_parent_id, place)
        }
        _ => (component.id, path),
    }
}
