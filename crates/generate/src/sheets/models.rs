//! The sheet of models.

use std::collections::btree_map::Entry;

use meshery_model::{CategoryReference, ModelDefinition, ModelMetadata, ModelVersion, Object, Registrant};
use meshery_registry::Package;

use super::Building;
use super::table::{Row, Table};
use crate::{Error, Finding};

const REQUIRED: [&str; 4] = ["registrant", "modelDisplayName", "model", "category"];
/// Facts that have no member of their own.
const FACTS: [&str; 8] = [
    "sourceURL",
    "website",
    "docs",
    "docsURL",
    "logoURL",
    "shapePolygonPoints",
    "svgComplete",
    "defaultData",
];
/// Version of what a row defines, and of the product where the sheet states none.
const VERSION: &str = "v1.0.0";

pub(super) fn read(sheet: &[u8], building: &mut Building) -> Result<(), Error> {
    let table = Table::read("model", sheet, &REQUIRED)?;
    for row in table.rows() {
        match model(row) {
            Ok(Some(model)) => {
                let key = (model.name.clone(), model.registrant.kind.clone());
                match building.packages.entry(key) {
                    Entry::Vacant(place) => {
                        place.insert(Package { model, ..Package::default() });
                    }
                    Entry::Occupied(known) => {
                        let (name, registrant) = known.key();
                        let message =
                            format!("the model `{name}` of `{registrant}` stands in the sheet twice");
                        building.findings.push(row.finding("model", message));
                    }
                }
            }
            Ok(None) => building.left_out.push(row.text("model").to_owned()),
            Err(finding) => {
                building.left_out.push(row.text("model").to_owned());
                building.findings.push(finding);
            }
        }
    }
    Ok(())
}

/// Returns the model of a row; `None` if it is not to be published.
fn model(row: Row<'_>) -> Result<Option<ModelDefinition>, Finding> {
    if row.flag("publishToRegistry")? == Some(false) {
        return Ok(None);
    }
    let name = row.required("model")?;
    let first =
        |columns: [&str; 2]| columns.map(|column| row.text(column)).into_iter().find(|text| !text.is_empty());
    let mut extra = row.members(&FACTS);
    for column in ["styleOverrides", "styles"] {
        let overrides = row.object(column)?;
        if !overrides.is_empty() {
            extra.insert(column.to_owned(), overrides.into());
        }
    }
    let display_name = row.text("modelDisplayName");
    Ok(Some(ModelDefinition {
        version: VERSION.to_owned(),
        name: name.to_owned(),
        display_name: if display_name.is_empty() { name } else { display_name }.to_owned(),
        description: row.text("description").to_owned(),
        status: if row.flag("status")? == Some(false) { "ignored" } else { "enabled" }.to_owned(),
        registrant: Registrant { kind: row.required("registrant")?.to_lowercase(), extra: Object::new() },
        category: CategoryReference {
            name: row.required("category")?.to_owned(),
            ..CategoryReference::default()
        },
        sub_category: row.text("subCategory").to_owned(),
        metadata: ModelMetadata {
            is_annotation: row.flag("isAnnotation")?.unwrap_or_default(),
            primary_color: row.text("primaryColor").to_owned(),
            secondary_color: row.text("secondaryColor").to_owned(),
            svg_color: row.text("svgColor").to_owned(),
            svg_white: row.text("svgWhite").to_owned(),
            shape: row.text("shape").to_owned(),
            capabilities: row.list("capabilities")?,
            extra,
        },
        model: ModelVersion {
            version: first(["modelVersion", "version"]).unwrap_or(VERSION).to_owned(),
            extra: Object::new(),
        },
        ..ModelDefinition::default()
    }))
}
