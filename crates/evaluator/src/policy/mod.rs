//! How each class of relationship is found.

pub(crate) mod alias;
pub(crate) mod binding;
pub(crate) mod inventory;
pub(crate) mod pair;
pub(crate) mod sibling;

use meshery_model::{Component, ComponentId, Relationship, RelationshipId, SelectorItem, Status, canonical};
use rustc_hash::FxHashSet;
use serde_json::json;

use crate::compile::{Definition, class, fingerprint};

/// What makes two relationships the same: class, ends, and the paths whatever the indices in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Sameness {
    class: u64,
    paths: u64,
    from: ComponentId,
    to: ComponentId,
}

impl Sameness {
    pub(crate) fn new(class: &str, paths: u64, from: ComponentId, to: ComponentId) -> Self {
        use std::hash::Hasher as _;
        let mut hasher = rustc_hash::FxHasher::default();
        hasher.write(class.as_bytes());
        Self { class: hasher.finish(), paths, from, to }
    }

    /// Returns the sameness of an instance, if both its ends are known.
    pub(crate) fn of(relationship: &Relationship) -> Option<Self> {
        let (from, to) = (relationship.from_id()?, relationship.to_id()?);
        let allow = &relationship.selectors.first()?.allow;
        let (from_item, to_item) = (allow.from.first()?, allow.to.first()?);
        let paths = match crate::compile::pairs(from_item, to_item) {
            Some(pairs) => pairs.fingerprint,
            None => fingerprint(&[], &[]),
        };
        Some(Self::new(&class(relationship), paths, from, to))
    }
}

/// Makes an instance of a definition.
pub(crate) fn instance(
    definition: &Definition,
    id: RelationshipId,
    status: Status,
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
        status: Some(status),
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
    let seed = json!({
        "definition": definition.source.id, "from": from, "paths": format!("{paths:016x}"), "to": to,
    });
    RelationshipId(canonical::id(&seed))
}

/// Relationships that are there already and may not be found again.
#[derive(Debug, Default)]
pub(crate) struct Existing {
    pub(crate) same: FxHashSet<Sameness>,
    pub(crate) ids: FxHashSet<RelationshipId>,
    /// Parents and paths of aliases that are there.
    pub(crate) aliases: FxHashSet<ComponentId>,
}

/// Tells whether two components are kept apart because they live in different namespaces.
pub(crate) fn are_apart(definition: &Definition, from: &Component, to: &Component) -> bool {
    let namespace = |component: &Component| {
        component.configuration.get("metadata").and_then(|metadata| metadata.get("namespace")).cloned()
    };
    definition.same_namespace
        && match (namespace(from), namespace(to)) {
            (Some(from), Some(to)) => from != to,
            _ => false,
        }
}
