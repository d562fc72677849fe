//! Saves a design: a new one, or a new version of one that is there.

use std::sync::Arc;

use meshery_model::{DESIGN_SCHEMA, Design, DesignId, canonical};
use meshery_store::{DesignRecord, NewDesign, NewVersion};
use serde_json::Value;

use super::{PRIVATE, SourceType, Stored, check, owned, tag};
use crate::{Ctx, Error, Principal};

/// A document as a client sends it.
#[derive(Clone, Debug)]
pub enum Document {
    /// As a JSON value.
    Value(Value),
    /// As YAML or JSON text.
    Text(String),
}

/// Who may see a design.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// Its owner.
    Private,
    /// Everybody who is signed in and may see designs.
    Public,
}

impl Visibility {
    /// Returns the word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Private => PRIVATE,
            Self::Public => "public",
        }
    }
}

/// What to save.
#[derive(Clone, Debug)]
pub struct Save {
    /// The design to save a version of; `None` for a new one.
    pub id: Option<DesignId>,
    /// The name it gets; `None` to take the document's.
    pub name: Option<String>,
    /// The document.
    pub document: Document,
    /// Who may see it; `None` to leave that as it is, and for a new design to keep it to its owner.
    pub visibility: Option<Visibility>,
    /// What the author writes about it.
    pub message: String,
    /// Tag of the version the change is based on; `None` to save over whatever is there.
    pub expected: Option<String>,
}

/// Saves a design. A document equal to the stored one adds no version.
///
/// # Errors
/// When the document is not a design, exceeds a limit, or the design is somebody else's or changed since
/// `expected`.
pub async fn save(ctx: &Arc<Ctx>, who: &Principal, request: Save) -> Result<Stored, Error> {
    let Save { id, name, document, visibility, message, expected } = request;
    let mut design = read(ctx, document, name).await?;
    let id = id.filter(|id| !id.is_nil()).unwrap_or_else(|| ctx.ids.next().into());
    design.id = id;
    let version = new_version(ctx, who, &design, message)?;
    let document = version.document.clone();

    let mut unit = ctx.store.begin().await?;
    let record = match unit.lookup_design(id).await? {
        Some(record) => {
            let record = owned(Some(record), who, id)?;
            refuse_stale(&record, expected)?;
            let is_same = record.content_hash == version.content_hash;
            let visibility = visibility.map(Visibility::as_str).filter(|word| *word != record.visibility);
            if let Some(word) = visibility {
                unit.set_design_visibility(id, word).await?;
            }
            match (is_same, visibility) {
                (true, None) => return Ok(Stored { record, document }),
                (true, Some(word)) => DesignRecord { visibility: word.to_owned(), ..record },
                (false, _) => {
                    unit.add_design_version(id, version).await?.ok_or(Error::DesignNotFound { id })?
                }
            }
        }
        None if expected.is_some() => return Err(Error::DesignNotFound { id }),
        None => {
            unit.add_design(NewDesign {
                id,
                owner: who.id(),
                visibility: visibility.unwrap_or(Visibility::Private).as_str().to_owned(),
                source_type: SourceType::Design.as_str().to_owned(),
                source_name: None,
                source: None,
                first: version,
            })
            .await?
        }
    };
    unit.commit().await?;
    tracing::info!(design.id = %id, design.revision = record.revision, "design saved");
    Ok(Stored { record, document })
}

/// Reads and evaluates a design without storing it.
///
/// # Errors
/// When the document is not a design or exceeds a limit.
pub async fn preview(ctx: &Arc<Ctx>, document: Document, name: Option<String>) -> Result<Design, Error> {
    let design = read(ctx, document, name).await?;
    let evaluation = ctx.compute(move |ctx| ctx.evaluate(design)).await??;
    Ok(evaluation.design)
}

/// Describes a version of a design that is about to be stored.
pub(super) fn new_version(
    ctx: &Ctx,
    who: &Principal,
    design: &Design,
    message: String,
) -> Result<NewVersion, Error> {
    let document = serde_json::to_string(design)?;
    Ok(NewVersion {
        author: who.id(),
        message,
        name: design.name.clone(),
        version: design.version.clone(),
        content_hash: canonical::hash_bytes(document.as_bytes()),
        component_count: design.components.len(),
        relationship_count: design.relationships.len(),
        document,
        at: ctx.clock.now(),
    })
}

async fn read(ctx: &Arc<Ctx>, document: Document, name: Option<String>) -> Result<Design, Error> {
    let parsed = ctx
        .compute(move |ctx| match document {
            Document::Value(value) => meshery_convert::design::from_value(
                &value,
                ctx.registry.current().index(),
                &ctx.limits.convert,
            ),
            Document::Text(text) => meshery_convert::design::read(
                text.as_bytes(),
                ctx.registry.current().index(),
                &ctx.limits.convert,
            ),
        })
        .await?;
    let mut design = parsed?.0;
    if let Some(name) = name.filter(|name| !name.is_empty()) {
        design.name = name;
    }
    DESIGN_SCHEMA.clone_into(&mut design.schema_version);
    check(ctx, &design)?;
    Ok(design)
}

fn refuse_stale(record: &DesignRecord, expected: Option<String>) -> Result<(), Error> {
    match expected {
        Some(expected) if expected != tag(record) => {
            Err(Error::Conflict { id: record.id, expected, actual: tag(record) })
        }
        _ => Ok(()),
    }
}
