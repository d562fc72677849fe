//! Orders, made once: a list is sorted when it is first asked for, and never again.

use std::cmp::Ordering;
use std::sync::OnceLock;

use meshery_model::Relationship;

use crate::Index;
use crate::codec::{Field, Row};
use crate::query::{ComponentOrder, ModelOrder, RelationshipOrder};
use crate::version::Rank;

/// Positions in ascending order, by each key a list knows; sorted when first asked for.
#[derive(Debug, Default)]
pub(crate) struct Orders {
    models: [OnceLock<Box<[u32]>>; 5],
    components: [OnceLock<Box<[u32]>>; 5],
    relationships: [OnceLock<Box<[u32]>>; 4],
}

impl Orders {
    pub(crate) fn models(&self, index: &Index, key: ModelOrder) -> &[u32] {
        let [display_name, name, version, category, registrant] = &self.models;
        let order = match key {
            ModelOrder::DisplayName => display_name,
            ModelOrder::Name => name,
            ModelOrder::Version => version,
            ModelOrder::Category => category,
            ModelOrder::Registrant => registrant,
        };
        order.get_or_init(|| sort_models(index, key))
    }

    pub(crate) fn components(&self, index: &Index, key: ComponentOrder) -> &[u32] {
        let [display_name, kind, version, model, category] = &self.components;
        let order = match key {
            ComponentOrder::DisplayName => display_name,
            ComponentOrder::Kind => kind,
            ComponentOrder::Version => version,
            ComponentOrder::Model => model,
            ComponentOrder::Category => category,
        };
        order.get_or_init(|| sort(index.components.len(), |a, b| compare_components(index, key, a, b)))
    }

    pub(crate) fn relationships(&self, index: &Index, key: RelationshipOrder) -> &[u32] {
        let [kind, rel_type, sub_type, model] = &self.relationships;
        let order = match key {
            RelationshipOrder::Kind => kind,
            RelationshipOrder::RelType => rel_type,
            RelationshipOrder::SubType => sub_type,
            RelationshipOrder::Model => model,
        };
        let count = index.relations().definitions.len();
        order.get_or_init(|| sort(count, |a, b| compare_relationships(index, key, a, b)))
    }
}

/// Sorts positions; what compares equal keeps the order of registration.
fn sort(length: usize, compare: impl Fn(u32, u32) -> Ordering) -> Box<[u32]> {
    let mut positions: Box<[u32]> = (0..u32::try_from(length).unwrap_or(u32::MAX)).collect();
    positions.sort_by(|a, b| compare(*a, *b));
    positions
}

fn sort_models(index: &Index, key: ModelOrder) -> Box<[u32]> {
    let mut positions = sort(index.models.len(), |_, _| Ordering::Equal);
    positions.sort_by_cached_key(|position| {
        let model = index.models.get(*position as usize)?;
        let definition = &model.definition;
        let version = Rank::of_product(&definition.model.version);
        let first = match key {
            ModelOrder::DisplayName => definition.display_name.to_lowercase(),
            ModelOrder::Category => definition.category.name.to_lowercase(),
            ModelOrder::Registrant => definition.registrant.kind.to_lowercase(),
            ModelOrder::Name | ModelOrder::Version => String::new(),
        };
        let by_version = (key == ModelOrder::Version).then(|| version.clone());
        Some((first, by_version, definition.name.clone(), version, *position))
    });
    positions
}

fn compare_components(index: &Index, key: ComponentOrder, a: u32, b: u32) -> Ordering {
    let (Some(a), Some(b)) = (index.components.get(a as usize), index.components.get(b as usize)) else {
        return Ordering::Equal;
    };
    let compare = |field| index.field(a, field).cmp(index.field(b, field));
    let model = |row: &Row| index.models.get(row.model as usize).map(|model| &model.definition);
    let first = match key {
        ComponentOrder::DisplayName => Ordering::Equal,
        ComponentOrder::Kind => compare(Field::KindLower),
        ComponentOrder::Version => compare(Field::ApiVersion),
        ComponentOrder::Model => model(a).map(|model| &model.name).cmp(&model(b).map(|model| &model.name)),
        ComponentOrder::Category => {
            model(a).map(|model| &model.category.name).cmp(&model(b).map(|model| &model.category.name))
        }
    };
    first
        .then_with(|| compare(Field::DisplayNameLower))
        .then_with(|| compare(Field::Kind))
        .then_with(|| compare(Field::ApiVersion))
}

fn compare_relationships(index: &Index, key: RelationshipOrder, a: u32, b: u32) -> Ordering {
    let definitions = &index.relations().definitions;
    let (Some(a), Some(b)) = (definitions.get(a as usize), definitions.get(b as usize)) else {
        return Ordering::Equal;
    };
    let first = |relationship: &Relationship| match key {
        RelationshipOrder::Kind => String::new(),
        RelationshipOrder::RelType => relationship.rel_type.clone(),
        RelationshipOrder::SubType => relationship.sub_type.to_lowercase(),
        RelationshipOrder::Model => relationship.model.name.clone(),
    };
    first(a)
        .cmp(&first(b))
        .then_with(|| a.kind.cmp(&b.kind))
        .then_with(|| a.rel_type.cmp(&b.rel_type))
        .then_with(|| a.sub_type.cmp(&b.sub_type))
        .then_with(|| a.id.cmp(&b.id))
}
