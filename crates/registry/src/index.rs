//! The index: what is in memory and how it is found by kind, name and id.

use std::cmp::Reverse;
use std::sync::{Arc, OnceLock};

use meshery_model::{Component, ComponentId, ModelDefinition, ModelId, ModelReference, Relationship};
use rustc_hash::FxHashMap;
use serde_json::value::RawValue;

use crate::codec::{self, Metadata, PackedComponent, Parts};
use crate::document::{ModelText, TemplateText};
use crate::list::{CategoryEntry, Orders, RegistrantEntry};
use crate::schemas::Schemas;
use crate::search::Text;
use crate::version::Rank;
use crate::{ComponentEntry, Error, Package, identity, list};

/// Everything that is registered. Immutable; cheap to share behind a reference.
#[derive(Debug)]
pub struct Index {
    pub(crate) models: Vec<Model>,
    pub(crate) components: Vec<Row>,
    pub(crate) relationships: Vec<Relationship>,
    /// Model of each relationship definition.
    pub(crate) relationship_models: Vec<u32>,
    pub(crate) relationship_texts: Vec<Text>,
    /// The definitions as JSON, each written when it is first asked for.
    pub(crate) relationship_json: Vec<OnceLock<Option<Box<RawValue>>>>,
    pub(crate) templates: Vec<Template>,
    pub(crate) categories: Vec<CategoryEntry>,
    pub(crate) registrants: Vec<RegistrantEntry>,
    pub(crate) orders: Orders,
    schemas: Schemas,
    /// Components of a kind, best first: enabled, newest model, most stable API version.
    by_kind: FxHashMap<Box<str>, Vec<u32>>,
    by_id: FxHashMap<ComponentId, u32>,
}

/// A model as the index keeps it.
#[derive(Debug)]
pub(crate) struct Model {
    pub definition: ModelDefinition,
    /// The whole definition in the form components carry in answers.
    pub whole: Arc<ModelReference>,
    /// The short form that components in a design carry.
    pub reference: Arc<ModelReference>,
    /// Its JSON text, made when first asked for.
    pub json: OnceLock<ModelText>,
    pub text: Text,
    pub components: usize,
    pub relationships: usize,
}

/// What components have in common.
#[derive(Debug)]
pub(crate) struct Template {
    pub document: Component,
    /// Its JSON text, made when first asked for.
    pub text: OnceLock<TemplateText>,
}

/// A component as the index keeps it.
#[derive(Debug)]
pub(crate) struct Row {
    pub id: ComponentId,
    pub model: u32,
    pub packed: PackedComponent,
    pub text: Text,
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
    /// Categories of models.
    pub categories: usize,
    /// Registrants of models.
    pub registrants: usize,
}

impl Index {
    /// Reads what [`crate::pack`] wrote. Takes a few milliseconds; schemas stay compressed where they are.
    ///
    /// # Errors
    /// When the bytes are not of that form.
    pub fn from_packed(bytes: &'static [u8]) -> Result<Self, Error> {
        codec::unpack(bytes).map(Self::from_parts)
    }

    /// Makes an index of packages, in that order of preference where all else is equal.
    #[must_use]
    pub fn from_packages(packages: Vec<Package>) -> Self {
        Self::from_parts(Parts::quick(packages))
    }

    fn from_parts(parts: Parts) -> Self {
        let Metadata { templates, models: packed, definitions } = parts.metadata;
        let mut models = Vec::with_capacity(packed.len());
        let mut components = Vec::new();
        let (mut relationships, mut relationship_models) = (Vec::new(), Vec::new());
        for (position, model) in (0_u32..).zip(packed) {
            let id = model.definition.id;
            relationship_models.extend(std::iter::repeat_n(position, model.relationships.len()));
            models.push(Model::new(model.definition, model.components.len(), model.relationships.len()));
            relationships.extend(model.relationships);
            components.extend(model.components.into_iter().map(|packed| {
                let template = templates.get(packed.template as usize);
                Row::new(id, position, packed, template)
            }));
        }
        let mut index = Self {
            schemas: Schemas::new(definitions, parts.dictionary, parts.frames),
            categories: list::categories_of(&models),
            registrants: list::registrants_of(&models),
            relationship_texts: relationships.iter().map(Text::of_relationship).collect(),
            relationship_json: relationships.iter().map(|_| OnceLock::new()).collect(),
            by_id: components.iter().map(|row| row.id).zip(0..).collect(),
            by_kind: FxHashMap::default(),
            orders: Orders::default(),
            models,
            components,
            relationships,
            relationship_models,
            templates: templates.into_iter().map(Template::new).collect(),
        };
        index.by_kind = index.kinds();
        index.orders = Orders::new(&index);
        index
    }

    /// Groups components by kind, best first.
    fn kinds(&self) -> FxHashMap<Box<str>, Vec<u32>> {
        let mut kinds: FxHashMap<Box<str>, Vec<u32>> = FxHashMap::default();
        for (position, row) in (0_u32..).zip(&self.components) {
            kinds.entry(row.packed.kind.clone()).or_default().push(position);
        }
        for positions in kinds.values_mut() {
            positions.sort_by_cached_key(|position| {
                let entry = self.entry(*position);
                let enabled = entry.is_some_and(|entry| entry.is_enabled());
                let model = entry.map(|entry| Rank::of_product(&entry.model().model.version));
                let api_version = entry.map(|entry| Rank::of_api_version(entry.api_version()));
                (Reverse(enabled), Reverse(model), Reverse(api_version), *position)
            });
        }
        kinds
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
        self.by_kind.get(kind).into_iter().flatten().filter_map(|position| self.entry(*position))
    }

    /// Returns the component with this id.
    #[must_use]
    pub fn component(&self, id: ComponentId) -> Option<ComponentEntry<'_>> {
        self.entry(*self.by_id.get(&id)?)
    }

    /// Returns the schema of a component as JSON text, with everything it refers to inside. Decompressed on
    /// every call.
    #[must_use]
    pub fn schema(&self, id: ComponentId) -> Option<String> {
        self.component(id)?.schema()
    }

    /// Returns the model with this id.
    #[must_use]
    pub fn model(&self, id: ModelId) -> Option<&ModelDefinition> {
        self.models.iter().map(|model| &model.definition).find(|definition| definition.id == id)
    }

    /// Returns how many components and relationship definitions a model has.
    #[must_use]
    pub fn model_counts(&self, id: ModelId) -> Option<(usize, usize)> {
        let model = self.models.iter().find(|model| model.definition.id == id)?;
        Some((model.components, model.relationships))
    }

    /// Returns all relationship definitions, for evaluation.
    #[must_use]
    pub fn relationship_definitions(&self) -> &[Relationship] {
        &self.relationships
    }

    /// Counts what is registered.
    #[must_use]
    pub fn counts(&self) -> Counts {
        Counts {
            models: self.models.len(),
            components: self.components.len(),
            relationships: self.relationships.len(),
            categories: self.categories.len(),
            registrants: self.registrants.len(),
        }
    }

    pub(crate) fn entry(&self, position: u32) -> Option<ComponentEntry<'_>> {
        let row = self.components.get(position as usize)?;
        let model = self.models.get(row.model as usize)?;
        let template = self.templates.get(row.packed.template as usize)?;
        Some(ComponentEntry { row, model, template, schemas: &self.schemas })
    }
}

impl Template {
    fn new(document: Component) -> Self {
        Self { document, text: OnceLock::new() }
    }
}

impl Model {
    fn new(definition: ModelDefinition, components: usize, relationships: usize) -> Self {
        // Both are JSON objects whose common members have the same names and shapes.
        let whole = serde_json::to_value(&definition).and_then(serde_json::from_value);
        Self {
            whole: Arc::new(whole.unwrap_or_else(|_| definition.reference())),
            reference: Arc::new(definition.reference()),
            json: OnceLock::new(),
            text: Text::of_model(&definition),
            definition,
            components,
            relationships,
        }
    }
}

impl Row {
    fn new(model_id: ModelId, model: u32, packed: PackedComponent, template: Option<&Component>) -> Self {
        Self {
            id: identity::component(model_id, &packed.kind, &packed.api_version),
            text: Text::of_component(&packed, template),
            model,
            packed,
        }
    }
}
