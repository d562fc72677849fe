//! A handle on one component definition.

use std::sync::Arc;

use meshery_model::{Component, ComponentId, ComponentMetadata, ModelDefinition, ModelReference};
use serde_json::Value;

use crate::document::{ModelText, TemplateText};
use crate::index::{Model, Row, Template};
use crate::schemas::Schemas;
use crate::search::SHORT_NAMES;

/// A component definition in the index. Borrows; copying it costs nothing.
#[derive(Clone, Copy, Debug)]
pub struct ComponentEntry<'a> {
    pub(crate) row: &'a Row,
    pub(crate) model: &'a Model,
    pub(crate) template: &'a Template,
    pub(crate) schemas: &'a Schemas,
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
        &self.row.packed.kind
    }

    /// Returns the API version, such as `apps/v1`.
    #[must_use]
    pub fn api_version(&self) -> &'a str {
        &self.row.packed.api_version
    }

    /// Returns the name for people.
    #[must_use]
    pub fn display_name(&self) -> &'a str {
        &self.row.packed.display_name
    }

    /// Returns what it is for.
    #[must_use]
    pub fn description(&self) -> &'a str {
        &self.row.packed.description
    }

    /// Tells whether objects of this kind live in a namespace.
    #[must_use]
    pub fn is_namespaced(&self) -> bool {
        self.row.packed.namespaced
    }

    /// Tells whether this is a drawing rather than something to deploy.
    #[must_use]
    pub fn is_annotation(&self) -> bool {
        self.template.document.metadata.is_annotation
    }

    /// Returns the status; components without one are `enabled`.
    #[must_use]
    pub fn status(&self) -> &'a str {
        self.template.document.status.as_deref().unwrap_or("enabled")
    }

    /// Tells whether component and model are enabled.
    #[must_use]
    pub fn is_enabled(&self) -> bool {
        self.status() == "enabled" && self.model.definition.status == "enabled"
    }

    /// Returns colours, shape and icons.
    #[must_use]
    pub fn styles(&self) -> Option<&'a Value> {
        self.template.document.styles.as_ref()
    }

    /// Returns what can be done with it.
    #[must_use]
    pub fn capabilities(&self) -> &'a [Value] {
        &self.template.document.capabilities
    }

    /// Returns facts that are not configuration.
    #[must_use]
    pub fn metadata(&self) -> ComponentMetadata {
        ComponentMetadata { is_namespaced: self.is_namespaced(), ..self.template.document.metadata.clone() }
    }

    /// Returns the model it belongs to.
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
        self.schemas.assemble(self.row.packed.schema?)
    }

    /// Returns the definition as a document, with the whole model inside.
    #[must_use]
    pub fn to_component(&self, with_schema: bool) -> Component {
        let mut component = self.template.document.clone();
        component.id = self.id();
        self.display_name().clone_into(&mut component.display_name);
        self.description().clone_into(&mut component.description);
        component.model = Arc::clone(&self.model.whole);
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

    pub(crate) fn template_document(&self) -> &'a Component {
        &self.template.document
    }

    pub(crate) fn template_text(&self) -> &'a TemplateText {
        self.template.text.get_or_init(|| TemplateText::new(&self.template.document))
    }

    pub(crate) fn model_text(&self) -> &'a ModelText {
        let model = self.model;
        model.json.get_or_init(|| ModelText::new(&model.whole, &model.definition))
    }
}
