//! The imported packages as one layer: from the file that was written at the last change, or else from the
//! store.

use std::path::Path;
use std::sync::Arc;

use meshery_model::{ModelId, canonical};
use meshery_registry::{Assembly, Draft, Frames, Layer, Text, TextKey};
use meshery_store::{PackageRecord, Reader, TextDigest, TextRecord};
use rustc_hash::FxHashMap;

use super::pack_file::PackFile;
use crate::{Ctx, Error};

/// Returns the layer of all imported packages; `None` when there are none.
pub(super) async fn load(
    ctx: &Arc<Ctx>,
    reader: &mut dyn Reader,
    hashes: &[(ModelId, TextDigest)],
) -> Result<Option<Layer>, Error> {
    if hashes.is_empty() {
        return Ok(None);
    }
    let state = fingerprint(hashes);
    if let Some(layer) = ctx.registry.cache.as_deref().and_then(|file| read_cache(file, state)) {
        return Ok(Some(layer));
    }
    let packages = reader.registry_packages().await?;
    let texts = reader.registry_texts().await?;
    let ctx = Arc::clone(ctx);
    let job = move || assemble(packages, texts, ctx.registry.cache.as_deref(), state);
    tokio::task::spawn_blocking(job).await.map_err(|source| Error::Job { source })?.map(Some)
}

/// Names a state of the imported packages.
fn fingerprint(hashes: &[(ModelId, TextDigest)]) -> TextDigest {
    let bytes: Vec<u8> =
        hashes.iter().flat_map(|(id, hash)| id.0.as_bytes().iter().chain(hash).copied()).collect();
    canonical::digest(&bytes)
}

fn read_cache(file: &Path, state: TextDigest) -> Option<Layer> {
    let (head, frames) = PackFile::open(file, state)?;
    Layer::from_head(&head, Frames::Source(Arc::new(frames))).ok()
}

fn assemble(
    packages: Vec<PackageRecord>,
    texts: Vec<TextRecord>,
    cache: Option<&Path>,
    state: TextDigest,
) -> Result<Layer, Error> {
    let mut drafts = Vec::with_capacity(packages.len());
    for package in packages {
        // One damaged package must not keep the others from being used.
        match Draft::from_bytes(&package.document) {
            Ok(draft) => drafts.push(draft),
            Err(error) => tracing::error!(model.name = package.name, "an imported model is skipped: {error}"),
        }
    }
    let mut texts: FxHashMap<TextKey, Text> =
        texts.into_iter().map(|record| (TextKey(record.key), text(record))).collect();
    let packed = Assembly::new(drafts).finish(|key| texts.remove(&key))?;
    if let Some(file) = cache {
        match PackFile::write(file, state, |out| packed.write(out)) {
            Ok(()) => {
                if let Some(layer) = read_cache(file, state) {
                    return Ok(layer);
                }
            }
            Err(error) => tracing::warn!("the imported models stay in memory: {error}"),
        }
    }
    Ok(packed.into())
}

/// Returns a text as the registry has it.
pub(super) fn text(record: TextRecord) -> Text {
    let references = record.references.into_iter();
    Text {
        key: TextKey(record.key),
        frame: record.frame,
        text_bytes: record.text_bytes,
        references: references.map(|(name, key)| (name.into_boxed_str(), TextKey(key))).collect(),
    }
}
