//! Components: definitions in the registry and declarations in a design share one shape.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::{COMPONENT_SCHEMA, ComponentId, ModelReference, Object, path};

/// Member of the metadata that holds a name which only stands in for one.
const STAND_IN_NAME: &str = "standInName";
/// Member of the metadata that marks what evaluation made because other components name it.
const IMPLIED: &str = "isImplied";

/// A component: what can be placed in a design, or what was placed there.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", expecting = "a component")]
pub struct Component {
    /// Identifies the definition, or the declaration within its design.
    #[serde(default)]
    pub id: ComponentId,
    /// Schema this document follows.
    #[serde(default = "default_schema_version")]
    pub schema_version: String,
    /// Version of the definition.
    #[serde(default)]
    pub version: String,
    /// Name for people; for a declaration the object's name.
    #[serde(default)]
    pub display_name: String,
    /// What it is for.
    #[serde(default)]
    pub description: String,
    /// Format of `component.schema`: `JSON` or `CUE`.
    #[serde(default = "default_format")]
    pub format: String,
    /// The model it belongs to; in answers of the registry the whole definition.
    #[serde(default)]
    pub model: Arc<ModelReference>,
    /// The model it belongs to, in short.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model_reference: Option<Arc<ModelReference>>,
    /// Colours, shape, icons and position on the canvas.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub styles: Option<Value>,
    /// What can be done with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub capabilities: Vec<Value>,
    /// `enabled`, `ignored` or `duplicate` for definitions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Facts about the component that are not configuration.
    #[serde(default)]
    pub metadata: ComponentMetadata,
    /// The object itself, without `apiVersion`, `kind` and `status`.
    #[serde(default = "no_configuration", deserialize_with = "configuration")]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub configuration: Value,
    /// Kind, API version and schema.
    #[serde(default)]
    pub component: ComponentType,
    /// Members this version doesn't know.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub extra: Object,
}

impl Component {
    /// Returns the kind, such as `Deployment`.
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.component.kind
    }

    /// Returns the API version, such as `apps/v1`.
    #[must_use]
    pub fn api_version(&self) -> &str {
        &self.component.version
    }

    /// Returns the model's name: of the reference if there is one, else of the model.
    #[must_use]
    pub fn model_name(&self) -> &str {
        match &self.model_reference {
            Some(reference) if !reference.name.is_empty() => &reference.name,
            _ => &self.model.name,
        }
    }

    /// Tells whether the component is a drawing or a view rather than something to deploy.
    #[must_use]
    pub fn is_annotation(&self) -> bool {
        self.metadata.is_annotation
    }

    /// Returns the name that others refer to it by; `None` while the display name only stands in for one, as
    /// for an object that gets its name from the cluster.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        let stand_in = self.metadata.extra.get(STAND_IN_NAME).and_then(Value::as_str);
        Some(self.display_name.as_str()).filter(|name| !name.is_empty() && stand_in != Some(name))
    }

    /// Notes that the display name is no name of its own.
    pub fn name_by_stand_in(&mut self) {
        self.metadata.extra.insert(STAND_IN_NAME.to_owned(), self.display_name.clone().into());
    }

    /// Tells whether evaluation made it because other components name it, and nobody gave it a configuration
    /// since. It is no object that was written by anybody, so no manifest is made from it.
    #[must_use]
    pub fn is_implied(&self) -> bool {
        let is_marked = self.metadata.extra.get(IMPLIED) == Some(&Value::Bool(true));
        is_marked && self.configuration.as_object().is_none_or(Object::is_empty)
    }

    /// Notes that it was made because other components name it.
    pub fn mark_implied(&mut self) {
        self.metadata.extra.insert(IMPLIED.to_owned(), Value::Bool(true));
    }

    /// Returns the value at a path that starts at the component document (`["configuration", …]`,
    /// `["displayName"]`, `["component","kind"]`). A JSON `null` counts as missing.
    #[must_use]
    pub fn field<S: AsRef<str>>(&self, segments: &[S]) -> Option<Cow<'_, Value>> {
        let (first, rest) = segments.split_first()?;
        let text = |text: &str| Some(Cow::Owned(Value::String(text.to_owned())));
        match (first.as_ref(), rest.len()) {
            ("configuration", _) => {
                path::lookup(&self.configuration, rest).filter(|value| !value.is_null()).map(Cow::Borrowed)
            }
            ("displayName", 0) => text(&self.display_name),
            ("id", 0) => text(&self.id.to_string()),
            ("component", 1) if rest[0].as_ref() == "kind" => text(&self.component.kind),
            ("component", 1) if rest[0].as_ref() == "version" => text(&self.component.version),
            _ => {
                let document = serde_json::to_value(self).ok()?;
                path::lookup(&document, segments).filter(|value| !value.is_null()).cloned().map(Cow::Owned)
            }
        }
    }

    /// Writes a value at a path that starts at the component document. Returns `false` for paths that can't
    /// be written (the empty path, or one that would turn a typed member into another type).
    pub fn set_field<S: AsRef<str>>(&mut self, segments: &[S], value: Value) -> bool {
        let Some((first, rest)) = segments.split_first() else { return false };
        match (first.as_ref(), rest.len(), value) {
            ("configuration", _, value) => {
                path::write(&mut self.configuration, rest, value);
                true
            }
            ("displayName", 0, Value::String(name)) => {
                self.display_name = name;
                true
            }
            (_, _, value) => {
                let Ok(mut document) = serde_json::to_value(&*self) else { return false };
                path::write(&mut document, segments, value);
                match serde_json::from_value(document) {
                    Ok(changed) => {
                        *self = changed;
                        true
                    }
                    Err(_) => false,
                }
            }
        }
    }
}

/// Kind, API version and schema of a component.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(expecting = "an object with `kind` and `version`")]
pub struct ComponentType {
    /// API version, such as `apps/v1`.
    #[serde(default)]
    pub version: String,
    /// Kind, such as `Deployment`.
    #[serde(default)]
    pub kind: String,
    /// JSON Schema of the configuration as JSON text; left out of designs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Members this version doesn't know.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub extra: Object,
}

/// Facts about a component that are not configuration.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", expecting = "an object with facts about the component")]
pub struct ComponentMetadata {
    /// The representational states of the component.
    #[serde(default)]
    pub genealogy: String,
    /// Whether it is a drawing or a view rather than something to deploy.
    #[serde(default)]
    pub is_annotation: bool,
    /// Whether objects of this kind live in a namespace.
    #[serde(default)]
    pub is_namespaced: bool,
    /// Whether the component is offered in the registry.
    #[serde(default)]
    pub published: bool,
    /// Facts about a running instance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance_details: Option<Value>,
    /// Hints for forms made from the schema.
    #[serde(default, rename = "configurationUISchema", skip_serializing_if = "String::is_empty")]
    pub configuration_ui_schema: String,
    /// Members this version doesn't know.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub extra: Object,
}

fn no_configuration() -> Value {
    Value::Object(Object::new())
}

/// Reads a configuration: an object, or nothing.
fn configuration<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
    let members: Option<Object> = Option::deserialize(deserializer)?;
    Ok(Value::Object(members.unwrap_or_default()))
}

fn default_schema_version() -> String {
    COMPONENT_SCHEMA.to_owned()
}

fn default_format() -> String {
    "JSON".to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn fields_are_read_and_written_where_they_are() {
        let mut component: Component = serde_json::from_value(json!({
            "id": "aaaaaaaa-0000-4000-8000-000000000001", "displayName": "web",
            "component": {"kind": "Pod", "version": "v1"}, "model": {"name": "kubernetes"},
            "configuration": {"spec": {"containers": [{"name": "a"}]}}
        }))
        .expect("component");
        assert_eq!(component.field(&["displayName"]).as_deref(), Some(&json!("web")));
        assert_eq!(component.field(&["component", "kind"]).as_deref(), Some(&json!("Pod")));
        assert_eq!(component.field(&["model", "name"]).as_deref(), Some(&json!("kubernetes")));
        assert!(component.set_field(&["displayName"], json!("api")));
        assert!(component.set_field(&["configuration", "metadata", "namespace"], json!("prod")));
        assert!(component.set_field(&["metadata", "isAnnotation"], json!(true)));
        assert!(!component.set_field(&["metadata", "isAnnotation"], json!("maybe")));
        assert_eq!(component.display_name, "api");
        assert!(component.is_annotation());
        assert_eq!(component.configuration["metadata"]["namespace"], json!("prod"));
    }

    #[test]
    fn unknown_members_survive_a_round_trip() {
        let document = json!({"id": "aaaaaaaa-0000-4000-8000-000000000001", "madeByNewerClient": {"a": 1}});
        let component: Component = serde_json::from_value(document).expect("component");
        assert_eq!(serde_json::to_value(&component).expect("value")["madeByNewerClient"], json!({"a": 1}));
    }
}
