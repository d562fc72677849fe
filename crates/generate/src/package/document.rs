//! Single documents of a package.

use meshery_convert::{Limits, yaml};
use meshery_model::{Component, ModelDefinition, Object, Policy, Relationship};
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

use super::place::{self, Kind, Place};
use super::{component, older};
use crate::Finding;

/// A document, and the folder that holds the version of the model it belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    /// Folder of the version of the model, such as `kubernetes/v1.30.0/v1.0.0`; empty at the top.
    pub folder: String,
    /// What the document says.
    pub entity: Entity,
}

/// What a document says.
#[derive(Clone, Debug, PartialEq)]
pub enum Entity {
    /// A version of a model.
    Model(Box<ModelDefinition>),
    /// A component. `component.schema` is JSON, but was not looked into.
    Component(Box<Component>),
    /// A relationship definition.
    Relationship(Box<Relationship>),
    /// A connection definition, as it is.
    Connection(Object),
    /// A policy.
    Policy(Policy),
}

/// Reads one file of a package. Returns `None` for what has no place in packages, such as a readme.
///
/// # Errors
/// When the file claims to be part of a package and can't be read.
pub fn read_file(path: &str, bytes: &[u8]) -> Result<Option<File>, Finding> {
    let Some(place) = place::of(path) else { return Ok(None) };
    let read = match place.kind {
        Kind::Policy => read_policy(&place, bytes).map(Some),
        Kind::Component if !place.is_yaml => read_component(path, bytes).map(Some),
        _ => read_other(&place, path, bytes),
    };
    let folder = place.folder.to_owned();
    Ok(read
        .map_err(|finding| Finding { subject: path.to_owned(), ..finding })?
        .map(|entity| File { folder, entity }))
}

fn read_policy(place: &Place<'_>, bytes: &[u8]) -> Result<Entity, Finding> {
    let text = std::str::from_utf8(bytes).map_err(|_| Finding::new("", "the policy is not UTF-8 text"))?;
    Ok(Entity::Policy(Policy::new(place.stem, text)))
}

/// The way that has to be fast: no document is made in between.
fn read_component(path: &str, bytes: &[u8]) -> Result<Entity, Finding> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let document = serde_json::from_slice(bytes).map_err(|error| broken(path, &error))?;
    finish(document)
}

fn read_other(place: &Place<'_>, path: &str, bytes: &[u8]) -> Result<Option<Entity>, Finding> {
    let mut value = match parse(place, path, bytes) {
        Ok(value) => value,
        // A file in a folder that says nothing need not be a document.
        Err(_) if place.kind == Kind::Untold => return Ok(None),
        Err(finding) => return Err(finding),
    };
    older::without_nulls(&mut value);
    let kind = match place.kind {
        Kind::Untold => stated_kind(&value),
        kind => Some(kind),
    };
    let Some(kind) = kind else { return Ok(None) };
    let Value::Object(mut members) = value else {
        return Err(Finding::new(path, "the document is no object"));
    };
    match kind {
        Kind::Model => {
            older::model(&mut members);
            let model: ModelDefinition = typed(members)?;
            if model.name.trim().is_empty() {
                return Err(Finding::new(path, "the model has no `name`"));
            }
            Ok(Some(Entity::Model(Box::new(model))))
        }
        Kind::Component => typed(members).and_then(finish).map(Some),
        Kind::Relationship => {
            older::relationship(&mut members);
            let relationship: Relationship = typed(members)?;
            if relationship.kind.is_empty() {
                return Err(Finding::new(path, "the relationship has no `kind`"));
            }
            Ok(Some(Entity::Relationship(Box::new(relationship))))
        }
        Kind::Connection => Ok(Some(Entity::Connection(members))),
        Kind::Policy | Kind::Untold => Ok(None),
    }
}

fn parse(place: &Place<'_>, path: &str, bytes: &[u8]) -> Result<Value, Finding> {
    let text = std::str::from_utf8(bytes).map_err(|_| Finding::new(path, "the file is not UTF-8 text"))?;
    if !place.is_yaml {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        return serde_json::from_str(text).map_err(|error| broken(path, &error));
    }
    let mut documents =
        yaml::read(text, &Limits::default()).map_err(|error| Finding::new(path, error.to_string()))?;
    match (documents.pop(), documents.is_empty()) {
        (Some(document), true) => Ok(document.value),
        _ => Err(Finding::new(path, "the file should hold one document")),
    }
}

/// Tells by its schema version what a document is.
fn stated_kind(value: &Value) -> Option<Kind> {
    match value.get("schemaVersion")?.as_str()?.split('.').next()? {
        "models" => Some(Kind::Model),
        "components" => Some(Kind::Component),
        "relationships" => Some(Kind::Relationship),
        "connections" => Some(Kind::Connection),
        _ => None,
    }
}

fn typed<T: DeserializeOwned>(members: Object) -> Result<T, Finding> {
    serde_path_to_error::deserialize(Value::Object(members)).map_err(|error| {
        let place = error.path().to_string();
        Finding::new("", error.into_inner().to_string()).at(if place == "." { String::new() } else { place })
    })
}

fn broken(path: &str, error: &serde_json::Error) -> Finding {
    let text = error.to_string();
    let message = text.split(" at line ").next().unwrap_or_default();
    Finding::new(path, message).at(format!("line {}, column {}", error.line(), error.column()))
}

fn finish(document: component::Document) -> Result<Entity, Finding> {
    let component::Document { component, schema_version } = document;
    let stated = schema_version.split_once('.').map_or("", |(first, _)| first);
    if matches!(stated, "models" | "relationships" | "connections" | "designs") {
        return Err(Finding::new(
            "",
            format!("the document states to follow `{schema_version}`, which is no component"),
        ));
    }
    if component.kind().is_empty() {
        return Err(Finding::new("", "the component has no `component.kind`"));
    }
    if component.format.eq_ignore_ascii_case("json")
        && let Some(schema) = &component.component.schema
    {
        check_schema(schema)?;
    }
    Ok(Entity::Component(Box::new(component)))
}

/// Checks that a text is JSON, and an object or a boolean at the top, as every JSON Schema is.
fn check_schema(text: &str) -> Result<(), Finding> {
    let finding = |message: String| Err(Finding::new("", message).at("component.schema"));
    let is_schema = match text.trim_start().as_bytes() {
        [b'{', ..] => true,
        other => other.starts_with(b"true") || other.starts_with(b"false"),
    };
    if !is_schema {
        return finding("the schema is neither an object nor a boolean".to_owned());
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    match IgnoredAny::deserialize(&mut deserializer).and_then(|_| deserializer.end()) {
        Ok(()) => Ok(()),
        Err(error) => finding(format!("the schema is no JSON: {error}")),
    }
}
