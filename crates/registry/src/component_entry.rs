//! A handle on one component definition.

use std::sync::Arc;

use meshery_model::{Component, ComponentId, ComponentMetadata, ModelDefinition, ModelReference};
use serde_json::Value;

use crate::codec::{Field, Row};
use crate::document::{ModelText, TemplateText};
use crate::index::{Held, LayerText, Model, Template};
use crate::search::SHORT_NAMES;
use crate::{Index, ModelEntry};

/// A component definition in the index. Borrows; copying it costs nothing.
#[derive(Clone, Copy, Debug)]
pub struct ComponentEntry<'a> {
    pub(crate) index: &'a Index,
    pub(crate) row: &'a Row,
    pub(crate) model: &'a Model,
    pub(crate) template: &'a Template,
    pub(crate) layer: &'a LayerText,
}

impl<'a> ComponentEntry<'a> {
    /// Returns the id of the definition.
    #[must_use]
    pub fn id(&self) -> ComponentId {
        self.row.id
    }

    /// Returns the kind, such as `Deployment`.
    #[must_use]
    pub fn kind(&self) -> &'a str {
        self.row.field(&self.layer.rows, Field::Kind)
    }

    /// Returns the API version, such as `apps/v1`.
    #[must_use]
    pub fn api_version(&self) -> &'a str {
        self.row.field(&self.layer.rows, Field::ApiVersion)
    }

    /// Returns the name for people.
    #[must_use]
    pub fn display_name(&self) -> &'a str {
        self.row.field(&self.layer.rows, Field::DisplayName)
    }

    /// Returns what it is for.
    #[must_use]
    pub fn description(&self) -> &'a str {
        self.row.field(&self.layer.rows, Field::Description)
    }

    /// Tells whether objects of this kind live in a namespace.
    #[must_use]
    pub fn is_namespaced(&self) -> bool {
        self.row.namespaced
    }

    /// Tells whether this is a drawing rather than something to deploy.
    #[must_use]
    pub fn is_annotation(&self) -> bool {
        self.template.document.metadata.is_annotation
    }

    /// Returns the status; components without one are `enabled`.
    #[must_use]
    pub fn status(&self) -> &'a str {
        let given = self.index.given_status(self.row.id);
        given.or(self.template.document.status.as_deref()).unwrap_or("enabled")
    }

    /// Tells whether component and model are enabled.
    #[must_use]
    pub fn is_enabled(&self) -> bool {
        self.status() == "enabled" && self.model.definition.status == "enabled"
    }

    /// Returns colours, shape and icons.
    #[must_use]
    pub fn styles(&self) -> Option<Value> {
        self.index.styles(self.template.layer, self.template.document.styles.as_ref())
    }

    /// Returns what can be done with it.
    #[must_use]
    pub fn capabilities(&self) -> Vec<Value> {
        self.index.capabilities(self.template.layer, &self.template.document.capabilities)
    }

    /// Returns facts that are not configuration.
    #[must_use]
    pub fn metadata(&self) -> ComponentMetadata {
        ComponentMetadata { is_namespaced: self.is_namespaced(), ..self.template.document.metadata.clone() }
    }

    /// Returns the model it belongs to, without its icons.
    #[must_use]
    pub fn model(&self) -> &'a ModelDefinition {
        &self.model.definition
    }

    /// Returns the short form of the model, as components in a design carry it.
    #[must_use]
    pub fn model_reference(&self) -> Arc<ModelReference> {
        Arc::clone(&self.model.reference)
    }

    /// Returns the schema as JSON text. Decompressed on every call.
    #[must_use]
    pub fn schema(&self) -> Option<String> {
        self.layer.texts.schema(self.row.schema?)
    }

    /// Returns the definition as a document, with the whole model inside.
    #[must_use]
    pub fn to_component(&self, with_schema: bool) -> Component {
        let mut component = self.template.document.clone();
        component.id = self.id();
        self.display_name().clone_into(&mut component.display_name);
        self.description().clone_into(&mut component.description);
        component.styles = self.styles();
        component.capabilities = self.capabilities();
        component.status = Some(self.status().to_owned());
        component.model = Arc::new(self.model_entry().whole_reference());
        component.model_reference = Some(self.model_reference());
        component.metadata.is_namespaced = self.is_namespaced();
        self.kind().clone_into(&mut component.component.kind);
        self.api_version().clone_into(&mut component.component.version);
        component.component.schema = if with_schema { self.schema() } else { None };
        component
    }

    /// Returns what a component placed in a design takes over from the definition: the model in short, and
    /// nothing that the registry can be asked for (schema, description, styles, capabilities).
    #[must_use]
    pub fn to_declaration(&self) -> Component {
        let template = &self.template.document;
        let mut metadata = self.metadata();
        metadata.extra.shift_remove(SHORT_NAMES);
        let mut component = Component {
            id: self.id(),
            schema_version: template.schema_version.clone(),
            version: template.version.clone(),
            display_name: self.display_name().to_owned(),
            format: template.format.clone(),
            model: self.model_reference(),
            model_reference: Some(self.model_reference()),
            status: template.status.clone(),
            metadata,
            configuration: template.configuration.clone(),
            extra: template.extra.clone(),
            ..Component::default()
        };
        component.component.extra.clone_from(&template.component.extra);
        self.kind().clone_into(&mut component.component.kind);
        self.api_version().clone_into(&mut component.component.version);
        component
    }

    /// Returns how many other components have its kind, API version and name of the model: in other versions
    /// of the model, or of other registrants.
    #[must_use]
    pub fn duplicates(&self) -> usize {
        let same = self.index.of_kind(self.kind()).filter(|other| {
            other.api_version() == self.api_version() && other.model().name == self.model().name
        });
        same.count().saturating_sub(1)
    }

    /// Tells whether this is the best component of its kind in the newest version of its model.
    #[must_use]
    pub fn is_latest(&self) -> bool {
        let best = self.index.of_kind(self.kind()).find(|other| other.model().name == self.model().name);
        self.model.is_latest && best.is_some_and(|best| best.id() == self.id())
    }

    /// Returns the model as an entry of its own.
    #[must_use]
    pub fn model_entry(&self) -> ModelEntry<'a> {
        ModelEntry { index: self.index, model: self.model, position: self.row.model }
    }

    pub(crate) fn template_document(&self) -> &'a Component {
        &self.template.document
    }

    pub(crate) fn template_text(&self) -> Held<'a, TemplateText> {
        let make =
            || TemplateText::new(&self.template.document, self.styles().as_ref(), &self.capabilities());
        self.index.budget.hold(&self.template.text, TemplateText::size_bytes, make)
    }

    pub(crate) fn model_text(&self) -> Held<'a, ModelText> {
        self.model_entry().text()
    }
}
