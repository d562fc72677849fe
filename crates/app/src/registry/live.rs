//! The registry in memory, replaced as a whole whenever something changes.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use meshery_evaluator::Definitions;
use meshery_registry::{Index, Layer, Statuses};
use tokio::sync::Mutex;

use super::overlay;
use crate::{Ctx, Error};

/// The registry as one request sees it.
#[derive(Debug)]
pub struct Snapshot {
    index: Index,
    definitions: OnceLock<Definitions>,
}

impl Snapshot {
    fn new(index: Index) -> Self {
        Self { index, definitions: OnceLock::new() }
    }

    /// Returns the index that answers all questions.
    #[must_use]
    pub const fn index(&self) -> &Index {
        &self.index
    }

    /// Returns the relationship definitions, compiled when first needed.
    pub(crate) fn definitions(&self) -> &Definitions {
        self.definitions.get_or_init(|| {
            let (definitions, findings) = Definitions::compile(&self.index.relationship_definitions());
            for finding in findings {
                tracing::warn!(
                    definition.id = %finding.definition,
                    "a relationship definition is skipped: {}",
                    finding.message
                );
            }
            definitions
        })
    }
}

/// Holds the present state of the registry.
#[derive(Debug)]
pub struct Registry {
    current: RwLock<Arc<Snapshot>>,
    /// Held while something is changed: changes happen one after the other.
    pub(super) changing: Mutex<()>,
    /// Where the imported packages are kept ready for the next start. `None` keeps them in memory.
    pub(super) cache: Option<PathBuf>,
}

impl Registry {
    /// Begins with what is built in.
    #[must_use]
    pub fn builtin(cache: Option<PathBuf>) -> Self {
        let snapshot = Snapshot::new(Index::layered(vec![builtin_layer()], Statuses::default()));
        Self { current: RwLock::new(Arc::new(snapshot)), changing: Mutex::new(()), cache }
    }

    /// Returns the present state.
    #[must_use]
    pub fn current(&self) -> Arc<Snapshot> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn replace(&self, snapshot: Snapshot) {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        *current = Arc::new(snapshot);
    }
}

/// Makes the state in memory that of the store.
pub(super) async fn reload(ctx: &Arc<Ctx>) -> Result<(), Error> {
    let mut reader = ctx.store.read().await?;
    let hashes = reader.registry_package_hashes().await?;
    let statuses = reader.registry_statuses().await?;
    if hashes.is_empty() && statuses.is_empty() && ctx.registry.current().index().is_builtin() {
        return Ok(());
    }
    let overlay = overlay::load(ctx, &mut *reader, &hashes).await?;
    drop(reader);
    let statuses: Statuses = statuses.into_iter().map(|record| (record.id, record.status)).collect();
    let layers = std::iter::once(builtin_layer()).chain(overlay).collect();
    let index = tokio::task::spawn_blocking(move || Index::layered(layers, statuses)).await;
    ctx.registry.replace(Snapshot::new(index.map_err(|source| Error::Job { source })?));
    Ok(())
}

fn builtin_layer() -> Layer {
    // The bytes and their reader come from one build; tests read them. An empty registry is still a working
    // one.
    Layer::from_packed(meshery_builtin::packed()).unwrap_or_else(|_| Layer::from_packages(Vec::new()))
}
