//! Lists components.

use meshery_model::Component;

use super::models::ModelFilter;
use super::{Listing, NameFilter, Request, status_fits};
use crate::codec::{Field, Row};
use crate::query::{ComponentQuery, Matching};
use crate::{ComponentEntry, Index, search};

impl Index {
    /// Lists components as documents. Schemas are left out when `trim` is set; otherwise each costs a
    /// decompression.
    #[must_use]
    pub fn components(&self, query: &ComponentQuery) -> Listing<Component> {
        self.find_components(query).map(|entry| entry.to_component(!query.trim))
    }

    /// Lists components without copying them.
    #[must_use]
    pub fn find_components(&self, query: &ComponentQuery) -> Listing<ComponentEntry<'_>> {
        let status = query.status.as_deref();
        let models = self.models_kept(&ModelFilter {
            name: query.model.as_deref(),
            matching: Matching::Exact,
            category: query.category.as_deref(),
            registrant: query.registrant.as_deref(),
            version: query.version.as_deref(),
        });
        let templates: Vec<bool> =
            self.templates.iter().map(|template| annotation_fits(query, &template.document)).collect();
        let statuses: Vec<bool> = self.templates.iter().map(|it| status_fits(status, it.status())).collect();
        let status_of = |row: &Row| match self.given_status(row.id) {
            Some(given) => status_fits(status, given),
            None => kept(&statuses, row.template),
        };
        let names_of = |row: &Row| [Field::Kind, Field::DisplayName].map(|field| self.field(row, field));
        let names = self.components.iter().flat_map(names_of);
        let name = NameFilter::new(query.name.as_deref(), query.matching, names);
        let api_version = query.api_version.as_deref().filter(|version| !version.is_empty());
        let latest = query.latest.then(|| self.latest());
        let keep = |position: u32| {
            self.components.get(position as usize).is_some_and(|row| {
                kept(&models, row.model)
                    && kept(&templates, row.template)
                    && status_of(row)
                    && latest.is_none_or(|latest| kept(latest, position))
                    && query.id.is_none_or(|id| row.id == id)
                    && api_version.is_none_or(|version| version == self.field(row, Field::ApiVersion))
                    && name.as_ref().is_none_or(|name| names_of(row).iter().any(|text| name.accepts(text)))
            })
        };
        let order = query.order.unwrap_or_default();
        let request = Request {
            sorted: self.orders.components(self, order.key),
            direction: order.direction,
            by_relevance: query.order.is_none(),
            search: query.search.as_deref(),
            page: query.page,
            page_size: query.page_size,
        };
        let word = search::longest_word(query.search.as_deref().unwrap_or_default());
        let holding = if word.is_empty() { Vec::new() } else { self.components_holding(&word) };
        let may_hold = |position: u32| kept(&holding, position);
        request
            .answer_quickly(keep, |position| self.search_text(position), may_hold)
            .filter_map(|position| self.entry(position))
    }
}

fn kept(list: &[bool], position: u32) -> bool {
    list.get(position as usize).is_some_and(|kept| *kept)
}

/// Decides by what components share, so that it is decided once for many.
fn annotation_fits(query: &ComponentQuery, template: &Component) -> bool {
    query.annotations.is_none_or(|wanted| template.metadata.is_annotation == wanted)
}
