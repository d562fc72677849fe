//! Makes components from definitions, without saving them.

use std::sync::Arc;

use meshery_generate::Components;
use meshery_model::ModelDefinition;

use super::import::generate;
use crate::{Ctx, Error, Principal};

/// Components made from a text.
#[derive(Clone, Debug)]
pub struct Generated {
    /// What they belong to.
    pub model: ModelDefinition,
    /// The components, and what is wrong with the others.
    pub made: Components,
}

/// Makes components from definitions of custom resources, or from what an API server says of itself.
///
/// # Errors
/// When the text is neither, or exceeds a limit.
pub async fn preview(
    ctx: &Arc<Ctx>,
    _who: &Principal,
    definition: String,
    model: Option<ModelDefinition>,
) -> Result<Generated, Error> {
    ctx.compute(move |ctx| {
        let (model, made) = generate(definition.as_bytes(), model, &ctx.limits)?;
        Ok(Generated { model, made })
    })
    .await?
}
