//! Puts layers of packages together: the built-in ones, and over them those that were imported.

use std::sync::{Arc, OnceLock};

use meshery_model::{Component, ModelDefinition, ModelId};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Budget, Index, LayerText, Model, PackedRelations, Statuses, Template};
use crate::codec::{Layer, PackedModel, Row, Rows};
use crate::list::{self, Orders};
use crate::search::{OwnedText, SHORT_NAMES};
use crate::texts::Texts;
use crate::version::Rank;

impl Index {
    /// Makes an index of layers. Where two layers have a model of one identity, its entities are joined, and
    /// of two entities with one identity the later layer's stays.
    #[must_use]
    pub fn layered(layers: Vec<Layer>, statuses: Statuses) -> Self {
        let mut making = Making::default();
        for (number, layer) in (0_u16..).zip(layers) {
            making.add(number, layer);
        }
        making.finish(statuses)
    }
}

#[derive(Default)]
struct Making {
    models: Vec<Model>,
    positions: FxHashMap<ModelId, u32>,
    rows: Vec<Row>,
    relations: Vec<PackedRelations>,
    policies: Vec<(u32, meshery_model::Policy)>,
    templates: Vec<Template>,
    layers: Vec<LayerText>,
}

impl Making {
    fn add(&mut self, number: u16, layer: Layer) {
        let Layer { metadata, relations, rows: Rows { rows, text }, dictionary, frames } = layer;
        let first_template = u32::try_from(self.templates.len()).unwrap_or(u32::MAX);
        self.templates.extend(metadata.templates.into_iter().map(|document| Template::new(document, number)));
        self.layers.push(LayerText { rows: text, texts: Texts::new(metadata.texts, dictionary, frames) });

        let mut joined = FxHashSet::default();
        let models: Vec<u32> =
            metadata.models.into_iter().map(|model| self.add_model(number, model, &mut joined)).collect();
        if !joined.is_empty() {
            let new: FxHashSet<_> = rows.iter().map(|row| row.id).collect();
            self.rows.retain(|row| !(joined.contains(&row.model) && new.contains(&row.id)));
        }
        self.relations.push(PackedRelations { models: models.clone(), block: relations });
        self.rows.reserve(rows.len());
        self.rows.extend(rows.into_iter().map(|mut row| {
            row.model = models.get(row.model as usize).copied().unwrap_or(u32::MAX);
            row.template += first_template;
            row.layer = number;
            row
        }));
    }

    /// Adds a model, or joins it with the one of its identity that is there.
    fn add_model(&mut self, layer: u16, packed: PackedModel, joined: &mut FxHashSet<u32>) -> u32 {
        let id = packed.definition.id;
        let next = u32::try_from(self.models.len()).unwrap_or(u32::MAX);
        let position = *self.positions.entry(id).or_insert(next);
        let model = Model::new(packed.definition, layer);
        match self.models.get_mut(position as usize) {
            Some(known) => {
                *known = model;
                joined.insert(position);
                let new: FxHashSet<_> = packed.policies.iter().map(|policy| policy.id).collect();
                self.policies.retain(|(of, known)| *of != position || !new.contains(&known.id));
            }
            None => self.models.push(model),
        }
        self.policies.extend(packed.policies.into_iter().map(|policy| (position, policy)));
        position
    }

    fn finish(mut self, statuses: Statuses) -> Index {
        for model in &mut self.models {
            if let Some(status) = statuses.get(model.definition.id.0) {
                status.clone_into(&mut model.definition.status);
            }
        }
        // Entities of one model stand together, as they do in its package.
        self.policies.sort_by_key(|(model, _)| *model);
        count_entities(&mut self.models, &self.rows, &self.policies);
        compare_versions(&mut self.models);
        let (policy_models, policies) = self.policies.into_iter().unzip();
        Index {
            categories: list::categories_of(&self.models),
            registrants: OnceLock::new(),
            packed_relations: self.relations,
            relations: OnceLock::new(),
            models: self.models,
            components: self.rows,
            policies,
            policy_models,
            templates: self.templates,
            orders: Orders::default(),
            layers: self.layers,
            budget: Budget::default(),
            statuses,
            kinds: OnceLock::new(),
            latest: OnceLock::new(),
            ids: OnceLock::new(),
        }
    }
}

fn count_entities(models: &mut [Model], rows: &[Row], policies: &[(u32, meshery_model::Policy)]) {
    for row in rows {
        if let Some(model) = models.get_mut(row.model as usize) {
            model.components += 1;
        }
    }
    for (position, _) in policies {
        if let Some(model) = models.get_mut(*position as usize) {
            model.policies += 1;
        }
    }
}

/// Finds the newest version of each model, and models that are there more than once.
fn compare_versions(models: &mut [Model]) {
    let mut by_name: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (position, model) in models.iter().enumerate() {
        by_name.entry(model.definition.name.clone()).or_default().push(position);
    }
    for positions in by_name.into_values() {
        let version =
            |position: usize| models.get(position).map(|model| model.definition.model.version.clone());
        let versions: Vec<Option<String>> = positions.iter().map(|position| version(*position)).collect();
        let ranks = versions.iter().map(|version| version.as_deref().map(Rank::of_product));
        let newest = ranks.enumerate().max_by(|a, b| a.1.cmp(&b.1)).map(|(place, _)| place);
        for (place, position) in positions.iter().enumerate() {
            let same = versions.iter().filter(|version| versions.get(place) == Some(version)).count();
            if let Some(model) = models.get_mut(*position) {
                model.duplicates = same.saturating_sub(1);
                model.is_latest = Some(place) == newest;
            }
        }
    }
}

impl Template {
    /// Returns the status of the components, as their definition says.
    pub(crate) fn status(&self) -> &str {
        self.document.status.as_deref().unwrap_or("enabled")
    }

    fn new(document: Component, layer: u16) -> Self {
        let short = document.metadata.extra.get(SHORT_NAMES).and_then(serde_json::Value::as_array);
        let short = short.into_iter().flatten().filter_map(serde_json::Value::as_str);
        let short_names = short.map(|name| name.to_lowercase().into_boxed_str()).collect();
        Self { document, layer, short_names, text: OnceLock::new() }
    }
}

impl Model {
    fn new(definition: ModelDefinition, layer: u16) -> Self {
        Self {
            reference: Arc::new(definition.reference()),
            json: OnceLock::new(),
            text: OwnedText::of_model(&definition),
            definition,
            layer,
            components: 0,
            policies: 0,
            duplicates: 0,
            is_latest: false,
        }
    }
}
