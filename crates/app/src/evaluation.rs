//! Evaluates the relationships of a design that is not (yet) stored.

use std::sync::Arc;

use jiff::Timestamp;
use meshery_evaluator::{Evaluation, Excess, Options};
use meshery_model::{Design, canonical};

pub use meshery_evaluator::{Action, Trace};

use crate::{Ctx, Error, Principal};

/// An evaluated design.
#[derive(Debug)]
pub struct Evaluated {
    /// What the engine found.
    pub evaluation: Evaluation,
    /// SHA-256 over the request; equal requests of one server have equal answers.
    pub hash: String,
    /// When it was evaluated.
    pub at: Timestamp,
}

/// Evaluates a design. Nothing is stored.
///
/// # Errors
/// When the design exceeds a limit, now or evaluated, or uses an id twice.
pub async fn evaluate(
    ctx: &Arc<Ctx>,
    _who: &Principal,
    design: Design,
    diff_only: bool,
) -> Result<Evaluated, Error> {
    let (count, limit) = (design.components.len(), ctx.limits.components);
    if count > limit {
        return Err(Error::TooManyComponents { count, limit });
    }
    design.check_ids()?;
    let (evaluation, hash) = ctx
        .compute(move |ctx| {
            let hash = serde_json::to_vec(&design).map(|bytes| canonical::hash_bytes(&bytes))?;
            let limits = ctx.limits.of_designs();
            let options = Options { return_diff_only: diff_only, limits, ..Options::default() };
            let registry = ctx.registry.current();
            let evaluation =
                meshery_evaluator::evaluate(design, registry.definitions(), registry.index(), &options)?;
            Ok::<_, Error>((evaluation, hash))
        })
        .await??;
    if evaluation.depth_exhausted {
        tracing::warn!(evaluation.passes, "evaluation stopped before it came to rest");
    }
    Ok(Evaluated { evaluation, hash, at: ctx.clock.now() })
}

impl Ctx {
    /// Evaluates a design with the registry's definitions.
    pub(crate) fn evaluate(&self, design: Design) -> Result<Evaluation, Excess> {
        let options = Options { limits: self.limits.of_designs(), ..Options::default() };
        let registry = self.registry.current();
        meshery_evaluator::evaluate(design, registry.definitions(), registry.index(), &options)
    }

    /// Finds the relationships of a design without changing what anybody wrote.
    pub(crate) fn look_at(&self, design: Design) -> Result<Evaluation, Excess> {
        let options = Options { keep_values: true, limits: self.limits.of_designs(), ..Options::default() };
        let registry = self.registry.current();
        meshery_evaluator::evaluate(design, registry.definitions(), registry.index(), &options)
    }
}
