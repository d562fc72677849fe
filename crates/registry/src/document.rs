//! Definitions as JSON text, without making a document first.
//!
//! A page of components repeats the same model, styles and capabilities over and over. Their text is made
//! once, when first needed, and copied into each answer.

use std::sync::OnceLock;

use meshery_model::{Component, ComponentMetadata, ModelDefinition, Relationship};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};

use crate::ComponentEntry;

/// Serializes to the same text as [`ComponentEntry::to_component`]; a page takes a tenth of the time.
#[derive(Clone, Copy, Debug)]
pub struct ComponentDocument<'a> {
    entry: ComponentEntry<'a>,
    with_schema: bool,
    with_duplicates: bool,
}

impl ComponentDocument<'_> {
    /// Adds the member `duplicates`: how many other components have the same kind and API version.
    #[must_use]
    pub const fn with_duplicates(self) -> Self {
        Self { with_duplicates: true, ..self }
    }
}

/// The text of what the components of a template have in common.
#[derive(Debug)]
pub(crate) struct TemplateText {
    styles: Option<Box<RawValue>>,
    capabilities: Option<Box<RawValue>>,
    namespaced: Option<Box<RawValue>>,
    cluster_wide: Option<Box<RawValue>>,
    configuration: Option<Box<RawValue>>,
}

/// The text of what the components of a model have in common.
#[derive(Debug)]
pub(crate) struct ModelText {
    whole: Option<Box<RawValue>>,
    reference: Option<Box<RawValue>>,
}

/// Plain documents always have a text; `None` stands for what has no place in the answer.
fn text<T: Serialize + ?Sized>(value: &T) -> Option<Box<RawValue>> {
    to_raw_value(value).ok()
}

impl TemplateText {
    pub(crate) fn new(template: &Component, styles: Option<&Value>, capabilities: &[Value]) -> Self {
        let metadata = |is_namespaced| ComponentMetadata { is_namespaced, ..template.metadata.clone() };
        Self {
            styles: styles.and_then(text),
            capabilities: (!capabilities.is_empty()).then(|| text(capabilities)).flatten(),
            namespaced: text(&metadata(true)),
            cluster_wide: text(&metadata(false)),
            configuration: text(&template.configuration),
        }
    }

    pub(crate) fn size_bytes(&self) -> usize {
        let all =
            [&self.styles, &self.capabilities, &self.namespaced, &self.cluster_wide, &self.configuration];
        all.into_iter().flatten().map(|text| text.get().len()).sum()
    }
}

impl ModelText {
    pub(crate) fn new(whole: &meshery_model::ModelReference, definition: &ModelDefinition) -> Self {
        Self { whole: text(whole), reference: text(&definition.reference()) }
    }

    pub(crate) fn size_bytes(&self) -> usize {
        [&self.whole, &self.reference].into_iter().flatten().map(|text| text.get().len()).sum()
    }
}

impl<'a> ComponentEntry<'a> {
    /// Returns the definition in a form that serializes fast.
    #[must_use]
    pub fn document(&self, with_schema: bool) -> ComponentDocument<'a> {
        ComponentDocument { entry: *self, with_schema, with_duplicates: false }
    }
}

impl Serialize for ComponentDocument<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entry = self.entry;
        let template = entry.template_document();
        let (shared, model) = (entry.template_text(), entry.model_text());
        let metadata = if entry.is_namespaced() { &shared.namespaced } else { &shared.cluster_wide };
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &entry.id())?;
        map.serialize_entry("schemaVersion", &template.schema_version)?;
        map.serialize_entry("version", &template.version)?;
        map.serialize_entry("displayName", entry.display_name())?;
        map.serialize_entry("description", entry.description())?;
        map.serialize_entry("format", &template.format)?;
        map.serialize_entry("model", &model.whole)?;
        map.serialize_entry("modelReference", &model.reference)?;
        optional(&mut map, "styles", shared.styles.as_ref())?;
        optional(&mut map, "capabilities", shared.capabilities.as_ref())?;
        map.serialize_entry("status", entry.status())?;
        map.serialize_entry("metadata", metadata)?;
        map.serialize_entry("configuration", &shared.configuration)?;
        map.serialize_entry("component", &Type { entry, with_schema: self.with_schema })?;
        if self.with_duplicates {
            map.serialize_entry("duplicates", &entry.duplicates())?;
        }
        for (key, value) in &template.extra {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

/// The member `component`.
struct Type<'a> {
    entry: ComponentEntry<'a>,
    with_schema: bool,
}

impl Serialize for Type<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("version", self.entry.api_version())?;
        map.serialize_entry("kind", self.entry.kind())?;
        let schema = if self.with_schema { self.entry.schema() } else { None };
        optional(&mut map, "schema", schema.as_ref())?;
        for (key, value) in &self.entry.template_document().component.extra {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

fn optional<M: SerializeMap, T: Serialize>(
    map: &mut M,
    key: &str,
    value: Option<&T>,
) -> Result<(), M::Error> {
    value.map_or(Ok(()), |value| map.serialize_entry(key, value))
}

/// A relationship definition in a form that serializes fast: its text is written once and kept.
#[derive(Clone, Copy, Debug)]
pub struct RelationshipDocument<'a> {
    pub(crate) relationship: &'a Relationship,
    pub(crate) json: &'a OnceLock<Option<Box<RawValue>>>,
}

impl Serialize for RelationshipDocument<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.json.get_or_init(|| text(self.relationship)) {
            Some(json) => json.serialize(serializer),
            None => self.relationship.serialize(serializer),
        }
    }
}
