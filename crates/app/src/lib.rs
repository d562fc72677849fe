//! Use cases: one function per thing a user can do. No HTTP, no SQL, no terminal.
//!
//! Every function takes the context first ([`Ctx`]: store, registry, clock, ids, limits), then who asks, then
//! what is asked. The order inside is always: validate, load, decide (pure code), write in one transaction.
//! Long computation runs on the blocking pool.

mod ctx;
pub mod designs;
mod error;
pub mod evaluation;
pub mod identity;
pub mod registry;
pub mod system;

pub use ctx::{Clock, Ctx, Ids, Limits, RandomIds, SystemClock};
pub use error::Error;
pub use meshery_fetch::{Fetcher, Policy as FetchPolicy};
pub use meshery_identity::Principal;
