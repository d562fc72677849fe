//! Components by kind, best first.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::Index;
use crate::codec::Field;
use crate::version::Rank;

/// Positions of all components, those of one kind together: enabled ones first, then the newest model, then
/// the most stable API version.
#[derive(Debug)]
pub(crate) struct Kinds(Box<[u32]>);

impl Kinds {
    pub(super) fn new(index: &Index) -> Self {
        let mut kinds: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
        for (position, row) in (0_u32..).zip(&index.components) {
            kinds.entry(index.field(row, Field::Kind)).or_default().push(position);
        }
        let mut kinds: Vec<(&str, Vec<u32>)> = kinds.into_iter().collect();
        kinds.sort_unstable_by_key(|(kind, _)| *kind);
        for (_, positions) in kinds.iter_mut().filter(|(_, positions)| positions.len() > 1) {
            positions.sort_by_cached_key(|position| {
                let entry = index.entry(*position);
                let enabled = entry.is_some_and(|entry| entry.is_enabled());
                let model = entry.map(|entry| Rank::of_product(&entry.model().model.version));
                let api_version = entry.map(|entry| Rank::of_api_version(entry.api_version()));
                (Reverse(enabled), Reverse(model), Reverse(api_version), *position)
            });
        }
        Self(kinds.into_iter().flat_map(|(_, positions)| positions).collect())
    }

    pub(super) fn of<'a>(&'a self, index: &Index, kind: &str) -> &'a [u32] {
        let kind_of = |position: &u32| {
            index.components.get(*position as usize).map_or("", |row| index.field(row, Field::Kind))
        };
        let from = self.0.partition_point(|position| kind_of(position) < kind);
        let rest = self.0.get(from..).unwrap_or_default();
        let length = rest.partition_point(|position| kind_of(position) == kind);
        rest.get(..length).unwrap_or_default()
    }
}
