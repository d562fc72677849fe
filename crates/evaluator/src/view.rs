//! A design as the policies see it: components by id and by kind, aliases resolved, lists walked.

use std::sync::Arc;

use meshery_model::{Component, ComponentId, Path, Relationship, ResolvedAlias, Status, path};
use rustc_hash::FxHashMap;
use serde_json::Value;

use crate::compile::{KindMatch, Matcher, Policy, Refs};
use crate::value::Found;

/// Most elements that are looked at in one component for one side of a definition.
const ROWS: usize = 256;
/// Stands for a list that is missing or empty.
pub(crate) const NO_ELEMENT: usize = usize::MAX;

/// Values read with one choice of list elements.
#[derive(Clone, Debug)]
pub(crate) struct Row<'a> {
    pub(crate) values: Vec<Option<Found<'a>>>,
    /// The element of each list of `Refs::lists`.
    pub(crate) elements: Vec<usize>,
}

/// Components of a design with their indexes.
#[derive(Debug)]
pub(crate) struct View<'d> {
    pub(crate) components: &'d [Component],
    by_id: FxHashMap<ComponentId, usize>,
    by_kind: FxHashMap<&'d str, Vec<usize>>,
    aliases: FxHashMap<ComponentId, ResolvedAlias>,
}

impl<'d> View<'d> {
    pub(crate) fn new(components: &'d [Component], aliases: FxHashMap<ComponentId, ResolvedAlias>) -> Self {
        let mut by_kind: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        let mut by_id = FxHashMap::with_capacity_and_hasher(components.len(), rustc_hash::FxBuildHasher);
        for (position, component) in components.iter().enumerate() {
            by_kind.entry(component.kind()).or_default().push(position);
            by_id.entry(component.id).or_insert(position);
        }
        Self { components, by_id, by_kind, aliases }
    }

    pub(crate) fn position(&self, id: ComponentId) -> Option<usize> {
        self.by_id.get(&id).copied()
    }

    pub(crate) fn get(&self, id: ComponentId) -> Option<&'d Component> {
        self.position(id).and_then(|position| self.components.get(position))
    }

    pub(crate) fn alias(&self, id: ComponentId) -> Option<&ResolvedAlias> {
        self.aliases.get(&id)
    }

    /// Returns for each component, in order, whose part it shows if it is an alias.
    pub(crate) fn parents(&self) -> impl Iterator<Item = Option<ComponentId>> {
        self.components
            .iter()
            .map(|component| self.aliases.get(&component.id).map(|alias| alias.resolved_parent_id))
    }

    /// Returns the positions of all components a selector matches, in order.
    pub(crate) fn matching(&self, matcher: &Matcher) -> Vec<usize> {
        let fits = |position: &usize| {
            self.components
                .get(*position)
                .is_some_and(|component| matcher.matches(component.kind(), component.model_name()))
        };
        match &matcher.kind {
            KindMatch::One(kind) => {
                self.by_kind.get(kind.as_str()).into_iter().flatten().copied().filter(fits).collect()
            }
            KindMatch::Any | KindMatch::Like(_) => (0..self.components.len()).filter(fits).collect(),
        }
    }

    /// Reads a path. Below `configuration` of an alias the parent's configuration is read.
    pub(crate) fn read(&self, component: &'d Component, path: &[String]) -> Option<Found<'d>> {
        let (first, rest) = path.split_first()?;
        match (first.as_str(), rest) {
            ("configuration", rest) => {
                let value = path::lookup(self.configuration(component)?, rest)?;
                (!value.is_null()).then_some(Found::Place(value))
            }
            ("displayName", []) => component.name().map(Found::Text),
            ("component", [member]) if member == "kind" => Some(Found::Text(component.kind())),
            ("component", [member]) if member == "version" => {
                Some(component.api_version()).filter(|version| !version.is_empty()).map(Found::Text)
            }
            _ => component.field(path).map(|value| Found::Made(value.into_owned())),
        }
    }

    fn configuration(&self, component: &'d Component) -> Option<&'d Value> {
        match self.aliases.get(&component.id) {
            None => Some(&component.configuration),
            Some(alias) => {
                let parent = self.get(alias.resolved_parent_id)?;
                path::lookup(&parent.configuration, alias.resolved_ref_field_path.get(1..)?)
            }
        }
    }

    /// Reads all paths of one side, once for each choice of list elements.
    pub(crate) fn rows(&self, component: &'d Component, refs: &Refs) -> Vec<Row<'d>> {
        if refs.lists.is_empty() {
            let values = refs.paths.iter().map(|path| self.read(component, path)).collect();
            return vec![Row { values, elements: Vec::new() }];
        }
        let mut rows = Vec::new();
        self.walk(component, refs, &mut Vec::with_capacity(refs.lists.len()), &mut rows);
        rows
    }

    fn walk(
        &self,
        component: &'d Component,
        refs: &Refs,
        elements: &mut Vec<usize>,
        rows: &mut Vec<Row<'d>>,
    ) {
        if rows.len() >= ROWS {
            return;
        }
        let Some(list) = refs.lists.get(elements.len()) else {
            let values = refs.paths.iter().map(|path| {
                let concrete = concrete(path, &refs.lists, elements);
                concrete.and_then(|path| self.read(component, &path))
            });
            rows.push(Row { values: values.collect(), elements: elements.clone() });
            return;
        };
        let place = concrete(list, &refs.lists, elements);
        let found = place.and_then(|path| self.read(component, &path));
        let length =
            found.as_ref().and_then(Found::as_document).and_then(Value::as_array).map_or(0, Vec::len);
        if length == 0 {
            elements.push(NO_ELEMENT);
            self.walk(component, refs, elements, rows);
            elements.pop();
        }
        for element in 0..length {
            elements.push(element);
            self.walk(component, refs, elements, rows);
            elements.pop();
        }
    }
}

/// Puts the chosen elements into a path; `None` when one of its lists has none.
pub(crate) fn concrete(path: &[String], lists: &[Path], elements: &[usize]) -> Option<Path> {
    let mut made = Path::with_capacity(path.len());
    for (position, segment) in path.iter().enumerate() {
        if segment != path::WILDCARD {
            made.push(segment.clone());
            continue;
        }
        let before = path.get(..position)?;
        let list = lists.iter().position(|list| list.as_slice() == before)?;
        let element = elements.get(list).copied().filter(|element| *element != NO_ELEMENT)?;
        made.push(element.to_string());
    }
    Some(made)
}

/// Resolves every alias relationship that counts: where the part of the parent really lies.
pub(crate) fn resolve_aliases(relationships: &[Arc<Relationship>]) -> FxHashMap<ComponentId, ResolvedAlias> {
    let immediate: FxHashMap<ComponentId, (&Relationship, ComponentId, &Path)> =
        relationships.iter().map(Arc::as_ref).filter_map(alias_of).collect();
    let mut resolved = FxHashMap::default();
    for (&alias, &(relationship, parent, path)) in &immediate {
        let (mut end, mut whole) = (parent, path.clone());
        // A chain can't be longer than there are aliases; a cycle would be.
        for _ in 0..immediate.len() {
            let Some((_, next, above)) = immediate.get(&end) else { break };
            end = *next;
            whole = above.iter().cloned().chain(whole.into_iter().skip(1)).collect();
        }
        resolved.insert(
            alias,
            ResolvedAlias {
                relationship_id: relationship.id,
                alias_component_id: alias,
                immediate_parent_id: parent,
                immediate_ref_field_path: path.clone(),
                resolved_parent_id: end,
                resolved_ref_field_path: whole,
            },
        );
    }
    resolved
}

fn alias_of(relationship: &Relationship) -> Option<(ComponentId, (&Relationship, ComponentId, &Path))> {
    let is_alias = relationship.sub_type.eq_ignore_ascii_case("alias")
        && Policy::of(relationship) == Some(Policy::Alias);
    if !is_alias || relationship.status == Some(Status::Deleted) {
        return None;
    }
    let path = alias_path(relationship)?;
    Some((relationship.from_id()?, (relationship, relationship.to_id()?, path)))
}

/// Returns the path within the parent that an alias relationship is about.
pub(crate) fn alias_path(relationship: &Relationship) -> Option<&Path> {
    let selectors = relationship.selectors.first()?;
    let patch = selectors.allow.to.first()?.patch.as_ref()?;
    patch.mutated_ref.as_ref().or(patch.mutator_ref.as_ref())?.first()
}
