//! A handle on one model.

use meshery_model::{Component, ModelDefinition, ModelReference, Relationship};
use serde_json::Value;

use crate::document::ModelText;
use crate::index::{Held, Model};
use crate::{ComponentEntry, Index, Package, texts};

/// A model in the index. Borrows; copying it costs nothing.
#[derive(Clone, Copy, Debug)]
pub struct ModelEntry<'a> {
    pub(crate) index: &'a Index,
    pub(crate) model: &'a Model,
    pub(crate) position: u32,
}

impl<'a> ModelEntry<'a> {
    /// Returns the model without its icons: those are put together when somebody asks for the document.
    #[must_use]
    pub fn summary(&self) -> &'a ModelDefinition {
        &self.model.definition
    }

    /// Returns the model as a document.
    #[must_use]
    pub fn definition(&self) -> ModelDefinition {
        let mut definition = self.model.definition.clone();
        if let Ok(mut metadata) = serde_json::to_value(&definition.metadata) {
            self.index.restore(self.model.layer, &mut metadata);
            definition.metadata = serde_json::from_value(metadata).unwrap_or_default();
        }
        definition
    }

    /// Returns the model in the form that components carry in answers: with all members.
    #[must_use]
    pub fn whole_reference(&self) -> ModelReference {
        // Both are JSON objects whose common members have the same names and shapes.
        let definition = self.definition();
        let whole = serde_json::to_value(&definition).and_then(serde_json::from_value);
        whole.unwrap_or_else(|_| definition.reference())
    }

    /// Returns how many components it has.
    #[must_use]
    pub fn components_count(&self) -> usize {
        self.model.components
    }

    /// Returns how many relationship definitions it has.
    #[must_use]
    pub fn relationships_count(&self) -> usize {
        self.index.relations().count(self.position)
    }

    /// Returns how many other models have its name and version.
    #[must_use]
    pub fn duplicates(&self) -> usize {
        self.model.duplicates
    }

    /// Tells whether all of it comes with the program.
    #[must_use]
    pub fn is_builtin(&self) -> bool {
        self.model.layer == 0
    }

    /// Returns its components.
    pub fn components(&self) -> impl Iterator<Item = ComponentEntry<'a>> {
        let (index, position) = (self.index, self.position);
        let rows = (0_u32..).zip(&index.components).filter(move |(_, row)| row.model == position);
        rows.filter_map(move |(position, _)| index.entry(position))
    }

    /// Returns its relationship definitions.
    pub fn relationships(&self) -> impl Iterator<Item = &'a Relationship> {
        let (index, position) = (self.index, self.position);
        let relations = index.relations();
        let definitions = relations.definitions.iter().zip(&relations.models);
        definitions.filter(move |(_, model)| **model == position).map(|(definition, _)| definition)
    }

    /// Returns everything of it.
    #[must_use]
    pub fn package(&self) -> Package {
        let policies = self.index.policies.iter().zip(&self.index.policy_models);
        let of_this = policies.filter(|(_, model)| **model == self.position);
        let components: Vec<Component> = self.components().map(|entry| entry.to_component(true)).collect();
        Package {
            model: self.definition(),
            components,
            relationships: self.relationships().cloned().collect(),
            policies: of_this.map(|(policy, _)| policy.clone()).collect(),
        }
    }

    pub(crate) fn text(&self) -> Held<'a, ModelText> {
        let make = || ModelText::new(&self.whole_reference(), &self.model.definition);
        self.index.budget.hold(&self.model.json, ModelText::size_bytes, make)
    }
}

impl Index {
    /// Puts icons back into a component's styles.
    pub(crate) fn styles(&self, layer: u16, styles: Option<&Value>) -> Option<Value> {
        let mut styles = styles?.clone();
        self.restore(layer, &mut styles);
        Some(styles)
    }

    /// Returns a component's capabilities as they were before they were put elsewhere.
    pub(crate) fn capabilities(&self, layer: u16, capabilities: &[Value]) -> Vec<Value> {
        let texts = self.layers.get(usize::from(layer)).map(|layer| &layer.texts);
        texts::restore_list(capabilities, &|position| texts?.text(position))
    }
}
