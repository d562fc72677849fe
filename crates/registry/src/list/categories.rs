//! Categories and registrants: gathered from the models when the index is made.

use std::collections::BTreeMap;

use meshery_model::Object;
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use super::{Listing, NameFilter, Request, accepts};
use crate::index::Model;
use crate::query::Query;
use crate::search::OwnedText;
use crate::{Index, identity};

/// A category of models.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CategoryEntry {
    /// Id derived from the name.
    pub id: Uuid,
    /// Name for people, such as `Orchestration & Management`.
    pub name: String,
    /// Further facts.
    pub metadata: Object,
}

/// Who registered models.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RegistrantEntry {
    /// Id derived from kind and name.
    pub id: Uuid,
    /// Name for people; the kind when the registrant has none.
    pub name: String,
    /// Kind of registrant, such as `meshery`, `github` or `artifacthub`.
    pub kind: String,
    /// What it registered.
    pub summary: RegistrantSummary,
}

/// Numbers of what a registrant registered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RegistrantSummary {
    /// Models, each version counted.
    pub models: usize,
    /// Component definitions.
    pub components: usize,
    /// Relationship definitions.
    pub relationships: usize,
    /// Policies.
    pub policies: usize,
}

/// Gathers categories, by name.
pub(crate) fn categories_of(models: &[Model]) -> Vec<CategoryEntry> {
    let mut found: BTreeMap<&str, CategoryEntry> = BTreeMap::new();
    for category in models.iter().map(|model| &model.definition.category) {
        found.entry(&category.name).or_insert_with(|| CategoryEntry {
            id: identity::category(&category.name),
            name: category.name.clone(),
            metadata: category.extra.get("metadata").and_then(Value::as_object).cloned().unwrap_or_default(),
        });
    }
    found.into_values().collect()
}

/// Gathers registrants, by name.
pub(crate) fn registrants_of(index: &Index) -> Vec<RegistrantEntry> {
    let mut found: BTreeMap<(&str, &str), RegistrantEntry> = BTreeMap::new();
    for (position, model) in (0_u32..).zip(&index.models) {
        let registrant = &model.definition.registrant;
        let kind = registrant.kind.as_str();
        let given = registrant.extra.get("name").and_then(Value::as_str).filter(|name| !name.is_empty());
        let name = given.unwrap_or(kind);
        let entry = found.entry((name, kind)).or_insert_with(|| RegistrantEntry {
            id: identity::registrant(kind, name),
            name: name.to_owned(),
            kind: kind.to_owned(),
            summary: RegistrantSummary::default(),
        });
        entry.summary.models += 1;
        entry.summary.components += model.components;
        entry.summary.relationships += index.relations().count(position);
        entry.summary.policies += model.policies;
    }
    found.into_values().collect()
}

impl Index {
    /// Lists categories.
    #[must_use]
    pub fn categories(&self, query: &Query) -> Listing<CategoryEntry> {
        list(&self.categories, |category| &category.name, query)
    }

    /// Lists registrants.
    #[must_use]
    pub fn registrants(&self, query: &Query) -> Listing<RegistrantEntry> {
        list(self.registrants_list(), |registrant| &registrant.name, query)
    }
}

/// Lists things that have little more than a name and stand in its order. There are few of them.
fn list<T: Clone>(things: &[T], name: impl Fn(&T) -> &str, query: &Query) -> Listing<T> {
    let filter = NameFilter::new(query.name.as_deref(), query.matching, things.iter().map(&name));
    let texts: Vec<OwnedText> = things.iter().map(|thing| OwnedText::of_name(name(thing))).collect();
    let sorted: Vec<u32> = (0..).zip(things).map(|(position, _)| position).collect();
    let request = Request {
        sorted: &sorted,
        direction: query.order.unwrap_or_default().direction,
        by_relevance: query.order.is_none(),
        search: query.search.as_deref(),
        page: query.page,
        page_size: query.page_size,
    };
    let keep = |position: u32| {
        things.get(position as usize).is_some_and(|thing| accepts(filter.as_ref(), name(thing)))
    };
    request
        .answer(keep, |position| texts.get(position as usize).map(OwnedText::view))
        .filter_map(|position| things.get(position as usize).cloned())
}
