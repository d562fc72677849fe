//! Search over everything at once: what a command palette asks.

use meshery_model::Relationship;

use crate::search::{self, Items, OwnedText, SearchText};
use crate::{ComponentEntry, Index, ModelEntry};

/// Something that a search found.
#[derive(Clone, Copy, Debug)]
pub enum Found<'a> {
    /// A model.
    Model(ModelEntry<'a>),
    /// A component.
    Component(ComponentEntry<'a>),
    /// A relationship definition.
    Relationship(&'a Relationship),
}

/// What a search looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundEntity {
    /// Models.
    Model,
    /// Components.
    Component,
    /// Relationship definitions.
    Relationship,
}

impl FoundEntity {
    /// All there are, in the order in which equal hits are shown.
    pub const ALL: [Self; 3] = [Self::Model, Self::Component, Self::Relationship];
}

impl Index {
    /// Searches the newest versions of everything that is enabled: best hits first, at most `limit`, with the
    /// number of all hits.
    #[must_use]
    pub fn search(&self, text: &str, entities: &[FoundEntity], limit: usize) -> (Vec<Found<'_>>, usize) {
        if text.trim().is_empty() {
            return (Vec::new(), 0);
        }
        let positions: Vec<u32> = entities.iter().flat_map(|entity| self.numbers(*entity)).collect();
        let (first, word) = (self.models.len(), search::longest_word(text));
        let holding = self.components_holding(&word);
        let may_hold = |number: u32| {
            let component = (number as usize).checked_sub(first);
            component.and_then(|component| holding.get(component)).is_none_or(|holds| *holds)
        };
        let text_of = |number: u32| self.numbered_text(number as usize);
        let items = Items { positions: &positions, text: &text_of, may_hold: &may_hold };
        let hits = search::hits(&items, text);
        let mut offered = hits.into_iter().filter_map(|hit| self.found(hit as usize));
        let found: Vec<Found<'_>> = offered.by_ref().take(limit).collect();
        let total = found.len() + offered.count();
        (found, total)
    }

    /// Returns the numbers of everything of one kind that is searched. All kinds share one row of numbers (models,
    /// then components, then relationship definitions), so that all hits are ranked together.
    fn numbers(&self, entity: FoundEntity) -> std::ops::Range<u32> {
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let models = number(self.models.len());
        let components = models.saturating_add(number(self.components.len()));
        match entity {
            FoundEntity::Model => 0..models,
            FoundEntity::Component => models..components,
            FoundEntity::Relationship => {
                components..components.saturating_add(number(self.relations().texts.len()))
            }
        }
    }

    fn numbered_text(&self, number: usize) -> Option<SearchText<'_>> {
        let (models, components) = (self.models.len(), self.components.len());
        if let Some(model) = self.models.get(number) {
            let is_offered = model.is_latest && model.definition.status == "enabled";
            return is_offered.then(|| model.text.view());
        }
        let number = number - models;
        if number < components {
            return self.search_text(u32::try_from(number).ok()?);
        }
        self.relations().texts.get(number - components).map(OwnedText::view)
    }

    fn found(&self, position: usize) -> Option<Found<'_>> {
        let at = |position: usize| u32::try_from(position).ok();
        let (models, components) = (self.models.len(), self.components.len());
        if position < models {
            return self.model_at(at(position)?).map(Found::Model);
        }
        let position = position - models;
        if position < components {
            let entry = self.entry(at(position)?).filter(|entry| entry.is_enabled() && entry.is_latest());
            return entry.map(Found::Component);
        }
        self.relations().definitions.get(position - components).map(Found::Relationship)
    }
}
