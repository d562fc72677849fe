//! Meshery designs as YAML and JSON.

use std::sync::Arc;

use meshery_errors::Code;
use meshery_model::{
    Component, ComponentId, DESIGN_SCHEMA, Design, DesignError, ModelReference, Path, RelationshipId,
    canonical,
};
use serde_json::{Value, json};

use crate::custom::CustomKinds;
use crate::import::{documents, refuse_other_formats, text};
use crate::yaml::Document;
use crate::{Error, Kinds, Limits, Warning, yaml};

/// Levels that a design puts around an object: itself, the list of components, the component.
pub(crate) const WRAPPING: usize = 3;
/// Schemas of designs that are read as they were meant.
const READ_SCHEMAS: [&str; 4] =
    ["designs.meshery.io/v1beta1", "designs.meshery.io/v1beta2", DESIGN_SCHEMA, ""];

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
    let text = text(bytes, limits)?;
    match documents(text, limits)?.as_slice() {
        [document] => from_document(document, text, kinds),
        documents => Err(Error::Unrecognized { line: documents.first().map_or(1, |document| document.line) }),
    }
}

/// Reads a design from a value.
///
/// # Errors
/// When the value is no design, or nests deeper than a limit.
pub fn from_value(
    value: &Value,
    kinds: &dyn Kinds,
    limits: &Limits,
) -> Result<(Design, Vec<Warning>), Error> {
    if is_deeper(value, limits.max_depth.saturating_add(WRAPPING)) {
        return Err(Error::too_deep(limits, None));
    }
    from_parts(value, &[], kinds)
}

/// Reads a design from a document of a text; errors and warnings name lines.
pub(crate) fn from_document(
    document: &Document,
    text: &str,
    kinds: &dyn Kinds,
) -> Result<(Design, Vec<Warning>), Error> {
    let mut read = from_parts(&document.value, &document.component_lines, kinds);
    match &mut read {
        Err(Error::Unrecognized { line }) => *line = document.line,
        Err(Error::Design { source, location }) => {
            *location = place_of(source, &document.value).and_then(|path| yaml::locate(text, &path));
        }
        Ok((_, warnings)) => {
            let unknown_schema = |warning: &&mut Warning| warning.code == Code::new("meshery-server-1042");
            if let Some(warning) = warnings.iter_mut().find(unknown_schema) {
                warning.line = yaml::locate(text, &["schemaVersion".to_owned()]).map(|place| place.line);
            }
        }
        Err(_) => {}
    }
    read
}

fn from_parts(value: &Value, lines: &[usize], kinds: &dyn Kinds) -> Result<(Design, Vec<Warning>), Error> {
    if !value.is_object() {
        return Err(Error::Unrecognized { line: 1 });
    }
    refuse_other_formats(value)?;
    let mut design = Design::read(value)?;
    let mut warnings = Vec::new();
    if !READ_SCHEMAS.contains(&design.schema_version.as_str()) {
        warnings.push(Warning {
            code: Code::new("meshery-server-1042"),
            message: format!(
                "this version does not know the schema `{}`; the design is read as `{DESIGN_SCHEMA}`",
                design.schema_version
            ),
            line: None,
        });
    }
    DESIGN_SCHEMA.clone_into(&mut design.schema_version);
    let brought = CustomKinds::of_components(&design.components);
    for (position, component) in design.components.iter_mut().enumerate() {
        if component.id.is_nil() {
            let seed = json!({"kind": component.component.kind, "name": component.display_name, "position": position});
            component.id = ComponentId(canonical::id(&seed));
        }
        let line = lines.get(position).copied();
        warnings.extend(recognise(component, kinds, &brought, line));
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

/// Fills in the model of a component that names none, and marks one of a kind that nobody knows.
fn recognise(
    component: &mut Component,
    kinds: &dyn Kinds,
    brought: &CustomKinds,
    line: Option<usize>,
) -> Option<Warning> {
    let (api_version, kind) = (component.api_version(), component.kind());
    let definition = kinds.lookup(api_version, kind).or_else(|| brought.lookup(api_version, kind));
    match definition {
        Some(definition) => {
            if component.model_name().is_empty() {
                component.model_reference.clone_from(&definition.model_reference);
                component.model = definition.model;
            }
            None
        }
        None if component.is_annotation() => None,
        None => {
            component.metadata.extra.insert("isUnknown".to_owned(), Value::Bool(true));
            if component.model_name().is_empty() {
                component.model = ModelReference::named("unknown").into();
            }
            Some(Warning {
                code: Code::new("meshery-server-1041"),
                message: format!(
                    "the registry does not know the kind {} of {} (model `{}`) that `{}` names; it is kept as it is",
                    component.kind(),
                    component.api_version(),
                    component.model_name(),
                    component.display_name
                ),
                line,
            })
        }
    }
}

/// Returns the path to what an error is about.
fn place_of(error: &DesignError, document: &Value) -> Option<Path> {
    let second = |list: &str, id: String| {
        let items = document.get(list).and_then(Value::as_array)?;
        let has_id = |item: &Value| item.get("id").and_then(Value::as_str) == Some(id.as_str());
        let position = items.iter().enumerate().filter(|(_, item)| has_id(item)).nth(1)?.0;
        Some(vec![list.to_owned(), position.to_string(), "id".to_owned()])
    };
    match error {
        DesignError::Shape { path, .. } => Some(path.clone()),
        DesignError::DuplicateComponent { id, .. } => second("components", id.to_string()),
        DesignError::DuplicateRelationship { id } => second("relationships", id.to_string()),
    }
}

fn is_deeper(value: &Value, levels: usize) -> bool {
    let Some(below) = levels.checked_sub(1) else { return value.is_array() || value.is_object() };
    match value {
        Value::Array(items) => items.iter().any(|item| is_deeper(item, below)),
        Value::Object(members) => members.values().any(|member| is_deeper(member, below)),
        _ => false,
    }
}

/// Writes a design as YAML.
///
/// # Errors
/// When it can't be turned into a value.
pub fn to_yaml(design: &Design) -> Result<String, serde_json::Error> {
    Ok(yaml::to_string(&serde_json::to_value(design)?))
}
