//! The sheet of components.

use std::sync::Arc;

use meshery_model::{COMPONENT_SCHEMA, Component, ComponentMetadata, ComponentType, ModelDefinition, Object};
use serde_json::{Value, json};

use super::Building;
use super::table::{Row, Table};
use crate::{Error, Finding, component, display_name};

const REQUIRED: [&str; 2] = ["model", "component"];
const LOOKS: [&str; 7] =
    ["primaryColor", "secondaryColor", "shape", "svgColor", "svgWhite", "svgComplete", "shapePolygonPoints"];
/// Facts that have no member of their own.
const FACTS: [&str; 3] = ["docs", "logoURL", "defaultData"];

pub(super) fn read(sheet: &[u8], building: &mut Building) -> Result<(), Error> {
    let table = Table::read("component", sheet, &REQUIRED)?;
    let mut findings = Vec::new();
    for row in table.rows() {
        if let Err(finding) = add(row, building) {
            findings.push(finding);
        }
    }
    building.findings.extend(findings);
    Ok(())
}

fn add(row: Row<'_>, building: &mut Building) -> Result<(), Finding> {
    let (name, registrant) = (row.required("model")?, row.text("registrant").to_lowercase());
    if building.named(name, &registrant).next().is_none() {
        let is_left_out = building.left_out.iter().any(|other| other == name);
        let message = "no row of the model sheet has this model and registrant";
        return if is_left_out { Ok(()) } else { Err(row.finding("model", message)) };
    }
    for package in building.named(name, &registrant) {
        let made = component(row, &package.model)?;
        let known = package.components.iter();
        let (kind, version) = (made.kind(), made.api_version());
        if known.clone().any(|other| other.kind() == kind && other.api_version() == version) {
            return Err(row.finding("component", format!("the model has `{kind}` of `{version}` already")));
        }
        package.components.push(made);
    }
    Ok(())
}

fn component(row: Row<'_>, model: &ModelDefinition) -> Result<Component, Finding> {
    let kind = row.required("component")?;
    let schema = match row.json("schema")? {
        None => None,
        Some(Value::Object(_) | Value::Bool(_)) => Some(row.text("schema").to_owned()),
        Some(_) => return Err(row.finding("schema", "the schema is neither an object nor a boolean")),
    };
    let capabilities = row.list("capabilities")?;
    let is_annotation = row.flag("isAnnotation")?.unwrap_or(model.metadata.is_annotation);
    Ok(Component {
        schema_version: COMPONENT_SCHEMA.to_owned(),
        version: model.version.clone(),
        display_name: if kind.contains(' ') { kind.to_owned() } else { display_name::of(kind) },
        description: row.text("description").to_owned(),
        format: "JSON".to_owned(),
        model: Arc::new(model.reference()),
        styles: Some(Value::Object(styles(row, model)?)),
        capabilities: if capabilities.is_empty() { component::capabilities(model) } else { capabilities },
        status: Some(if row.flag("status")? == Some(false) { "ignored" } else { "enabled" }.to_owned()),
        metadata: ComponentMetadata {
            genealogy: row.text("genealogy").to_owned(),
            is_annotation,
            published: true,
            extra: row.members(&FACTS),
            ..ComponentMetadata::default()
        },
        configuration: json!({}),
        component: ComponentType {
            version: row.text("version").to_owned(),
            kind: kind.to_owned(),
            schema,
            extra: Object::new(),
        },
        ..Component::default()
    })
}

/// Returns the looks: of the model, what it and the row override as JSON, and the row's own cells on top.
fn styles(row: Row<'_>, model: &ModelDefinition) -> Result<Object, Finding> {
    let mut styles = match component::styles(model) {
        Value::Object(styles) => styles,
        _ => Object::new(),
    };
    for column in ["styles", "styleOverrides"] {
        if let Some(Value::Object(overrides)) = model.metadata.extra.get(column) {
            styles.extend(overrides.clone());
        }
        styles.extend(row.object(column)?);
    }
    styles.extend(row.members(&LOOKS));
    Ok(styles)
}
