//! Meshery designs as YAML and JSON.

use std::sync::Arc;

use meshery_errors::Code;
use meshery_model::{ComponentId, DESIGN_SCHEMA, Design, ModelReference, RelationshipId, canonical};
use serde_json::{Value, json};

use crate::import::documents;
use crate::{Error, Kinds, Limits, Warning, yaml};

/// Tells whether a value is meant to be a design.
pub(crate) fn is_design(value: &Value) -> bool {
    let schema = value.get("schemaVersion").and_then(Value::as_str).unwrap_or_default();
    schema.starts_with("designs.meshery.io")
        || (value.get("components").is_some_and(Value::is_array) && value.get("kind").is_none())
}

/// Reads a design from YAML or JSON text.
///
/// # Errors
/// When the text is no design or exceeds a limit.
pub fn read(bytes: &[u8], kinds: &dyn Kinds, limits: &Limits) -> Result<(Design, Vec<Warning>), Error> {
    let documents = documents(bytes, limits)?;
    match <[_; 1]>::try_from(documents) {
        Ok([document]) => from_value(document.value, kinds),
        Err(documents) => {
            Err(Error::Unrecognized { line: documents.first().map_or(1, |document| document.line) })
        }
    }
}

/// Reads a design from a value.
///
/// # Errors
/// When the value is no design.
pub fn from_value(value: Value, kinds: &dyn Kinds) -> Result<(Design, Vec<Warning>), Error> {
    if !value.is_object() {
        return Err(Error::Unrecognized { line: 1 });
    }
    let mut design: Design =
        serde_json::from_value(value).map_err(|source| meshery_model::DesignError::Shape { source })?;
    DESIGN_SCHEMA.clone_into(&mut design.schema_version);
    let mut warnings = Vec::new();
    for (position, component) in design.components.iter_mut().enumerate() {
        if component.id.is_nil() {
            let seed = json!({"kind": component.component.kind, "name": component.display_name, "position": position});
            component.id = ComponentId(canonical::id(&seed));
        }
        let definition = kinds.lookup(component.api_version(), component.kind());
        match definition {
            Some(definition) if component.model_name().is_empty() => {
                component.model_reference.clone_from(&definition.model_reference);
                component.model = definition.model;
            }
            None if !component.is_annotation() => {
                component.metadata.extra.insert("isUnknown".to_owned(), Value::Bool(true));
                if component.model_name().is_empty() {
                    component.model = ModelReference::named("unknown").into();
                }
                warnings.push(Warning {
                    code: Code::new("meshery-server-1041"),
                    message: format!(
                        "the registry does not know the kind {} of {} (model `{}`) that `{}` names; it is kept as it is",
                        component.kind(), component.api_version(), component.model_name(), component.display_name
                    ),
                    line: None,
                });
            }
            _ => {}
        }
    }
    for (position, relationship) in design.relationships.iter_mut().enumerate() {
        if relationship.id.is_nil() {
            Arc::make_mut(relationship).id =
                RelationshipId(canonical::id(&json!({"relationship": position})));
        }
    }
    design.check_ids()?;
    Ok((design, warnings))
}

/// Writes a design as YAML.
///
/// # Errors
/// When it can't be turned into a value.
pub fn to_yaml(design: &Design) -> Result<String, serde_json::Error> {
    Ok(yaml::to_string(&serde_json::to_value(design)?))
}
