//! Compares what was read with what is there, and saves what differs in one transaction.

use std::sync::Arc;

use meshery_generate::package::{Collected, Collection};
use meshery_model::ModelId;
use meshery_registry::{Change, Draft, Shelf, Text};
use meshery_store::{PackageRecord, TextRecord, UnitOfWork};

use super::progress::Progress;
use super::report::Report;
use crate::registry::{Snapshot, live, overlay};
use crate::{Ctx, Error, Principal};

pub(super) async fn save(
    ctx: &Arc<Ctx>,
    who: &Principal,
    collection: Collection,
    source: &str,
    is_dry_run: bool,
    progress: &Progress,
) -> Result<Report, Error> {
    let Collection { packages, mut shelf, findings } = collection;
    let mut report = Report::default();
    findings.iter().for_each(|finding| report.fail(finding));
    let _changing = ctx.registry.changing.lock().await;
    let registry = ctx.registry.current();
    let mut unit = ctx.store.begin().await?;
    let mut is_changed = false;
    for Collected { draft, .. } in packages {
        progress.check()?;
        let name = draft.model().name.clone();
        let stored = unit.lookup_registry_package(draft.model().id).await?;
        if stored.as_ref().is_some_and(|stored| stored.content_hash == draft.content_hash().0) {
            let unchanged = draft.entities().into_iter().map(|mut entity| {
                entity.change = Change::Unchanged;
                entity
            });
            report.succeed(&name, unchanged.collect());
            continue;
        }
        let known = match &stored {
            Some(stored) => {
                // The package keeps texts that this import did not bring.
                let texts = unit.registry_texts_of(stored.id).await?;
                texts.into_iter().for_each(|record| shelf.insert(overlay::text(record)));
                Some(Draft::from_bytes(&stored.document)?)
            }
            None => builtin(&registry, draft.model().id, &mut shelf),
        };
        let Some(mut known) = known else {
            report.succeed(&name, draft.entities());
            is_changed = true;
            if !is_dry_run {
                put(ctx, who, &mut *unit, &draft, &shelf, source).await?;
            }
            continue;
        };
        let merged = known.merge(draft);
        let is_new = merged.iter().any(|entity| entity.change != Change::Unchanged);
        report.succeed(&name, merged);
        is_changed |= is_new;
        if is_new && !is_dry_run {
            put(ctx, who, &mut *unit, &known, &shelf, source).await?;
        }
    }
    progress.check()?;
    if is_dry_run || !is_changed {
        return Ok(report);
    }
    unit.remove_unused_registry_texts().await?;
    unit.commit().await?;
    // What was read is in the store now; making the new index takes memory of its own.
    drop((shelf, registry));
    live::reload(ctx).await?;
    Ok(report)
}

/// Returns a built-in model as a draft, to be compared with one that was imported.
fn builtin(registry: &Snapshot, id: ModelId, shelf: &mut Shelf) -> Option<Draft> {
    let package = registry.index().model(id)?.package();
    Some(Draft::of(package, shelf))
}

async fn put(
    ctx: &Ctx,
    who: &Principal,
    unit: &mut dyn UnitOfWork,
    draft: &Draft,
    shelf: &Shelf,
    source: &str,
) -> Result<(), Error> {
    let texts = shelf.reachable(draft.texts());
    for key in &texts {
        if let Some(text) = shelf.get(*key) {
            unit.add_registry_text(&record(text)).await?;
        }
    }
    let model = draft.model();
    let now = ctx.now();
    let package = PackageRecord {
        id: model.id,
        name: model.name.clone(),
        registrant: model.registrant.kind.clone(),
        model_version: model.model.version.clone(),
        definition_version: model.version.clone(),
        content_hash: draft.content_hash().0,
        source: source.to_owned(),
        added_by: who.id(),
        added_at: now,
        updated_at: now,
        document: draft.to_bytes()?,
    };
    let texts: Vec<_> = texts.into_iter().map(|key| key.0).collect();
    unit.put_registry_package(&package, &texts).await?;
    Ok(())
}

fn record(text: &Text) -> TextRecord {
    let references = text.references.iter();
    TextRecord {
        key: text.key.0,
        text_bytes: text.text_bytes,
        references: references.map(|(name, key)| (name.to_string(), key.0)).collect(),
        frame: text.frame.clone(),
    }
}
