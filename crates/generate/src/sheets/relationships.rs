//! The sheet of relationship definitions.

use std::sync::Arc;

use meshery_model::{ModelReference, RELATIONSHIP_SCHEMA, Relationship, SelectorSet, Status};
use serde_json::{Value, json};

use super::Building;
use super::table::{Row, Table};
use crate::package::without_nulls;
use crate::{Error, Finding};

const REQUIRED: [&str; 5] = ["model", "kind", "type", "subType", "selector"];
const KINDS: [&str; 3] = ["hierarchical", "edge", "sibling"];

pub(super) fn read(sheet: &[u8], building: &mut Building) -> Result<(), Error> {
    let table = Table::read("relationship", sheet, &REQUIRED)?;
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
    if row.flag("publishToRegistry")? == Some(false) {
        return Ok(());
    }
    let (name, version) = (row.required("model")?, row.text("version"));
    let relationship = relationship(row)?;
    let is_any = version.is_empty() || version == "*";
    let (mut is_known, mut is_added) = (building.left_out.iter().any(|other| other == name), false);
    for package in building.named(name, "") {
        is_known = true;
        if is_any || package.model.model.version == version {
            is_added = true;
            package.relationships.push(relationship.clone());
        }
    }
    match (is_known, is_added) {
        (false, _) => Err(row.finding("model", "no row of the model sheet has this model")),
        (true, false) if !is_any && building.named(name, "").next().is_some() => {
            Err(row
                .finding("version", format!("the model has no version `{}`", super::table::short(version))))
        }
        _ => Ok(()),
    }
}

fn relationship(row: Row<'_>) -> Result<Relationship, Finding> {
    let word = |column| row.text(column).to_lowercase().replace(' ', "-");
    let kind = word("kind");
    if !KINDS.contains(&kind.as_str()) {
        return Err(row.finding("kind", "a relationship is `hierarchical`, `edge` or `sibling`"));
    }
    row.required("type")?;
    let mut metadata = json!({
        "description": row.text("metadata.description"),
        "isAnnotation": row.flag("metadata.isAnnotation")?.unwrap_or_default(),
    });
    let styles = row.object("metadata.styles")?;
    if !styles.is_empty() {
        metadata.as_object_mut().map(|members| members.insert("styles".to_owned(), styles.into()));
    }
    let status = match row.text("status") {
        "" => Status::Enabled,
        status => Status::from(status.to_lowercase()),
    };
    Ok(Relationship {
        schema_version: RELATIONSHIP_SCHEMA.to_owned(),
        version: "v1.0.0".to_owned(),
        rel_type: word("type"),
        sub_type: word("subType"),
        status: Some(status),
        metadata: Some(Arc::new(metadata)),
        model: Arc::new(ModelReference::named(row.text("model"))),
        evaluation_query: row.text("evalPolicy").to_owned(),
        selectors: selectors(row)?,
        kind,
        ..Relationship::default()
    })
}

fn selectors(row: Row<'_>) -> Result<Vec<SelectorSet>, Finding> {
    let Some(given) = row.json("selector")? else { return Err(row.finding("selector", "the cell is empty")) };
    let mut sets = match given {
        list @ Value::Array(_) => list,
        one @ Value::Object(_) => Value::Array(vec![one]),
        _ => return Err(row.finding("selector", "the cell is no list of selectors")),
    };
    without_nulls(&mut sets);
    serde_path_to_error::deserialize(sets).map_err(|error| {
        let place = error.path().to_string();
        row.finding("selector", format!("`{place}`: {}", error.into_inner()))
    })
}
