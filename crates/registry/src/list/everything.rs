//! Search over everything at once: what a command palette asks.

use meshery_model::Relationship;

use crate::search::{self, Items, SearchText};
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
        let texts: Vec<(u32, SearchText<'_>)> =
            entities.iter().flat_map(|entity| self.searched(*entity)).collect();
        let (first, word) = (self.models.len(), search::longest_word(text));
        let holding = self.components_holding(&word);
        let hits = {
            let positions: Vec<u32> = (0..).zip(&texts).map(|(position, _)| position).collect();
            let number = |position: u32| texts.get(position as usize).map(|(number, _)| *number as usize);
            let may_hold = |position: u32| {
                let component = number(position).and_then(|number| number.checked_sub(first));
                component.and_then(|component| holding.get(component)).is_none_or(|holds| *holds)
            };
            let text_of = |position: u32| texts.get(position as usize).map(|(_, text)| *text);
            let items = Items { positions: &positions, text: &text_of, may_hold: &may_hold };
            let hits = search::hits(&items, text);
            hits.into_iter().filter_map(number).collect::<Vec<usize>>()
        };
        let mut offered = hits.into_iter().filter_map(|hit| self.found(hit));
        let found: Vec<Found<'_>> = offered.by_ref().take(limit).collect();
        let total = found.len() + offered.count();
        (found, total)
    }

    /// Returns what is searched for hits of one kind. Positions of all kinds share one row of numbers, so that
    /// all hits are ranked together.
    fn searched(&self, entity: FoundEntity) -> Vec<(u32, SearchText<'_>)> {
        let numbers = |first: usize| u32::try_from(first).unwrap_or(u32::MAX)..;
        match entity {
            FoundEntity::Model => {
                let models = numbers(0).zip(&self.models);
                let offered =
                    models.filter(|(_, model)| model.is_latest && model.definition.status == "enabled");
                offered.map(|(number, model)| (number, model.text.view())).collect()
            }
            FoundEntity::Component => numbers(self.models.len())
                .zip(0_u32..)
                .take(self.components.len())
                .filter_map(|(number, position)| Some((number, self.search_text(position)?)))
                .collect(),
            FoundEntity::Relationship => numbers(self.models.len() + self.components.len())
                .zip(&self.relations().texts)
                .map(|(number, text)| (number, text.view()))
                .collect(),
        }
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
