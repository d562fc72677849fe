//! Lists relationship definitions.

use meshery_model::{Relationship, SelectorItem, Status};

use super::models::ModelFilter;
use super::{Listing, Request, status_fits};
use crate::Index;
use crate::document::RelationshipDocument;
use crate::query::{Matching, RelationshipQuery};
use crate::search::OwnedText;

impl Index {
    /// Lists relationship definitions.
    #[must_use]
    pub fn relationships(&self, query: &RelationshipQuery) -> Listing<Relationship> {
        self.find_relationships(query).map(Clone::clone)
    }

    /// Lists relationship definitions without copying them.
    #[must_use]
    pub fn find_relationships(&self, query: &RelationshipQuery) -> Listing<&Relationship> {
        let definitions = &self.relations().definitions;
        self.relationship_positions(query).filter_map(|position| definitions.get(position as usize))
    }

    /// Lists relationship definitions in a form that serializes fast.
    #[must_use]
    pub fn relationship_documents(&self, query: &RelationshipQuery) -> Listing<RelationshipDocument<'_>> {
        let relations = self.relations();
        self.relationship_positions(query).filter_map(|position| {
            let relationship = relations.definitions.get(position as usize)?;
            Some(RelationshipDocument { relationship, json: relations.json.get(position as usize)? })
        })
    }

    fn relationship_positions(&self, query: &RelationshipQuery) -> Listing<u32> {
        let models = self.models_kept(&ModelFilter {
            name: query.model.as_deref(),
            matching: Matching::Exact,
            version: query.version.as_deref(),
            ..ModelFilter::default()
        });
        let relations = self.relations();
        let keep = |position: u32| {
            let model = relations.models.get(position as usize);
            let kept = model.and_then(|model| models.get(*model as usize));
            kept.is_some_and(|kept| *kept)
                && relations
                    .definitions
                    .get(position as usize)
                    .is_some_and(|relationship| fits(query, relationship))
        };
        let order = query.order.unwrap_or_default();
        let request = Request {
            sorted: self.orders.relationships(self, order.key),
            direction: order.direction,
            by_relevance: query.order.is_none(),
            search: query.search.as_deref(),
            page: query.page,
            page_size: query.page_size,
        };
        let text = |position: u32| relations.texts.get(position as usize).map(OwnedText::view);
        request.answer(keep, text)
    }
}

fn fits(query: &RelationshipQuery, relationship: &Relationship) -> bool {
    let same = |wanted: &Option<String>, word: &str| {
        wanted.as_deref().is_none_or(|wanted| wanted.is_empty() || wanted.eq_ignore_ascii_case(word))
    };
    let status = relationship.status.as_ref().map_or("", Status::as_str);
    same(&query.kind, &relationship.kind)
        && same(&query.rel_type, &relationship.rel_type)
        && same(&query.sub_type, &relationship.sub_type)
        && status_fits(query.status.as_deref(), status)
        && query.id.is_none_or(|id| relationship.id == id)
        && query.component.as_deref().is_none_or(|kind| kind.is_empty() || names(relationship, kind))
}

/// Tells whether a definition's selectors name a kind, on either side.
fn names(relationship: &Relationship, kind: &str) -> bool {
    relationship.selectors.iter().any(|set| {
        let sides: [&[SelectorItem]; 2] = [&set.allow.from, &set.allow.to];
        sides.into_iter().flatten().any(|selector| selector.kind.as_deref() == Some(kind))
    })
}
