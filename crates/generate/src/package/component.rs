//! Component documents, read in one pass. Thousands of them come at once, with schemas of hundreds of
//! kilobytes, so nothing is looked at twice: of the embedded model only what names it is kept.

use std::fmt;
use std::sync::Arc;

use meshery_model::{COMPONENT_SCHEMA, Component, ComponentMetadata, ComponentType, ModelReference, Object};
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

use super::lenient::{Model, Schema, Text};
use super::older;

/// A component in the shape of today, made from a document of any schema version.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) component: Component,
    /// Schema version as the document states it.
    pub(super) schema_version: String,
}

#[derive(serde::Deserialize)]
#[serde(field_identifier, rename_all = "camelCase")]
enum Field {
    Id,
    SchemaVersion,
    Version,
    DisplayName,
    Description,
    Format,
    Model,
    ModelReference,
    ModelId,
    Styles,
    Capabilities,
    Status,
    Metadata,
    Configuration,
    Component,
    /// Of `core.meshery.io/v1alpha1`, as the two below.
    Kind,
    ApiVersion,
    Schema,
    Other(String),
}

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(DocumentVisitor)
    }
}

struct DocumentVisitor;

impl<'de> Visitor<'de> for DocumentVisitor {
    type Value = Document;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a component")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Document, A::Error> {
        let mut component = Component {
            format: "JSON".to_owned(),
            configuration: Value::Object(Object::new()),
            ..Component::default()
        };
        let mut schema_version = String::new();
        let mut first = ComponentType::default();
        let mut metadata = Object::new();
        while let Some(field) = map.next_key::<Field>()? {
            match field {
                // Ids follow from what a definition is.
                Field::Id | Field::ModelId => drop(map.next_value::<IgnoredAny>()?),
                Field::SchemaVersion => schema_version = map.next_value::<Text>()?.0,
                Field::Version => component.version = map.next_value::<Text>()?.0,
                Field::DisplayName => component.display_name = map.next_value::<Text>()?.0,
                Field::Description => component.description = map.next_value::<Text>()?.0,
                Field::Format => component.format = map.next_value::<Text>()?.0,
                Field::Model => {
                    let model = map.next_value::<Option<Model>>()?;
                    component.model = Arc::new(model.map(ModelReference::from).unwrap_or_default());
                }
                Field::ModelReference => {
                    component.model_reference =
                        map.next_value::<Option<Model>>()?.map(|model| Arc::new(model.into()));
                }
                Field::Styles => component.styles = map.next_value::<Option<Value>>()?,
                Field::Capabilities => {
                    component.capabilities = map.next_value::<Option<Vec<Value>>>()?.unwrap_or_default();
                }
                Field::Status => component.status = map.next_value::<Option<Text>>()?.map(|text| text.0),
                Field::Metadata => metadata = map.next_value::<Option<Object>>()?.unwrap_or_default(),
                Field::Configuration => {
                    let members = map.next_value::<Option<Object>>()?;
                    component.configuration = Value::Object(members.unwrap_or_default());
                }
                Field::Component => {
                    component.component = map.next_value::<Option<Type>>()?.unwrap_or_default().0;
                }
                Field::Kind => first.kind = map.next_value::<Text>()?.0,
                Field::ApiVersion => first.version = map.next_value::<Text>()?.0,
                Field::Schema => first.schema = map.next_value::<Schema>()?.0,
                Field::Other(name) => {
                    let value: Value = map.next_value()?;
                    if !older::is_column(&name) && !value.is_null() {
                        component.extra.insert(name, value);
                    }
                }
            }
        }
        if component.component.kind.is_empty() {
            component.component = first;
        }
        older::move_styles(&mut metadata, &mut component.styles);
        component.metadata = self::metadata(metadata);
        COMPONENT_SCHEMA.clone_into(&mut component.schema_version);
        if component.status.as_ref().is_none_or(String::is_empty) {
            component.status = Some("enabled".to_owned());
        }
        Ok(Document { component, schema_version })
    }
}

/// `component`: kind, API version and schema.
#[derive(Default)]
struct Type(ComponentType);

#[derive(serde::Deserialize)]
#[serde(field_identifier, rename_all = "camelCase")]
enum TypeField {
    Version,
    Kind,
    Schema,
    Other(String),
}

impl<'de> Deserialize<'de> for Type {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(TypeVisitor)
    }
}

struct TypeVisitor;

impl<'de> Visitor<'de> for TypeVisitor {
    type Value = Type;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with `kind` and `version`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Type, A::Error> {
        let mut found = ComponentType::default();
        while let Some(field) = map.next_key::<TypeField>()? {
            match field {
                TypeField::Version => found.version = map.next_value::<Text>()?.0,
                TypeField::Kind => found.kind = map.next_value::<Text>()?.0,
                TypeField::Schema => found.schema = map.next_value::<Schema>()?.0,
                TypeField::Other(name) => {
                    found.extra.insert(name, map.next_value()?);
                }
            }
        }
        Ok(Type(found))
    }
}

/// Takes the facts that have a type out of a map; the rest is kept as it is.
fn metadata(mut members: Object) -> ComponentMetadata {
    members.retain(|_, value| !value.is_null());
    let mut text = |key: &str| match members.shift_remove(key) {
        Some(Value::String(text)) => text,
        _ => String::new(),
    };
    let (genealogy, configuration_ui_schema) = (text("genealogy"), text("configurationUISchema"));
    let mut flag = |key: &str| match members.shift_remove(key) {
        Some(Value::Bool(flag)) => Some(flag),
        Some(Value::String(text)) => Some(text.eq_ignore_ascii_case("true")),
        _ => None,
    };
    ComponentMetadata {
        genealogy,
        configuration_ui_schema,
        is_annotation: flag("isAnnotation").unwrap_or_default(),
        is_namespaced: flag("isNamespaced").unwrap_or_default(),
        published: flag("published").unwrap_or(true),
        instance_details: members.shift_remove("instanceDetails"),
        extra: members,
    }
}
