//! YAML as Kubernetes reads it: YAML 1.1 scalars, positions, and budgets.

mod compose;
mod emit;
mod json;
mod locate;
mod node;
mod open;
mod scalar;

pub(crate) use compose::read_wrapped;
pub use compose::{Document, read};
pub use emit::to_string;
pub(crate) use locate::locate;
