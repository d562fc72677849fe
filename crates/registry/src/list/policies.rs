//! Lists policies.

use meshery_model::Policy;

use super::models::ModelFilter;
use super::{Listing, NameFilter, Request, accepts};
use crate::Index;
use crate::query::{Direction, Matching, PolicyQuery};
use crate::search::OwnedText;

impl Index {
    /// Lists policies, by model and name.
    #[must_use]
    pub fn policies(&self, query: &PolicyQuery) -> Listing<Policy> {
        let models =
            self.models_kept(&ModelFilter { name: query.model.as_deref(), ..ModelFilter::default() });
        let names = self.policies.iter().map(|policy| policy.name.as_str());
        let name = NameFilter::new(query.name.as_deref(), Matching::Exact, names);
        let texts: Vec<OwnedText> =
            self.policies.iter().map(|policy| OwnedText::of_name(&policy.name)).collect();
        let sorted: Vec<u32> = (0..).zip(&self.policies).map(|(position, _)| position).collect();
        let request = Request {
            sorted: &sorted,
            direction: Direction::Ascending,
            by_relevance: true,
            search: query.search.as_deref(),
            page: query.page,
            page_size: query.page_size,
        };
        let keep = |position: u32| {
            let model = self.policy_models.get(position as usize);
            let kept = model.and_then(|model| models.get(*model as usize)).is_some_and(|kept| *kept);
            kept && self.policies.get(position as usize).is_some_and(|it| accepts(name.as_ref(), &it.name))
        };
        request
            .answer(keep, |position| texts.get(position as usize).map(OwnedText::view))
            .filter_map(|position| self.policies.get(position as usize).cloned())
    }
}
