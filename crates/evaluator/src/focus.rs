//! What a pass has to look at. The first looks at everything; a later one only at what the one before it
//! changed, since everything else was looked at with the values it still has.

use meshery_model::ComponentId;
use rustc_hash::FxHashSet;

use crate::compile::{Matcher, Plan};
use crate::view::View;

/// What changed since the pass before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Changed {
    /// Nothing is known to be as it was.
    #[default]
    Everything,
    /// These components were added or have other values.
    These(FxHashSet<ComponentId>),
}

/// The changed components of a view.
#[derive(Debug)]
pub(crate) struct Focus<'d> {
    /// By position; `None` when everything changed.
    flags: Option<Vec<bool>>,
    kinds: FxHashSet<(&'d str, &'d str)>,
}

impl<'d> Focus<'d> {
    pub(crate) fn new(view: &View<'d>, changed: &Changed) -> Self {
        let mut kinds = FxHashSet::default();
        let Changed::These(ids) = changed else { return Self { flags: None, kinds } };
        let mut flags = vec![false; view.components.len()];
        for ((component, flag), parent) in view.components.iter().zip(&mut flags).zip(view.parents()) {
            // An alias shows a part of its parent.
            if ids.contains(&component.id) || parent.is_some_and(|parent| ids.contains(&parent)) {
                *flag = true;
                kinds.insert((component.kind(), component.model_name()));
            }
        }
        Self { flags: Some(flags), kinds }
    }

    /// Tells whether the component at a position is in focus.
    pub(crate) fn has(&self, position: usize) -> bool {
        self.flags.as_ref().is_none_or(|flags| flags.get(position).copied().unwrap_or(true))
    }

    /// Tells whether a component in focus could be at either end of a plan, or between them.
    pub(crate) fn touches(&self, plan: &Plan) -> bool {
        let middle = plan.binding.as_ref().map(|binding| binding.kind.as_str());
        self.flags.is_none()
            || self.kinds.iter().any(|(kind, model)| {
                let is_end = |matcher: &Matcher| matcher.matches(kind, model);
                is_end(&plan.from) || is_end(&plan.to) || middle == Some(*kind)
            })
    }
}
