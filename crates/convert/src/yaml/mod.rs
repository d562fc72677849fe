//! YAML as Kubernetes reads it: YAML 1.1 scalars, positions, and budgets.

mod compose;
mod emit;
mod json;
mod scalar;

pub use compose::{Document, read};
pub use emit::to_string;
