//! Designs over REST. Wire name: `pattern`.

mod download;
mod import;
mod list;
mod one;
mod save;

pub(super) use download::*;
pub(super) use import::*;
pub(super) use list::*;
pub(super) use one::*;
pub(super) use save::*;

use meshery_api::designs::Design;
use meshery_app::designs::Record;
use meshery_model::Object;

/// Translates a stored design to the wire.
fn wire(record: Record, document: Option<String>) -> Design {
    let mut location = Object::new();
    if let Some(name) = record.source_name {
        location.insert("path".to_owned(), name.into());
    }
    Design {
        id: record.id,
        name: record.name,
        user_id: record.owner,
        pattern_file: document,
        visibility: record.visibility,
        design_type: record.source_type,
        location,
        catalog_data: Object::new(),
        version: record.version,
        revision: record.revision,
        component_count: record.component_count,
        relationship_count: record.relationship_count,
        created_at: record.created_at.to_string(),
        updated_at: record.updated_at.to_string(),
    }
}
