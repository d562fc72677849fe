//! Relationship definitions, read when somebody first needs one: most of what lies in memory would be theirs, and
//! many servers are never asked.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use meshery_model::{Relationship, Status};
use rustc_hash::FxHashMap;
use serde_json::value::RawValue;

use super::{Model, Statuses};
use crate::codec;
use crate::search::OwnedText;

/// The definitions of a layer, still packed.
#[derive(Debug)]
pub(crate) struct PackedRelations {
    /// Positions of the layer's models in the index.
    pub models: Vec<u32>,
    /// Lists of definitions, one for each model of the layer.
    pub block: Cow<'static, [u8]>,
}

/// All relationship definitions.
#[derive(Debug, Default)]
pub(crate) struct Relations {
    pub definitions: Vec<Relationship>,
    /// Model of each definition.
    pub models: Vec<u32>,
    pub texts: Vec<OwnedText>,
    /// The definitions as JSON, each written when it is first asked for.
    pub json: Vec<OnceLock<Option<Box<RawValue>>>>,
    /// How many each model has.
    counts: FxHashMap<u32, usize>,
}

impl Relations {
    /// Reads the definitions of all layers; of two with one identity in one model the later layer's stays.
    pub(super) fn read(packed: &[PackedRelations], models: &[Model], statuses: &Statuses) -> Self {
        let mut all: Vec<(u32, Relationship)> = Vec::new();
        let mut places: FxHashMap<_, usize> = FxHashMap::default();
        for layer in packed {
            // The bytes were written by this program; damaged ones were refused with the rest of the layer.
            let lists = codec::read_relations(&layer.block).unwrap_or_default();
            for (position, list) in layer.models.iter().zip(lists) {
                let reference = models.get(*position as usize).map(|model| Arc::clone(&model.reference));
                for mut definition in list {
                    definition.model = reference.clone().unwrap_or_default();
                    if let Some(status) = statuses.get(definition.id.0) {
                        definition.status = serde_json::from_value::<Status>(status.into()).ok();
                    }
                    let place = places.entry((*position, definition.id)).or_insert(all.len());
                    match all.get_mut(*place) {
                        Some(known) => known.1 = definition,
                        None => all.push((*position, definition)),
                    }
                }
            }
        }
        // Definitions of one model stand together, as they do in its package.
        all.sort_by_key(|(model, _)| *model);
        let mut relations = Self::default();
        for (model, definition) in all {
            *relations.counts.entry(model).or_default() += 1;
            relations.texts.push(OwnedText::of_relationship(&definition));
            relations.json.push(OnceLock::new());
            relations.models.push(model);
            relations.definitions.push(definition);
        }
        relations
    }

    pub(crate) fn count(&self, model: u32) -> usize {
        self.counts.get(&model).copied().unwrap_or_default()
    }
}
