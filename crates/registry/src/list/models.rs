//! Lists models, and decides for other lists which models take part.

use meshery_model::ModelDefinition;

use super::{Listing, NameFilter, Request, accepts, status_fits};
use crate::index::Model;
use crate::query::{Matching, ModelQuery};
use crate::{Index, ModelEntry};

impl Index {
    /// Lists models as documents.
    #[must_use]
    pub fn models(&self, query: &ModelQuery) -> Listing<ModelDefinition> {
        self.find_models(query).map(|entry| entry.definition())
    }

    /// Lists models without copying them.
    #[must_use]
    pub fn find_models(&self, query: &ModelQuery) -> Listing<ModelEntry<'_>> {
        let kept = self.models_kept(&ModelFilter {
            name: query.name.as_deref(),
            matching: query.matching,
            category: query.category.as_deref(),
            registrant: query.registrant.as_deref(),
            version: query.version.as_deref(),
        });
        let order = query.order.unwrap_or_default();
        let request = Request {
            sorted: self.orders.models(self, order.key),
            direction: order.direction,
            by_relevance: query.order.is_none(),
            search: query.search.as_deref(),
            page: query.page,
            page_size: query.page_size,
        };
        let keep = |position: u32| {
            kept.get(position as usize).is_some_and(|kept| *kept)
                && self.models.get(position as usize).is_some_and(|model| fits(query, model))
        };
        let text = |position: u32| self.models.get(position as usize).map(|model| model.text.view());
        request.answer(keep, text).filter_map(|position| self.model_at(position))
    }

    /// Returns for each model whether it fits.
    pub(super) fn models_kept(&self, filter: &ModelFilter<'_>) -> Vec<bool> {
        let definitions = || self.models.iter().map(|model| &model.definition);
        let names = definitions().map(|model| model.name.as_str());
        let name = NameFilter::new(filter.name, filter.matching, names);
        let names = definitions().map(|model| model.category.name.as_str());
        let category = NameFilter::new(filter.category, Matching::Exact, names);
        let names = definitions().map(|model| model.registrant.kind.as_str());
        let registrant = NameFilter::new(filter.registrant, Matching::Exact, names);
        let fits = |model: &ModelDefinition| {
            accepts(name.as_ref(), &model.name)
                && accepts(category.as_ref(), &model.category.name)
                && accepts(registrant.as_ref(), &model.registrant.kind)
                && filter.version.is_none_or(|version| version_fits(version, model))
        };
        definitions().map(fits).collect()
    }
}

/// Tells whether a model is what a question is about, its names aside.
fn fits(query: &ModelQuery, model: &Model) -> bool {
    let definition = &model.definition;
    status_fits(query.status.as_deref(), &definition.status)
        && query.annotations.is_none_or(|wanted| definition.metadata.is_annotation == wanted)
        && query.id.is_none_or(|id| definition.id == id)
        && (!query.latest || model.is_latest)
        && query.builtin.is_none_or(|wanted| (model.layer == 0) == wanted)
        && (!query.duplicated || model.duplicates > 0)
}

/// Which models a list is about.
#[derive(Default)]
pub(super) struct ModelFilter<'a> {
    pub name: Option<&'a str>,
    pub matching: Matching,
    pub category: Option<&'a str>,
    pub registrant: Option<&'a str>,
    pub version: Option<&'a str>,
}

/// Clients write versions with and without the leading `v`.
fn version_fits(wanted: &str, model: &ModelDefinition) -> bool {
    let bare = |version: &str| version.strip_prefix('v').unwrap_or(version).to_owned();
    let wanted = bare(wanted);
    wanted.is_empty() || wanted == bare(&model.model.version) || wanted == bare(&model.version)
}
