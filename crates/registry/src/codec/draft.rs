//! Packages taken apart: what is kept of one, with long texts on a shelf.

use std::sync::Arc;

use meshery_model::{
    Component, ComponentId, ModelDefinition, ModelReference, Policy, Relationship, canonical,
};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::texts::{self, Shelf, TextKey};
use crate::{Error, Package, identity};

const LEVEL: i32 = 6;
/// No package comes near; the bound keeps a damaged length from asking for all memory.
const BYTES_LIMIT: usize = 256 << 20;

/// One package taken apart. Entities are added one by one, in any order; of two with one identity the later
/// one stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Draft {
    model: ModelDefinition,
    /// What components have in common.
    templates: Vec<Component>,
    components: Vec<DraftRow>,
    relationships: Vec<Relationship>,
    #[serde(default)]
    policies: Vec<Policy>,
    /// Long texts that the package uses itself; these may refer to more.
    texts: Vec<TextKey>,
    #[serde(skip)]
    places: Places,
}

/// Where things are in a draft; made again when a draft was read.
#[derive(Clone, Debug, Default)]
struct Places {
    components: FxHashMap<ComponentId, usize>,
    templates: FxHashMap<TextKey, u32>,
    texts: FxHashMap<TextKey, u32>,
}

/// What sets one component apart; written as an array, since there are thousands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "Columns", into = "Columns")]
pub(crate) struct DraftRow {
    pub kind: Box<str>,
    pub api_version: Box<str>,
    pub display_name: Box<str>,
    pub description: Box<str>,
    pub namespaced: bool,
    pub template: u32,
    /// Position of the schema's root among the draft's texts.
    pub schema: Option<u32>,
}

type Columns = (Box<str>, Box<str>, Box<str>, Box<str>, bool, u32, Option<u32>);

impl From<Columns> for DraftRow {
    fn from(columns: Columns) -> Self {
        let (kind, api_version, display_name, description, namespaced, template, schema) = columns;
        Self { kind, api_version, display_name, description, namespaced, template, schema }
    }
}

impl From<DraftRow> for Columns {
    fn from(row: DraftRow) -> Self {
        let DraftRow { kind, api_version, display_name, description, namespaced, template, schema } = row;
        (kind, api_version, display_name, description, namespaced, template, schema)
    }
}

/// What adding an entity did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It was not there.
    Added,
    /// It was there with other content.
    Updated,
    /// It was there as it is.
    Unchanged,
}

/// What merging did to one entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// What it is.
    pub entity: MergedEntity,
    /// Name for people.
    pub name: String,
    /// What happened.
    pub change: Change,
}

/// Kinds of entities in a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergedEntity {
    /// The model.
    Model,
    /// A component.
    Component,
    /// A relationship definition.
    Relationship,
    /// A policy.
    Policy,
}

fn component_name(row: &DraftRow) -> String {
    format!("{} ({})", row.kind, row.api_version)
}

fn relationship_name(relationship: &Relationship) -> String {
    format!("{} {} {}", relationship.kind, relationship.rel_type, relationship.sub_type)
}

impl Draft {
    /// Begins a package. Ids and schema versions are set.
    #[must_use]
    pub fn new(model: ModelDefinition, shelf: &mut Shelf) -> Self {
        let mut draft = Self::default();
        draft.set_model(model, shelf);
        draft
    }

    /// Takes a whole package apart.
    #[must_use]
    pub fn of(package: Package, shelf: &mut Shelf) -> Self {
        let mut draft = Self::new(package.model, shelf);
        for component in package.components {
            draft.add_component(component, shelf);
        }
        package.relationships.into_iter().for_each(|relationship| {
            draft.add_relationship(relationship);
        });
        package.policies.into_iter().for_each(|policy| {
            draft.add_policy(policy);
        });
        draft
    }

    /// Returns the model. Long texts in it are replaced by marks.
    #[must_use]
    pub const fn model(&self) -> &ModelDefinition {
        &self.model
    }

    /// Returns how many components, relationships and policies there are.
    #[must_use]
    pub const fn counts(&self) -> (usize, usize, usize) {
        (self.components.len(), self.relationships.len(), self.policies.len())
    }

    /// Returns the texts that the package uses itself.
    #[must_use]
    pub fn texts(&self) -> &[TextKey] {
        &self.texts
    }

    /// Says what the package is. While it has no model, only components may be added.
    pub fn set_model(&mut self, model: ModelDefinition, shelf: &mut Shelf) -> Change {
        let mut model = identity::of_model(model);
        if let Ok(mut metadata) = serde_json::to_value(&model.metadata) {
            texts::outsource(&mut metadata, &mut |text| self.keep(shelf.add_text(text)));
            model.metadata = serde_json::from_value(metadata).unwrap_or_default();
        }
        let change = match () {
            () if self.model.name.is_empty() => Change::Added,
            () if self.model == model => Change::Unchanged,
            () => Change::Updated,
        };
        let is_renamed = self.model.id != model.id;
        self.model = model;
        if is_renamed {
            self.places.components = self.find_components();
        }
        change
    }

    /// Adds a component.
    pub fn add_component(&mut self, mut component: Component, shelf: &mut Shelf) -> Change {
        let id = identity::component(self.model.id, component.kind(), component.api_version());
        let schema = component.component.schema.take().and_then(|text| shelf.add_schema(&text));
        let take = |text: &mut String| std::mem::take(text).into_boxed_str();
        let row = DraftRow {
            kind: take(&mut component.component.kind),
            api_version: take(&mut component.component.version),
            display_name: take(&mut component.display_name),
            description: take(&mut component.description),
            namespaced: std::mem::take(&mut component.metadata.is_namespaced),
            schema: schema.map(|key| self.keep(key)),
            template: self.template(component, shelf),
        };
        self.add_row(id, row)
    }

    fn add_row(&mut self, id: ComponentId, row: DraftRow) -> Change {
        let place = self.places.components.get(&id).and_then(|place| self.components.get_mut(*place));
        match place {
            Some(known) if *known == row => Change::Unchanged,
            Some(known) => {
                *known = row;
                Change::Updated
            }
            None => {
                self.places.components.insert(id, self.components.len());
                self.components.push(row);
                Change::Added
            }
        }
    }

    /// Adds a relationship definition.
    pub fn add_relationship(&mut self, relationship: Relationship) -> Change {
        let mut relationship = identity::of_relationship(self.model.id, relationship);
        // Every definition would repeat the model it lies in.
        relationship.model = Arc::default();
        put(&mut self.relationships, relationship, |known, new| known.id == new.id)
    }

    /// Adds a policy.
    pub fn add_policy(&mut self, mut policy: Policy) -> Change {
        policy.id = identity::policy(self.model.id, &policy.name);
        policy.model = Arc::default();
        put(&mut self.policies, policy, |known, new| known.id == new.id)
    }

    /// Adds everything of another package with the same identity; returns what that did, entity by entity.
    pub fn merge(&mut self, other: Self) -> Vec<Merged> {
        let mut merged = Vec::with_capacity(other.components.len() + other.relationships.len() + 1);
        let texts: Vec<u32> = other.texts.iter().map(|key| self.keep(*key)).collect();
        let moved = |position: u32| texts.get(position as usize).copied().unwrap_or(position);
        let mut model = other.model;
        shift_metadata(&mut model, &moved);
        let change = if self.model == model { Change::Unchanged } else { Change::Updated };
        merged.push(Merged { entity: MergedEntity::Model, name: model.name.clone(), change });
        self.model = model;
        let templates: Vec<u32> = other
            .templates
            .into_iter()
            .map(|mut template| {
                shift_texts(&mut template, &moved);
                self.template_position(template)
            })
            .collect();
        for mut row in other.components {
            row.template = templates.get(row.template as usize).copied().unwrap_or_default();
            row.schema = row.schema.map(moved);
            let id = identity::component(self.model.id, &row.kind, &row.api_version);
            let name = component_name(&row);
            let change = self.add_row(id, row);
            merged.push(Merged { entity: MergedEntity::Component, name, change });
        }
        for relationship in other.relationships {
            let name = relationship_name(&relationship);
            let change = self.add_relationship(relationship);
            merged.push(Merged { entity: MergedEntity::Relationship, name, change });
        }
        for policy in other.policies {
            let name = policy.name.clone();
            merged.push(Merged { entity: MergedEntity::Policy, name, change: self.add_policy(policy) });
        }
        merged
    }

    /// Returns all entities as ones that were added.
    #[must_use]
    pub fn entities(&self) -> Vec<Merged> {
        let added = |entity, name| Merged { entity, name, change: Change::Added };
        let components = self.components.iter().map(component_name);
        let relationships = self.relationships.iter().map(relationship_name);
        let policies = self.policies.iter().map(|policy| policy.name.clone());
        std::iter::once(added(MergedEntity::Model, self.model.name.clone()))
            .chain(components.map(|name| added(MergedEntity::Component, name)))
            .chain(relationships.map(|name| added(MergedEntity::Relationship, name)))
            .chain(policies.map(|name| added(MergedEntity::Policy, name)))
            .collect()
    }

    /// Returns a hash over all content, whatever its order and however it came together.
    #[must_use]
    pub fn content_hash(&self) -> TextKey {
        let mut lines: Vec<TextKey> = Vec::new();
        let mut line = |text: String| lines.push(TextKey(canonical::digest(text.as_bytes())));
        let named = |mut value: Value| {
            texts::restore(&mut value, &|position| Some(self.key(position)));
            canonical::to_string(&value)
        };
        line(serde_json::to_value(&self.model).map(named).unwrap_or_default());
        let templates: Vec<String> = self
            .templates
            .iter()
            .map(|template| serde_json::to_value(template).map(named).unwrap_or_default())
            .map(|text| canonical::hash_bytes(text.as_bytes()))
            .collect();
        for row in &self.components {
            let template = templates.get(row.template as usize);
            let schema = row.schema.map(|schema| self.key(schema));
            let names = (&row.kind, &row.api_version, &row.display_name, &row.description);
            line(canonical_text(&(names, row.namespaced, template, schema)));
        }
        self.relationships.iter().for_each(|relationship| line(canonical_text(relationship)));
        self.policies.iter().for_each(|policy| line(canonical_text(policy)));
        lines.sort_unstable();
        TextKey(canonical::digest(&lines.iter().flat_map(|line| line.0).collect::<Vec<u8>>()))
    }

    /// Writes the draft, without the texts it uses.
    ///
    /// # Errors
    /// When it can't be compressed.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        let json = serde_json::to_vec(self).map_err(Error::damaged)?;
        zstd::bulk::compress(&json, LEVEL).map_err(Error::damaged)
    }

    /// Reads what [`Draft::to_bytes`] wrote.
    ///
    /// # Errors
    /// When the bytes are not of that form.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let size = zstd::bulk::Decompressor::upper_bound(bytes).unwrap_or(BYTES_LIMIT);
        let json = zstd::bulk::decompress(bytes, size.min(BYTES_LIMIT)).map_err(Error::damaged)?;
        let mut draft: Self = serde_json::from_slice(&json).map_err(Error::damaged)?;
        draft.places = draft.find_places();
        Ok(draft)
    }

    fn find_places(&self) -> Places {
        let ids =
            self.components.iter().map(|row| identity::component(self.model.id, &row.kind, &row.api_version));
        Places {
            components: ids.zip(0..).collect(),
            templates: self.templates.iter().map(template_key).zip(0..).collect(),
            texts: self.texts.iter().copied().zip(0..).collect(),
        }
    }

    fn find_components(&self) -> FxHashMap<ComponentId, usize> {
        let id = |row: &DraftRow| identity::component(self.model.id, &row.kind, &row.api_version);
        self.components.iter().map(id).zip(0..).collect()
    }

    fn key(&self, position: u32) -> String {
        self.texts.get(position as usize).map_or_else(String::new, ToString::to_string)
    }

    /// Returns the position of a text among those of the draft.
    fn keep(&mut self, key: TextKey) -> u32 {
        let next = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        *self.places.texts.entry(key).or_insert_with(|| {
            self.texts.push(key);
            next
        })
    }

    /// Returns the position of what a component shares with others.
    fn template(&mut self, mut component: Component, shelf: &mut Shelf) -> u32 {
        component.id = ComponentId::default();
        component.model = Arc::default();
        component.model_reference = None;
        if let Some(styles) = &mut component.styles {
            texts::outsource(styles, &mut |text| self.keep(shelf.add_text(text)));
        }
        texts::outsource_list(&mut component.capabilities, &mut |text| self.keep(shelf.add_text(text)));
        self.template_position(component)
    }

    fn template_position(&mut self, template: Component) -> u32 {
        let next = u32::try_from(self.templates.len()).unwrap_or(u32::MAX);
        *self.places.templates.entry(template_key(&template)).or_insert_with(|| {
            self.templates.push(template);
            next
        })
    }

    pub(super) fn take_apart(self) -> Pieces {
        let reference = Arc::new(self.model.reference());
        Pieces {
            relationships: self.relationships,
            policies: self.policies.into_iter().map(|policy| of_model(policy, &reference)).collect(),
            model: self.model,
            templates: self.templates,
            components: self.components,
            texts: self.texts,
        }
    }
}

fn of_model(mut policy: Policy, reference: &Arc<ModelReference>) -> Policy {
    policy.model = Arc::clone(reference);
    policy
}

/// A draft's content.
pub(super) struct Pieces {
    pub model: ModelDefinition,
    pub templates: Vec<Component>,
    pub components: Vec<DraftRow>,
    pub relationships: Vec<Relationship>,
    pub policies: Vec<Policy>,
    pub texts: Vec<TextKey>,
}

/// Changes the positions of texts in what components share.
pub(super) fn shift_texts(component: &mut Component, change: &dyn Fn(u32) -> u32) {
    component
        .styles
        .iter_mut()
        .chain(&mut component.capabilities)
        .for_each(|value| texts::shift(value, change));
}

/// Changes the positions of texts in a model's metadata.
pub(super) fn shift_metadata(model: &mut ModelDefinition, change: &dyn Fn(u32) -> u32) {
    if let Ok(mut metadata) = serde_json::to_value(&model.metadata) {
        texts::shift(&mut metadata, change);
        model.metadata = serde_json::from_value(metadata).unwrap_or_default();
    }
}

fn template_key(template: &Component) -> TextKey {
    TextKey(canonical::digest(canonical_text(template).as_bytes()))
}

/// Returns a document as text that does not depend on the order of its members: formats keep it differently.
fn canonical_text<T: Serialize>(document: &T) -> String {
    serde_json::to_value(document).map(|value| canonical::to_string(&value)).unwrap_or_default()
}

fn put<T: PartialEq>(list: &mut Vec<T>, new: T, is_same: impl Fn(&T, &T) -> bool) -> Change {
    match list.iter_mut().find(|known| is_same(known, &new)) {
        Some(known) if *known == new => Change::Unchanged,
        Some(known) => {
            *known = new;
            Change::Updated
        }
        None => {
            list.push(new);
            Change::Added
        }
    }
}
