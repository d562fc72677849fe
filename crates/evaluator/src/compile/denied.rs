//! Pairs that a set of selectors forbids.

use meshery_model::SelectorSet;
use rustc_hash::FxHashMap;

use super::{KindMatch, Matcher};

/// Pairs that a set of selectors forbids. The namespace's definition forbids hundreds of kinds, and every pair
/// is looked up, so those of one kind are found by it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Denied {
    by_kind: FxHashMap<String, Vec<(Matcher, Matcher)>>,
    /// Those whose left side is a pattern.
    others: Vec<(Matcher, Matcher)>,
}

impl Denied {
    pub(super) fn compile(selectors: &SelectorSet) -> Result<Self, String> {
        let mut denied = Self::default();
        for from in selectors.deny.iter().flat_map(|deny| &deny.from) {
            for to in selectors.deny.iter().flat_map(|deny| &deny.to) {
                let pair = (Matcher::compile(from)?, Matcher::compile(to)?);
                match &pair.0.kind {
                    KindMatch::One(kind) => denied.by_kind.entry(kind.clone()).or_default().push(pair),
                    KindMatch::Any | KindMatch::Like(_) => denied.others.push(pair),
                }
            }
        }
        Ok(denied)
    }

    /// Tells whether a pair is forbidden; each side is a kind and the name of its model.
    pub(super) fn holds(&self, from: (&str, &str), to: (&str, &str)) -> bool {
        let of_kind = self.by_kind.get(from.0).into_iter().flatten();
        of_kind
            .chain(&self.others)
            .any(|(left, right)| left.matches(from.0, from.1) && right.matches(to.0, to.1))
    }
}
