//! The index: what is in memory and how it is found by kind, name and id.

mod kept;
mod kinds;
mod layers;
mod relations;
mod scan;
mod statuses;

pub(crate) use kept::{Budget, Held};
pub(crate) use kinds::Kinds;
pub(crate) use relations::{PackedRelations, Relations};
pub use statuses::Statuses;

use std::sync::{Arc, OnceLock};

use meshery_model::{
    Component, ComponentId, ModelDefinition, ModelId, ModelReference, Policy, Relationship, RelationshipId,
};
use rustc_hash::FxHashMap;

use crate::codec::{Field, Layer, Row};
use crate::document::TemplateText;
use crate::list::{self, CategoryEntry, Orders, RegistrantEntry};
use crate::search::{OwnedText, SearchText};
use crate::texts::{self, Texts};
use crate::{ComponentEntry, Error, ModelEntry, Package};

/// Everything that is registered. Immutable; cheap to share behind a reference.
#[derive(Debug)]
pub struct Index {
    pub(crate) models: Vec<Model>,
    pub(crate) components: Vec<Row>,
    packed_relations: Vec<PackedRelations>,
    relations: OnceLock<Relations>,
    pub(crate) policies: Vec<Policy>,
    /// Model of each policy.
    pub(crate) policy_models: Vec<u32>,
    pub(crate) templates: Vec<Template>,
    pub(crate) categories: Vec<CategoryEntry>,
    registrants: OnceLock<Vec<RegistrantEntry>>,
    pub(crate) orders: Orders,
    pub(crate) layers: Vec<LayerText>,
    pub(crate) budget: Budget,
    statuses: Statuses,
    kinds: OnceLock<Kinds>,
    /// For each component whether it is the best of its kind in the newest version of its model.
    latest: OnceLock<Box<[bool]>>,
    ids: OnceLock<FxHashMap<ComponentId, u32>>,
}

/// The text of a layer: what its rows point into, and its long texts.
#[derive(Debug)]
pub(crate) struct LayerText {
    pub rows: String,
    pub texts: Texts,
}

/// A model as the index keeps it.
#[derive(Debug)]
pub(crate) struct Model {
    /// Long texts are replaced by marks.
    pub definition: ModelDefinition,
    /// The short form that components in a design carry.
    pub reference: Arc<ModelReference>,
    /// Its JSON text, made when first asked for.
    pub json: OnceLock<crate::document::ModelText>,
    pub text: OwnedText,
    /// The layer whose texts the definition uses.
    pub layer: u16,
    pub components: usize,
    pub policies: usize,
    /// Other models with the same name and version.
    pub duplicates: usize,
    /// Whether there is no newer version of it.
    pub is_latest: bool,
}

/// What components have in common.
#[derive(Debug)]
pub(crate) struct Template {
    /// Long texts are replaced by marks.
    pub document: Component,
    pub layer: u16,
    /// Short names of the kinds, in lower case.
    pub short_names: Box<[Box<str>]>,
    /// Its JSON text, made when first asked for.
    pub text: OnceLock<TemplateText>,
}

/// Numbers of what is registered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Models, each version counted.
    pub models: usize,
    /// Component definitions.
    pub components: usize,
    /// Relationship definitions.
    pub relationships: usize,
    /// Policies.
    pub policies: usize,
    /// Categories of models.
    pub categories: usize,
    /// Registrants of models.
    pub registrants: usize,
}

impl Index {
    /// Reads what [`crate::pack`] wrote. Takes a few milliseconds; texts stay compressed where they are.
    ///
    /// # Errors
    /// When the bytes are not of that form.
    pub fn from_packed(bytes: &'static [u8]) -> Result<Self, Error> {
        Ok(Self::layered(vec![Layer::from_packed(bytes)?], Statuses::default()))
    }

    /// Makes an index of packages, in that order of preference where all else is equal.
    #[must_use]
    pub fn from_packages(packages: Vec<Package>) -> Self {
        Self::layered(vec![Layer::from_packages(packages)], Statuses::default())
    }

    /// Tells whether nothing is in it but what comes with the program, as it comes.
    #[must_use]
    pub fn is_builtin(&self) -> bool {
        self.layers.len() <= 1 && self.statuses.is_empty()
    }

    /// Returns the relationship definitions, read when first needed.
    pub(crate) fn relations(&self) -> &Relations {
        self.relations.get_or_init(|| Relations::read(&self.packed_relations, &self.models, &self.statuses))
    }

    /// Returns who registered models, with counts.
    pub(crate) fn registrants_list(&self) -> &[RegistrantEntry] {
        self.registrants.get_or_init(|| list::registrants_of(self))
    }

    /// Tells for each component whether it is the best of its kind in the newest version of its model.
    pub(crate) fn latest(&self) -> &[bool] {
        let count = u32::try_from(self.components.len()).unwrap_or(u32::MAX);
        let is_latest = |position| self.entry(position).is_some_and(|entry| entry.is_latest());
        self.latest.get_or_init(|| (0..count).map(is_latest).collect())
    }

    fn kinds(&self) -> &Kinds {
        self.kinds.get_or_init(|| Kinds::new(self))
    }

    fn ids(&self) -> &FxHashMap<ComponentId, u32> {
        self.ids.get_or_init(|| self.components.iter().map(|row| row.id).zip(0..).collect())
    }

    /// Returns the component with this API version and kind: enabled ones first, then the newest model.
    #[must_use]
    pub fn lookup(&self, api_version: &str, kind: &str) -> Option<ComponentEntry<'_>> {
        self.of_kind(kind).find(|entry| entry.api_version() == api_version)
    }

    /// Returns the component of this kind in a model (empty or `*` for any), of one API version or else the
    /// most stable there is.
    #[must_use]
    pub fn definition(
        &self,
        kind: &str,
        api_version: Option<&str>,
        model: &str,
    ) -> Option<ComponentEntry<'_>> {
        let any_model = model.is_empty() || model == "*";
        self.of_kind(kind).find(|entry| {
            (any_model || entry.model().name == model)
                && api_version.is_none_or(|version| entry.api_version() == version)
        })
    }

    /// Returns all components of a kind, best first.
    pub fn of_kind(&self, kind: &str) -> impl Iterator<Item = ComponentEntry<'_>> {
        self.kinds().of(self, kind).iter().filter_map(|position| self.entry(*position))
    }

    /// Returns the component with this id.
    #[must_use]
    pub fn component(&self, id: ComponentId) -> Option<ComponentEntry<'_>> {
        self.entry(*self.ids().get(&id)?)
    }

    /// Returns the schema of a component as JSON text, with everything it refers to inside. Decompressed on
    /// every call.
    #[must_use]
    pub fn schema(&self, id: ComponentId) -> Option<String> {
        self.component(id)?.schema()
    }

    /// Returns the model with this id.
    #[must_use]
    pub fn model(&self, id: ModelId) -> Option<ModelEntry<'_>> {
        let position = self.models.iter().position(|model| model.definition.id == id)?;
        self.model_at(u32::try_from(position).ok()?)
    }

    /// Returns the relationship definition with this id.
    #[must_use]
    pub fn relationship(&self, id: RelationshipId) -> Option<&Relationship> {
        self.relations().definitions.iter().find(|definition| definition.id == id)
    }

    /// Returns the relationship definitions for evaluation: all but those that are not enabled, or whose
    /// model is not.
    #[must_use]
    pub fn relationship_definitions(&self) -> Vec<Relationship> {
        let is_used = |position: u32| {
            self.models.get(position as usize).is_some_and(|model| model.definition.status == "enabled")
        };
        let relations = self.relations();
        let definitions = relations.definitions.iter().zip(&relations.models);
        definitions.filter(|(_, model)| is_used(**model)).map(|(definition, _)| definition.clone()).collect()
    }

    /// Counts what is registered.
    #[must_use]
    pub fn counts(&self) -> Counts {
        Counts {
            models: self.models.len(),
            components: self.components.len(),
            relationships: self.relations().definitions.len(),
            policies: self.policies.len(),
            categories: self.categories.len(),
            registrants: self.registrants_list().len(),
        }
    }

    pub(crate) fn entry(&self, position: u32) -> Option<ComponentEntry<'_>> {
        let row = self.components.get(position as usize)?;
        let model = self.models.get(row.model as usize)?;
        let template = self.templates.get(row.template as usize)?;
        let layer = self.layers.get(usize::from(row.layer))?;
        Some(ComponentEntry { index: self, row, model, template, layer })
    }

    pub(crate) fn model_at(&self, position: u32) -> Option<ModelEntry<'_>> {
        self.models.get(position as usize).map(|model| ModelEntry { index: self, model, position })
    }

    /// Returns what search sees of a component.
    pub(crate) fn search_text(&self, position: u32) -> Option<SearchText<'_>> {
        let row = self.components.get(position as usize)?;
        let rows = self.layers.get(usize::from(row.layer)).map(|layer| layer.rows.as_str())?;
        let template = self.templates.get(row.template as usize)?;
        Some(SearchText {
            names: [row.field(rows, Field::KindLower), row.field(rows, Field::DisplayNameLower)],
            more_names: &template.short_names,
            body: row.field(rows, Field::DescriptionLower),
        })
    }

    /// Returns a part of a component's text.
    pub(crate) fn field(&self, row: &Row, field: Field) -> &str {
        self.layers.get(usize::from(row.layer)).map_or("", |layer| row.field(&layer.rows, field))
    }

    /// Returns the status somebody gave a component, if it differs from its definition's.
    pub(crate) fn given_status(&self, id: ComponentId) -> Option<&str> {
        self.statuses.get(id.0)
    }

    /// Puts long texts back into a document of a layer.
    pub(crate) fn restore(&self, layer: u16, value: &mut serde_json::Value) {
        if let Some(layer) = self.layers.get(usize::from(layer)) {
            texts::restore(value, &|position| layer.texts.text(position));
        }
    }
}
