//! Imports a file as a new design: detected, converted, evaluated and stored with its source.

use std::sync::Arc;

use meshery_convert::{SourceType, Warning};
use meshery_store::NewDesign;

use super::save::new_version;
use super::{Stored, check};
use crate::{Ctx, Error, Principal};

/// What to import.
#[derive(Clone, Debug)]
pub struct Import {
    /// The file as it is.
    pub bytes: Vec<u8>,
    /// Name of the file, if there is one.
    pub file_name: Option<String>,
    /// Name of the new design; `None` to take it from the document or the file name.
    pub name: Option<String>,
}

/// A design that was imported.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The stored design.
    pub stored: Stored,
    /// The format that was detected.
    pub source_type: SourceType,
    /// What deserves a look.
    pub warnings: Vec<Warning>,
}

/// Imports a file. Its relationships are found, but no configuration in it is changed. Either the whole design is stored, with its source, or nothing.
///
/// # Errors
/// When the file's format is not known, the file can't be read, or it exceeds a limit.
pub async fn import(ctx: &Arc<Ctx>, who: &Principal, request: Import) -> Result<Imported, Error> {
    let id = ctx.ids.next().into();
    let author = who.clone();
    let (new, document, source_type, warnings) = ctx
        .compute(move |ctx| {
            let Import { bytes, file_name, name } = request;
            let imported = meshery_convert::import(
                &bytes,
                file_name.as_deref(),
                name.as_deref(),
                ctx.registry.current().index(),
                &ctx.limits.convert,
            )?;
            let mut design = imported.design;
            check(ctx, &design)?;
            design.id = id;
            let design = ctx.look_at(design)?.design;
            let first = new_version(ctx, &author, &design, String::new())?;
            let document = first.document.clone();
            let new = NewDesign {
                id,
                owner: author.id(),
                visibility: "private".to_owned(),
                source_type: imported.source_type.as_str().to_owned(),
                source_name: file_name,
                source: Some(bytes),
                first,
            };
            Ok::<_, Error>((new, document, imported.source_type, imported.warnings))
        })
        .await??;

    let mut unit = ctx.store.begin().await?;
    let record = unit.add_design(new).await?;
    unit.commit().await?;
    tracing::info!(
        design.id = %id,
        design.components = record.component_count,
        design.relationships = record.relationship_count,
        "design imported"
    );
    Ok(Imported { stored: Stored { record, document }, source_type, warnings })
}
