//! How each class of relationship is found.

pub(crate) mod alias;
pub(crate) mod binding;
pub(crate) mod inventory;
pub(crate) mod pair;
pub(crate) mod sibling;

use meshery_model::{Component, ComponentId, Relationship, RelationshipId, SelectorItem, Status, path};
use rustc_hash::FxHashSet;
use uuid::Uuid;

use crate::compile::{Definition, Policy, class_hash, fingerprint, path_pairs};
use crate::view::alias_path;

/// What makes two relationships the same: class, ends, and the paths whatever the indices in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Sameness {
    class: u64,
    paths: u64,
    from: ComponentId,
    to: ComponentId,
}

impl Sameness {
    pub(crate) fn new(class: u64, paths: u64, from: ComponentId, to: ComponentId) -> Self {
        Self { class, paths, from, to }
    }

    /// Returns the sameness of an instance, if both its ends are known.
    pub(crate) fn of(relationship: &Relationship) -> Option<Self> {
        let (from, to) = (relationship.from_id()?, relationship.to_id()?);
        let allow = &relationship.selectors.first()?.allow;
        let (from_item, to_item) = (allow.from.first()?, allow.to.first()?);
        let paths = path_pairs(from_item, to_item)
            .map_or_else(|| fingerprint(&[], &[]), |paths| fingerprint(paths.from, paths.to));
        Some(Self::new(class_hash(relationship), paths, from, to))
    }
}

/// Makes an instance of a definition.
pub(crate) fn instance(
    definition: &Definition,
    id: RelationshipId,
    from: Vec<SelectorItem>,
    to: Vec<SelectorItem>,
) -> Relationship {
    let source = &definition.source;
    Relationship {
        id,
        schema_version: source.schema_version.clone(),
        version: source.version.clone(),
        kind: source.kind.clone(),
        rel_type: source.rel_type.clone(),
        sub_type: source.sub_type.clone(),
        status: Some(Status::Approved),
        capabilities: source.capabilities.clone(),
        metadata: source.metadata.clone(),
        model: source.model.clone(),
        evaluation_query: source.evaluation_query.clone(),
        selectors: vec![meshery_model::SelectorSet {
            allow: meshery_model::Selector { from, to },
            deny: None,
        }],
        extra: meshery_model::Object::new(),
    }
}

/// Turns the selector of a definition into that of an instance.
pub(crate) fn bound(item: &SelectorItem, component: &Component) -> SelectorItem {
    SelectorItem {
        id: Some(component.id),
        kind: Some(component.kind().to_owned()),
        model: item.model.clone(),
        ..item.clone()
    }
}

/// Names the relationship of a definition between two components through certain paths.
pub(crate) fn pair_id(
    definition: &Definition,
    paths: u64,
    from: ComponentId,
    to: ComponentId,
) -> RelationshipId {
    let mut seed = [0; 40];
    for (place, byte) in seed
        .iter_mut()
        .zip(paths.to_be_bytes().into_iter().chain(from.0.into_bytes()).chain(to.0.into_bytes()))
    {
        *place = byte;
    }
    RelationshipId(Uuid::new_v5(&definition.source.id.0, &seed))
}

/// Relationships that are there already and may not be found again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Existing {
    pub(crate) same: FxHashSet<Sameness>,
    pub(crate) ids: FxHashSet<RelationshipId>,
    /// Alias components that are there, by the ids they have and those that parent and path give them.
    pub(crate) aliases: FxHashSet<ComponentId>,
}

impl Existing {
    /// Records a relationship.
    pub(crate) fn add(&mut self, relationship: &Relationship) {
        self.ids.insert(relationship.id);
        self.same.extend(Sameness::of(relationship));
        if Policy::of(relationship) == Some(Policy::Alias) {
            self.aliases.extend(relationship.from_id());
            let parent = relationship.to_id().zip(alias_path(relationship));
            self.aliases.extend(parent.map(|(parent, place)| alias::alias_id(parent, place)));
        }
    }
}

/// Tells whether two components are kept apart because they live in different namespaces.
pub(crate) fn are_apart(definition: &Definition, from: &Component, to: &Component) -> bool {
    if !definition.same_namespace {
        return false;
    }
    let place = ["metadata", "namespace"];
    match (path::lookup(&from.configuration, &place), path::lookup(&to.configuration, &place)) {
        (Some(from), Some(to)) => from != to,
        _ => false,
    }
}
