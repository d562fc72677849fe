//! Where in the registry a list lies: the variable parts of its path.

use serde::Deserialize;
use utoipa::IntoParams;

/// The variable parts of a path; which of them there are depends on the path.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Place {
    pub category: Option<String>,
    pub model: Option<String>,
    pub name: Option<String>,
}

/// Part of a path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes a part of paths, is never made")]
pub(crate) struct InCategory {
    /// Name of the category.
    #[param(example = "Orchestration & Management")]
    category: String,
}

/// Part of a path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes a part of paths, is never made")]
pub(crate) struct InModel {
    /// Name of the model.
    #[param(example = "kubernetes")]
    model: String,
}
