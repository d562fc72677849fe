//! What somebody decided about entities, whatever their definition says.

use rustc_hash::FxHashMap;
use uuid::Uuid;

/// Statuses by the id of a model, component or relationship definition.
#[derive(Clone, Debug, Default)]
pub struct Statuses(FxHashMap<Uuid, Box<str>>);

impl Statuses {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn get(&self, id: Uuid) -> Option<&str> {
        if self.0.is_empty() {
            return None;
        }
        self.0.get(&id).map(|status| &**status)
    }
}

impl FromIterator<(Uuid, String)> for Statuses {
    fn from_iter<I: IntoIterator<Item = (Uuid, String)>>(statuses: I) -> Self {
        Self(statuses.into_iter().map(|(id, status)| (id, status.into_boxed_str())).collect())
    }
}
